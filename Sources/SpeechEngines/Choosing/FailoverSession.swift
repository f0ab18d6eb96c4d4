internal import Conversations
internal import Discourse
internal import Synchronization

/// One call before its engines: performs what its `HearingWatch` decides.
final class FailoverSession: RecognitionSession {
  private struct State {
    var watch: HearingWatch
    var sessions: [Int: any RecognitionSession] = [:]
  }

  private let ears: [FailoverRecognizer.Ear]
  private let desk: EngineDesk
  private let onEvent: @Sendable (RecognitionEvent) -> Void
  private let state: Mutex<State>
  private let sequencer = Sequencer<HearingWatch.Input>()

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
  func begin(utterance: Int) { take(.begin(utterance)) }
  func feed(_ samples: [Int16]) { take(.feed(samples)) }
  func end(utterance: Int) { take(.end(utterance)) }
  func rest(utterance: Int) { take(.rest(utterance)) }
  func goesOn(utterance: Int) { take(.goesOn(utterance)) }
  func cancel(utterance: Int) { take(.cancel(utterance)) }
  func close() { take(.close) }

  private func take(_ input: HearingWatch.Input) {
    sequencer.take(input) { input in
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
    Task { [weak self] in
      do {
        let session = try await recognizer.open { [weak self] event in self?.take(.event(ticket, event)) }
        guard let self else { return session.close() }
        state.withLock { $0.sessions[ticket] = session }
        take(.opened(ticket))
      } catch {
        self?.take(.notOpened(ticket, EngineFailure(error)))
      }
    }
  }
}
