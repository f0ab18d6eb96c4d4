import Commerce
import Conversations
import Discourse
import HTTPServer
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import TestSockets
import Testing

@testable import Telephony

/// Writing from a browser: into a talk, and in a chat of its own.
@Suite(.timeLimit(.minutes(1)))
struct ChatTests {
  @Test(arguments: [
    (#"{"event":"text","text":"yes","seen":4}"#, CarrierMessage.text("yes", seen: 4)),
    (#"{"event":"text","text":"héllo 👋"}"#, .text("héllo 👋", seen: nil)),
    (#"{"event":"text","text":" \n "}"#, .unknown),
    (#"{"event":"start"}"#, .start(StreamStart(streamID: "WC1", callID: "WC1"))),
  ])
  func textIsRead(_ text: String, _ message: CarrierMessage) throws {
    #expect(try ChatWire(identifier: "WC1").read(Array(text.utf8), isBinary: false) == message)
    if case .start = message { return }
    var talk = BrowserWire(identifier: "WB1")
    #expect(try talk.read(Array(text.utf8), isBinary: false) == message)
  }

  @Test(arguments: [
    #"{"event":"text"}"#, #"{"event":"text","text":5}"#, #"{"event":"text","text":"x","seen":"4"}"#,
    "{\"event\":\"text\",\"text\":\"\(String(repeating: "x", count: 2_001))\"}",
  ])
  func whatIsNoTextIsRefused(_ text: String) {
    #expect(throws: TelephonyError.self) { try ChatWire(identifier: "WC1").read(Array(text.utf8), isBinary: false) }
  }

  @Test func aChatFromStartToStop() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient(house, call: "", path: BrowserLine.chatPath)
      #expect(client.status == "101")
      try await client.text(#"{"event":"start"}"#)
      try await client.text(#"{"event":"text","text":"where is my order","seen":1}"#)
      #expect(await eventually { house.host.seen.withLock { $0.texts } == ["where is my order/1"] })
      let call = try #require(house.host.seen.withLock { $0.started.first })
      #expect(call.channel == .chat && call.from == nil)
      let show = try #require(house.host.seen.withLock { $0.shows[call.carrierCallID] })
      var view = ConversationView(id: "c", channel: .chat, openedAt: Timestamp(milliseconds: 1))
      view.turns = [
        TurnView(index: 1, speaker: .agent, text: "Hello.", at: view.openedAt),
        TurnView(index: 2, speaker: .caller, text: "keyed 40217", at: view.openedAt),
      ]
      show(view)
      #expect(await eventually { client.messages("turns").last?.contains("\"40217\"") == true })
      try await client.text(#"{"event":"stop"}"#)
      #expect(await eventually { client.closeCode == 1000 })
      #expect(await eventually { house.host.ended(call.carrierCallID) == [.callerHungUp] })
    }
  }

  @Test func soundHasNoPlaceInAChat() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient(house, call: "", path: BrowserLine.chatPath)
      try await client.text(#"{"event":"start"}"#)
      try await client.frame(0x82, [UInt8](repeating: 0, count: 640))
      #expect(await eventually { client.closeCode == 1003 })
    }
  }

  @Test func textReachesTheTalkThatGoesOn() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient(house, call: "", path: BrowserLine.mediaPath)
      try await client.text(#"{"event":"start"}"#)
      try await client.text(#"{"event":"text","text":"40217"}"#)
      #expect(await eventually { house.host.seen.withLock { $0.texts } == ["40217/nil"] })
      try await client.text(#"{"event":"stop"}"#)
      #expect(await eventually { client.closeCode == 1000 })
    }
  }

  @Test func anyPageOfTheInternetIsKeptOut() async throws {
    try await FakeHouse.run { house in
      let evil = try await CarrierClient(
        house, call: "", path: BrowserLine.chatPath, fields: "Origin: https://evil.example\r\n")
      #expect(evil.status == "403")
      let passed = try await CarrierClient(
        house, call: "", path: BrowserLine.chatPath, fields: "X-Forwarded-For: 192.0.2.7\r\n")
      #expect(passed.status == "403")
    }
  }

  // MARK: Without sockets

  private static let second: UInt64 = 1_000_000_000

  private func running() -> CarrierSession {
    var session = CarrierSession(limits: BrowserLineConfiguration().chatLimits, now: 0)
    #expect(session.received(.start(SessionTests.start), now: 0) == .start(SessionTests.start))
    session.accepted(now: 0)
    return session
  }

  @Test func aChatRestsForAQuarterOfAnHour() {
    var session = running()
    var now: UInt64 = 0
    func tick(_ session: inout CarrierSession) -> CarrierSession.Action {
      session.tick(now: now, stuckSince: nil, backlog: 0)
    }
    for _ in 0..<14 {
      now += 60 * Self.second
      #expect(tick(&session) == .ping)
    }
    #expect(session.received(.text("still here", seen: nil), now: now) == .text("still here", seen: nil))
    for _ in 0..<15 {
      now += 60 * Self.second
      #expect(tick(&session) == .ping)
    }
    now += 1
    #expect(tick(&session) == .end(Ending(end: .tooLong, detail: .idle, closeCode: 1000)))
  }

  @Test func aFloodOfMessagesEndsIt() {
    var session = running()
    for _ in 0..<20 { #expect(session.received(.text("a", seen: nil), now: 1) == .text("a", seen: nil)) }
    #expect(session.received(.text("a", seen: nil), now: 5 * Self.second) == .text("a", seen: nil))
    var action = CarrierSession.Action.none
    for _ in 0..<6 { action = session.received(.text("a", seen: nil), now: 5 * Self.second) }
    #expect(action == .none || action == .end(Ending(end: .protocolError, detail: .flooded, closeCode: 1008)))
    #expect(!session.isOpen)
  }
}
