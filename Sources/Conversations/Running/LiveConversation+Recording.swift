internal import Logging
internal import Metrics
internal import Policy

/// The recording of one call, as far as it has come.
struct CallTape {
  private enum State {
    case none
    case open(any RecordingSink)
    /// The caller objected: what still comes is dropped, until there is a recording again.
    case refused
    /// It could not be written: what there is of it stays, unless the caller objects, and what still comes is dropped.
    case failed((any RecordingSink)?)
  }
  private var state = State.none
  /// Samples a side.
  private var count = 0

  /// More of it came. Throws when it cannot be written; nothing is from then on.
  mutating func write(_ samples: [UInt8], begin: () throws -> (any RecordingSink)?) throws {
    do {
      if case .none = state, let sink = try begin() { state = .open(sink) }
      guard case .open(let sink) = state else { return }
      try sink.write(samples)
      count += samples.count / 2
    } catch {
      fail()
      throw error
    }
  }

  /// The caller objects, or allows it again. Throws when what there is cannot be erased.
  mutating func mind(_ order: RecordingOrder) throws {
    switch (order, state) {
    case (.refused, .open(let sink)), (.refused, .failed(let sink?)):
      self = CallTape(state: .refused)
      try sink.discard()
    case (.refused, _): state = .refused
    case (.on, .refused): self = CallTape()
    default: return
    }
  }

  /// The call is over. Gives how many seconds are kept; nil: nothing, or not to its end.
  mutating func finish() throws -> Double? {
    guard case .open(let sink) = state else { return nil }
    do { try sink.finish() } catch {
      fail()
      throw error
    }
    return Double(count) / 8_000
  }

  private mutating func fail() {
    if case .open(let sink) = state { state = .failed(sink) } else { state = .failed(nil) }
  }
}

/// What the journal has of a recording: "on", "off", "paused", "refused", "stopped"; at the end "kept" with its length.
struct RecordingNote: Codable, Sendable {
  var state: String
  var seconds: Double?
}

extension LiveConversation {
  /// More of the recording came.
  func record(_ samples: [UInt8]) async {
    let (recordings, id, openedAt) = (context.recordings, id, snapshot.openedAt)
    do { try tape.write(samples) { try recordings?.begin(id, at: openedAt) } } catch { recordingFailed(error) }
  }

  /// The caller objects, or allows it again.
  func mind(_ order: RecordingOrder) {
    do { try tape.mind(order) } catch { recordingFailed(error) }
  }

  func endRecording() async {
    do {
      guard let seconds = try tape.finish() else { return }
      view.hasRecording = context.recordings?.exists(id) ?? false
      await note("recording", RecordingNote(state: "kept", seconds: seconds), personal: false)
    } catch {
      recordingFailed(error)
    }
  }

  private func recordingFailed(_ error: any Error) {
    Counter(label: "aisle_recording_failures_total").increment()
    logger.error("the recording could not be written, or erased", metadata: ["error": "\(error)"])
  }
}
