import Audio
import Conversations
import Discourse
import Foundation
import Testing

@testable import SpeechEngines

/// The real model, where the simulators' Python has it: `pip install moonshine-voice` brings model and library.
@Suite(
  .enabled(if: MoonshinePlace.found != nil, "no moonshine-voice: script/test installs it beside the simulators"),
  .timeLimit(.minutes(4)))
struct MoonshineTests {
  private static let engine = MoonshinePlace.found.map { place in
    Result {
      try MoonshineRecognizer(
        library: place.library, folder: place.model,
        domain: RecognitionDomain(sentences: [], storeNames: ["river street", "the harbour", "old town"]))
    }
  }
  private static let network = MoonshinePlace.found.map { place in
    Result { try MoonshineNetwork(library: place.library, folder: place.model) }
  }

  private func hear(_ samples: [Int16], _ expectation: Discourse.Expectation = .anything) async throws -> [Alternative]
  {
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await #require(Self.engine).get().open { continuation.yield($0) }
    defer { session.close() }
    session.expect(expectation)
    session.begin(utterance: 1)
    for start in stride(from: 0, to: samples.count, by: 160) {
      session.feed(Array(samples[start..<min(start + 160, samples.count)]))
    }
    session.end(utterance: 1)
    for await event in events {
      switch event {
      case .final(_, let transcript, let cpu):
        #expect(cpu > 0)
        return transcript.alternatives
      case .failed(_, let message): throw SpeechEngineError(.failed, message)
      case .partial, .replaced: continue
      }
    }
    return []
  }

  private func speak(_ text: String) async throws -> [Int16] {
    var samples: [Int16] = []
    for try await chunk in try FliteSynthesizer(voice: "cmu_us_rms").speak(text) { samples += chunk }
    return samples
  }

