internal import Documents
internal import SpeechEngines

/// What the speech engines need to know (docs/speech-engines.md).
struct SpeechSettings: Hashable, Sendable {
  /// The language spoken, as engines name it.
  var language = "en"
  /// Recorded sentences; nil: none.
  var prompts: String?
  /// How long an engine elsewhere may take for its answer, in ms.
  var answer = 1_500
  var openAI = "", openAIKey: String?, openAIHears = "whisper-1", openAISpeaks = "tts-1", openAIVoice = "alloy"
  var openAITellsNames = false
  var deepgram = "wss://api.deepgram.com/v1/listen", deepgramKey = "", deepgramModel = "nova-3"
  var vosk = "", voskTakesGrammar = false
  var wyomingHears = "", wyomingSpeaks = "", wyomingVoice = ""
  var moonshineLibrary = "", moonshineModel = ""
  var sherpaLibrary = "", sherpaHears = "", sherpaSpeaks = "", sherpaSpeaker = 0, sherpaDetects = ""
  var elevenLabs = "https://api.elevenlabs.io", elevenLabsKey = "", elevenLabsModel = "eleven_flash_v2_5"
  var elevenLabsVoice = ""
  var cartesia = "https://api.cartesia.ai", cartesiaKey = "", cartesiaModel = "sonic-3", cartesiaVoice = ""
}

extension AisleConfiguration {
  static let speechKeys: [Key] = [
    Key(path: "speech.language") { (c, v) throws(DocumentError) in c.speech.language = try v.filled() },
    Key(path: "speech.answer_ms") { (c, v) throws(DocumentError) in c.speech.answer = try v.integer(300...10_000) },
    Key(path: "speech.prompts") { (c, v) throws(DocumentError) in c.speech.prompts = try v.optionalText() },
    Key(path: "speech.openai.url") { (c, v) throws(DocumentError) in c.speech.openAI = try v.engine(["http"]) },
    Key(path: "speech.openai.key") { (c, v) throws(DocumentError) in c.speech.openAIKey = try v.optionalText() },
    Key(path: "speech.openai.hears") { (c, v) throws(DocumentError) in c.speech.openAIHears = try v.filled() },
    Key(path: "speech.openai.speaks") { (c, v) throws(DocumentError) in c.speech.openAISpeaks = try v.filled() },
    Key(path: "speech.openai.voice") { (c, v) throws(DocumentError) in c.speech.openAIVoice = try v.filled() },
    Key(path: "speech.openai.names") { (c, v) throws(DocumentError) in c.speech.openAITellsNames = try v.boolean() },
    Key(path: "speech.deepgram.url") { (c, v) throws(DocumentError) in c.speech.deepgram = try v.engine(["ws"]) },
    Key(path: "speech.deepgram.key") { (c, v) throws(DocumentError) in c.speech.deepgramKey = try v.string() },
    Key(path: "speech.deepgram.model") { (c, v) throws(DocumentError) in c.speech.deepgramModel = try v.filled() },
    Key(path: "speech.vosk.url") { (c, v) throws(DocumentError) in c.speech.vosk = try v.engine(["ws"]) },
    Key(path: "speech.vosk.grammar") { (c, v) throws(DocumentError) in c.speech.voskTakesGrammar = try v.boolean() },
    Key(path: "speech.wyoming.hears") { (c, v) throws(DocumentError) in c.speech.wyomingHears = try v.engine(["tcp"]) },
    Key(path: "speech.wyoming.speaks") { (c, v) throws(DocumentError) in c.speech.wyomingSpeaks = try v.engine(["tcp"])
    },
    Key(path: "speech.wyoming.voice") { (c, v) throws(DocumentError) in c.speech.wyomingVoice = try v.string() },
    Key(path: "speech.moonshine.library") { (c, v) throws(DocumentError) in c.speech.moonshineLibrary = try v.string()
    },
    Key(path: "speech.moonshine.model") { (c, v) throws(DocumentError) in c.speech.moonshineModel = try v.string() },
    Key(path: "speech.sherpa.library") { (c, v) throws(DocumentError) in c.speech.sherpaLibrary = try v.string() },
    Key(path: "speech.sherpa.hears") { (c, v) throws(DocumentError) in c.speech.sherpaHears = try v.string() },
    Key(path: "speech.sherpa.detects") { (c, v) throws(DocumentError) in c.speech.sherpaDetects = try v.string() },
    Key(path: "speech.sherpa.speaks") { (c, v) throws(DocumentError) in c.speech.sherpaSpeaks = try v.string() },
    Key(path: "speech.sherpa.speaker") { (c, v) throws(DocumentError) in
      c.speech.sherpaSpeaker = try v.integer(0...10_000)
    },
    Key(path: "speech.elevenlabs.url") { (c, v) throws(DocumentError) in c.speech.elevenLabs = try v.engine(["http"]) },
    Key(path: "speech.elevenlabs.key") { (c, v) throws(DocumentError) in c.speech.elevenLabsKey = try v.string() },
    Key(path: "speech.elevenlabs.model") { (c, v) throws(DocumentError) in c.speech.elevenLabsModel = try v.filled() },
    Key(path: "speech.elevenlabs.voice") { (c, v) throws(DocumentError) in c.speech.elevenLabsVoice = try v.string() },
    Key(path: "speech.cartesia.url") { (c, v) throws(DocumentError) in c.speech.cartesia = try v.engine(["http"]) },
    Key(path: "speech.cartesia.key") { (c, v) throws(DocumentError) in c.speech.cartesiaKey = try v.string() },
    Key(path: "speech.cartesia.model") { (c, v) throws(DocumentError) in c.speech.cartesiaModel = try v.filled() },
    Key(path: "speech.cartesia.voice") { (c, v) throws(DocumentError) in c.speech.cartesiaVoice = try v.string() },
  ]

