import Commerce
import Conversations
import Foundation
import Testing

@testable import Web

@Suite struct ViewTests {
  @Test func waterfallsAddUp() {
    let full = Waterfall(latency: 640, stages: Samples.stages(640))
    #expect(full.words == "Answered in 640 ms: endpointing 320, recognition 90, dialogue 6, synthesis 179, sending 45")
    #expect(full.bars.map(\.x) == ["0", "50", "64.06", "65", "92.97"])
    #expect(!full.slow)
    let open = Waterfall(latency: 1_200, stages: [.init(name: "endpointing", milliseconds: 700)])
    #expect(open.words == "Answered in 1,200 ms: endpointing 700, not measured 500")
    #expect(open.slow)
    #expect(Waterfall(latency: 300, stages: []).height == 0)
    let odd = Waterfall(latency: .nan, stages: [.init(name: "x", milliseconds: -.infinity)])
    #expect(odd.total == "–")
  }

  @Test func whatTookLongerThanItMayIsMarked() {
    let stages = [
      TurnView.Stage(name: "endpointing", milliseconds: 500, budget: 740),
      TurnView.Stage(name: "recognition", milliseconds: 450, budget: 200),
    ]
    let drawn = Waterfall(latency: 950, stages: stages, budget: 900)
    #expect(drawn.bars.map(\.over) == [nil, "200"])
    #expect(drawn.words == "Answered in 950 ms: endpointing 500, recognition 450 of 200")
    #expect(drawn.slow)
    #expect(!Waterfall(latency: 950, stages: stages).slow)
  }

  @Test(
    arguments: [
      (10_000, "just now"), (-5_000, "just now"), (60_000, "1 min ago"), (3_599_000, "59 min ago"),
      (7_300_000, "2 h ago"),
      (13 * 3_600_000, "13 h ago"), (15 * 3_600_000, "yesterday 23:00"), (30 * 86_400_000, "9 Jun 14:00"),
      (400 * 86_400_000, "4 Jun 2025 14:00"),
    ] as [(Int64, String)])
  func relativeTimes(ago: Int64, words: String) throws {
    let moments = Moments(now: Samples.noon, timeZone: try #require(TimeZone(identifier: "Europe/Berlin")))
    #expect(moments.relative(Samples.noon.adding(milliseconds: -ago)) == words)
  }

  @Test func durationsAndNumbers() {
    let start = Samples.noon
    #expect(Moments.duration(from: start, to: start.adding(milliseconds: 42_000)) == "0:42")
    #expect(Moments.duration(from: start, to: start.adding(milliseconds: 3_725_000)) == "1:02:05")
    #expect(Moments.duration(from: start, to: start.adding(milliseconds: -5)) == "0:00")
    #expect(Figures.milliseconds(1_239.6) == "1,240")
    #expect(Figures.grouped(1_234_567) == "1,234,567")
    #expect(Figures.median([3, 1, 2]) == 2)
    #expect(Figures.median([]) == nil)
  }

  @Test(arguments: [
    ("resolved", "good"), ("callback promised", "open"), ("interrupted by restart", "bad"), ("abandoned", "plain"),
    ("unresolved", "plain"), ("handed to a person", "open"),
  ])
  func outcomesHaveSigns(words: String, tone: String) {
    #expect(OutcomeMark(words).tone == tone)
  }
}
