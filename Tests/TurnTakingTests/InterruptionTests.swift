import Discourse
import Testing
import TurnTaking

/// When we must stop talking, and when nothing is being said.
@Suite struct InterruptionTests {
  @Test func voiceOverOurPromptStopsIt() throws {
    var line = Line()
    line.send(.agentStarted)
    line.silence(1_000)
    line.voice(240)
    #expect(line.actions == [.beginUtterance(1)])
    line.voice(20)
    #expect(line.actions == [.beginUtterance(1), .stopAgent])
    #expect(line.now - 1_000 == 260)
  }

  @Test func weAreStoppedOnce() {
    var line = Line()
    line.send(.agentStarted)
    line.voice(2_000)
    #expect(line.actions.count { $0 == .stopAgent } == 1)
  }

  @Test func theNextPromptCanBeStoppedAgain() {
    var line = Line()
    line.send(.agentStarted)
    line.voice(500)
    line.send(.agentFinished)
    line.silence(700)
    line.send(.final(utterance: 1))
    line.send(.agentStarted)
    line.voice(500)
    #expect(line.actions.count { $0 == .stopAgent } == 2)
  }

  @Test func aCoughDoesNotStopUs() {
    var line = Line()
    line.send(.agentStarted)
    line.voice(100)
    line.silence(2_000)
    #expect(line.actions == [.beginUtterance(1), .cancelUtterance(1)])
  }

  @Test func whileWeAreSilentNothingIsStopped() {
    var line = Line()
    line.voice(2_000)
    #expect(!line.actions.contains(.stopAgent))
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
    line.silence(700)
    line.send(.final(utterance: 1))
    line.silence(6_480)
    #expect(!line.actions.contains(.noInput))
    line.silence(20)
    #expect(line.actions.last == .noInput)
  }
}
