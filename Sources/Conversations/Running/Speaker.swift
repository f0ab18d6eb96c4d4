internal import Dialogue
internal import Logging

/// Speaks a conversation's prompts one after the other into its media.
actor Speaker {
  private let synthesizer: any SpeechSynthesizer
  private let media: MediaHandle
  private let logger: Logger
  private let onReplacement: @Sendable (EngineReplacement) -> Void
  private let onFailure: @Sendable (Int) -> Void
  private var queue: [Prompt] = []
  private var task: Task<Void, Never>?
  private var generation = 0
  private var hangUpAfter = false

  init(
    synthesizer: any SpeechSynthesizer, media: MediaHandle, logger: Logger,
    onReplacement: @escaping @Sendable (EngineReplacement) -> Void = { _ in },
    onFailure: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.onFailure = onFailure
    self.onReplacement = onReplacement
    self.synthesizer = synthesizer
    self.media = media
    self.logger = logger
  }

  /// Queues prompts. They are announced at once, so that a barge-in drops all of them, also those not made yet.
  func say(_ prompts: [Prompt], then hangUp: Bool) {
    for prompt in prompts { media.send(.announce(prompt: prompt.number, sentences: prompt.spoken)) }
    queue += prompts
    hangUpAfter = hangUpAfter || hangUp
    if task == nil {
      let generation = generation
      task = Task { await speak(generation) }
    }
  }

  /// The caller spoke over us: what was to be said is not said any more.
  func stop() {
    generation += 1
    task?.cancel()
    task = nil
    queue = []
    if hangUpAfter { media.send(.hangUp) }
  }

  private func speak(_ own: Int) async {
    while own == generation, !queue.isEmpty {
      let prompt = queue.removeFirst()
      var failed = false
      for sentence in prompt.spoken where own == generation && !failed {
        media.send(.nextSentence(prompt: prompt.number))
        do {
          for try await samples in synthesizer.speak(sentence, onReplacement: onReplacement) where own == generation {
            media.send(.play(prompt: prompt.number, samples: samples))
          }
        } catch {
          logger.error("synthesis failed", metadata: ["engine": "\(synthesizer.name)", "error": "\(error)"])
          failed = true
        }
      }
      // The rest of what was to be said would be half an answer: the dialogue says what happens now.
      if own == generation { media.send(.finish(prompt: prompt.number)) }
      if failed, own == generation {
        for lost in queue { media.send(.finish(prompt: lost.number)) }
        queue = []
        onFailure(prompt.number)
      }
    }
    guard own == generation else { return }
    task = nil
    if hangUpAfter { media.send(.hangUp) }
  }
}
