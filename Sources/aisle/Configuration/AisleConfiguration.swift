internal import Conversations
internal import Dialogue
internal import HTTPServer
internal import TurnTaking

/// Everything `aisle.yaml` can say, with its defaults.
struct AisleConfiguration: Hashable, Sendable {
  enum Recognizer: String, CaseIterable, Sendable {
    case pocketsphinx, moonshine, openai, deepgram, vosk, wyoming, sherpa, stub
  }
  enum Synthesizer: String, CaseIterable, Sendable { case flite, openai, elevenlabs, cartesia, wyoming, sherpa, stub }
  enum Detector: String, CaseIterable, Sendable { case embedded, silero }
  enum Voice: String, CaseIterable, Sendable { case rms = "cmu_us_rms", slt = "cmu_us_slt" }
  enum LogLevel: String, CaseIterable, Sendable { case trace, debug, info, notice, warning, error }

  var host = "127.0.0.1"
  var port = 8080
  var publicOrigin: String?
  /// The files of the certificate and its key; empty: plain HTTP.
  var certificate = ""
  var certificateKey = ""
  var dataDirectory = "data"
  var retailDirectory = "retail"
  var shopName = "Northwind Outfitters"
  var shopPhone: String?
  var timeZone = "America/Los_Angeles"
  var shopSeed = 7
  var maximumCalls = 200
  var twilioAuthToken: String?
  var fallbackNumber: String?
  var requireToken = true
  var asksAfterStream = false
  var talk = true
  var talkOrigins: [String] = []
  var talkMaximum = 20
  /// Engines that hear, best first.
  var recognizers = [Recognizer.pocketsphinx]
  var decoders = 12
  /// What notices that somebody speaks.
  var detector = Detector.embedded
  /// Whether our own voice is taken out of what a speakerphone sends back.
  var cancelsEcho = true
  /// Engines that speak, best first.
  var synthesizers = [Synthesizer.flite]
  var voice = Voice.rms
  var stubReply = "where is my order"
  var speech = SpeechSettings()
  /// The times of turn-taking.
  var turns = TurnSettings()
  var operationBudget = 4_000
  var acknowledgeAfter = 1_200
  var budgets = AnswerBudgets()
  var recording = false
  /// The file of the recordings' keys; "": beside their folder.
  var recordingKeys = ""
  /// Where cards are handed over for a token; nil: tokens that nobody redeems are made here.
  var cardsURL: String?
  var cardsKey: String?
  var conversationsPerToken = 1_000
  var idleMinutes = 30
  var answerWait = 10_000
  var tauData: String?
  var codesURL: String?
  var codesSecret = ""
  var modelURL: String?
  var modelName = ""
  var modelKey: String?
  var modelDeadline = 800
  var modelRephrases = false
  /// A sentence encoder's folder; nil: none.
  var encoder: String?
  /// The trained model; nil: `intents.model` in the data folder, where there is one.
  var model: String?
  /// Labelled sentences to learn from besides the intent map; nil: none.
  var sentences: String?
  var logLevel = LogLevel.info

  /// The public origin, also when none is configured.
  var origin: String { publicOrigin ?? "\(scheme)://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(port)" }

  /// Where people and commands on this machine find the server.
  var localOrigin: String { "\(scheme)://127.0.0.1:\(port)" }

  /// The files by which the server speaks https; nil: plain HTTP.
  var certificateFiles: CertificateFiles? {
    certificate.isEmpty ? nil : CertificateFiles(certificate: certificate, key: certificateKey)
  }

  private var scheme: String { certificateFiles == nil ? "http" : "https" }
}
