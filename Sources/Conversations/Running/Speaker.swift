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
  /// A sentence that is likely to come next, and its samples as they are made.
  private var ahead: (sentence: String, samples: AsyncThrowingStream<[Int16], any Error>, making: Task<Void, Never>)?

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
  /// - Parameter waited: How long, in ms, back ends were waited for before.
  func say(_ prompts: [Prompt], then hangUp: Bool, waited: Int = 0) {
    for prompt in prompts {
      media.send(.announce(prompt: prompt.number, sentences: prompt.spoken, waited: waited))
    }
    queue += prompts
    hangUpAfter = hangUpAfter || hangUp
    if task == nil {
      let generation = generation
      task = Task { await speak(generation) }
    }
  }

  /// Has a sentence made that is likely to be said next. Only the latest one is kept.
  func prepare(_ sentence: String) {
    guard ahead?.sentence != sentence, task == nil else { return }
    ahead?.making.cancel()
    let (samples, continuation) = AsyncThrowingStream.makeStream(of: [Int16].self)
    let making = Task { [synthesizer, onReplacement] in
      do {
        for try await chunk in synthesizer.speak(sentence, onReplacement: onReplacement) { continuation.yield(chunk) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    ahead = (sentence, samples, making)
  }

  private func samples(of sentence: String) -> AsyncThrowingStream<[Int16], any Error> {
    guard let ahead, ahead.sentence == sentence else {
      return synthesizer.speak(sentence, onReplacement: onReplacement)
    }
    self.ahead = nil
    return ahead.samples
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
          for try await samples in samples(of: sentence) where own == generation {
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
