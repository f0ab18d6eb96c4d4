import Conversations
import Synchronization
import Testing

@testable import SpeechEngines

/// Every voice elsewhere with every habit, before one that works: each sentence is said.
@Suite(.enabled(if: SpeechPeers.shared != nil, "\(SpeechPeers.unavailable)"), .timeLimit(.minutes(2)))
struct RemoteSpeakingTests {
  static let vendors = ["openai", "elevenlabs", "cartesia", "wyoming"]
  private static let text = "Your order is on its way."

  private func say(_ vendor: String, _ habit: String) async throws -> (samples: [Int16], replaced: [EngineReplacement])
  {
    let peers = try #require(SpeechPeers.shared)
    let desk = EngineDesk(role: .speaking, names: [vendor, "stub"])
    let voice = FailoverSynthesizer(
      [try peers.voice(vendor, habit), .init(StubSynthesizer(), patience: .seconds(5))], desk: desk)
    let replaced = Mutex<[EngineReplacement]>([])
    var samples: [Int16] = []
    for try await chunk in voice.speak(Self.text, onReplacement: { note in replaced.withLock { $0.append(note) } }) {
      samples += chunk
    }
    return (samples, replaced.withLock { $0 })
  }

  @Test(arguments: vendors, ["good", "slow", "wrongrate"])
  func whoWorksIsHeardAtTheRightRate(_ vendor: String, _ habit: String) async throws {
    let said = try await say(vendor, habit)
    #expect(said.replaced.isEmpty)
    // 60 ms a character, and the converter's tail.
    #expect(abs(said.samples.count - 8 * 60 * Self.text.count) < 400, "\(vendor) \(habit): \(said.samples.count)")
    let crossings = zip(said.samples, said.samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
    let pitch = Double(crossings) / (Double(said.samples.count) / 8_000)
    #expect((120...420).contains(pitch), "\(vendor) \(habit): \(pitch) Hz")
  }

  @Test(arguments: vendors, ["late", "never", "garbage", "closes", "refuses", "redirects", "deaf", "error"])
  func whoDoesNotIsReplaced(_ vendor: String, _ habit: String) async throws {
    let said = try await say(vendor, habit)
    #expect(said.replaced.map(\.by) == ["stub"], "\(vendor) \(habit)")
    #expect(said.samples.count >= Self.text.count * 533)
  }
}
