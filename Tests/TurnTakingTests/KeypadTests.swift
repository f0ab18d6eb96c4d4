import Discourse
import Testing
import TurnTaking

/// Keys, one at a time, to what was meant.
@Suite struct KeypadTests {
  @Test func theWantedNumberOfKeysIsComplete() {
    var line = Line(.digits(count: 5))
    line.press("4021")
    #expect(line.actions.isEmpty)
    line.press("7")
    #expect(line.actions == [.keys("40217")])
  }

  @Test(arguments: [Discourse.Expectation.menu(keys: ["1", "2"]), .yesNo])
  func aMenuTakesOneKey(_ expectation: Discourse.Expectation) {
    var line = Line(expectation)
    line.press("2")
    #expect(line.actions == [.keys("2")])
  }

  @Test func hashEndsBefore() {
    var line = Line(.digits(count: 5))
    line.press("402#")
    #expect(line.actions == [.keys("402")])
  }

  @Test func hashAloneIsNothing() {
    var line = Line(.digits(count: 5))
    line.press("#")
    #expect(line.actions.isEmpty)
  }

  @Test func starBeginsAnew() {
    var line = Line(.digits(count: 5))
    line.press("999*40217")
    #expect(line.actions == [.keys("40217")])
  }

  @Test func aPauseEndsTheKeys() {
    var line = Line(.anything)
    line.press("40217")
    line.silence(2_980)
    #expect(line.actions.isEmpty)
    line.silence(20)
    #expect(line.actions == [.keys("40217")])
  }

  @Test func aPauseEndsTheKeysWithoutFramesToo() {
    var line = Line(.digits(count: 10))
    line.press("40217")
    line.ticks(3_000)
    #expect(line.actions == [.keys("40217")])
  }

  @Test func slowFingersAreWaitedFor() {
    var line = Line(.digits(count: 5))
    line.press("40217", every: 2_800)
    #expect(line.actions == [.keys("40217")])
  }

  @Test func aKeyStopsOurPrompt() {
    var line = Line(.digits(count: 5))
    line.send(.agentStarted)
    line.press("40217")
    #expect(line.actions == [.stopAgent, .keys("40217")])
    #expect(line.time(of: .stopAgent) == 200)
  }

  @Test func aKeyEndsWhatWasBeingSaid() {
    var line = Line(.digits(count: 5))
    line.voice(300)
    line.send(.digit("4"))
    #expect(line.actions == [.beginUtterance(1), .cancelUtterance(1)])
  }

  @Test func keyTonesAreNoSpeech() {
    var line = Line(.digits(count: 5))
    for key in "40217" {
      line.send(.digit(key))
      line.voice(200)
    }
    #expect(line.actions.filter { $0 == .keys("40217") } == [.keys("40217")])
    #expect(!line.actions.contains(.beginUtterance(1)) || line.actions.first == .keys("40217"))
  }

  @Test func silenceAfterTheKeysCountsFromTheLast() {
    var line = Line(.menu(keys: ["1"]))
    line.silence(6_000)
    line.press("1")
    line.silence(6_480)
    #expect(line.actions == [.keys("1")])
    line.silence(20)
    #expect(line.actions == [.keys("1"), .noInput])
  }

  @Test func noNumberIsLongerThanTwentyKeys() {
    var line = Line(.anything)
    line.press(String(repeating: "7", count: 41))
    #expect(line.actions == [.keys(String(repeating: "7", count: 20)), .keys(String(repeating: "7", count: 20))])
  }
}
