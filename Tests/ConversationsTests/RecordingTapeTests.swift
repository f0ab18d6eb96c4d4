import Testing

@testable import Conversations

@Suite struct RecordingTapeTests {
  /// A frame of 20 ms whose samples say when it was said.
  private func frame(_ time: Int) -> [UInt8] { [UInt8](repeating: UInt8(time / 20 % 200 + 1), count: 160) }

  private struct Sides {
    var caller: [UInt8] = []
    var agent: [UInt8] = []
    mutating func add(_ both: [UInt8]) {
      for place in stride(from: 0, to: both.count, by: 2) {
        caller.append(both[place])
        agent.append(both[place + 1])
      }
    }
  }

  /// Frames said every 20 ms that arrive at these moments, in ms since the call began; nil: lost. What is on the tape at the end.
  private func recorded(_ arrivals: [Int?]) -> Sides {
    var tape = RecordingTape()
    tape.turn(on: true, 0)
    let events = arrivals.enumerated().compactMap { index, at in at.map { (index * 20, $0) } }
    var sides = Sides()
    for (said, at) in events.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) {
      tape.receive(frame(said), now: at)
      sides.add(tape.due(at))
    }
    sides.add(tape.finish())
    return sides
  }

  /// How far, in ms, what is on the tape stands from when it was said: the most over all frames, but for so many at the beginning.
  private func misplaced(_ sides: Sides) -> Int {
    var worst = 0
    for place in stride(from: 0, to: sides.caller.count - 160, by: 160) {
      let value = sides.caller[place + 80]
      guard value != RecordingTape.silence else { continue }
      let index = (place + 80) / 160
      let said = (index - 100...index + 100).filter { $0 >= 0 && UInt8($0 % 200 + 1) == value }
        .min { abs($0 - index) < abs($1 - index) }
      if let said { worst = max(worst, abs(said - index) * 20) }
    }
    return worst
  }

  @Test func inTime() {
    let sides = recorded((0..<500).map { 20 + $0 * 20 })
    #expect(sides.caller.count == 500 * 160)
    #expect(misplaced(sides) == 0)
  }

  @Test func jitterStallsAndLossLeaveItInPlace() {
    var random: UInt64 = 5
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % bound
    }
    // 40 ms of jitter; a stall of 600 ms every five seconds, after which everything comes at once; 5 % lost.
    let jitter = (0..<3_000).map { 20 + $0 * 20 + next(40) }
    #expect(misplaced(recorded(jitter)) <= 60)
    let stalls: [Int?] = (0..<3_000).map { index in
      let time = 20 + index * 20
      return index % 250 < 30 ? (index / 250 * 250 + 30) * 20 + 20 : time
    }
    let sides = recorded(stalls)
    #expect(misplaced(sides) <= 60)
    #expect(abs(sides.caller.count - 3_000 * 160) <= 800)
    let lost: [Int?] = (0..<3_000).map { index in next(20) == 0 ? nil : 20 + index * 20 }
    #expect(misplaced(recorded(lost)) <= 120)
    let outage: [Int?] = (0..<3_000).map { index in (500..<900).contains(index) ? nil : 20 + index * 20 }
    #expect(misplaced(recorded(outage)) <= 40)
  }

  @Test func aFarClockThatIsFasterRunsAwayByATimeOnly() {
    // One in a thousand too fast over an hour: 3.6 s.
    let sides = recorded((0..<180_000).map { 20 + $0 * 20 - $0 / 50 })
    #expect(abs(sides.caller.count - 180_000 * 160) <= 180_000 / 50 * 8 + 4_800)
  }

  @Test func theAgentStandsWhereItIsHeardAndIsCutByAClear() {
    var tape = RecordingTape()
    tape.turn(on: true, 0)
    for time in stride(from: 20, through: 2_000, by: 20) {
      tape.receive([UInt8](repeating: 9, count: 160), now: time)
      if time >= 500, time < 1_500 { tape.play([UInt8](repeating: 7, count: 160), at: time + 180) }
      if time == 1_500 { tape.clear(time) }
    }
    var sides = Sides()
    sides.add(tape.finish())
    #expect(sides.agent.firstIndex(of: 7) == 680 * 8)
    #expect(sides.agent.lastIndex(of: 7) == 1_500 * 8 - 1)
    #expect(sides.caller.count == sides.agent.count)
    #expect(sides.caller.allSatisfy { $0 == 9 })
  }

  @Test func whatComesWhileItIsOffIsSilence() {
    var tape = RecordingTape()
    var sides = Sides()
    for time in stride(from: 20, through: 100_000, by: 20) {
      if time == 10_000 { tape.turn(on: true, time) }
      if time == 60_000 { tape.turn(on: false, time) }
      if time == 70_000 { tape.turn(on: true, time) }
      tape.receive([UInt8](repeating: 9, count: 160), now: time)
      tape.play([UInt8](repeating: 7, count: 160), at: time)
      sides.add(tape.due(time))
    }
    sides.add(tape.finish())
    #expect(abs(sides.caller.count - 100_000 * 8) <= 160)
    for side in [sides.caller, sides.agent] {
      #expect(side[..<(9_900 * 8)].allSatisfy { $0 == RecordingTape.silence })
      #expect(side[(10_100 * 8)..<(59_900 * 8)].allSatisfy { $0 != RecordingTape.silence })
      #expect(side[(60_100 * 8)..<(69_900 * 8)].allSatisfy { $0 == RecordingTape.silence })
      #expect(side[(70_100 * 8)..<(99_900 * 8)].allSatisfy { $0 != RecordingTape.silence })
    }
  }

  @Test func whatIsMutedIsNowhere() {
    var tape = RecordingTape()
    tape.turn(on: true, 0)
    var sides = Sides()
    for time in stride(from: 20, through: 60_000, by: 20) {
      tape.receive([UInt8](repeating: 9, count: 160), now: time)
      // What was said half a minute ago, and what comes within the next second.
      if time == 40_000 {
        tape.mute(from: 12_000, to: 15_000)
        tape.mute(from: 40_000, to: 41_000)
      }
      sides.add(tape.due(time))
    }
    sides.add(tape.finish())
    #expect(sides.caller[(12_000 * 8)..<(15_000 * 8)].allSatisfy { $0 == RecordingTape.silence })
    #expect(sides.caller[(40_000 * 8)..<(41_000 * 8)].allSatisfy { $0 == RecordingTape.silence })
    #expect(sides.caller.count { $0 == RecordingTape.silence } < 4_400 * 8)
  }

  @Test(arguments: [false, true])
  func whatComesAfterAnObjectionStandsAtItsOwnTime(_ keepsBefore: Bool) {
    var tape = RecordingTape()
    var sides = Sides()
    tape.turn(on: true, 0)
    for time in stride(from: 20, through: 120_000, by: 20) {
      if time == 70_000 {
        tape.turn(on: false, time)
        if keepsBefore { sides.add(tape.finish()) } else { sides = Sides() }
        tape.erase(keepsBefore: keepsBefore)
      }
      if time == 80_000 { tape.turn(on: true, time) }
      tape.receive([UInt8](repeating: 9, count: 160), now: time)
      sides.add(tape.due(time))
    }
    sides.add(tape.finish())
    #expect(abs(sides.caller.count - 120_000 * 8) <= 160)
    #expect(sides.caller[(70_100 * 8)..<(79_900 * 8)].allSatisfy { $0 == RecordingTape.silence })
    #expect(sides.caller[(80_100 * 8)..<(119_900 * 8)].allSatisfy { $0 == 9 })
    #expect(sides.caller[..<(69_900 * 8)].allSatisfy { $0 == (keepsBefore ? 9 : RecordingTape.silence) })
  }

  @Test func nothingThatWasNeverOnIsKept() {
    var tape = RecordingTape()
    for time in stride(from: 20, through: 60_000, by: 20) {
      tape.receive(frame(time), now: time)
      #expect(tape.due(time) == [])
    }
    #expect(tape.finish() == [])
    tape.turn(on: true, 60_000)
    tape.receive(frame(1), now: 60_020)
    tape.erase()
    #expect(tape.finish() == [])
  }
}
