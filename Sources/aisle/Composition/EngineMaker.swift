internal import Audio
internal import Commerce
internal import Conversations
internal import Dialogue
internal import Metrics
internal import Policy
internal import Shop
internal import SpeechEngines

/// Makes the engines that the configuration names.
struct EngineMaker {
  var configuration: AisleConfiguration
  var house: House
  /// Whether engines on this machine are told which goods, stores and numbers exist.
  var hints = true

  /// What hears, best first; each may have failed on its own.
  /// - Parameter named: Those that the configuration names, without the embedded one behind them.
  func ears(named: Bool = false) async -> [(name: String, engine: Result<FailoverRecognizer.Ear, any Error>)] {
    var made: [(name: String, engine: Result<FailoverRecognizer.Ear, any Error>)] = []
    for name in named ? configuration.recognizers : configuration.ears {
      do { made.append((name.rawValue, .success(try await ear(name)))) } catch {
        made.append((name.rawValue, .failure(error)))
      }
    }
    return made
  }

  /// What speaks, best first; each may have failed on its own.
  func voices() async -> [(name: String, engine: Result<FailoverSynthesizer.Voice, any Error>)] {
    configuration.voices.map { name in (name.rawValue, Result { try voice(name) }) }
  }

  /// How long an engine on this machine may take with another one behind it; how long the last of them all, whose answer is of use until nobody waits
  /// for it any more (`TurnSettings.finalPatience`).
  private static let localPatience = Duration.seconds(2)
  static let lastPatience = Duration.seconds(6)

  private func ear(_ name: AisleConfiguration.Recognizer) async throws -> FailoverRecognizer.Ear {
    switch name {
    case .stub:
      return .init(StubRecognizer(reply: configuration.stubReply), streams: false, patience: Self.localPatience)
    case .pocketsphinx:
      let domain = try await domain()
      let engine = try PocketSphinxRecognizer(
        settings: PocketSphinxSettings(maximumDecoders: configuration.decoders), domain: domain)
      try await engine.prepare()
      return .init(engine, streams: false, patience: Self.localPatience)
    case .openai:
      let engine = OpenAIRecognizer(
        try address(speech.openAI), key: speech.openAIKey, model: speech.openAIHears, language: speech.language,
        terms: try await terms(), tellsNames: speech.openAITellsNames)
      return .init(engine, streams: false, patience: patience)
    case .deepgram:
      let engine = RemoteRecognizer.deepgram(
        try address(speech.deepgram), key: speech.deepgramKey, model: speech.deepgramModel, language: speech.language,
        terms: try await terms())
      return .init(engine, streams: true, patience: patience)
    case .vosk:
      let engine = RemoteRecognizer.vosk(try address(speech.vosk), takesGrammar: speech.voskTakesGrammar)
      return .init(engine, streams: true, patience: patience)
    case .moonshine:
      let domain = try await domain()
      let engine = try MoonshineRecognizer(
        library: speech.moonshineLibrary, folder: speech.moonshineModel, domain: domain)
      return .init(engine, streams: false, patience: Self.localPatience)
    case .sherpa:
      let engine = try SherpaRecognizer(
        library: speech.sherpaLibrary, folder: speech.sherpaHears, terms: hints ? try await terms() : [])
      // On this machine nothing is half open, and who hears faster than speech is not behind.
      return .init(engine, streams: false, patience: Self.localPatience)
    case .wyoming:
      let engine = RemoteRecognizer.wyoming(
        try address(speech.wyomingHears), language: speech.language, terms: try await terms())
      return .init(engine, streams: false, patience: patience)
    }
  }

  private func domain() async throws -> RecognitionDomain {
    var domain = RecognitionDomain(
      intents: house.artefacts.intents, stores: try await house.shop.stores(), products: house.products,
      numbers: house.artefacts.policy.numbers)
    if !hints { (domain.terms, domain.numberLengths) = ([], []) }
    return domain
  }

