import Discourse
import Testing
import TurnTaking

/// When we must stop talking, and when nothing is being said.
@Suite struct InterruptionTests {
  @Test func voiceOverOurPromptPausesItAndWordsStopIt() {
    var line = Line()
    line.says("Your order has shipped and should arrive on Friday.")
    line.silence(1_000)
    line.voice(100)
    #expect(line.actions == [.beginUtterance(1)])
    line.voice(20)
    #expect(line.actions == [.beginUtterance(1), .pauseAgent])
    #expect(line.now - 1_000 == 120)
    line.voice(600)
    line.partial(1, "wait a minute")
    line.silence(740)
    #expect(line.actions.last == .endUtterance(1, silence: 740))
    line.final(1, "wait a minute")
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
  }

  @Test func whatStandsLittleOutOfABackgroundPausesUsWithWordsOnly() {
    var line = Line()
    line.says("Your order has shipped and should arrive on Friday. It comes with the parcel service.")
    line.silence(300)
    line.voice(800, isFaint: true)
    #expect(line.actions == [.beginUtterance(1)])
    line.partial(1, "talk to a person")
    #expect(line.actions.last == .pauseAgent)
    // Whoever begins clearly while the background goes on is noticed as ever.
    var other = Line()
    other.says("Your order has shipped and should arrive on Friday. It comes with the parcel service.")
    other.silence(300)
    other.voice(800, isFaint: true)
    other.voice(TurnSettings().bargeIn)
    #expect(other.actions.last == .pauseAgent)
  }

  @Test func soundPausesUsOnALineWithAnEchoOnceThatIsKnownFromOthers() {
    var line = Line()
    line.says("Your order has shipped and should arrive on Friday. It comes with the parcel service.")
    line.silence(300)
    line.voice(600)
    line.partial(1, "your order has shipped")
    line.silence(740)
    line.final(1, "your order has shipped")
    let before = line.actions.count
    // Our own words came back: only words count now.
    line.voice(400)
    #expect(!line.actions.dropFirst(before).contains(.pauseAgent))
    line.silence(1_500)
    line.final(2, "")
    line.send(.echo(known: true))
    line.says("It comes with the parcel service, and the driver rings.")
    line.silence(300)
    let later = line.actions.count
    line.voice(400)
    #expect(line.actions.dropFirst(later).contains(.pauseAgent))
  }

  @Test func weArePausedAndStoppedOnce() {
    var line = Line()
    line.says("Your order has shipped.")
    line.voice(800)
    line.partial(1, "no that is wrong")
    line.voice(3_000)
    line.silence(740)
    line.final(1, "no that is wrong")
    #expect(line.actions.count { $0 == .pauseAgent } == 1)
    #expect(line.actions.count { $0 == .stopAgent } == 1)
    #expect(!line.actions.contains(.resumeAgent))
  }

  @Test func theNextPromptCanBeStoppedAgain() {
    var line = Line()
    for number in 1...2 {
      line.send(.agentStarted)
      line.voice(500)
      line.silence(1_000)
      line.final(number, "i mean another order")
    }
    #expect(line.actions.count { $0 == .stopAgent } == 2)
  }

  @Test func aKnockResumesUsSoon() throws {
    var line = Line()
    line.says("Your order has shipped.")
    line.voice(140)
    line.silence(2_000)
    #expect(line.actions == [.beginUtterance(1), .pauseAgent, .cancelUtterance(1), .resumeAgent])
    #expect(try #require(line.time(of: .resumeAgent)) - 140 <= 300)
  }

  @Test func aCoughResumesUsWithinASecondAndAHalf() throws {
    var line = Line()
    line.says("Your order has shipped.")
    line.voice(400)
    line.silence(2_000)
    let resumed = try #require(line.time(of: .resumeAgent))
    #expect(resumed <= 120 + 1_100 + 20)
    line.final(1, "")
    #expect(line.actions.last == .disregard(1, .noise))
    #expect(!line.actions.contains(.stopAgent))
  }

  @Test(arguments: ["mm-hm", "uh huh", "okay", "yeah yeah", "right okay", "I see", "got it", "um okay"])
  func anAcknowledgementOfAStatementDoesNotStopUs(_ words: String) {
    var line = Line(.yesNo)
    line.says("I can send it to your home address. ", lasting: 3_000)
    line.silence(600)
    line.voice(400)
    line.partial(1, words)
    line.silence(300)
    #expect(line.actions.last == .endUtterance(1, silence: 300))
    line.final(1, words)
    #expect(line.actions.suffix(2) == [.resumeAgent, .disregard(1, .backchannel)])
  }

