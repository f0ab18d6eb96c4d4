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

/// Talks from a browser.
@Suite(.timeLimit(.minutes(1)))
struct BrowserTests {
  @Test func audioIsOneStreamHoweverItIsCut() throws {
    let bytes = (0..<6_400).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 5) }
    var whole = BrowserWire(identifier: "WB1")
    let expected = samples(try whole.read(bytes, isBinary: true))
    #expect(expected.count == 1_600)
    for cut in [1, 2, 3, 639, 640, 641, 5_000] {
      var wire = BrowserWire(identifier: "WB1")
      var heard: [Int16] = []
      for start in stride(from: 0, to: bytes.count, by: cut) {
        heard += samples(try wire.read(Array(bytes[start..<min(start + cut, bytes.count)]), isBinary: true))
      }
      #expect(heard == expected, "cut after \(cut) bytes")
    }
  }

  @Test(arguments: [
    (#"{"event":"start"}"#, CarrierMessage.start(StreamStart(streamID: "WB1", callID: "WB1"))),
    (#"{"event":"mark","name":"p3"}"#, .mark(streamID: nil, name: "p3")),
    (##"{"event":"key","digit":"#"}"##, .dtmf(streamID: nil, digit: "#")),
    (#"{"event":"key","digit":"12"}"#, .dtmf(streamID: nil, digit: nil)),
    (#"{"event":"key","digit":"é"}"#, .dtmf(streamID: nil, digit: nil)),
    (#"{"event":"stop"}"#, .stop(streamID: nil)),
    (#"{"event":"dance"}"#, .unknown),
  ])
  func textIsRead(_ text: String, _ message: CarrierMessage) throws {
    var wire = BrowserWire(identifier: "WB1")
    #expect(try wire.read(Array(text.utf8), isBinary: false) == message)
  }

  @Test(arguments: ["", "{", "[]", "null", #"{"event":1}"#, "{\"event\":\"\u{0}", #"{"name":"p1"}"#])
  func whatIsNoMessageIsRefused(_ text: String) {
    var wire = BrowserWire(identifier: "WB1")
    #expect(throws: TelephonyError.self) { try wire.read(Array(text.utf8), isBinary: false) }
  }

  @Test func anyPageOfTheInternetIsKeptOut() throws {
    let here = try SocketAddress(ipAddress: "127.0.0.1", port: 5_000)
    let away = try SocketAddress(ipAddress: "192.0.2.7", port: 5_000)
    func isAdmitted(_ origins: [String], peer: SocketAddress, _ fields: HTTPHeaders) -> Bool {
      let services = StreamServices(
        host: FakeHost(), tokens: nil, limits: StreamLimits(), logger: .init(label: "test"))
      let handler = BrowserStreamHandler(configuration: BrowserLineConfiguration(origins: origins), services: services)
      if case .pipeline = handler.decide(UpgradeRequest(path: BrowserLine.mediaPath, headers: fields, peer: peer)) {
        return true
      }
      return false
    }
    #expect(isAdmitted([], peer: here, ["host": "localhost:8080", "origin": "http://localhost:8080"]))
    #expect(!isAdmitted([], peer: here, ["host": "localhost:8080", "origin": "https://evil.example"]))
    #expect(!isAdmitted([], peer: here, ["host": "evil.example", "origin": "http://evil.example"]))
    #expect(!isAdmitted([], peer: away, ["host": "localhost", "origin": "http://localhost"]))
    #expect(!isAdmitted([], peer: here, ["host": "localhost", "x-forwarded-for": "192.0.2.7"]))
    let shop = ["https://www.example.com"]
    #expect(isAdmitted(shop, peer: away, ["host": "voice.example.com", "origin": "https://www.example.com"]))
    #expect(
      !isAdmitted(shop, peer: away, ["host": "voice.example.com", "origin": "https://www.example.com.evil.example"]))
    #expect(!isAdmitted(shop, peer: away, ["host": "voice.example.com", "origin": "null"]))
    #expect(!isAdmitted(shop, peer: here, ["host": "localhost"]))
  }

  @Test func aTalkFromStartToStop() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient(house, call: "", path: BrowserLine.mediaPath)
      #expect(client.status == "101")
      try await client.text(#"{"event":"start"}"#)
      try await client.frame(0x82, [UInt8](repeating: 0, count: 640))
      // 20 ms of ours for 20 ms of theirs, at 16,000 samples a second.
      #expect(await eventually { client.audio.count == 640 })
      try await client.text(#"{"event":"key","digit":"1"}"#)
      #expect(await eventually { client.messages("mark") == [#"{"event":"mark","name":"m1"}"#] })
      try await client.text(#"{"event":"mark","name":"m1"}"#)
      try await client.text(#"{"event":"key","digit":"2"}"#)
      #expect(await eventually { client.messages("clear").count == 1 })
      let call = try #require(house.host.seen.withLock { $0.started.first })
      #expect(call.channel == .browser && call.from == nil)
      let show = try #require(house.host.seen.withLock { $0.shows[call.carrierCallID] })
      show(view(["Hello.", "Where is <my> \"order\"?"]))
      #expect(await eventually { client.messages("turns").last?.contains("order") == true })
      try await client.text(#"{"event":"stop"}"#)
      #expect(await eventually { client.closeCode == 1000 })
      #expect(await eventually { house.host.ended(call.carrierCallID) == [.callerHungUp] })
      #expect(house.host.seen.withLock { $0.marks } == ["m1"])
    }
  }

  @Test func onlyWhatIsNewIsShown() {
    var seen = TalkTranscript(view(["Hello."]))
    #expect(seen.news(since: nil)?.lines.map(\.text) == ["Hello."])
    #expect(seen.news(since: seen) == nil)
    let next = TalkTranscript(view(["Hello.", "Hi."]))
    #expect(next.news(since: seen)?.lines.map(\.text) == ["Hi."])
    seen = next
    var over = view(["Hello.", "Hi."])
    over.endedAt = Timestamp(milliseconds: 5)
    #expect(TalkTranscript(over).news(since: seen)?.ended == true)
  }

  private func view(_ texts: [String]) -> ConversationView {
    var view = ConversationView(id: "c", channel: .browser, openedAt: Timestamp(milliseconds: 1))
    view.decisions = ["findOrder: allowed"]
    view.turns = texts.enumerated().map {
      TurnView(
        index: $0 + 1, speaker: $0.isMultiple(of: 2) ? .agent : .caller, text: $1, at: Timestamp(milliseconds: 2))
    }
    view.turns.append(
      TurnView(index: 99, speaker: .system, text: "the policy says no", at: Timestamp(milliseconds: 3)))
    return view
  }

  private func samples(_ message: CarrierMessage) -> [Int16] {
    if case .media(nil, true, let samples) = message { samples } else { [] }
  }
}
