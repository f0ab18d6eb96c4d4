import Discourse
import Testing
import TurnTaking

/// What callers of such agents complain about in public, each as a line on which it must not happen.
@Suite struct ComplaintTests {
  /// "Cut off in the middle, worst when saying phone numbers."
  @Test func aTelephoneNumberInGroupsIsOneTurn() {
    var line = Line(.digits(count: 10))
    line.send(.recogniser(tellsPartials: true, fillsExpectation: false))
    var said = ""
    for group in ["two oh six", " five five five", " oh one", " four two"] {
      line.voice(700)
      said += group
      line.partial(1, said)
      if group != " four two" { line.silence(1_400) }
    }
    #expect(line.actions == [.beginUtterance(1)])
    line.silence(320)
    #expect(line.actions.last == .endUtterance(1, silence: 320))
  }

  /// "Shortening the delay makes it worse": whoever hesitates once is not answered sooner by it.
  @Test func aHesitationInAnEMailAddressIsOneTurn() {
    var line = Line(.email)
    line.send(.recogniser(tellsPartials: true, fillsExpectation: false))
    for text in ["it's jane", "it's jane dot", "it's jane dot smith at um", "it's jane dot smith at example dot com"] {
      line.voice(600)
      line.partial(1, text)
      line.silence(text.hasSuffix("com") ? 320 : 1_500)
    }
    #expect(line.actions.count { if case .endUtterance = $0 { true } else { false } } == 1)
  }

  /// "Mm-hm stops the bot, then it asks 'anything else?'": ten times over one statement.
  @Test func acknowledgingAllTheWayThroughLosesNothing() {
    var line = Line(.anything)
    line.says("Let me tell you about the return.", lasting: 60_000)
    for number in 1...10 {
      line.silence(1_000)
      line.voice(360)
      line.partial(number, "mm-hm")
      line.silence(320)
      line.final(number, "mm-hm")
    }
    #expect(!line.actions.contains(.stopAgent))
    #expect(line.actions.count { $0 == .pauseAgent } == line.actions.count { $0 == .resumeAgent })
    #expect(!line.actions.contains { if case .deliver = $0 { true } else { false } })
  }

  /// "The bot goes silent for good": whatever is heard, no pause outlasts its bound.
  @Test(arguments: [true, false], [0, 80, 300, 900, 5_000, 20_000])
  func noPauseIsForEver(tellsPartials: Bool, voice: Int) {
    var line = Line(.anything)
    line.send(.recogniser(tellsPartials: tellsPartials, fillsExpectation: false))
    line.says("Let me tell you about the return.", lasting: 60_000)
    line.voice(voice / 20 * 20)
    // The recogniser never says a word, and frames stop.
    line.ticks(20_000)
    let paused = line.actions.last { $0 == .pauseAgent || $0 == .resumeAgent }
    #expect(paused == nil || paused == .resumeAgent)
  }

  /// "Interrupts itself on speakerphone": a minute of echo of everything we say.
  @Test func aMinuteOfEchoStopsNothing() {
    var line = Line(.anything)
    let sentence = "Your order has shipped and should arrive at your door on Friday."
    func begun() -> Int { line.actions.count { if case .beginUtterance = $0 { true } else { false } } }
    line.says(sentence, lasting: 4_000)
    // It falls silent with us at first.
    for _ in 1...2 {
      line.voice(260)
      line.silence(1_300)
      line.send(.agentSays(sentence, lasting: 4_000))
    }
    let pauses = line.actions.count { $0 == .pauseAgent }
    for _ in 1...10 {
      line.send(.agentSays(sentence, lasting: 4_000))
      line.voice(1_500)
      line.partial(begun(), "your order has shipped")
      line.voice(700)
      line.partial(begun(), "your order has shipped and should")
      line.voice(700)
      line.partial(begun(), "your order has shipped and should arrive at your")
      line.silence(1_700)
      line.final(begun(), "your order has shipped and should arrive at your door")
    }
    #expect(line.actions.count { $0 == .pauseAgent } == pauses)
    #expect(!line.actions.contains(.stopAgent))
    #expect(!line.actions.contains { if case .deliver = $0 { true } else { false } })
  }

  /// "Continuous audio stalls turn detection": a television that is recognised as words all the time still gives turns.
  @Test func aTelevisionGivesTurnsOfBoundedLength() {
    var line = Line(.anything)
    var number = 0
    for second in 1...60 {
      line.voice(1_000)
      let now = line.actions.count { if case .beginUtterance = $0 { true } else { false } }
      if now != number, number > 0 { line.final(number, "and now the weather") }
      number = now
      line.partial(number, String(repeating: "and now the weather ", count: second))
    }
    #expect(line.actions.count { if case .endUtterance = $0 { true } else { false } } >= 4)
  }
}
