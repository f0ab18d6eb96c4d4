import Audio
import Conversations
import Foundation
import Synchronization
import Testing

@testable import SpeechEngines

/// Silero's voice detection in sherpa-onnx, with its real model.
@Suite(
  .enabled(
    if: SherpaPlace.package != nil && SherpaPlace.silero != nil,
    "no sherpa-onnx-core or no silero_vad.onnx: script/test installs both"),
  .timeLimit(.minutes(2)))
struct SileroTests {
  private func detectors(room: Int = 2) throws -> SileroDetectors {
    try SileroDetectors(
      library: (SherpaPlace.package ?? "") + "/lib/libsherpa-onnx-c-api.so", model: SherpaPlace.silero ?? "",
      room: room)
  }

  private func speech(_ text: String) async throws -> [Int16] {
    var samples: [Int16] = []
    for try await chunk in try FliteSynthesizer().speak(text) { samples += chunk }
    return samples
  }

  private func frames(_ samples: [Int16]) -> [[Int16]] {
    stride(from: 0, to: samples.count - 159, by: 160).map { Array(samples[$0..<$0 + 160]) }
  }

  private func quiet(_ milliseconds: Int) -> [Int16] { (0..<milliseconds * 8).map { Int16(($0 &* 7_919) % 17) - 8 } }

  private func noise(_ milliseconds: Int, level: Double) -> [Int16] {
    var state: UInt64 = 9
    return (0..<milliseconds * 8).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int16((Double(state >> 40) / Double(1 << 24) * 2 - 1) * level)
    }
  }

  @Test func speechIsToldFromSilenceAndNoise() async throws {
    let detector = try detectors().make()
    #expect(detector is SileroDetector)
    var watching = detector
    let before = frames(quiet(1_000)).map { watching.process($0).isSpeech }
    #expect(!before.contains(true))
    let said = frames(try await speech("Where is my order, please?")).map { watching.process($0) }
    let voiced = said.count(where: \.isSpeech)
    #expect(voiced * 10 > said.count * 6, "\(voiced) of \(said.count)")
    // Noticed within 200 ms of the first loud frame.
    let loud = try #require(said.firstIndex { $0.level > -40 })
    let noticed = try #require(said.firstIndex { $0.isSpeech })
    #expect(noticed - loud <= 10, "\(noticed - loud) frames")
    let after = frames(quiet(1_000)).map { watching.process($0).isSpeech }
    let ended = after.firstIndex(of: false) ?? after.count
    #expect(ended <= 16 && !after.dropFirst(ended).contains(true))
    #expect(!frames(noise(2_000, level: 3_000)).dropFirst(10).contains { watching.process($0).isSpeech })
  }

  /// The library keeps and copies what one utterance says; it begins anew within it, unnoticed.
  @Test func somebodyWhoNeverPausesIsOneUtterance() async throws {
    var watching = try detectors().make()
    let sentence = try await speech("one two three four five six seven eight nine ten eleven twelve thirteen")
    let said = frames(Array(repeating: sentence, count: 8).flatMap { $0 }).map { watching.process($0).isSpeech }
    #expect(said.count > 1_000)
    // Sentences follow each other with the pauses of their beginnings and ends only.
    let gaps = said.split(separator: true).map(\.count).dropFirst()
    #expect(gaps.allSatisfy { $0 < 25 }, "\(gaps)")
    #expect(said.count { $0 } * 10 > said.count * 8)
  }

  @Test func callsDoNotHearEachOtherAndGiveTheirsBack() async throws {
    let shelf = try detectors(room: 2)
    var first: (any VoiceDetector)? = shelf.make()
    var second: (any VoiceDetector)? = shelf.make()
    #expect(first is SileroDetector && second is SileroDetector)
    let sentence = frames(try await speech("I would like to return a lamp"))
    var heard = 0
    for frame in sentence {
      if first?.process(frame).isSpeech == true { heard += 1 }
      #expect(second?.process([Int16](repeating: 0, count: 160)).isSpeech == false)
    }
    #expect(heard > 40)
    (first, second) = (nil, nil)
    #expect(shelf.readyCount >= 2)
    // The next call begins without what the last one heard.
    var third = shelf.make()
    #expect(!frames(quiet(500)).contains { third.process($0).isSpeech })
  }

  @Test func whereNoneIsReadyTheEmbeddedOneWatches() throws {
    let missed = Mutex(0)
    let shelf = try SileroDetectors(
      library: (SherpaPlace.package ?? "") + "/lib/libsherpa-onnx-c-api.so", model: SherpaPlace.silero ?? "", room: 1
    ) { missed.withLock { $0 += 1 } }
    let taken = (0..<60).map { _ in shelf.make() }
    #expect(taken.contains { $0 is SileroDetector })
    #expect(taken.count { $0 is VoiceActivityDetector } == missed.withLock { $0 } && missed.withLock { $0 } > 0)
  }

  @Test func framesOfAnyKindAndLengthAreJudged() throws {
    var watching = try detectors().make()
    let kinds: [[Int16]] = [
      [], [1], [Int16](repeating: .max, count: 160), [Int16](repeating: .min, count: 7),
      [Int16](repeating: 0, count: 16_000),
      (0..<1_600).map { $0.isMultiple(of: 2) ? .max : .min },
    ]
    for _ in 0..<20 { for kind in kinds { #expect(watching.process(kind).level.isFinite || kind.isEmpty) } }
  }

  @Test func whatIsNoModelIsRefused() throws {
    let library = (SherpaPlace.package ?? "") + "/lib/libsherpa-onnx-c-api.so"
    #expect(throws: SpeechEngineError.self) { try SileroDetectors(library: library, model: "/nowhere.onnx") }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("silero-\(UUID().uuidString).onnx")
    try Data("no model".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(throws: SpeechEngineError.self) { try SileroDetectors(library: library, model: file.path) }
  }
}
