import Conversations
import Testing

@testable import Telephony

/// The protocol of a stream, without sockets.
@Suite struct SessionTests {
  static let second: UInt64 = 1_000_000_000
  static let start = StreamStart(streamID: "MZ1", callID: "CA1")
  static let media = CarrierMessage.media(streamID: "MZ1", inbound: true, samples: [1, 2])

  private func running(_ limits: StreamLimits = StreamLimits()) -> CarrierSession {
    var session = CarrierSession(limits: limits, now: 0)
    #expect(session.received(.connected, now: 1) == .none)
    #expect(session.received(.start(Self.start), now: 1) == .start(Self.start))
    session.accepted(now: 1)
    return session
  }

  private func ending(_ action: CarrierSession.Action) -> Ending? {
    if case .end(let ending) = action { ending } else { nil }
  }

  @Test func aCallGoesItsWay() {
    var session = running()
    #expect(session.received(Self.media, now: 2) == .deliver([1, 2]))
    #expect(session.received(.media(streamID: "MZ1", inbound: false, samples: [1]), now: 2) == .none)
    #expect(session.received(.media(streamID: nil, inbound: true, samples: []), now: 2) == .none)
    #expect(session.received(.dtmf(streamID: "MZ1", digit: "5"), now: 3) == .digit("5"))
    #expect(session.received(.dtmf(streamID: "MZ1", digit: nil), now: 3) == .none)
    #expect(session.received(.mark(streamID: "MZ1", name: "p"), now: 4) == .mark("p"))
    #expect(session.received(.unknown, now: 4) == .none)
    let end = session.received(.stop(streamID: "MZ1"), now: 5)
    #expect(end == .end(Ending(end: .callerHungUp, detail: .stopped, closeCode: 1000)))
    #expect(session.received(Self.media, now: 6) == .none)
    #expect(session.peerClosed(now: 7) == .cut)
    #expect(session.lost(.socketClosed, now: 8) == .none)
  }

  @Test func breachesEndTheCall() {
    var early = CarrierSession(limits: .init(), now: 0)
    #expect(ending(early.received(Self.media, now: 1))?.detail == .beforeStart)
    var twice = running()
    #expect(ending(twice.received(.start(Self.start), now: 2))?.detail == .secondStart)
    var stranger = running()
    let strange = CarrierMessage.media(streamID: "MZ2", inbound: true, samples: [1])
    #expect(ending(stranger.received(strange, now: 2))?.detail == .unknownStream)
    var strangerStop = running()
    #expect(ending(strangerStop.received(.stop(streamID: "MZ2"), now: 2))?.end == .protocolError)
    var format = CarrierSession(limits: .init(), now: 0)
    var start = Self.start
    start.encoding = "audio/l16"
    #expect(ending(format.received(.start(start), now: 1))?.detail == .unsupportedFormat)
    for detail: EndDetail in [.malformed, .notText, .notMasked, .tooLarge, .badFragments] {
      var session = running()
      let end = ending(session.violated(detail, now: 2))
      #expect(end?.end == .protocolError && end?.detail == detail)
      #expect(session.violated(detail, now: 3) == .none)
    }
  }

  @Test func floodsEndTheCallAndBurstsDoNot() {
    var session = running()
    let frame = CarrierMessage.media(streamID: "MZ1", inbound: true, samples: [Int16](repeating: 0, count: 8_000))
    for _ in 0..<10 { #expect(session.received(frame, now: 2) != .none && session.isRunning) }
    #expect(ending(session.received(frame, now: 2))?.detail == .flooded)
  }

  @Test func timesRunOut() {
    var silent = CarrierSession(limits: .init(), now: 0)
    #expect(silent.tick(now: 10 * Self.second, stuckSince: nil, backlog: 0) == .none)
    #expect(ending(silent.tick(now: 11 * Self.second, stuckSince: nil, backlog: 0))?.detail == .noStart)
    #expect(silent.tick(now: 12 * Self.second, stuckSince: nil, backlog: 0) == .none)
    #expect(silent.tick(now: 14 * Self.second, stuckSince: nil, backlog: 0) == .cut)

    var quiet = running()
    #expect(ending(quiet.tick(now: 32 * Self.second, stuckSince: nil, backlog: 0))?.end == .connectionLost)

    var limits = StreamLimits()
    limits.maximumDuration = 60 * Self.second
    limits.mediaTimeout = .max
    var long = running(limits)
    #expect(ending(long.tick(now: 62 * Self.second, stuckSince: nil, backlog: 0))?.end == .tooLong)
  }

  @Test func peersThatDoNotReadAreLeft() {
    var stuck = running()
    #expect(stuck.tick(now: 4 * Self.second, stuckSince: 1, backlog: 9) == .none)
    let end = ending(stuck.tick(now: 6 * Self.second, stuckSince: 1, backlog: 9))
    #expect(end?.end == .notReading && end?.cut == true)
    var full = running()
    #expect(ending(full.tick(now: 2, stuckSince: 1, backlog: 300_000))?.end == .notReading)
    var deaf = running()
    #expect(deaf.tick(now: 10 * Self.second, stuckSince: nil, backlog: 0) == .ping)
    deaf.ponged(now: 10 * Self.second)
    for at in 1..<14 {
      _ = deaf.received(Self.media, now: (10 + UInt64(at) * 2) * Self.second)
    }
    #expect(ending(deaf.tick(now: 36 * Self.second, stuckSince: nil, backlog: 0))?.detail == .noPong)
  }

  @Test func shutdownDrains() {
    var waiting = CarrierSession(limits: .init(), now: 0)
    #expect(ending(waiting.shutdown(urgent: false, now: 1))?.end == .shutdown)
    var busy = running()
    #expect(busy.shutdown(urgent: false, now: 1) == .none)
    #expect(busy.received(Self.media, now: 2) == .deliver([1, 2]))
    #expect(ending(busy.shutdown(urgent: true, now: 3))?.closeCode == 1001)
    var hanging = running()
    #expect(ending(hanging.agentHungUp(now: 3)) == Ending(end: .agentHungUp, detail: .agentHungUp, closeCode: 1000))
  }

  @Test func slotsKeepTheirDeadlinesAndSkipAfterAStall() {
    var schedule = SlotSchedule(now: 0)
    #expect(schedule.take(now: 4_999_999).count == 0)
    var ran: [Int] = []
    for at in 1...8 {
      let turn = schedule.take(now: UInt64(at) * SlotSchedule.width + UInt64(at % 3) * 1_000_000)
      #expect(turn.count == 1 && turn.late < 3_000_000)
      ran.append(turn.first)
    }
    #expect(ran == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect(schedule.due == 9 * SlotSchedule.width)
    let stall = schedule.take(now: 1_000 * SlotSchedule.width + 1)
    #expect(stall.count == 4 && schedule.due == 1_001 * SlotSchedule.width)
    // The slot after the stall is the one whose turn it is.
    #expect(stall.first == 0 && schedule.take(now: schedule.due).first == 0)
  }

  @Test func onlyIdentifiersAreLogged() {
    #expect(LogSafe.identifier("CA0123abc") == "CA0123abc")
    #expect(LogSafe.identifier("+14155550100") == "unusual" && LogSafe.identifier("14155550100") == "unusual")
    #expect(LogSafe.identifier("CA1\n2") == "unusual" && LogSafe.identifier(nil) == "none")
  }
}