  private func voice(_ name: AisleConfiguration.Synthesizer) throws -> FailoverSynthesizer.Voice {
    switch name {
    case .stub: return .init(StubSynthesizer(), patience: Self.localPatience)
    case .flite:
      return .init(try FliteSynthesizer(voice: configuration.voice.rawValue), patience: Self.localPatience)
    case .openai:
      let engine = HTTPSynthesizer.openAI(
        try address(speech.openAI), key: speech.openAIKey, model: speech.openAISpeaks, voice: speech.openAIVoice)
      return .init(engine, patience: patience)
    case .elevenlabs:
      let engine = HTTPSynthesizer.elevenLabs(
        try address(speech.elevenLabs), key: speech.elevenLabsKey, model: speech.elevenLabsModel,
        voice: speech.elevenLabsVoice)
      return .init(engine, patience: patience)
    case .cartesia:
      let engine = HTTPSynthesizer.cartesia(
        try address(speech.cartesia), key: speech.cartesiaKey, model: speech.cartesiaModel,
        voice: speech.cartesiaVoice, language: speech.language)
      return .init(engine, patience: patience)
    case .sherpa:
      let engine = try SherpaSynthesizer(
        library: speech.sherpaLibrary, folder: speech.sherpaSpeaks, speaker: speech.sherpaSpeaker)
      return .init(engine, patience: Self.localPatience)
    case .wyoming:
      let engine = WyomingSynthesizer(try address(speech.wyomingSpeaks), voice: speech.wyomingVoice)
      return .init(engine, patience: patience)
    }
  }

  private var speech: SpeechSettings { configuration.speech }
  private var patience: Duration { .milliseconds(speech.answer) }

  private func address(_ text: String) throws -> RemoteAddress {
    try RemoteAddress(text, schemes: ["http", "ws", "tcp"])
  }

  /// Names that callers may say and no dictionary knows: stores first, then brands and goods.
  private func terms() async throws -> [String] {
    var terms: [String] = []
    for store in try await house.shop.stores() { terms += [store.name, store.address.city] }
    for product in house.products { terms.append(product.brand) }
    for product in house.products { terms.append(product.name) }
    var seen: Set<String> = [""]
    return Array(terms.filter { seen.insert($0).inserted }.prefix(100))
  }
}

extension AisleConfiguration {
  /// Makes what takes our own voice out of what a call's line sends back; nil: nothing does.
  var cancellers: (@Sendable () -> any EchoCanceller)? {
    guard cancelsEcho else { return nil }
    return { SpeexCanceller() }
  }

  /// Makes a call's detector of voice. Throws a `SpeechEngineError` where the named one cannot be had.
  func detectors() throws -> @Sendable () -> any VoiceDetector {
    switch detector {
    case .embedded: return { VoiceActivityDetector() }
    case .silero:
      let ready = try SileroDetectors(library: speech.sherpaLibrary, model: speech.sherpaDetects) {
        Counter(label: "aisle_detector_fallback_total").increment()
      }
      return { ready.make() }
    }
  }

  /// What hears, best first. Behind engines that may be out of reach stands the embedded one, named or not: a call is never left without
  /// an ear for want of a network.
  var ears: [Recognizer] {
    recognizers.allSatisfy(\.isLocal) || recognizers.contains(.pocketsphinx)
      ? recognizers : recognizers + [.pocketsphinx]
  }

  /// What speaks, best first, with the embedded voice behind those that may be out of reach.
  var voices: [Synthesizer] {
    synthesizers.allSatisfy(\.isLocal) || synthesizers.contains(.flite) ? synthesizers : synthesizers + [.flite]
  }
}

extension AisleConfiguration.Recognizer {
  /// Whether it needs nothing but this machine.
  var isLocal: Bool { [.pocketsphinx, .moonshine, .sherpa, .stub].contains(self) }
}

extension AisleConfiguration.Synthesizer {
  /// Whether it needs nothing but this machine.
  var isLocal: Bool { [.flite, .sherpa, .stub].contains(self) }
}
