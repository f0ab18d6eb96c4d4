internal import Audio
internal import Conversations
internal import Dialogue
internal import Foundation
internal import Logging
internal import SpeechEngines

/// The configured ears and voices, each behind one door.
struct SpeechParts {
  var recognizer: any SpeechRecognizer
  var synthesizer: any SpeechSynthesizer
  /// Makes a call's detector of voice.
  var makeDetector: @Sendable () -> any VoiceDetector = { VoiceActivityDetector() }
  /// What is known of the engines that hear and that speak; nil where there is one only, on this machine.
  var ears: EngineDesk?
  var voices: EngineDesk?

  /// Makes the engines and warms them up: models are loaded and fixed sentences spoken before the first call. An engine that
  /// cannot be made is left out, as long as there is another.
  static func make(_ configuration: AisleConfiguration, house: House, logger: Logger) async throws -> SpeechParts {
    let maker = EngineMaker(configuration: configuration, house: house)
    var ears = try working(await maker.ears(), logger)
    var voices = try working(await maker.voices(), logger)
    ears[ears.count - 1].patience = max(ears[ears.count - 1].patience, EngineMaker.lastPatience)
    voices[voices.count - 1].patience = max(voices[voices.count - 1].patience, EngineMaker.lastPatience)
    var parts = SpeechParts(recognizer: ears[0].recognizer, synthesizer: voices[0].synthesizer)
    do { parts.makeDetector = try configuration.detectors() } catch {
      logger.error("the embedded detector of voice is used", metadata: ["error": "\(error)"])
    }
    if ears.count > 1 || !configuration.recognizers.allSatisfy(\.isLocal) {
      let desk = EngineDesk(role: .hearing, names: ears.map(\.recognizer.name)) { event in
        EngineMetrics(role: .hearing, logger: logger).observe(event)
      }
      parts.recognizer = FailoverRecognizer(ears, desk: desk)
      parts.ears = desk
    }
    if voices.count > 1 || !configuration.synthesizers.allSatisfy(\.isLocal) {
      let desk = EngineDesk(role: .speaking, names: voices.map(\.synthesizer.name)) { event in
        EngineMetrics(role: .speaking, logger: logger).observe(event)
      }
      parts.synthesizer = FailoverSynthesizer(voices, desk: desk)
      parts.voices = desk
    } else if configuration.synthesizers != [.stub] {
      // Nobody is behind it, but a voice that hangs must not leave a call in silence: it is given up, and the dialogue learns so.
      let alone = EngineDesk(role: .speaking, names: [voices[0].synthesizer.name])
      parts.synthesizer = FailoverSynthesizer(voices, desk: alone)
    }
    if configuration.synthesizers != [.stub] {
      let cache = PromptCache(parts.synthesizer)
      let sentences = house.fixedSentences
      if let folder = configuration.speech.prompts {
        let recorded = RecordedPrompts(folder: folder, sentences: sentences)
        for problem in recorded.problems {
          logger.error("a recorded prompt is not used", metadata: ["reason": "\(problem)"])
        }
        cache.keep(recorded)
      }
      parts.synthesizer = cache
      if parts.voices == nil {
        try await cache.prepare(sentences)
      } else {
        prepare(sentences, in: cache, by: voices[0], keptIn: configuration.preparedPrompts, logger)
      }
    }
    logger.info(
      "speech is ready",
      metadata: [
        "recognizer": "\(parts.recognizer.name)", "synthesizer": "\(parts.synthesizer.name)",
        "voice": "\(parts.synthesizer.voice)",
      ])
    return parts
  }

  /// Has the best voice speak the fixed sentences behind the calls' backs: nobody waits for engines elsewhere. Until it has, they are
  /// spoken when they are wanted.
  private static func prepare(
    _ sentences: [String], in cache: PromptCache, by voice: FailoverSynthesizer.Voice, keptIn folder: String,
    _ logger: Logger
  ) {
    let desk = EngineDesk(role: .speaking, names: [voice.synthesizer.name])
    let alone = FailoverSynthesizer([voice], desk: desk)
    Task {
      while !Task.isCancelled {
        do { return try await cache.prepare(sentences, by: alone, keptIn: folder) } catch {
          logger.notice("fixed sentences cannot be spoken ahead yet", metadata: ["error": "\(error)"])
        }
        do { try await Task.sleep(for: .seconds(60)) } catch { return }
      }
    }
  }

  private static func working<Engine>(
    _ made: [(name: String, engine: Result<Engine, any Error>)], _ logger: Logger
  ) throws -> [Engine] {
    for (name, engine) in made {
      guard case .failure(let error) = engine, made.count > 1 else { continue }
      logger.error("a speech engine is left out", metadata: ["engine": "\(name)", "error": "\(error)"])
    }
    let working = made.compactMap { try? $0.engine.get() }
    guard working.isEmpty else { return working }
    // All of them failed: the last one's reason is the one to be mended first.
    return try made.suffix(1).map { try $0.engine.get() }
  }
}

extension House {
  /// Everything the agent says word for word.
  var fixedSentences: [String] {
    let greeting = artefacts.responses.render(
      "greeting", facts: ["shop": Fact(configuration.shopName)], choice: 0)
    return (artefacts.responses.fixedSentences + [greeting.spoken]).flatMap(Sentences.split)
  }
}
