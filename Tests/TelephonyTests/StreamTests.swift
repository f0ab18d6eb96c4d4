import Conversations
import HTTPServer
import ServiceLifecycle
import Synchronization
import TestSockets
import Testing

@testable import Telephony

/// Streams over real sockets. In every test of a peer that misbehaves, another call goes on undisturbed.
@Suite(.timeLimit(.minutes(1)))
struct StreamTests {
  @Test func aCallFromStartToStop() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient.calling(house, "1")
      try await client.media()
      try await client.media(480)
      try await client.media(2)
      #expect(await eventually { client.messages("media").count == 3 })
      #expect(client.texts.allSatisfy { $0.contains(#""streamSid":"MZ1""#) })
      try await client.digit("1")
      let mark = #"{"event":"mark","streamSid":"MZ1","mark":{"name":"m1"}}"#
      #expect(await eventually { client.messages("mark").first == mark })
      try await client.mark("m1")
      try await client.digit("2")
      #expect(await eventually { client.messages("clear").count == 1 })
      try await client.stop()
      #expect(await eventually { client.closeCode == 1000 })
      try await client.frame(0x88, [0x03, 0xE8])
      #expect(await eventually { client.socket.ended })
      #expect(await eventually { house.host.ended("CA1") == [.callerHungUp] })
      let seen = house.host.seen.withLock { $0 }
      #expect(seen.started.first?.streamID == "MZ1" && seen.samples == 642)
      #expect(seen.marks == ["m1"] && seen.digits == "12")
    }
  }

  @Test func ticksComeEvery20MillisecondsWithoutDrift() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient.calling(house, "1")
      #expect(await eventually { house.host.seen.withLock { $0.ticks.count > 60 } })
      let ticks = house.host.seen.withLock { $0.ticks }
      // The machine may be busy: what counts is that rounds are never made up for, and that lateness does not add up.
      let first = ticks[0], last = ticks[ticks.count - 1]
      #expect(last - first >= UInt64(ticks.count - 1) * 20_000_000 - 20_000_000)
      client.socket.close()
    }
  }

  @Test func commandsComeFromAnyThreadAndHangUp() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient.calling(house, "1")
      #expect(await eventually { house.host.seen.withLock { $0.handles["CA1"] != nil } })
      let handle = house.host.seen.withLock { $0.handles["CA1"] }
      handle?.send(.play(prompt: 1, samples: [1]))
      handle?.send(.hangUp)
      #expect(await eventually { client.closeCode == 1000 })
      handle?.send(.finish(prompt: 1))
      // The peer does not answer the close frame: the socket is closed all the same.
      #expect(await eventually { client.socket.ended })
      #expect(house.host.ended("CA1") == [.agentHungUp] && house.host.seen.withLock { $0.commands } == 2)
    }
  }

  @Test func anEngineMayHangUpFromWithin() async throws {
    try await FakeHouse.run { house in
      let client = try await CarrierClient.calling(house, "1")
      try await client.digit("9")
      try? await client.media()
      #expect(await eventually { client.closeCode == 1000 })
      #expect(await eventually { house.host.ended("CA1") == [.agentHungUp] })
    }
  }

  enum Misdeed: CaseIterable {
    case badJSON, badBase64, binary, unmasked, hugeFrame, fragments, orphanContinuation, reservedBits, fakeControl
    case unknownStream, secondStart, flood, cutSocket, halfClose, closeFrame

    var end: CallEnd {
      switch self {
      case .cutSocket, .halfClose: .connectionLost
      case .closeFrame: .callerHungUp
      default: .protocolError
      }
    }
  }

  @Test(arguments: Misdeed.allCases)
  func misdeedsEndTheirCallAlone(_ misdeed: Misdeed) async throws {
    try await FakeHouse.run { house in
      let good = try await CarrierClient.calling(house, "good")
      let bad = try await CarrierClient.calling(house, "bad")
      #expect(try await good.isAlive())
      #expect(try await bad.isAlive())
      switch misdeed {
      case .badJSON: try await bad.text("{\"event\":")
      case .badBase64: try await bad.text(#"{"event":"media","media":{"payload":"!!!!"},"streamSid":"MZbad"}"#)
      case .binary: try await bad.frame(0x82, [1, 2, 3])
      case .unmasked: try await bad.frame(0x81, Array(#"{"event":"stop"}"#.utf8), masked: false)
      case .hugeFrame: try? await bad.frame(0x81, [UInt8](repeating: 0x20, count: 70_000))
      case .fragments:
        try await bad.frame(0x01, [0x20])
        for _ in 0..<20 { try? await bad.frame(0x00, [0x20]) }
      case .orphanContinuation: try await bad.frame(0x80, [0x20])
      case .reservedBits: try await bad.frame(0xC1, [0x20])
      case .fakeControl: try await bad.frame(0x09, [0x20])
      case .unknownStream: try await bad.media(stream: "MZgood")
      case .secondStart: try await bad.start()
      case .flood: for _ in 0..<12 { try? await bad.media(12_000) }
      case .cutSocket: bad.socket.close()
      case .halfClose: try await bad.socket.halfClose()
      case .closeFrame: try await bad.frame(0x88, [0x03, 0xE8])
      }
      #expect(await eventually { house.host.ended("CAbad") == [misdeed.end] })
      #expect(await eventually { bad.socket.ended })
      #expect(try await good.isAlive())
      #expect(house.host.ended("CAgood").isEmpty)
      good.socket.close()
    }
  }

  @Test func mediaBeforeStartAndNoStartAtAll() async throws {
    try await FakeHouse.run({ $0.limits.startTimeout = 5_000_000_000 }) { house in
      let good = try await CarrierClient.calling(house, "good")
      let early = try await CarrierClient(house, call: "early")
      try await early.media()
      #expect(await eventually { early.closeCode == 1008 })
      let silent = try await CarrierClient(house, call: "silent")
      #expect(await eventually { silent.closeCode == 1008 && silent.socket.ended })
      #expect(try await good.isAlive())
      #expect(house.host.seen.withLock { $0.started.count } == 1)
      good.socket.close()
    }
  }

  @Test func silenceAndLengthHaveLimits() async throws {
    try await FakeHouse.run({ $0.limits.mediaTimeout = 300_000_000 }) { house in
      let quiet = try await CarrierClient.calling(house, "quiet")
      #expect(await eventually { house.host.ended("CAquiet") == [.connectionLost] })
      #expect(await eventually { quiet.closeCode == 1001 })
    }
    try await FakeHouse.run({ $0.limits.maximumDuration = 300_000_000 }) { house in
      let long = try await CarrierClient.calling(house, "long")
      #expect(await eventually { house.host.ended("CAlong") == [.tooLong] })
      #expect(await eventually { long.closeCode == 1000 })
    }
  }

  @Test func aPeerThatStopsReadingIsLeft() async throws {
    try await FakeHouse.run({ $0.limits.notReadingTimeout = 500_000_000 }) { house in
      let good = try await CarrierClient.calling(house, "good")
      let deaf = try await CarrierClient.calling(house, "deaf", reads: false)
      try await deaf.digit("7")
      #expect(await eventually(.seconds(20)) { house.host.ended("CAdeaf") == [.notReading] })
      #expect(try await good.isAlive())
      good.socket.close()
      deaf.socket.close()
    }
  }

  @Test func pingsAreSentAndAnswered() async throws {
    try await FakeHouse.run({
      $0.limits.pingInterval = 50_000_000
      $0.limits.pongTimeout = 500_000_000
    }) { house in
      let silent = try await CarrierClient.calling(house, "silent")
      #expect(await eventually { silent.pings > 2 })
      let client = try await CarrierClient.calling(house, "1")
      try await client.frame(0x89, Array("hi".utf8))
      #expect(await eventually { client.pongs == 1 })
      // Who has answered pings and stops doing so has stopped reading; who never did is left in peace.
      try await client.frame(0x8A, [])
      #expect(await eventually { house.host.ended("CA1") == [.notReading] })
      #expect(try await silent.isAlive())
      silent.socket.close()
    }
  }

  @Test func anEndIsOneLineInTheLogAndOneCountWithoutNumbers() async throws {
    let log = LogRecorder()
    _ = FakeHouse.metrics
    try await FakeHouse.run(log: log) { house in
      let client = try await CarrierClient(house, call: "9f")
      try await client.start(parameters: #""from":"+14155550100","to":"+18005551212""#)
      #expect(try await client.isAlive())
      #expect(house.host.seen.withLock { $0.started.first?.from } == "+14155550100")
      try await client.text("nonsense +14155550100")
      #expect(await eventually { client.socket.ended })
      let stranger = try await CarrierClient(house, call: "+14155550100")
      try await stranger.media()
      #expect(await eventually { stranger.socket.ended })
    }
    let lines = log.lines.withLock { $0 }
    let ends = lines.filter { $0.contains("CA9f") }
    #expect(ends.count == 1 && ends[0].contains("protocolError") && ends[0].contains("malformed"))
    #expect(!lines.contains { $0.contains("4155550100") || $0.contains("8005551212") })
    let figures = FakeHouse.metrics.exposition()
    #expect(figures.contains(#"aisle_calls_ended_total{reason="protocolError"}"#))
    #expect(figures.contains(#"aisle_streams_refused_total{reason="beforeStart"}"#))
  }

  @Test func aFullHouseClosesSoThatTheFallbackRuns() async throws {
    let host = FakeHost()
    host.full.withLock { $0 = true }
    try await FakeHouse.run(host: host) { house in
      let client = try await CarrierClient.calling(house, "1")
      #expect(await eventually { client.closeCode == 1013 && client.socket.ended })
      #expect(host.ended("CA1").isEmpty)
    }
    try await FakeHouse.run({ $0.maximumSockets = 1 }) { house in
      let first = try await CarrierClient.calling(house, "1")
      let second = try await CarrierClient(house, call: "2")
      #expect(first.status == "101" && second.status == "503")
      first.socket.close()
    }
  }

  @Test func drainingLetsCallsFinishAndThenCloses() async throws {
    try await FakeHouse.run(drainLimit: .seconds(1)) { house in
      let call = try await CarrierClient.calling(house, "1")
      #expect(try await call.isAlive())
      let waiting = try await CarrierClient(house, call: "2")
      await house.group.triggerGracefulShutdown()
      #expect(await eventually { waiting.closeCode == 1001 })
      #expect(try await call.isAlive())
      let late = try await CarrierClient(house, call: "3")
      #expect(late.status == "503")
      #expect(await eventually { call.closeCode == 1001 })
      #expect(await eventually { house.host.ended("CA1") == [.shutdown] })
    }
  }

  @Test func noBrowserNoProxyNoStrangerWithoutToken() async throws {
    try await FakeHouse.run { house in
      for fields in ["Origin: https://evil.example\r\n", "X-Forwarded-For: 192.0.2.1\r\n"] {
        let stranger = try await CarrierClient(house, call: "1", fields: fields)
        #expect(stranger.status == "403")
      }
    }
  }

  @Test func aHundredSocketsThatHalfCloseDoNotHoldUpShutdown() async throws {
    try await FakeHouse.run { house in
      var clients: [CarrierClient] = []
      for index in 0..<50 { clients.append(try await CarrierClient.calling(house, "\(index)")) }
      for client in clients { try await client.socket.halfClose() }
      #expect(await eventually { clients.allSatisfy(\.socket.ended) })
      #expect(await eventually { house.host.seen.withLock { $0.ended.count } == 50 })
    }
  }
}
