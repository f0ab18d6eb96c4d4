internal import Logging
internal import Metrics
internal import Policy

/// The recording of one call, as far as it has come.
struct CallTape {
  fileprivate enum State {
    case none
    case open(any RecordingSink)
    /// The caller objected, or it cannot be written: what still comes is dropped.
    case closed
  }
  fileprivate var state = State.none
  /// Samples a side.
  fileprivate var count = 0
}

/// What the journal has of a recording: "on", "off", "paused", "refused", "stopped"; at the end "kept" with its length.
struct RecordingNote: Codable, Sendable {
  var state: String
  var seconds: Double?
}

extension LiveConversation {
  /// More of the recording came.
  func record(_ samples: [UInt8]) async {
    do {
      switch tape.state {
      case .closed: return
      case .none:
        guard let archive = context.recordings else { return }
        let sink = try archive.begin(id, at: snapshot.openedAt)
        tape.state = .open(sink)
        try sink.write(samples)
      case .open(let sink): try sink.write(samples)
      }
      tape.count += samples.count / 2
    } catch {
      recordingFailed(error)
    }
  }

  /// The caller objects, or allows it again.
  func mind(_ order: RecordingOrder) {
    switch (order, tape.state) {
    case (.refused, .open(let sink)):
      do { try sink.discard() } catch { recordingFailed(error) }
      tape = CallTape(state: .closed)
    case (.refused, .none): tape.state = .closed
    case (.on, .closed): tape = CallTape()
    default: return
    }
  }

  func endRecording() async {
    guard case .open(let sink) = tape.state else { return }
    do {
      try sink.finish()
      await note("recording", RecordingNote(state: "kept", seconds: Double(tape.count) / 8_000), personal: false)
    } catch {
      recordingFailed(error)
    }
  }

  private func recordingFailed(_ error: any Error) {
    tape.state = .closed
    Counter(label: "aisle_recording_failures_total").increment()
    logger.error("the recording could not be written", metadata: ["error": "\(error)"])
  }
}
