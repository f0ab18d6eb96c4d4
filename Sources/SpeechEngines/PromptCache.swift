public import Conversations
internal import Synchronization

/// Keeps fixed prompts as samples, so that they start at once and cost nothing: greeting, holding phrases, menus. Any other
/// text goes to the synthesiser behind it.
public final class PromptCache: SpeechSynthesizer {
  /// The name of the synthesiser behind it.
  public var name: String { synthesizer.name }
  /// Its voice.
  public var voice: String { synthesizer.voice }

  private let synthesizer: any SpeechSynthesizer
  private let prompts = Mutex<[String: [[Int16]]]>([:])

  /// Wraps a synthesiser; nothing is kept yet.
  public init(_ synthesizer: any SpeechSynthesizer) { self.synthesizer = synthesizer }

  /// Keeps what was recorded in place of what would be synthesised.
  public func keep(_ recorded: RecordedPrompts) {
    prompts.withLock { prompts in
      for (text, samples) in recorded.samples { prompts[text] = [samples] }
    }
  }

  /// Synthesises the texts once and keeps them: about 16 kB a second of speech.
  public func prepare(_ texts: [String]) async throws {
    for text in texts where prompts.withLock({ $0[text] == nil }) {
      var chunks: [[Int16]] = []
      let stoodIn = Flag()
      for try await chunk in synthesizer.speak(text, onReplacement: { _ in stoodIn.raise() }) { chunks.append(chunk) }
      // A consumer that was cancelled has heard only half.
      try Task.checkCancellation()
      // What another engine said in need is not what shall be heard from now on.
      guard !stoodIn.isRaised else { continue }
      prompts.withLock { [chunks] in $0[text] = chunks }
    }
  }

  /// The kept samples at once, or the synthesiser's.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> { speak(text) { _ in } }

  /// The same.
  public func speak(
    _ text: String, onReplacement: @escaping @Sendable (EngineReplacement) -> Void
  ) -> AsyncThrowingStream<[Int16], any Error> {
    guard let chunks = prompts.withLock({ $0[text] }) else {
      return synthesizer.speak(text, onReplacement: onReplacement)
    }
    return AsyncThrowingStream { continuation in
      for chunk in chunks { continuation.yield(chunk) }
      continuation.finish()
    }
  }
}