  @Test func whatIsNoLibraryOrNoModelIsRefused() throws {
    let place = try #require(MoonshinePlace.found)
    #expect(throws: SpeechEngineError.self) { try MoonshineNetwork(library: "/nowhere.so", folder: place.model) }
    #expect(throws: SpeechEngineError.self) {
      try MoonshineNetwork(library: "/usr/lib/x86_64-linux-gnu/libm.so.6", folder: place.model)
    }
    #expect(throws: SpeechEngineError.self) { try MoonshineNetwork(library: place.library, folder: "/tmp") }
  }

  /// The table's places hold in every version of the library that is at hand.
  @Test(arguments: MoonshinePlace.libraries)
  func theTableIsTheLibrarys(library: String) throws {
    let network = try MoonshineNetwork(library: library, folder: try #require(MoonshinePlace.found).model)
    #expect(try network.listen([Float](repeating: 0, count: 8_000)).rows[0].count == network.vocabulary.count)
  }

  @Test func textIsCutAndJoined() throws {
    let vocabulary = try #require(Self.network).get().vocabulary
    for text in ["My order number is", "Eight", "one", "River Street", "Yes, please.", "40217"] {
      let pieces = try #require(vocabulary.cut(text))
      #expect(vocabulary.text(pieces).trimmingCharacters(in: .whitespaces) == text)
    }
    #expect(vocabulary.cut("one")?.count == 1)
    #expect(vocabulary.cut("Eight")?.count == 2)
  }

  @Test func brokenVocabulariesAreRefused() {
    #expect(throws: SpeechEngineError.self) { try MoonshineVocabulary([]) }
    #expect(throws: SpeechEngineError.self) { try MoonshineVocabulary([5, 65, 66]) }
    #expect(throws: SpeechEngineError.self) { try MoonshineVocabulary([200]) }
  }

  @Test func freeSpeechIsHeard() async throws {
    let heard = try await hear(try await speak("where is my order"))
    #expect(heard.first?.text == "where is my order")
    // Calibrated over voices that are often misheard, it says little of one sentence: but more than of the other ways of hearing it.
    let confidences = heard.map(\.confidence)
    #expect(confidences.first ?? 0 > 0.1)
    #expect(confidences.max() == confidences.first, "\(heard)")
  }

  @Test func anAnswerOutsideWhatIsExpectedIsHeard() async throws {
    let heard = try await hear(try await speak("i do not have the number with me"), .digits(count: 5))
    // A synthetic "number" may be heard as its like; what counts is that no digits are made of it.
    #expect(heard.first?.text.hasPrefix("i do not have") == true, "\(heard)")
    #expect(heard.contains { $0.text.contains("number") }, "\(heard)")
  }

  @Test func storesAreHeardByName() async throws {
    for store in ["old town", "the harbour", "river street"] {
      let heard = try await hear(try await speak(store), .store)
      // One of the ways of hearing it is the store's name, whatever the voice makes of it.
      #expect(heard.contains { $0.text.hasSuffix(store) }, "\(heard)")
    }
    let clear = try await hear(try await speak("old town"), .store)
    #expect(clear.first?.text == "old town", "\(clear)")
  }

  /// Digits of real people, where the public recordings are at hand: no figure, but most of so few must be right.
  @Test(.enabled(if: MoonshinePlace.digits != nil, "the public recordings of digits are not on this machine"))
  func digitsOfRealPeopleAreHeard() async throws {
    let folder = try #require(MoonshinePlace.digits)
    var right = 0
    for (speaker, digits) in [("jackson", "40217"), ("theo", "98365"), ("jackson", "13579"), ("theo", "60428")] {
      var samples = [Int16](repeating: 0, count: 1_600)
      for digit in digits {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/\(digit)_\(speaker)_3.wav"))
        samples += try WAVFile(bytes: [UInt8](data)).telephone + [Int16](repeating: 0, count: 1_000)
      }
      let heard = try await hear(samples, .digits(count: 5))
      right += DigitWords.figures(heard.first?.text ?? "") == digits ? 1 : 0
    }
    #expect(right >= 3)
  }

  /// Nothing, a click, silence, noise, the loudest square wave, a minute: each ends, and nothing else suffers.
  @Test(arguments: 0..<6)
  func soundOfAnyKindEnds(kind: Int) async throws {
    var dice = UInt64(7)
    func noise() -> Int16 {
      dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int16(truncatingIfNeeded: Int(dice >> 40) % 8_000)
    }
    let samples: [Int16] =
      switch kind {
      case 0: []
      case 1: [32_767]
      case 2: [Int16](repeating: 0, count: 24_000)
      case 3: (0..<32_000).map { _ in noise() }
      case 4: (0..<16_000).map { $0 / 20 % 2 == 0 ? .max : .min }
      default: (0..<480_000).map { _ in noise() / 16 }
      }
    _ = try await hear(samples, kind % 2 == 0 ? .digits(count: 5) : .anything)
  }

  @Test func silenceHasNoWords() async throws {
    let heard = try await hear([Int16](repeating: 0, count: 16_000))
    #expect(heard.allSatisfy { $0.confidence < 0.5 }, "\(heard)")
  }
}

/// Where the model is.
enum MoonshinePlace {
  private static let packages: [String] = {
    let python =
      ProcessInfo.processInfo.environment["AISLE_TEST_SIMULATORS_PYTHON"] ?? "\(SherpaPlace.root)/.venv-sim/bin/python"
    let lib = URL(filePath: python).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: lib.path)) ?? []
    return versions.sorted().map { lib.appendingPathComponent("\($0)/site-packages").path }
  }()

  static let found: (library: String, model: String)? = {
    for package in packages {
      let model = package + "/moonshine_voice/assets/tiny-en"
      guard FileManager.default.fileExists(atPath: model + "/encoder_model.ort"), let own = own(package) else {
        continue
      }
      return (own, model)
    }
    return nil
  }()

  /// Every ONNX Runtime at hand.
  static let libraries: [String] = packages.flatMap { package in
    [own(package), "\(package)/sherpa_onnx/lib/libonnxruntime.so"].compactMap { $0 }
      .filter { FileManager.default.fileExists(atPath: $0) }
  }

  static let digits: String? = {
    let folder = SherpaPlace.root + "/../shared/data/fsdd/recordings"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }()

  private static func own(_ package: String) -> String? {
    let folder = package + "/moonshine_voice.libs"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.sorted().first { $0.hasPrefix("libonnxruntime") }.map { "\(folder)/\($0)" }
  }
}
