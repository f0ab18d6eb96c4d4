import Discourse
import Testing
import TurnTaking

/// When an utterance begins and ends.
@Suite struct UtteranceTests {
  @Test func fourVoicedFramesOfSixBeginAnUtterance() {
    var line = Line()
    for voiced in [true, true, false, true, false] {
      line.now += 20
      line.send(.frame(voiced: voiced))
    }
    #expect(line.log.isEmpty)
    line.now += 20
    line.send(.frame(voiced: true))
    #expect(line.log.map(\.action) == [.beginUtterance(1), .feed])
  }

  @Test func threeOfSixDoNot() {
    var line = Line()
    for _ in 0..<20 {
      for voiced in [true, false, true, false, true, false] {
        line.now += 20
        line.send(.frame(voiced: voiced))
      }
    }
    #expect(line.actions.isEmpty)
  }

  @Test func everyFrameOfAnUtteranceIsFed() {
    var line = Line()
    line.voice(1_000)
    line.silence(1_000)
    let end = line.time(of: .endUtterance(1, silence: 740))
    // From the fourth voiced frame (80 ms) to the frame that ends it (1,740 ms), both fed.
    #expect(end == 1_740)
    #expect(line.log.count { $0.action == .feed } == (1_740 - 80) / 20 + 1)
  }

  static let waits: [(Discourse.Expectation, Int)] = [
    (.anything, 740), (.store, 740), (.digits(count: 5), 1_100), (.yesNo, 520), (.menu(keys: ["1"]), 520),
  ]

  @Test(arguments: waits)
  func whatIsExpectedSaysHowLongToWait(_ expectation: Discourse.Expectation, _ wait: Int) {
    var line = Line(expectation)
    line.voice(600)
    line.silence(wait - 20)
    #expect(line.actions == [.beginUtterance(1)])
    line.silence(20)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: wait)])
  }

  @Test(arguments: waits)
  func aCompleteAnswerEndsSoon(_ expectation: Discourse.Expectation, _: Int) {
    var line = Line(expectation)
    line.voice(600)
    line.partial(1, "whatever it was", satisfied: true)
    line.silence(320)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: 320)])
  }

  @Test func whoPausesBetweenDigitsIsGivenTheTimeOfThosePauses() {
    var line = Line(.digits(count: 5))
    for _ in 0..<4 {
      line.voice(300)
      line.silence(340)
    }
    line.voice(300)
    // Five digits seem to have been said, but the sixth pause is no longer than the others yet.
    line.partial(1, "four oh two one seven", satisfied: true)
    line.silence(480)
    #expect(line.actions == [.beginUtterance(1)])
    line.silence(60)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: 500)])
  }

  @Test func anAnswerThatGrowsPastCompleteWaitsAgain() {
    var line = Line(.digits(count: 5))
    line.voice(600)
    line.partial(1, "", satisfied: true)
    line.partial(1, "", satisfied: false)
    line.silence(1_080)
    #expect(line.actions == [.beginUtterance(1)])
    line.silence(20)
    #expect(line.actions.last == .endUtterance(1, silence: 1_100))
  }

  @Test func anotherUtterancesPartialChangesNothing() {
    var line = Line(.digits(count: 5))
    line.voice(600)
    line.partial(7, "four oh two one seven", satisfied: true)
    line.silence(600)
    #expect(line.actions == [.beginUtterance(1)])
  }

  @Test func pausesWithinTheWaitBelongToTheUtterance() {
    var line = Line(.digits(count: 5))
    for _ in 0..<4 {
      line.voice(400)
      line.silence(1_000)
    }
    line.silence(200)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: 1_100)])
  }

  @Test func aCoughIsThrownAway() {
    var line = Line()
    line.voice(100)
    line.silence(400)
    #expect(line.actions == [.beginUtterance(1), .cancelUtterance(1)])
    line.voice(600)
    #expect(line.actions.last == .beginUtterance(2))
  }

  @Test func aShortWordIsNoCough() {
    var line = Line(.yesNo)
    line.voice(100)
    line.partial(1, "no", satisfied: true)
    line.silence(400)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: 320)])
  }

  @Test func endlessAudioIsCut() throws {
    var line = Line()
    for second in 1...60 {
      line.voice(1_000)
      line.partial(1, String(repeating: "and so on ", count: second))
    }
    let end = try #require(line.log.first { if case .endUtterance = $0.action { true } else { false } })
    #expect(end.action == .endUtterance(1, silence: 0))
    #expect((14_000...14_100).contains(end.at))
    // What follows is another one.
    #expect(line.actions.filter { if case .beginUtterance = $0 { true } else { false } }.count > 1)
  }

  @Test func framesThatStopInTheMiddleOfAWordEndIt() {
    var line = Line()
    line.voice(500)
    line.ticks(600)
    #expect(line.actions == [.beginUtterance(1)])
    line.ticks(200)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: 800)])
  }

  @Test func whoeverGoesOnWhileTheRecogniserThinksIsHeard() {
    var line = Line()
    line.voice(500)
    line.silence(740)
    line.voice(500)
    #expect(line.actions == [.beginUtterance(1), .endUtterance(1, silence: 740), .beginUtterance(2)])
    line.final(1, "i want to return")
    #expect(line.actions.last == .deliver(1))
    line.silence(1_100)
    line.final(2, "a pair of shoes")
    #expect(line.actions.last == .deliver(2))
  }

  @Test func aRecogniserThatNeverAnswersIsNotWaitedForForEver() {
    var line = Line()
    line.voice(500)
    line.silence(740 + 8_020)
    // From then on it counts as silence.
    line.silence(6_480)
    #expect(!line.actions.contains(.noInput))
    line.silence(20)
    #expect(line.actions.last == .noInput)
    // What it answers at last is nobody's.
    line.final(1, "too late")
    #expect(line.actions.last == .noInput)
  }
}
