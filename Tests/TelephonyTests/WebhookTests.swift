import Conversations
import HTTPServer
import Synchronization
import TestSockets
import Testing

@testable import Telephony

/// The webhooks and the token's way, over real sockets.
@Suite(.timeLimit(.minutes(1)))
struct WebhookTests {
  private func post(_ house: FakeHouse, _ path: String, _ body: String, _ fields: String = "") async throws -> String {
    let socket = try await TestSocket(port: house.port)
    try await socket.send(
      "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(house.port)\r\nConnection: close\r\n\(fields)"
        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    _ = await eventually { socket.ended }
    return socket.text
  }

  private func token(_ answer: String) -> String? {
    answer.split(separator: "name=\"token\" value=\"").last?.split(separator: "\"").first.map(String.init)
  }

  @Test func signedCallsGetAStreamAndATokenThatOpensIt() async throws {
    try await FakeHouse.run({
      $0.requireToken = true
      $0.authToken = "12345"
    }) { house in
      let body = "CallSid=CA1&From=%2B14155550100&To=%2B18005551212"
      let fields = [("CallSid", "CA1"), ("From", "+14155550100"), ("To", "+18005551212")]
        .map { (name: $0.0, value: $0.1) }
      let signature = TwilioSignature(authToken: "12345")
        .signature(url: "https://voice.example.com/twilio/voice", fields: fields)
      #expect(try await post(house, "/twilio/voice", body).hasPrefix("HTTP/1.1 403"))
      #expect(
        try await post(house, "/twilio/voice", body + "&X=1", "X-Twilio-Signature: \(signature)\r\n")
          .hasPrefix("HTTP/1.1 403"))
      let answer = try await post(house, "/twilio/voice", body, "X-Twilio-Signature: \(signature)\r\n")
      #expect(answer.contains(#"<Stream url="wss://voice.example.com/twilio/media">"#) && answer.contains("<Hangup/>"))
      let token = try #require(self.token(answer))

      let without = try await CarrierClient(house, call: "1")
      try await without.start()
      #expect(await eventually { without.closeCode == 1008 })
      let other = try await CarrierClient(house, call: "2")
      try await other.start(parameters: "\"token\":\"\(token)\"")
      #expect(await eventually { other.closeCode == 1008 })
      let right = try await CarrierClient(house, call: "1")
      try await right.start(parameters: "\"token\":\"\(token)\"")
      #expect(try await right.isAlive())
      #expect(house.host.seen.withLock { $0.started.first?.from } == "+14155550100")
      let again = try await CarrierClient(house, call: "1")
      try await again.start(parameters: "\"token\":\"\(token)\"")
      #expect(await eventually { again.closeCode == 1008 })
      #expect(try await right.isAlive())

      let handshake = TwilioSignature(authToken: "12345")
        .signature(url: "wss://voice.example.com/twilio/media", fields: [])
      let signed = try await CarrierClient(house, call: "3", fields: "X-Twilio-Signature: \(handshake)\r\n")
      let forged = try await CarrierClient(house, call: "3", fields: "X-Twilio-Signature: AAAA\r\n")
      #expect(signed.status == "101" && forged.status == "403")
      for client in [right, signed] { client.socket.close() }
    }
  }

  @Test func withoutAuthTokenOnlyThisMachineIsHeard() async throws {
    try await FakeHouse.run { house in
      let plain = try await post(house, "/twilio/voice", "CallSid=CA1")
      let proxied = try await post(house, "/twilio/voice", "CallSid=CA1", "X-Forwarded-For: 192.0.2.1\r\n")
      let nameless = try await post(house, "/twilio/voice", "From=1")
      let huge = try await post(house, "/twilio/voice", String(repeating: "a", count: 100_000))
      #expect(plain.contains("<Stream") && proxied.hasPrefix("HTTP/1.1 403"))
      #expect(!nameless.contains("<Stream") && huge.hasPrefix("HTTP/1.1 413"))
    }
  }

  @Test func aCallTheAgentEndedIsHungUpWhereTwilioAsks() async throws {
    try await FakeHouse.run({ $0.asksAfterStream = true }) { house in
      let answer = try await post(house, "/twilio/voice", "CallSid=CA1")
      #expect(answer.contains(#"<Connect action="https://voice.example.com/twilio/ended">"#))
      let done = try await CarrierClient.calling(house, "1")
      try await done.digit("9")
      #expect(await eventually { house.host.ended("CA1") == [.agentHungUp] })
      let after = try await post(house, "/twilio/ended", "CallSid=CA1")
      #expect(after.contains("<Response><Hangup/></Response>"))
      let broken = try await post(house, "/twilio/ended", "CallSid=CA2")
      #expect(broken.contains("<Say>"))
    }
  }

  @Test func recentIDsForgetTheOldest() {
    var recent = RecentIDs(capacity: 2)
    for id in ["a", "b", "b", "c"] { recent.insert(id) }
    #expect(!recent.contains("a") && recent.contains("b") && recent.contains("c"))
  }

  @Test func fallbackIsAtOnceWhenDrainingOrFull() async throws {
    try await FakeHouse.run({ $0.fallbackNumber = "+14155550199" }) { house in
      #expect(try await post(house, "/twilio/fallback", "CallSid=CA1").contains("<Dial>+14155550199</Dial>"))
      #expect(try await post(house, "/twilio/voice", "CallSid=CA1").contains("</Connect><Say>"))
      house.draining.begin()
      let answer = try await post(house, "/twilio/voice", "CallSid=CA1")
      #expect(!answer.contains("<Stream") && answer.contains("<Dial>+14155550199</Dial>"))
    }
    try await FakeHouse.run({ $0.maximumSockets = 0 }) { house in
      let answer = try await post(house, "/twilio/voice", "CallSid=CA1")
      #expect(answer.contains("cannot take your call"))
    }
  }
}