  @Test(arguments: ["yes", "yeah", "okay", "mm-hm", "sure"])
  func aYesToTheQuestionIsAnAnswer(_ word: String) {
    var line = Line(.yesNo)
    line.says("I can send it to your home address.", lasting: 2_000)
    line.silence(2_000)
    line.send(.agentSays("Shall I do that?", lasting: 1_500))
    line.silence(500)
    line.voice(400)
    line.partial(1, word)
    line.silence(600)
    line.final(1, word)
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
  }

  @Test(arguments: ["no", "stop", "wait", "hello", "okay but i moved", "yes and cancel the other one", "person"])
  func wordsWithAMeaningStopUsAnywhere(_ words: String) {
    var line = Line(.anything)
    line.says("Your order has shipped and should arrive on Friday.", lasting: 4_000)
    line.voice(400)
    line.partial(1, words)
    line.silence(1_740)
    line.final(1, words)
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
    #expect(!line.actions.contains(.resumeAgent))
  }

  @Test func anAsideIsLetPassOnceAndNotTwice() {
    var line = Line(.anything)
    line.says("Your order has shipped and should arrive on Friday.", lasting: 9_000)
    for number in 1...2 {
      line.voice(600)
      line.partial(number, "honey the door")
      line.silence(1_100)
      line.final(number, "honey the door", understood: false)
    }
    #expect(line.actions.filter { $0 == .resumeAgent || $0 == .stopAgent } == [.resumeAgent, .stopAgent])
    #expect(line.actions.contains(.disregard(1, .aside)) && line.actions.last == .deliver(2))
  }

  @Test func ourOwnEchoNeverStopsUsAndSoonNotEvenPausesUs() {
    var line = Line(.anything)
    let words = "Your order has shipped and should arrive at your door on Friday."
    line.says(words, lasting: 4_000)
    // It falls silent with us, and comes again with us.
    for _ in 1...2 {
      line.voice(260)
      line.silence(1_300)
      line.send(.agentSays(words, lasting: 4_000))
    }
    #expect(line.actions.count { $0 == .pauseAgent } == 2 && line.actions.count { $0 == .resumeAgent } == 2)
    let number = line.actions.count { if case .beginUtterance = $0 { true } else { false } } + 1
    line.voice(1_000)
    line.partial(number, "order has shipped")
    line.voice(1_000)
    line.silence(1_000)
    line.final(number, "your order has shipped and should")
    #expect(line.actions.last == .disregard(number, .echo))
    // Words that are not ours still have us pause, and stop.
    line.voice(1_000)
    line.partial(number + 1, "can you repeat the day")
    #expect(line.actions.last == .pauseAgent)
    #expect(!line.actions.contains(.stopAgent))
  }

  @Test func whoChoosesOneOfOurWordsIsNoEcho() {
    var line = Line(.anything)
    line.says("We have the blue jacket in medium, and the black one in large. ", lasting: 4_000)
    line.silence(3_600)
    line.voice(800)
    line.partial(1, "the blue jacket in medium")
    line.silence(1_100)
    line.final(1, "the blue jacket in medium")
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
  }

  /// What comes back of us among a caller's words is nobody's answer.
  @Test func ourWordsAreCutOutOfWhatACallerSaysOverAnEcho() {
    var line = Line(.anything)
    // It has come back twice without words, so that only words pause us.
    for number in 1...2 {
      line.says("Hello.", lasting: 1_000)
      line.voice(500)
      line.silence(1_500)
      line.final(number, "")
    }
    line.send(.agentSays("The store in the harbour district is open until nine tonight.", lasting: 4_000))
    line.voice(2_600)
    let heard = "the store in put that the harbour district down is please"
    line.partial(3, heard)
    line.silence(1_100)
    #expect(line.machine.callersWords(heard, of: 3) == "put that down please")
    #expect(line.machine.callersWords("the harbour put that down", of: 3) == "the harbour put that down")
    // Another utterance, and one that was settled, is left as it is.
    #expect(line.machine.callersWords(heard, of: 4) == heard)
    line.final(3, heard)
    #expect(line.actions.last == .deliver(3))
    #expect(line.machine.callersWords(heard, of: 3) == heard)
  }

  @Test func aNoisyLineSoonPausesUsNoMore() {
    var line = Line()
    line.says("Your order has shipped.", lasting: 60_000)
    for number in 1...6 {
      line.voice(1_500)
      line.silence(1_500)
      line.final(number, "")
    }
    #expect(line.actions.count { $0 == .pauseAgent } == 2)
    #expect(line.actions.count { $0 == .resumeAgent } == 2)
  }

  @Test func aRecogniserThatTellsWordsOnlyAtTheEndIsWaitedForLonger() throws {
    var line = Line()
    line.send(.recogniser(tellsPartials: false, fillsExpectation: false))
    line.says("Your order has shipped.")
    line.voice(1_500)
    line.silence(740)
    #expect(line.actions == [.beginUtterance(1), .pauseAgent, .endUtterance(1, silence: 740)])
    line.final(1, "i want a refund")
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
  }

