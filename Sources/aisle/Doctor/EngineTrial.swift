internal import Conversations
internal import Discourse
internal import SpeechEngines

/// One engine that hears, tried as calls would bring their utterances.
struct EngineTrial {
  /// How one utterance went.
  struct Outcome: Sendable {
    /// What was heard; nil: the engine failed.
    var transcript: Transcript?
    /// Why it failed.
    var failure: EngineFailure?
    /// From the end of the audio to the answer.
    var delay = Duration.zero
    /// Processor time on this machine, in seconds.
    var cpu = 0.0
  }

  private let ear: FailoverRecognizer.Ear
  private let desk: EngineDesk

  init(_ ear: FailoverRecognizer.Ear, name: String) {
    self.ear = ear
    desk = EngineDesk(role: .hearing, names: [name])
  }

  /// A call, which utterances may be heard in one after the other; nil: the engine cannot be opened.
  func open() async -> Call? {
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    guard let session = try? await FailoverRecognizer([ear], desk: desk).open(onEvent: { continuation.yield($0) })
    else { return nil }
    return Call(session: session, desk: desk, events: events.makeAsyncIterator())
  }

  /// An utterance in a call of its own.
  func hear(_ samples: [Int16]) async -> Outcome {
    guard var call = await open() else { return Outcome(failure: desk.statuses().first?.lastFailure) }
    defer { call.close() }
    return await call.hear(samples)
  }

  /// One call. Close it.
  struct Call {
    fileprivate let session: any RecognitionSession
    fileprivate let desk: EngineDesk
    fileprivate var events: AsyncStream<RecognitionEvent>.Iterator
    fileprivate var utterances = 0

    fileprivate init(session: any RecognitionSession, desk: EngineDesk, events: AsyncStream<RecognitionEvent>.Iterator)
    {
      (self.session, self.desk, self.events) = (session, desk, events)
    }

    func close() { session.close() }

    /// Plays the samples.
    /// - Parameters:
    ///   - names: What this caller is likely to say, told as in a call.
    ///   - paced: At the pace of speech; false: as fast as it goes, which engines elsewhere may not like.
    mutating func hear(
      _ samples: [Int16], expecting expectation: Expectation = .anything, names: [String] = [], paced: Bool = true
    ) async -> Outcome {
      utterances += 1
      let number = utterances
      session.expect(expectation)
      if !names.isEmpty { session.expect(terms: names) }
      // The call is answered with a greeting before anybody speaks.
      if paced { try? await Task.sleep(for: .milliseconds(300)) }
      session.begin(utterance: number)
      let began = ContinuousClock.now
      for start in stride(from: 0, to: samples.count, by: SpeechFormat.frameLength) {
        if paced {
          try? await Task.sleep(until: began + .microseconds(Int64(start) * 125), tolerance: nil, clock: .continuous)
        }
        session.feed(Array(samples[start..<min(start + SpeechFormat.frameLength, samples.count)]))
      }
      session.end(utterance: number)
      let ended = ContinuousClock.now
      while let event = await events.next() {
        switch event {
        case .final(number, let transcript, let cpu):
          return Outcome(transcript: transcript, delay: ContinuousClock.now - ended, cpu: cpu)
        case .failed: return Outcome(failure: desk.statuses().first?.lastFailure)
        default: continue
        }
      }
      return Outcome()
    }
  }
}
