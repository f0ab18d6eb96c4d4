import AisleTesting
import Dialogue
internal import Documents
import Foundation
import Testing

@testable import aisle

/// The one configuration file and the environment over it.
@Suite struct ConfigurationTests {
  /// Loads a text as a file, which is then removed.
  private func load(_ text: String, _ environment: [String: String] = [:]) throws -> AisleConfiguration {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-\(UUID().uuidString).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try AisleConfiguration.load(file: file.path, environment: environment)
  }

  private func mistake(_ text: String, _ environment: [String: String] = [:]) throws -> DocumentError {
    do {
      _ = try load(text, environment)
    } catch let error as DocumentError {
      return error
    }
    throw Unmet("'\(text)' is taken for right")
  }

  private var shipped: String {
    get throws {
      try String(contentsOf: RetailFixture.root.appendingPathComponent("aisle.yaml"), encoding: .utf8)
    }
  }

  @Test func nothingSaidIsTheDefaults() throws {
    #expect(try load("") == AisleConfiguration())
    #expect(try load("# only a comment\n") == AisleConfiguration())
  }

  @Test func theShippedFileIsTheDefaults() throws { #expect(try load(shipped) == AisleConfiguration()) }

  @Test func theShippedFileNamesEveryKey() throws {
    let document = try Document(file: "aisle.yaml", text: shipped)
    func paths(_ document: Document, _ prefix: String) -> [String] {
      guard let members = try? document.members() else { return [prefix] }
      return members.flatMap { paths($0.value, prefix.isEmpty ? $0.key : "\(prefix).\($0.key)") }
    }
    #expect(Set(paths(document, "")) == Set(AisleConfiguration.keys.map(\.path)))
  }

  @Test func keysArePutWhereTheyBelong() throws {
    let configuration = try load(
      """
      server: { host: 0.0.0.0, port: 9000, public_origin: "https://voice.example.com/" }
      data: /var/lib/aisle
      retail: shop
      shop: { name: Tents, phone: "+12065550100", time_zone: Europe/Berlin, seed: 11 }
      telephony: { maximum_calls: 3, twilio: { auth_token: t, fallback_number: "+12065550101", require_token: false } }
      speech: { recognizer: stub, decoders: 2, synthesizer: stub, voice: cmu_us_slt, stub_reply: hello }
      operations: { budget_ms: 900 }
      recording: { enabled: true }
      api: { conversations_per_token: 5, idle_minutes: 6, answer_wait_ms: 700 }
      sandboxes: { tau_data: /tau }
      understanding: { encoder: /minilm, model: /intents.model, sentences: said.jsonl }
      log: { level: debug }
      """)
    var expected = AisleConfiguration()
    expected.host = "0.0.0.0"
    expected.port = 9_000
    expected.publicOrigin = "https://voice.example.com"
    expected.dataDirectory = "/var/lib/aisle"
    expected.retailDirectory = "shop"
    expected.shopName = "Tents"
    expected.shopPhone = "+12065550100"
    expected.timeZone = "Europe/Berlin"
    expected.shopSeed = 11
    expected.maximumCalls = 3
    expected.twilioAuthToken = "t"
    expected.fallbackNumber = "+12065550101"
    expected.requireToken = false
    expected.recognizers = [.stub]
    expected.decoders = 2
    expected.synthesizers = [.stub]
    expected.voice = .slt
    expected.stubReply = "hello"
    expected.operationBudget = 900
    expected.recording = true
    expected.conversationsPerToken = 5
    expected.idleMinutes = 6
    expected.answerWait = 700
    expected.tauData = "/tau"
    expected.encoder = "/minilm"
    expected.model = "/intents.model"
    expected.sentences = "said.jsonl"
    expected.logLevel = .debug
    #expect(configuration == expected)
  }

  @Test func theEnvironmentWins() throws {
    let configuration = try load(
      "server: { port: 9000 }\n",
      [
        "AISLE_SERVER_PORT": "9001", "AISLE_TELEPHONY_TWILIO_AUTH_TOKEN": "a\\b\"c", "AISLE_SHOP_PHONE": "+12065550100",
        "AISLE_DATA": "elsewhere", "AISLE_RECORDING_ENABLED": "true", "PATH": "/bin", "AISLE_SOMETHING_ELSE": "x",
      ])
    #expect(configuration.port == 9_001)
    #expect(configuration.twilioAuthToken == "a\\b\"c")
    #expect(configuration.shopPhone == "+12065550100")
    #expect(configuration.dataDirectory == "elsewhere")
    #expect(configuration.recording)
  }

  @Test func everyKeyHasItsOwnVariable() {
    let variables = AisleConfiguration.keys.map(\.variable)
    #expect(Set(variables).count == variables.count)
    #expect(variables.contains("AISLE_TELEPHONY_TWILIO_REQUIRE_TOKEN"))
  }

  @Test(arguments: [
    ("server:\n  prot: 8080\n", 2, "did you mean 'port'"),
    ("sever:\n  port: 1\n", 1, "did you mean 'server'"),
    ("\n\ntelephony:\n  twilio:\n    auth_tokn: x\n", 5, "did you mean 'auth_token'"),
    ("server:\n  port: eighty\n", 2, "must be a whole number, not 'eighty'"),
    ("server:\n  port: 70000\n", 2, "must be 0 to 65535, not 70000"),
    ("recording:\n  enabled: perhaps\n", 2, "must be true or false, not 'perhaps'"),
    ("server: 8080\n", 1, "must be a mapping"),
    ("shop:\n  phone: 2065550100\n", 2, "must be a number in E.164"),
    ("telephony:\n  twilio:\n    fallback_number: \"+1 206\"\n", 3, "must be a number in E.164"),
    ("server:\n  public_origin: https://voice.example.com/path\n", 2, "must be an origin without a path"),
    ("server:\n  public_origin: voice.example.com\n", 2, "must be an origin without a path"),
    ("shop:\n  time_zone: Mars/Olympus\n", 2, "must be an IANA time zone"),
    ("speech:\n  recognizer: whisper\n", 2, "must be one of pocketsphinx, moonshine, openai"),
    ("speech:\n  vosk:\n    url: ws://voice.example.com:2700\n", 3, "outside this machine use wss://"),
    ("speech:\n  wyoming:\n    hears: tcp://10.0.0.5:10300\n", 3, "tcp:// is for this machine only"),
    ("speech:\n  openai:\n    url: ftp://x\n", 3, "must begin with https://"),
    ("speech:\n  recognizer: stub stub\n", 2, "names 'stub' twice"),
    ("shop:\n  name: \"\"\n", 2, "must not be empty"),
    ("log:\n  level: loud\n", 2, "must be one of trace, debug"),
    ("server:\n  port: [1]\n", 2, "must be a whole number"),
    ("data: x\ndata: y\n", 2, "stands twice"),
    ("server:\n\tport: 1\n", 2, "not valid YAML"),
  ])
  func mistakesNameTheirLineAndWhatWouldBeRight(_ text: String, _ line: Int, _ words: String) throws {
    let error = try mistake(text)
    #expect(error.line == line)
    #expect(error.message.contains(words), "\(error)")
    #expect(error.file.hasSuffix(".yaml"))
    #expect(error.description.hasPrefix("\(error.file):\(line): "))
  }

  @Test func aMistakeInTheEnvironmentNamesItsVariable() throws {
    let error = try mistake("", ["AISLE_SERVER_PORT": "soon"])
    #expect(error.file == "environment AISLE_SERVER_PORT")
    #expect(error.message.contains("'soon'"))
  }

  @Test func enginesAreNamedWithWhatTheyNeed() throws {
    let error = try mistake("speech: { recognizer: deepgram pocketsphinx }")
    #expect(error.message.contains("AISLE_SPEECH_DEEPGRAM_KEY"), "\(error)")
    let environment = ["AISLE_SPEECH_DEEPGRAM_KEY": "k", "AISLE_SPEECH_SYNTHESIZER": "wyoming flite"]
    #expect(try mistake("speech: { recognizer: deepgram }", environment).message.contains("speech.wyoming.speaks"))
    let configuration = try load(
      "speech: { recognizer: deepgram pocketsphinx, wyoming: { speaks: \"tcp://127.0.0.1:10200\" } }", environment)
    #expect(configuration.recognizers == [.deepgram, .pocketsphinx])
    #expect(configuration.synthesizers == [.wyoming, .flite])
  }

  @Test func aFileAskedForMustBeThere() {
    #expect { try AisleConfiguration.load(file: "/nowhere/aisle.yaml", environment: [:]) } throws: {
      ($0 as? DocumentError)?.message.contains("cannot be read") == true
    }
  }

  @Test func theOriginFollowsThePort() throws {
    #expect(try load("server: { host: 0.0.0.0, port: 9 }").origin == "http://127.0.0.1:9")
    #expect(try load("server: { public_origin: \"https://v.example\" }").origin == "https://v.example")
  }
}
