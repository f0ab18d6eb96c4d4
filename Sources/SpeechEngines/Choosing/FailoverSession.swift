internal import Conversations
internal import Discourse
internal import Synchronization

/// One call before its engines: performs what its `HearingWatch` decides.
final class FailoverSession: RecognitionSession {
  private struct State {
    var watch: HearingWatch
    var sessions: [Int: any RecognitionSession] = [:]
    /// What this call makes likely, also for engines that take over later; nil: nothing was told.
    var terms: [String]?
    /// Engines that are being opened, and who waits until they are.
    var opening = 0
    var waiting: [@Sendable () -> Void] = []
  }
  private enum Step: Sendable {
    case input(HearingWatch.Input)
    case idle(@Sendable () -> Void)
    /// What this call makes likely is told to all engines that are open.
    case terms
  }

  private let ears: [FailoverRecognizer.Ear]
  private let desk: EngineDesk
  private let onEvent: @Sendable (RecognitionEvent) -> Void
  private let state: Mutex<State>
  private let sequencer = Sequencer<Step>()

  init(ears: [FailoverRecognizer.Ear], desk: EngineDesk, onEvent: @escaping @Sendable (RecognitionEvent) -> Void) {
    self.ears = ears
    self.desk = desk
    self.onEvent = onEvent
    let traits = ears.map { HearingWatch.Trait(streams: $0.streams, patience: $0.patience) }
    state = Mutex(State(watch: HearingWatch(traits: traits)))
  }

  deinit { for session in state.withLock({ Array($0.sessions.values) }) { session.close() } }

  /// As the engine that took over last.
  var tellsPartials: Bool { latest?.tellsPartials ?? true }
  var fillsExpectation: Bool { latest?.fillsExpectation ?? false }
  private var latest: (any RecognitionSession)? {
    state.withLock { state in state.sessions.keys.max().flatMap { state.sessions[$0] } }
  }

  func start() { take(.start) }
  func expect(_ expectation: Expectation) { take(.expect(expectation)) }
  func expect(terms: [String]) {
    state.withLock { $0.terms = terms }
    take(.terms)
  }
  func begin(utterance: Int) { take(.begin(utterance)) }
  func feed(_ samples: [Int16]) { take(.feed(samples)) }
  func end(utterance: Int) { take(.end(utterance)) }
  func rest(utterance: Int) { take(.rest(utterance)) }
  func goesOn(utterance: Int) { take(.goesOn(utterance)) }
  func cancel(utterance: Int) { take(.cancel(utterance)) }
  func close() { take(.close) }

  /// In its order with all else that is told, and again where an engine was asked for in the meantime.
  func whenIdle(_ done: @escaping @Sendable () -> Void) { take(.idle(done)) }

  private func take(_ input: HearingWatch.Input) { take(.input(input)) }

  private func take(_ step: Step) {
    sequencer.take(step) { step in
      let input: HearingWatch.Input
      switch step {
      case .input(let given): input = given
      case .idle(let done): return settle(done)
      case .terms: return tellTerms()
      }
      let actions = desk.step { roster, now in
        state.withLock { $0.watch.handle(input, now: now, roster: &roster) }
      }
      var notes: [EngineNote] = []
      for action in actions {
        if case .note(let note) = action { notes.append(note) }
        perform(action)
      }
      desk.tell(notes)
    }
  }

  /// The latest, whatever was told when the step was taken: an engine that has just been opened must not be left with earlier ones.
  private func tellTerms() {
    let (terms, sessions) = state.withLock { ($0.terms, Array($0.sessions.values)) }
    if let terms { for session in sessions { session.expect(terms: terms) } }
  }

  private func settle(_ done: @escaping @Sendable () -> Void) {
    let sessions = state.withLock { state -> [any RecognitionSession]? in
      guard state.opening == 0 else {
        state.waiting.append(done)
        return nil
      }
      return state.sessions.sorted { $0.key < $1.key }.map(\.value)
    }
    if let sessions { Self.settle(sessions[...]) { [self] in if isOpening { whenIdle(done) } else { done() } } }
  }

  private static func settle(_ sessions: ArraySlice<any RecognitionSession>, _ done: @escaping @Sendable () -> Void) {
    guard let first = sessions.first else { return done() }
    let rest = sessions.dropFirst()
    first.whenIdle { settle(rest, done) }
  }

  private var isOpening: Bool { state.withLock { $0.opening > 0 } }

  private func opened() {
    let waiting = state.withLock { state in
      state.opening -= 1
      defer { state.waiting = [] }
      return state.waiting
    }
    for done in waiting { whenIdle(done) }
  }

  private func session(_ ticket: Int) -> (any RecognitionSession)? { state.withLock { $0.sessions[ticket] } }

  private func perform(_ action: HearingWatch.Action) {
    switch action {
    case .open(let engine, let ticket): open(ears[engine].recognizer, ticket)
    case .expect(let ticket, let expectation): session(ticket)?.expect(expectation)
    case .begin(let ticket, let number): session(ticket)?.begin(utterance: number)
    case .feed(let ticket, let samples): session(ticket)?.feed(samples)
    case .end(let ticket, let number): session(ticket)?.end(utterance: number)
    case .rest(let ticket, let number): session(ticket)?.rest(utterance: number)
    case .goesOn(let ticket, let number): session(ticket)?.goesOn(utterance: number)
    case .cancel(let ticket, let number): session(ticket)?.cancel(utterance: number)
    case .close(let ticket): state.withLock { $0.sessions.removeValue(forKey: ticket) }?.close()
    case .report(let event): onEvent(event)
    case .note(.replaced(let engine, let by, let failure)):
      onEvent(.replaced(desk.replacement(of: engine, by: by, failure)))
    case .note: return
    case .wake(let delay):
      Task { [weak self] in
        try? await Task.sleep(for: delay + .milliseconds(1))
        self?.take(.tick)
      }
    }
  }

  private func open(_ recognizer: any SpeechRecognizer, _ ticket: Int) {
    state.withLock { $0.opening += 1 }
    Task { [weak self] in
      defer { self?.opened() }
      do {
        let session = try await recognizer.open { [weak self] event in self?.take(.event(ticket, event)) }
        guard let self else { return session.close() }
        state.withLock { $0.sessions[ticket] = session }
        take(.terms)
        take(.opened(ticket))
      } catch {
        self?.take(.notOpened(ticket, EngineFailure(error)))
      }
    }
  }
}