  @Test func whoeverSpeaksWhenOurAnswerComesKeepsTheFloor() {
    var line = Line()
    line.voice(600)
    line.send(.agentStarted)
    #expect(line.actions == [.beginUtterance(1), .pauseAgent])
    line.partial(1, "and another thing")
    line.silence(1_100)
    line.final(1, "and another thing")
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
  }

  @Test func aRecogniserThatDiesWhileWeArePausedDoesNotSilenceUs() {
    var line = Line()
    line.says("Your order has shipped.")
    line.voice(600)
    line.partial(1, "wait")
    line.silence(740)
    line.ticks(9_000)
    #expect(line.actions.last == .resumeAgent)
  }

  @Test func aFailedRecognitionIsTold() {
    var line = Line()
    line.says("Your order has shipped.")
    line.voice(600)
    line.silence(740)
    line.final(1, nil)
    #expect(line.actions.suffix(2) == [.stopAgent, .deliver(1)])
  }

  @Test func whileWeAreSilentNothingIsPaused() {
    var line = Line()
    line.voice(2_000)
    #expect(!line.actions.contains(.pauseAgent))
  }

  @Test func silenceCountsOnlyFromTheEndOfOurPrompt() {
    var line = Line()
    line.send(.agentStarted)
    line.silence(20_000)
    #expect(line.actions.isEmpty)
    line.send(.agentFinished)
    line.silence(6_480)
    #expect(line.actions.isEmpty)
    line.silence(20)
    #expect(line.actions == [.noInput])
    line.silence(6_500)
    #expect(line.actions == [.noInput, .noInput])
  }

  @Test func lookingUpANumberMayTakeLonger() {
    var line = Line(.digits(count: 5))
    line.silence(8_980)
    #expect(line.actions.isEmpty)
    line.silence(20)
    #expect(line.actions == [.noInput])
  }

  @Test func silenceIsNoticedWithoutFrames() {
    var line = Line()
    line.ticks(6_500)
    #expect(line.actions == [.noInput])
  }

  @Test func whereNothingIsExpectedSilenceIsRight() {
    var line = Line(.nothing)
    line.ticks(60_000)
    #expect(line.actions.isEmpty)
  }

  @Test func whoSpeaksIsNotSilent() {
    var line = Line()
    line.silence(6_000)
    line.voice(1_000)
    line.silence(740)
    line.final(1, "let me see")
    line.silence(6_480)
    #expect(!line.actions.contains(.noInput))
    line.silence(20)
    #expect(line.actions.last == .noInput)
  }

  @Test func endlessSoundWithoutWordsCountsAsSilence() {
    var line = Line()
    line.voice(6_480)
    #expect(!line.actions.contains(.noInput))
    line.voice(40)
    #expect(line.actions.suffix(2) == [.cancelUtterance(1), .noInput])
    line.voice(60_000)
    #expect(line.actions.count { $0 == .noInput } >= 8)
  }

  @Test func endlessSoundBehindARecogniserThatWaitsCountsAsSilenceToo() {
    var line = Line()
    line.send(.recogniser(tellsPartials: false, fillsExpectation: false))
    for number in 1...5 {
      line.voice(14_100)
      line.final(number, "")
    }
    line.silence(200)
    #expect(line.actions.count { $0 == .noInput } >= 3)
    #expect(!line.actions.contains { if case .deliver = $0 { true } else { false } })
  }

  @Test func twiceMumbledIsToldThriceIsNoise() {
    var line = Line()
    line.send(.recogniser(tellsPartials: false, fillsExpectation: false))
    for number in 1...3 {
      line.voice(600)
      line.silence(740)
      line.final(number, "")
      line.silence(1_400)
    }
    #expect(line.actions.filter { if case .deliver = $0 { true } else { false } } == [.deliver(1), .deliver(2)])
    #expect(line.actions.last == .disregard(3, .noise))
  }

  @Test func noiseThatBeganBeforeWeSpokeDoesNotStopUs() {
    var line = Line()
    line.voice(600)
    line.silence(740)
    line.says("Your order has shipped.")
    line.final(1, "")
    #expect(line.actions.suffix(1) == [.disregard(1, .noise)])
    #expect(!line.actions.contains(.stopAgent))
  }

  /// Complaint 9: background voices stall the end of the turn.
  @Test func soundThatBringsNoMoreWordsDoesNotHoldTheTurn() {
    var line = Line()
    line.voice(900)
    line.partial(1, "where is my order")
    line.voice(1_260)
    #expect(line.actions == [.beginUtterance(1)])
    line.voice(40)
    #expect(line.actions.last == .endUtterance(1, silence: 0))
  }
}
