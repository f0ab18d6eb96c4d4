internal import Conversations
internal import Dialogue
internal import Foundation
internal import Logging
internal import Shop
internal import SpeechEngines

/// The configured ear and voice.
struct SpeechParts {
  var recognizer: any SpeechRecognizer
  var synthesizer: any SpeechSynthesizer

  /// Makes the engines and warms them up: models are loaded and fixed sentences spoken before the first call.
  static func make(_ configuration: AisleConfiguration, house: House, logger: Logger) async throws -> SpeechParts {
    let recognizer: any SpeechRecognizer
    switch configuration.recognizer {
    case .stub: recognizer = StubRecognizer(reply: configuration.stubReply)
    case .pocketsphinx:
      let domain = RecognitionDomain(intents: house.artefacts.intents, stores: try await house.shop.stores())
      let engine = try PocketSphinxRecognizer(
        settings: PocketSphinxSettings(maximumDecoders: configuration.decoders), domain: domain)
      try await engine.prepare()
      recognizer = engine
    }
    let synthesizer: any SpeechSynthesizer
    switch configuration.synthesizer {
    case .stub: synthesizer = StubSynthesizer()
    case .flite:
      let engine = try FliteSynthesizer(voice: configuration.voice.rawValue)
      let cache = PromptCache(engine)
      let greeting = house.artefacts.responses.render(
        "greeting", facts: ["shop": Fact(configuration.shopName)], choice: 0)
      let fixed = (house.artefacts.responses.fixedSentences + [greeting.spoken]).flatMap(Sentences.split)
      try await cache.prepare(fixed)
      synthesizer = cache
    }
    logger.info(
      "speech is ready",
      metadata: [
        "recognizer": "\(recognizer.name)", "synthesizer": "\(synthesizer.name)", "voice": "\(synthesizer.voice)",
      ])
    return SpeechParts(recognizer: recognizer, synthesizer: synthesizer)
  }
}
