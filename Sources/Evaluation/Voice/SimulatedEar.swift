internal import Conversations
internal import Discourse
internal import Dispatch
internal import Synchronization

/// What hears in a simulated call: the recogniser that knows, or a real engine with the one that knows beside it, which then tells what
/// was there to be heard. A real engine computes in real time while the call's time stands still; how long it took is measured, and its
/// events come that much later in the call's time. It works on one thing after the other: what it gets while it is behind waits.
final class SimulatedEar: RecognitionSession {
  private enum Step: Sendable {
    case expect(Expectation)
    case terms([String])
    case begin(Int)
    case feed([Int16])
    case rest(Int)
    case goesOn(Int)
    case end(Int)
    case cancel(Int)
  }

  private struct State {
    /// What the engine will be told next, and how many samples of it.
    var steps: [Step] = []
    var samples = 0
    var isEdge = false
    /// Until when the engine is at work, in ms of the call.
    var busyUntil = 0.0
    var due: [(at: Double, event: RecognitionEvent)] = []
    var heard: [Transcript] = []
    var known: [String] = []
    var cpu = 0.0
  }

  let oracle: OracleRecogniser
  private let engine: (any RecognitionSession)?
  private let clock: @Sendable () -> Double
  private let inbox = Inbox()
  private let state = Mutex(State())

  private final class Inbox: Sendable {
    let events = Mutex<[(at: Double, event: RecognitionEvent)]>([])
  }

  /// A real engine is given what came in every 100 ms of sound, as partial words come; and what decides something at once.
  private static let interval = 800

  init(_ ear: VoiceEar?, tellsPartials: Bool) {
    oracle = OracleRecogniser(tellsPartials: tellsPartials)
    guard let ear else {
      (engine, clock) = (nil, { 0 })
      return
    }
    let (inbox, clock) = (inbox, ear.clock)
    self.clock = clock
    engine = ear.open { event in inbox.events.withLock { $0.append((clock(), event)) } }
  }

  /// All that was recognised, whether it reached the dialogue or not; and what was there to be recognised, as far as it was listened to.
  var heard: [Transcript] { state.withLock { $0.heard } }
  var known: [String] { state.withLock { $0.known } }
  /// Milliseconds the engine was at work.
  var work: Double { state.withLock { $0.cpu } }

  var tellsPartials: Bool { engine?.tellsPartials ?? oracle.tellsPartials }
  var fillsExpectation: Bool { engine?.fillsExpectation ?? oracle.fillsExpectation }

  func expect(_ expectation: Expectation) { take(.expect(expectation)) { $0.expect(expectation) } }
  func expect(terms: [String]) { take(.terms(terms)) { $0.expect(terms: terms) } }
  func begin(utterance: Int) { take(.begin(utterance)) { $0.begin(utterance: utterance) } }
  func feed(_ samples: [Int16]) { take(.feed(samples), count: samples.count) { $0.feed(samples) } }
  func rest(utterance: Int) { take(.rest(utterance), isEdge: true) { $0.rest(utterance: utterance) } }
  func goesOn(utterance: Int) { take(.goesOn(utterance), isEdge: true) { $0.goesOn(utterance: utterance) } }
  func end(utterance: Int) { take(.end(utterance), isEdge: true) { $0.end(utterance: utterance) } }
  func cancel(utterance: Int) { take(.cancel(utterance), isEdge: true) { $0.cancel(utterance: utterance) } }
  func close() { engine?.close() }

  private func take(_ step: Step, count: Int = 0, isEdge: Bool = false, _ tell: (OracleRecogniser) -> Void) {
    tell(oracle)
    guard engine != nil else { return }
    state.withLock { state in
      state.steps.append(step)
      state.samples += count
      state.isEdge = state.isEdge || isEdge
    }
  }

  /// Time passes. Gives what is reported by now.
  func advance(to time: Int) -> [RecognitionEvent] {
    let told = oracle.advance(to: time)
    for case .final(_, let transcript, _) in told { state.withLock { $0.known.append(transcript.text) } }
    guard let engine else {
      for case .final(_, let transcript, _) in told { state.withLock { $0.heard.append(transcript) } }
      return told
    }
    let steps = state.withLock { state -> [Step] in
      guard state.isEdge || state.samples >= Self.interval else { return [] }
      defer { (state.steps, state.samples, state.isEdge) = ([], 0, false) }
      return state.steps
    }
    if !steps.isEmpty { work(steps, engine, from: time) }
    return state.withLock { state in
      let ready = state.due.filter { $0.at <= Double(time) }.map(\.event)
      state.due.removeAll { $0.at <= Double(time) }
      for case .final(_, let transcript, _) in ready { state.heard.append(transcript) }
      return ready
    }
  }

  private func work(_ steps: [Step], _ engine: any RecognitionSession, from time: Int) {
    Self.settle(engine)
    let began = clock()
    for step in steps {
      switch step {
      case .expect(let expectation): engine.expect(expectation)
      case .terms(let terms): engine.expect(terms: terms)
      case .begin(let number): engine.begin(utterance: number)
      case .feed(let samples): engine.feed(samples)
      case .rest(let number): engine.rest(utterance: number)
      case .goesOn(let number): engine.goesOn(utterance: number)
      case .end(let number): engine.end(utterance: number)
      case .cancel(let number): engine.cancel(utterance: number)
      }
    }
    Self.settle(engine)
    let ended = clock()
    let events = inbox.events.withLock { events in
      defer { events = [] }
      return events
    }
    state.withLock { state in
      let start = max(Double(time), state.busyUntil)
      // Events that came before this work are as late as its beginning.
      state.due += events.map { (start + max(0, $0.at - began), $0.event) }
      state.busyUntil = start + max(0, ended - began)
      state.cpu += max(0, ended - began)
    }
  }

  private static func settle(_ engine: any RecognitionSession) {
    let done = DispatchSemaphore(value: 0)
    engine.whenIdle { done.signal() }
    done.wait()
  }
}
