import Conversations
import Foundation

@testable import SpeechEngines

/// The simulated engines of `simulators/speech`, one process for all tests.
final class SpeechPeers: Sendable {
  /// Ports by vendor and habit.
  let ports: [String: [String: Int]]
  private let input: Pipe

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let python: String? = {
    let path =
      ProcessInfo.processInfo.environment["AISLE_TEST_SIMULATORS_PYTHON"]
      ?? root.appending(path: ".venv-sim/bin/python").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  /// Running for as long as the tests; nil when there is no Python for it.
  static let shared: SpeechPeers? = try? SpeechPeers()
  /// What to say when not.
  static let unavailable =
    "no Python for the simulators: script/test makes .venv-sim, or set AISLE_TEST_SIMULATORS_PYTHON"

  /// The certificate of the peer that is reached over TLS, good for the name localhost.
  let certificate: String

  private init() throws {
    guard let python = Self.python else { throw SpeechEngineError(.unavailable, Self.unavailable) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("speech-peers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments =
      ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
      + ["-keyout", key, "-out", certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [Self.root.appending(path: "simulators/speech/server.py").path, "--tls", certificate, key]
    let output = Pipe()
    input = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0A]) {
      line.append(byte)
    }
    ports = try JSONDecoder().decode([String: [String: Int]].self, from: line)
  }

  /// Where a vendor with a habit is.
  func address(_ vendor: String, _ habit: String, _ scheme: String, _ path: String = "") throws -> RemoteAddress {
    let port = ports[vendor]?[habit] ?? 0
    return try RemoteAddress("\(scheme)://127.0.0.1:\(port)\(path)", schemes: ["http", "ws", "tcp"])
  }

  /// An engine that hears.
  func ear(_ vendor: String, _ habit: String) throws -> FailoverRecognizer.Ear {
    // More than in calls: all tests run at once, on few processors.
    let patience = Duration.seconds(3)
    switch vendor {
    case "deepgram":
      let engine = RemoteRecognizer.deepgram(
        try address(vendor, habit, "ws", "/v1/listen"), key: "k", model: "nova-3", language: "en",
        terms: ["Ballard", "Fjällräven & Co"])
      return .init(engine, streams: true, patience: patience)
    case "vosk":
      return .init(.vosk(try address(vendor, habit, "ws")), streams: true, patience: patience)
    case "wyoming":
      let engine = RemoteRecognizer.wyoming(try address(vendor, habit, "tcp"), language: "en", terms: ["Ballard"])
      return .init(engine, streams: false, patience: patience)
    default:
      let engine = OpenAIRecognizer(
        try address(vendor, habit, "http", "/v1"), key: "k", model: "whisper-1", language: "en", terms: ["Ballard"])
      return .init(engine, streams: false, patience: patience)
    }
  }

  /// An engine that speaks.
  func voice(_ vendor: String, _ habit: String) throws -> FailoverSynthesizer.Voice {
    let engine: any SpeechSynthesizer
    switch vendor {
    case "wyoming": engine = WyomingSynthesizer(try address(vendor, habit, "tcp"), voice: "amy")
    case "elevenlabs":
      engine = HTTPSynthesizer.elevenLabs(
        try address(vendor, habit, "http"), key: "k", model: "eleven_flash_v2_5", voice: "v 1")
    case "cartesia":
      engine = HTTPSynthesizer.cartesia(
        try address(vendor, habit, "http"), key: "k", model: "sonic-3", voice: "v", language: "en")
    default:
      engine = HTTPSynthesizer.openAI(
        try address(vendor, habit, "http", "/v1"), key: "k", model: "tts-1", voice: "alloy")
    }
    return .init(engine, patience: .milliseconds(3_500))
  }
}

extension SpeechRecognizer where Self == RemoteRecognizer {
  fileprivate static func vosk(_ address: RemoteAddress) -> RemoteRecognizer { .vosk(address, takesGrammar: true) }
}
