import Audio
import Conversations
import Discourse
import Foundation
import Testing

@testable import SpeechEngines

/// sherpa-onnx's own library, where the simulators' Python has it: layouts against its header, a toy model that hears, and a voice where
/// `AISLE_TEST_SHERPA_VOICE` names the folder of one.
@Suite(
  .enabled(if: SherpaPlace.package != nil, "no sherpa-onnx-core: script/test installs it beside the simulators"),
  .timeLimit(.minutes(2)))
struct SherpaTests {
  private var library: String { (SherpaPlace.package ?? "") + "/lib/libsherpa-onnx-c-api.so" }

  @Test func aLibraryThatIsNoneIsRefused() {
    #expect(throws: SpeechEngineError.self) { try SherpaLibrary(path: "/nowhere/libsherpa.so") }
    #expect(throws: SpeechEngineError.self) { try SherpaLibrary(path: "/usr/lib/x86_64-linux-gnu/libm.so.6") }
  }

  @Test func everyFunctionIsThere() throws { #expect(try SherpaLibrary(path: library).version.hasPrefix("2.0.")) }

  /// Compiled with both headers: each member must lie where the library's own header has it.
  @Test func layoutsAreTheLibrarys() throws {
    let package = try #require(SherpaPlace.package)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sherpa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var checks = ""
    for (own, theirs, members) in SherpaPlace.structures {
      checks += "_Static_assert(sizeof(\(own)) == sizeof(\(theirs)), \"size of \(theirs)\");\n"
      for member in members {
        checks +=
          "_Static_assert(offsetof(\(own), \(member)) == offsetof(\(theirs), \(member)), \"\(theirs).\(member)\");\n"
      }
    }
    let source = """
      #include <stddef.h>
      #include "\(package)/include/sherpa-onnx/c-api/c-api.h"
      #include "\(SherpaPlace.root)/Sources/CSherpaONNX/shim.h"
      \(checks)
      int main(void) { return 0; }
      """
    try source.write(to: folder.appendingPathComponent("layout.c"), atomically: true, encoding: .utf8)
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["clang", "-fsyntax-only", folder.appendingPathComponent("layout.c").path]
    let errors = Pipe()
    compiler.standardError = errors
    try compiler.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    compiler.waitUntilExit()
    #expect(compiler.terminationStatus == 0, "\(text)")
  }

  @Test func aToyModelHears() async throws {
    let toy = "\(SherpaPlace.root)/Tests/SpeechEnginesTests/Sherpa/toy-t-one"
    let engine = try SherpaRecognizer(library: library, folder: toy)
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await engine.open { continuation.yield($0) }
    defer { session.close() }
    session.expect(.yesNo)
    // 900 ms of voice between silences; a cancelled utterance before it leaves nothing behind.
    session.begin(utterance: 1)
    for frame in 0..<40 { session.feed(VirtualCall.voice(frame)) }
    session.cancel(utterance: 1)
    session.begin(utterance: 2)
    for _ in 0..<30 { session.feed([Int16](repeating: 0, count: 160)) }
    for _ in 0..<45 { session.feed([Int16](repeating: 6_000, count: 160)) }
    for _ in 0..<30 { session.feed([Int16](repeating: 0, count: 160)) }
    session.end(utterance: 2)
    var partials: [String] = []
    for await event in events {
      switch event {
      case .partial(2, let text, _): partials.append(text)
      case .final(2, let transcript, let cpu):
        #expect(transcript.text.hasPrefix("yes yes"), "\(transcript)")
        #expect(transcript.text.split(separator: " ").count <= 4)
        #expect(cpu > 0)
        #expect(partials.contains("yes"))
        return
      case .partial(1, _, _): continue
      default: Issue.record("\(event)")
      }
    }
  }

  /// A transducer to which a loud sound is "I'LL" rather than "AISLE" or "ISLE".
  private func heardOfATone(_ names: [String], _ expectation: Discourse.Expectation = .anything, terms: [String] = [])
    async throws
    -> String
  {
    let toy = "\(SherpaPlace.root)/Tests/SpeechEnginesTests/Sherpa/toy-transducer"
    let engine = try SherpaRecognizer(library: library, folder: toy, terms: terms)
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await engine.open { continuation.yield($0) }
    defer { session.close() }
    session.expect(expectation)
    session.expect(terms: names)
    session.begin(utterance: 1)
    for _ in 0..<20 { session.feed([Int16](repeating: 0, count: 160)) }
    let tone = Tone.sine(frequency: 440, level: -12, count: 3_200)
    for start in stride(from: 0, to: tone.count, by: 160) { session.feed(Array(tone[start..<start + 160])) }
    for _ in 0..<30 { session.feed([Int16](repeating: 0, count: 160)) }
    session.end(utterance: 1)
    for await event in events {
      if case .final(1, let transcript, _) = event { return transcript.text }
      if case .failed(_, let message) = event { Issue.record("\(message)") }
    }
    return ""
  }

  @Test func namesAreHeardRatherThanWhatSoundsAlike() async throws {
    #expect(try await heardOfATone([]) == "i'll")
    #expect(try await heardOfATone(["Aisle"]) == "aisle")
    #expect(try await heardOfATone([], terms: ["isle"]) == "isle")
    #expect(try await heardOfATone(["Portland", "The Aisle"]) == "i'll")
  }

  @Test func namesCountForNothingWhereFiguresAreWanted() async throws {
    #expect(try await heardOfATone(["Aisle"], .digits(count: 5)) == "i'll")
    #expect(try await heardOfATone(["Aisle"], .store) == "aisle")
  }

  /// The library ends the program at some of these when it is told them as they are.
  @Test func noNameEndsTheProgram() async throws {
    let hostile = [
      ":", ":x", ":1e99", "C#", "A:B", "aisle :3.0 more", "/", "//", "\n", "", " ", "▁", "\u{0}", "<unk>", "zq5zq",
      "naïve café", "日本",
      String(repeating: "A", count: 100_000), "'", "24/7 store", "é", "\u{FFFD}",
    ]
    #expect(try await heardOfATone(hostile) == "i'll")
    #expect(try await heardOfATone(hostile + ["Aisle"]) == "aisle")
  }

  @Test func wordsAreSplitAsTheModelWritesThem() throws {
    let tokens = "<blk> 0\n<unk> 1\n▁C 2\n▁CAS 3\nCADE 4\n▁ 5\nA 6\nC 7\nS 8\nD 9\nE 10\n"
    let pieces = try #require(SherpaPieces(tokens))
    #expect(pieces.split("CASCADE") == [3, 4])
    #expect(pieces.split("CASE") == [3, 10])
    #expect(pieces.split("KETTLE") == nil)
    #expect(pieces.hotwords(["Cascade", "kettle", "case", "cascade"]) == "zq3zq zq4zq/zq3zq zq10zq")
    #expect(pieces.table.hasPrefix(tokens) && pieces.table.contains("zq4zq 4\n"))
    // A model that writes letter by letter takes no names; nor does what is no table.
    #expect(SherpaPieces("<blk> 0\na 1\nb 2\n") == nil)
    #expect(SherpaPieces("no table") == nil)
    // Nor do NeMo's models, whose blank is the last.
    #expect(SherpaPieces("<unk> 0\n▁the 1\n▁a 2\n<blk> 3\n") == nil)
  }

  /// A sound of any kind, length and level, in any pieces, ends with an answer, and the toy hears the voice after it as ever.
  @Test(arguments: AnySound.all) func soundOfAnyKindEnds(sound: AnySound) async throws {
    let toy = "\(SherpaPlace.root)/Tests/SpeechEnginesTests/Sherpa/toy-t-one"
    let voice = [Int16](repeating: 0, count: 4_800) + [Int16](repeating: 6_000, count: 7_200)
    let heard = try await sound.told(
      to: try SherpaRecognizer(library: library, folder: toy), .yesNo, then: voice + [Int16](repeating: 0, count: 4_800)
    )
    #expect(heard.next.text.hasPrefix("yes yes"), "\(heard.next)")
  }

  @Test(.enabled(if: SherpaPlace.voice != nil, "AISLE_TEST_SHERPA_VOICE names no folder"))
  func aVoiceSpeaksAndIsUnderstood() async throws {
    let engine = try SherpaSynthesizer(library: library, folder: try #require(SherpaPlace.voice))
    var samples: [Int16] = []
    for try await chunk in engine.speak("Where is my order?") { samples += chunk }
    #expect((4_000...40_000).contains(samples.count))
    let domain = RecognitionDomain(
      sentences: ["where is my order", "i want to return it", "are you open on sunday", "what is your address"],
      storeNames: [])
    let heard = try await Telephone.hear(samples, .anything, by: try PocketSphinxRecognizer(domain: domain))
    #expect(heard.final.text.contains("order"), "\(heard.final)")
  }

  @Test func kindsAreKnownByTheirFiles() throws {
    func folder(_ files: [String]) throws -> SherpaFolder {
      let place = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for file in files { try Data().write(to: place.appendingPathComponent(file)) }
      return try SherpaFolder(place.path)
    }
    let zipformer = try folder([
      "encoder-epoch-99.onnx", "encoder-epoch-99.int8.onnx", "decoder-epoch-99.onnx", "joiner-epoch-99.onnx",
      "tokens.txt",
    ])
    guard case .transducer(let encoder, _, _) = try zipformer.ear() else {
      Issue.record("no transducer")
      return
    }
    #expect(encoder.hasSuffix("encoder-epoch-99.int8.onnx"))
    guard case .paraformer = try folder(["encoder.onnx", "decoder.onnx", "tokens.txt"]).ear() else {
      Issue.record("no paraformer")
      return
    }
    guard case .nemoCTC = try folder(["nemo-ctc.onnx"]).ear() else {
      Issue.record("no nemo")
      return
    }
    #expect(throws: SpeechEngineError.self) { try folder(["readme"]).ear() }
    #expect(throws: SpeechEngineError.self) { try folder(["x.onnx"]).voice() }
    #expect(throws: SpeechEngineError.self) { try folder(["x.onnx"]).tokens() }
    guard case .kokoro = try folder(["model.onnx", "voices.bin", "lexicon-us-en.txt"]).voice() else {
      Issue.record("no kokoro")
      return
    }
  }

  @Test(arguments: [
    (#"{"ys_probs":[-0.1,-0.3]}"#, 0.8187), (#"{"ys_probs":[]}"#, 0.75), ("{", 0.75), (#"{"ys_probs":[900]}"#, 1.0),
  ])
  func confidenceComesFromTheTokens(_ json: String, _ value: Double) {
    #expect(abs(SherpaSession.confidence(Data(json.utf8)) - value) < 0.001)
  }
}

/// Where things are.
enum SherpaPlace {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Silero's model; script/test installs it.
  static let silero: String? = {
    let named =
      ProcessInfo.processInfo.environment["AISLE_TEST_SILERO_MODEL"]
      ?? "\(root)/.venv-silero/silero_vad/data/silero_vad.onnx"
    return FileManager.default.fileExists(atPath: named) ? named : nil
  }()

  static let voice = ProcessInfo.processInfo.environment["AISLE_TEST_SHERPA_VOICE"]

  /// The Python package's folder.
  static let package: String? = {
    let python = ProcessInfo.processInfo.environment["AISLE_TEST_SIMULATORS_PYTHON"] ?? "\(root)/.venv-sim/bin/python"
    let lib = URL(filePath: python).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: lib.path)) ?? []
    return versions.sorted().map { lib.appendingPathComponent("\($0)/site-packages/sherpa_onnx").path }
      .first { FileManager.default.fileExists(atPath: "\($0)/lib/libsherpa-onnx-c-api.so") }
  }()

  /// Structures, and every member of them that is set or read.
  static let structures: [(own: String, theirs: String, members: [String])] = [
    (
      "aisle_sherpa_online_recognizer", "SherpaOnnxOnlineRecognizerConfig",
      [
        "feat_config.sample_rate", "feat_config.feature_dim", "model_config.transducer.encoder",
        "model_config.transducer.decoder", "model_config.transducer.joiner", "model_config.paraformer.encoder",
        "model_config.paraformer.decoder", "model_config.zipformer2_ctc.model", "model_config.tokens",
        "model_config.num_threads", "model_config.provider", "model_config.nemo_ctc.model",
        "model_config.t_one_ctc.model", "decoding_method", "max_active_paths", "enable_endpoint", "hotwords_file",
        "rule_fsts", "blank_penalty", "hotwords_score", "model_config.modeling_unit", "model_config.tokens_buf",
        "model_config.tokens_buf_size", "hotwords_buf_size", "hr.rule_fsts",
      ]
    ),
    (
      "aisle_sherpa_online_result", "SherpaOnnxOnlineRecognizerResult",
      ["text", "tokens", "tokens_arr", "timestamps", "count", "json"]
    ),
    (
      "aisle_sherpa_tts", "SherpaOnnxOfflineTtsConfig",
      [
        "model.vits.model", "model.vits.lexicon", "model.vits.tokens", "model.vits.data_dir", "model.vits.noise_scale",
        "model.vits.noise_scale_w", "model.vits.length_scale", "model.num_threads", "model.provider",
        "model.kokoro.model", "model.kokoro.voices", "model.kokoro.tokens", "model.kokoro.lexicon",
        "model.kokoro.length_scale", "max_num_sentences", "silence_scale",
      ]
    ),
    (
      "aisle_sherpa_vad", "SherpaOnnxVadModelConfig",
      [
        "silero_vad.model", "silero_vad.threshold", "silero_vad.min_silence_duration", "silero_vad.min_speech_duration",
        "silero_vad.window_size", "silero_vad.max_speech_duration", "sample_rate", "num_threads", "provider", "debug",
        "ten_vad.model", "ten_vad.max_speech_duration",
      ]
    ), ("aisle_sherpa_audio", "SherpaOnnxGeneratedAudio", ["samples", "n", "sample_rate"]),
  ]
}
