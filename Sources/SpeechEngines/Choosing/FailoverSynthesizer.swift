public import Conversations
internal import Synchronization

/// Several engines that speak, best first: each sentence is said by the first that works, and by another when that one fails.
public final class FailoverSynthesizer: SpeechSynthesizer {
  /// One of them.
  public struct Voice: Sendable {
    /// The engine.
    public var synthesizer: any SpeechSynthesizer
    /// How long its first sound may take.
    public var patience: Duration

    /// Makes one.
    public init(_ synthesizer: any SpeechSynthesizer, patience: Duration) {
      self.synthesizer = synthesizer
      self.patience = patience
    }
  }

  /// Their names, best first; the first one's voice.
  public let name: String, voice: String
  private let voices: [Voice]
  private let desk: EngineDesk

  /// Puts engines behind one door. The desk has the same engines in the same order.
  public init(_ voices: [Voice], desk: EngineDesk) {
    self.voices = voices
    self.desk = desk
    name = voices.map(\.synthesizer.name).joined(separator: ", ")
    voice = voices.first?.synthesizer.voice ?? ""
  }

  /// Speaks; throws only when no engine is left.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> { speak(text) { _ in } }

  /// The same, telling when another engine had to take over.
  public func speak(
    _ text: String, onReplacement: @escaping @Sendable (EngineReplacement) -> Void
  ) -> AsyncThrowingStream<[Int16], any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let sentence = FailoverSentence(
      text: text, voices: voices, desk: desk, output: continuation, onReplacement: onReplacement)
    continuation.onTermination = { end in if case .cancelled = end { sentence.abandon() } }
    sentence.start()
    return stream
  }
}

/// One sentence before its engines: performs what its `SpeakingWatch` decides.
final class FailoverSentence: Sendable {
  private struct State {
    var watch: SpeakingWatch
    var tasks: [Int: Task<Void, Never>] = [:]
  }

  private let text: String
  private let voices: [FailoverSynthesizer.Voice]
  private let desk: EngineDesk
  private let output: AsyncThrowingStream<[Int16], any Error>.Continuation
  private let onReplacement: @Sendable (EngineReplacement) -> Void
  private let state: Mutex<State>
  private let sequencer = Sequencer<SpeakingWatch.Input?>()

  init(
    text: String, voices: [FailoverSynthesizer.Voice], desk: EngineDesk,
    output: AsyncThrowingStream<[Int16], any Error>.Continuation,
    onReplacement: @escaping @Sendable (EngineReplacement) -> Void
  ) {
    self.text = text
    self.voices = voices
    self.desk = desk
    self.output = output
    self.onReplacement = onReplacement
    let traits = voices.map { SpeakingWatch.Trait(first: $0.patience, next: max($0.patience, .milliseconds(1_500))) }
    state = Mutex(State(watch: SpeakingWatch(text: text, traits: traits)))
  }

  func start() { take(.start) }

  /// Nobody listens any more.
  func abandon() { take(nil) }

  private func take(_ input: SpeakingWatch.Input?) {
    sequencer.take(input) { input in
      let actions = desk.step { roster, now in
        state.withLock { state in
          guard let input else { return state.watch.abandon(roster: &roster) }
          return state.watch.handle(input, now: now, roster: &roster)
        }
      }
      var notes: [EngineNote] = []
      for action in actions {
        if case .note(let note) = action { notes.append(note) }
        perform(action)
      }
      desk.tell(notes)
    }
  }

  private func perform(_ action: SpeakingWatch.Action) {
    switch action {
    case .say(let engine, let attempt): say(voices[engine].synthesizer, attempt)
    case .stop(let attempt): state.withLock { $0.tasks.removeValue(forKey: attempt) }?.cancel()
    case .emit(let samples): output.yield(samples)
    case .finish: output.finish()
    case .giveUp(let failure):
      output.finish(
        throwing: SpeechEngineError(.failed, "no engine could say a sentence; the last one: \(failure.words)"))
    case .note(.replaced(let engine, let by, let failure)):
      onReplacement(desk.replacement(of: engine, by: by, failure))
    case .note: return
    case .wake(let delay):
      Task { [weak self] in
        try? await Task.sleep(for: delay + .milliseconds(1))
        self?.take(.tick)
      }
    }
  }

  private func say(_ synthesizer: any SpeechSynthesizer, _ attempt: Int) {
    let text = text
    let task = Task { [self] in
      do {
        for try await samples in synthesizer.speak(text) { take(.samples(attempt, samples)) }
        if !Task.isCancelled { take(.ended(attempt)) }
      } catch {
        if !Task.isCancelled { take(.failed(attempt, EngineFailure(error))) }
      }
    }
    state.withLock { $0.tasks[attempt] = task }
  }
}