  /// Where what the best voice has said is kept: another voice or model, another folder.
  var preparedPrompts: String {
    let (model, voice) =
      switch synthesizers[0] {
      case .openai: (speech.openAISpeaks, speech.openAIVoice)
      case .elevenlabs: (speech.elevenLabsModel, speech.elevenLabsVoice)
      case .cartesia: (speech.cartesiaModel, speech.cartesiaVoice)
      case .wyoming: ("", speech.wyomingVoice)
      case .sherpa: (speech.sherpaSpeaks, "\(speech.sherpaSpeaker)")
      case .flite: ("", self.voice.rawValue)
      case .stub: ("", "")
      }
    let name = [synthesizers[0].rawValue, model, voice].filter { !$0.isEmpty }.joined(separator: "-")
    return "\(dataDirectory)/prompts/" + name.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "_" }
  }

  /// Refuses engines that are named without what they need.
  func checkSpeech(file: String) throws(DocumentError) {
    var needed: [(engine: String, key: String, value: String)] = []
    for engine in recognizers {
      switch engine {
      case .openai: needed.append(("openai", "speech.openai.url", speech.openAI))
      case .deepgram: needed.append(("deepgram", "speech.deepgram.key", speech.deepgramKey))
      case .vosk: needed.append(("vosk", "speech.vosk.url", speech.vosk))
      case .wyoming: needed.append(("wyoming", "speech.wyoming.hears", speech.wyomingHears))
      case .moonshine:
        needed.append(("moonshine", "speech.moonshine.library", speech.moonshineLibrary))
        needed.append(("moonshine", "speech.moonshine.model", speech.moonshineModel))
      case .sherpa:
        needed.append(("sherpa", "speech.sherpa.library", speech.sherpaLibrary))
        needed.append(("sherpa", "speech.sherpa.hears", speech.sherpaHears))
      case .pocketsphinx, .stub: continue
      }
    }
    for engine in synthesizers {
      switch engine {
      case .openai: needed.append(("openai", "speech.openai.url", speech.openAI))
      case .elevenlabs:
        needed.append(("elevenlabs", "speech.elevenlabs.key", speech.elevenLabsKey))
        needed.append(("elevenlabs", "speech.elevenlabs.voice", speech.elevenLabsVoice))
      case .cartesia:
        needed.append(("cartesia", "speech.cartesia.key", speech.cartesiaKey))
        needed.append(("cartesia", "speech.cartesia.voice", speech.cartesiaVoice))
      case .wyoming: needed.append(("wyoming", "speech.wyoming.speaks", speech.wyomingSpeaks))
      case .sherpa:
        needed.append(("sherpa", "speech.sherpa.library", speech.sherpaLibrary))
        needed.append(("sherpa", "speech.sherpa.speaks", speech.sherpaSpeaks))
      case .flite, .stub: continue
      }
    }
    if detector == .silero {
      needed.append(("silero", "speech.sherpa.library", speech.sherpaLibrary))
      needed.append(("silero", "speech.sherpa.detects", speech.sherpaDetects))
    }
    for (engine, key, value) in needed where value.isEmpty {
      let variable = "AISLE_" + key.uppercased().replacing(".", with: "_")
      throw DocumentError(
        file: file, line: 0,
        message: "the engine '\(engine)' is named and needs '\(key)'; set it there or as \(variable)")
    }
  }
}

extension Document {
  /// The address of an engine, or nothing.
  fileprivate func engine(_ schemes: Set<String>) throws(DocumentError) -> String {
    guard let text = try optionalText() else { return "" }
    do { _ = try RemoteAddress(text, schemes: schemes) } catch { throw self.error("'\(path)': \(error.message)") }
    return text
  }
}
