internal import Discourse

/// Stands before a recogniser that hears one utterance at a time: what the caller goes on to say while an earlier utterance is still being
/// decided waits here and follows at once when that is done. Times in ms.
struct RecognitionGate {
  fileprivate enum Step {
    case begin(Int)
    case feed([Int16])
    case end(Int)
  }

  private let session: any RecognitionSession
  private var waiting: [Step] = []
  /// What was ended and not answered yet, and when it was ended.
  private var open: (number: Int, since: Int)?

  /// An engine that has not answered for this long is not waited for.
  private static let patience = 8_000
  /// Half a minute of frames is more than anybody is let speak.
  private static let mostWaiting = 1_600

  init(_ session: any RecognitionSession) { self.session = session }

  var tellsPartials: Bool { session.tellsPartials }
  var fillsExpectation: Bool { session.fillsExpectation }

  func expect(_ expectation: Expectation) { session.expect(expectation) }
  func expect(terms: [String]) { session.expect(terms: terms) }
  func close() { session.close() }

  mutating func begin(_ number: Int, now: Int) { take(.begin(number), now) }
  mutating func feed(_ samples: [Int16], now: Int) { take(.feed(samples), now) }
  mutating func end(_ number: Int, now: Int) { take(.end(number), now) }

  /// The caller pauses, or goes on; of no use to who is behind.
  func rest(_ number: Int) { if isLive { session.rest(utterance: number) } }
  func goesOn(_ number: Int) { if isLive { session.goesOn(utterance: number) } }
  private var isLive: Bool { open == nil && waiting.isEmpty }

  mutating func cancel(_ number: Int) {
    let index = waiting.firstIndex { if case .begin(number) = $0 { true } else { false } }
    guard let index else { return session.cancel(utterance: number) }
    waiting.removeSubrange(index...)
  }

  /// An utterance was answered.
  mutating func answered(_ number: Int, now: Int) {
    guard open?.number == number else { return }
    open = nil
    flush(now)
  }

  /// Time passes.
  mutating func tick(now: Int) {
    guard let open, now - open.since > Self.patience else { return }
    self.open = nil
    flush(now)
  }

  private mutating func take(_ step: Step, _ now: Int) {
    guard open == nil, waiting.isEmpty else {
      if waiting.count < Self.mostWaiting || step.isEdge { waiting.append(step) }
      return
    }
    perform(step, now)
  }

  private mutating func flush(_ now: Int) {
    while open == nil, !waiting.isEmpty { perform(waiting.removeFirst(), now) }
  }

  private mutating func perform(_ step: Step, _ now: Int) {
    switch step {
    case .begin(let number): session.begin(utterance: number)
    case .feed(let samples): session.feed(samples)
    case .end(let number):
      open = (number, now)
      session.end(utterance: number)
    }
  }
}

extension RecognitionGate.Step {
  /// Whether it begins or ends an utterance, which may never be left out.
  fileprivate var isEdge: Bool { if case .feed = self { false } else { true } }
}
