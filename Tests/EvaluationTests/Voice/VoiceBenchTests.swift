import Discourse
import Foundation
import Testing
import TurnTaking

@testable import Evaluation

/// The bench of voices, with a voice made from numbers: a few cases of each kind.
@Suite struct VoiceBenchTests {
  /// A buzz that swells with each letter that is a vowel: enough of a voice for voice detection.
  @Sendable private static func buzz(_ text: String, _ voice: String) -> [Int16] {
    var samples: [Int16] = []
    var phase = 0.0
    for letter in text.lowercased() {
      let loud = "aeiouy".contains(letter) ? 9_000.0 : letter == " " ? 1_500 : 5_000
      for _ in 0..<560 {
        // It rises all the time, so that no two frames are alike.
        phase += (110 + Double(samples.count) / 2_000) / 8_000
        samples.append(Int16((phase.truncatingRemainder(dividingBy: 1) * 2 - 1) * loud))
      }
    }
    return samples
  }

  private func bench(_ settings: TurnSettings = TurnSettings(), seed: UInt64 = 1) async throws -> VoiceBench {
    try await VoiceBench(
      settings: settings, agent: VoiceBench.Voice("a"), callers: [VoiceBench.Voice("b")], recorded: [], seed: seed,
      speak: { text, voice in Self.buzz(text, voice) }, understands: { _ in true })
  }

  private func figures(_ settings: TurnSettings = TurnSettings()) async throws -> [String: Double] {
    let report = try await bench(settings).run(VoiceCondition.all[0], step: 1_700, repeats: 1)
    return Dictionary(uniqueKeysWithValues: report.figures.map { ($0.name, $0.value) })
  }

  @Test func aQuietLineReachesItsGoals() async throws {
    let report = try await bench().run(VoiceCondition.all[0], step: 1_700, repeats: 1)
    #expect(report.text.contains("free speech, ms, median and jitter"))
    for figure in report.figures {
      #expect(figure.isReached, "\(figure.name): \(figure.value)\n\(report.failures.prefix(3).joined(separator: "\n"))")
    }
  }

  @Test func theSameNumberGivesTheSameReport() async throws {
    let first = try await bench(seed: 5).run(VoiceCondition.all[3], step: 2_500, repeats: 1)
    let second = try await bench(seed: 5).run(VoiceCondition.all[3], step: 2_500, repeats: 1)
    #expect(first.text == second.text && first.failures == second.failures)
  }

  @Test func theRhythmOfAnswersIsMeasured() {
    #expect(VoiceReport.deviation([600, 600, 600]) == 0)
    #expect(abs(VoiceReport.deviation([500, 700]) - 141.42) < 0.01)
  }

  /// It would notice: a machine that waits for nobody cuts callers off, one that never pauses does not yield.
  @Test func impatienceAndDeafnessAreSeen() async throws {
    var hasty = TurnSettings()
    (hasty.endSilenceIncomplete, hasty.endSilenceDigits, hasty.endSilence, hasty.shortestEndSilence) = (
      200, 200, 200, 200
    )
    #expect(try await figures(hasty)["turns cut off, %"] ?? 0 > 10)
    var deaf = TurnSettings()
    deaf.bargeIn = 100_000
    #expect(try await figures(deaf)["yields within, ms, p95"] ?? 0 > 400)
  }
}
