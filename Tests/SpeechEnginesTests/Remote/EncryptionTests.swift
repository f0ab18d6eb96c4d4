import NIOSSL
import Testing

@testable import SpeechEngines

/// Engines outside are talked to only when they prove who they are.
@Suite(.enabled(if: SpeechPeers.shared != nil, "\(SpeechPeers.unavailable)"), .timeLimit(.minutes(1)))
struct EncryptionTests {
  private static let path = "/v1/listen?encoding=linear16&sample_rate=8000&interim_results=true"

  private func open(_ host: String, trusting: Bool) async throws {
    let peers = try #require(SpeechPeers.shared)
    let address = try RemoteAddress(
      "wss://\(host):\(peers.ports["deepgram"]?["tls"] ?? 0)\(Self.path)", schemes: ["ws"])
    var trust = TLSConfiguration.makeClientConfiguration()
    if trusting { trust.trustRoots = .file(peers.certificate) }
    let opener = WebSocketConnection.opener(address, headers: [("authorization", "Token k")], trust: trust)
    try await opener.open({ _ in }, {}).close()
  }

  @Test func aCertificateThatIsTrustedIsEnough() async throws { try await open("localhost", trusting: true) }

  @Test func oneThatNobodyVouchesForIsRefused() async {
    await #expect(throws: SpeechEngineError.self) { try await open("localhost", trusting: false) }
  }

  @Test func oneForAnotherNameIsRefused() async {
    await #expect(throws: SpeechEngineError.self) { try await open("127.0.0.1", trusting: true) }
  }
}
