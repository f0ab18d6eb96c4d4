import Dialogue
import Discourse
import Policy
import Testing

@testable import Conversations

/// The media engine over a carrier and a recogniser by script, with the real voice detection.
@Suite struct PhoneMediaTests {
  private func transcript(_ text: String) -> Transcript {
    Transcript(alternatives: [Alternative(text: text, confidence: 1)])
  }

  @Test func whatIsSaidReachesTheRecogniserWithItsBeginning() throws {
    let call = FakeCall()
    call.perform(.expect(.anything))
    call.voice(800)
    call.line(1_000)
    let asked = call.session.asked
    #expect(asked.contains(.begin(1)))
    #expect(asked.contains(.end(1)))
    // All of the voice, and what came shortly before it was noticed.
    #expect(call.session.fed >= 800 * 8)
    call.hear(.final(utterance: 1, transcript("where is my order"), cpu: 0))
    guard case .utterance(let heard)? = call.events.last else {
      Issue.record("\(call.names)")
      return
    }
    #expect(heard.text == "where is my order")
  }

  @Test func likelyNamesReachTheRecogniserAlsoOneThatComesLater() {
    let call = FakeCall()
    call.perform(.expectNames(["Maria Keller"]))
    call.perform(.expectNames([]))
    let terms = { (session: ScriptedSession) in
      session.asked.compactMap { if case .terms(let terms) = $0 { terms } else { nil } }
    }
    #expect(terms(call.session) == [["Maria Keller"], []])
    let late = FakeCall(recogniser: false)
    late.perform(.expectNames(["Pine Street"]))
    late.perform(.listen(late.session))
    #expect(terms(late.session) == [["Pine Street"]])
  }

  @Test func aQuietLineSaysNothing() {
    let call = FakeCall()
    call.line(20_000)
    #expect(call.session.asked.allSatisfy { if case .begin = $0 { false } else { true } })
  }

  @Test func silenceAfterThePromptIsReportedOnceItWasHeard() {
    let call = FakeCall()
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 3_000)
    call.line(3_000)
    #expect(!call.names.contains("silence"))
    call.line(6_000)
    #expect(call.names == ["played"])
    call.line(1_000)
    #expect(call.names == ["played", "silence"])
  }

  private func clears(_ call: FakeCall) -> [Int] {
    call.transport.sent.compactMap { if case .clear(let at) = $0 { at } else { nil } }
  }

  @Test func speakingOverAPromptPausesItAndWordsStopIt() throws {
    let call = FakeCall()
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 5_000)
    let start = call.time
    call.line(1_000)
    call.voice(600)
    let clear = try #require(clears(call).first)
    // From the first voice to silence on the line.
    #expect((100...200).contains(clear - start - 1_000))
    #expect(call.names.isEmpty)
    // Nothing of it is sent any more, and nothing given up yet.
    let sent = call.transport.sent.count
    call.hear(.partial(utterance: 1, text: "no wait", satisfied: false))
    call.line(1_000)
    #expect(call.transport.sent.count == sent)
    call.hear(.final(utterance: 1, transcript("no wait"), cpu: 0))
    #expect(call.names == ["interrupted", "utterance"])
    guard case .interrupted(let prompt, let heard, let length, _)? = call.events.first else { return }
    #expect(prompt == 1)
    #expect(abs(heard - (clear - start)) <= 40)
    #expect(length == 5_000)
    // What comes late of it is dropped.
    call.perform(.play(prompt: 1, samples: [Int16](repeating: 3_000, count: 1_600)))
    call.line(200)
    #expect(call.transport.sent.count == sent)
    #expect(clears(call).count == 1)
  }

  @Test func ourOwnWordsDoNotReachTheConversationWithACallers() throws {
    let call = FakeCall()
    call.perform(.expect(.anything))
    // It comes back twice without words, so that only words pause us.
    call.play(1, milliseconds: 8_000)
    call.line(1_000)
    for number in 1...2 {
      call.voice(500)
      call.line(1_600)
      call.hear(.final(utterance: number, transcript(""), cpu: 0))
    }
    call.line(8_000)
    call.perform(.announce(prompt: 2, sentences: ["The store in the harbour district is open until nine tonight."]))
    call.perform(.nextSentence(prompt: 2))
    call.play(2, milliseconds: 4_000)
    call.voice(2_600)
    let heard = "the store in talk the harbour district to is a person"
    call.hear(.partial(utterance: 3, text: heard, satisfied: false))
    call.line(1_200)
    call.hear(.final(utterance: 3, transcript(heard), cpu: 0))
    #expect(call.names.suffix(2) == ["interrupted", "utterance"])
    guard case .utterance(let said)? = call.events.last else { return }
    #expect(said.text == "talk to a person")
  }

  @Test func aCoughOverAPromptLetsItGoOnToItsEnd() throws {
    let call = FakeCall()
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 3_000)
    call.line(1_000)
    call.voice(300)
    #expect(clears(call).count == 1)
    call.line(1_200)
    if call.session.asked.contains(.end(1)) { call.hear(.final(utterance: 1, transcript(""), cpu: 0)) }
    call.line(4_000)
    #expect(call.names.filter { $0 == "played" }.count == 1)
    #expect(!call.names.contains("interrupted") && !call.names.contains("utterance"))
    let frames = call.transport.sent.count { if case .audio = $0 { true } else { false } }
    // All of it, and again what was thrown away with the clear, and the word that was broken off.
    #expect((150...185).contains(frames))
  }

  @Test func aMarkOfBeforeThePauseProvesNothing() throws {
    let call = FakeCall()
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 840)
    call.line(560)
    call.voice(300)
    // The clear has the carrier return the mark at once.
    #expect(clears(call).count == 1)
    #expect(!call.names.contains("played"))
    call.line(3_000)
    #expect(call.names.filter { $0 == "played" }.count == 1)
  }

  @Test func theLatencyOfAnAnswerIsTheSumOfItsStages() throws {
    let call = FakeCall()
    call.perform(.expect(.yesNo))
    call.voice(600)
    let spoken = call.time
    call.hear(.partial(utterance: 1, text: "yes", satisfied: true))
    call.line(600)
    call.hear(.final(utterance: 1, transcript("yes"), cpu: 0))
    call.stillness(40)
    call.perform(.play(prompt: 2, samples: []))
    call.stillness(60)
    call.play(2, milliseconds: 500)
    let answered = call.time
    call.line(40)
    let answers = call.events.compactMap { event -> (Int, [TurnView.Stage])? in
      if case .answered(let prompt, let stages) = event { (prompt, stages) } else { nil }
    }
    let (prompt, stages) = try #require(answers.first)
    #expect(answers.count == 1)
    #expect(prompt == 2)
    let sum = stages.reduce(0) { $0 + $1.milliseconds }
    // From the end of the voice to the answer; voice detection works in frames and may see the end up to three early or late.
    #expect(abs(Double(answered - spoken) - sum) <= 60)
    #expect(stages.first { $0.name == "synthesis" }?.milliseconds == 60)
  }

  @Test func theRestOfAnEarlierPromptIsNoAnswer() {
    let call = FakeCall()
    call.perform(.expect(.anything))
    // A short word under a prompt does not stop it; the prompt plays on while the answer is made.
    call.play(1, milliseconds: 6_000)
    call.line(200)
    call.voice(100)
    call.hear(.partial(utterance: 1, text: "yes", satisfied: true))
    call.line(1_000)
    call.hear(.final(utterance: 1, transcript("yes"), cpu: 0))
    call.perform(.play(prompt: 2, samples: []))
    call.line(200)
    #expect(!call.names.contains("answered"))
    call.play(2, milliseconds: 500)
    call.line(6_000)
    #expect(call.names.filter { $0 == "answered" }.count <= 1)
  }

  @Test func keysAreReportedWhole() {
    let call = FakeCall()
    call.perform(.expect(.digits(count: 5)))
    for key in "40217" {
      call.press(key)
      call.line(200)
    }
    guard case .keys("40217")? = call.events.last else {
      Issue.record("\(call.names)")
      return
    }
  }

  @Test func withoutARecogniserEachUtteranceFails() {
    let call = FakeCall(recogniser: false)
    call.perform(.expect(.anything))
    call.voice(800)
    call.line(1_000)
    #expect(call.names == ["recognitionFailed"])
    call.voice(800)
    call.line(1_000)
    #expect(call.names == ["recognitionFailed", "recognitionFailed"])
  }

  @Test func aFailedRecognitionIsReportedAndTheNextUtteranceHeard() {
    let call = FakeCall()
    call.perform(.expect(.anything))
    call.voice(800)
    call.line(1_000)
    call.hear(.failed(utterance: 1, message: "broken"))
    #expect(call.names == ["recognitionFailed"])
    call.voice(800)
    #expect(call.session.asked.contains(.begin(2)))
  }

  @Test func weHangUpAfterTheLastWordWasHeard() throws {
    let call = FakeCall()
    call.play(1, milliseconds: 2_000)
    call.perform(.hangUp)
    call.line(1_900)
    #expect(!call.transport.sent.contains { if case .close = $0 { true } else { false } })
    call.line(4_000)
    let close = try #require(call.transport.sent.compactMap { if case .close(let at) = $0 { at } else { nil } }.first)
    let played = try #require(call.transport.sent.compactMap { if case .audio(let at) = $0 { at } else { nil } }.last)
    #expect(close > played + 3_000)
    #expect(call.names == ["played"])
  }

  @Test func aCarrierWithoutMarksDoesNotHoldUs() {
    let call = FakeCall()
    call.transport.returnsMarks = false
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 1_000)
    call.perform(.hangUp)
    call.line(10_000)
    #expect(call.transport.sent.contains { if case .close = $0 { true } else { false } })
  }

  @Test func aBrowserThatWasSuspendedIsToldToDropWhatWasGivenUp() throws {
    let call = FakeCall()
    call.transport.returnsMarks = false
    call.perform(.expect(.anything))
    call.play(1, milliseconds: 1_000)
    call.line(10_000)
    let last = try #require(call.transport.sent.compactMap { if case .audio(let at) = $0 { at } else { nil } }.last)
    let clear = try #require(call.transport.sent.compactMap { if case .clear(let at) = $0 { at } else { nil } }.first)
    #expect(clear > last + 4_000)
    #expect(clears(call).count == 1)
  }

  @Test func aHungUpCallClosesItsRecogniser() {
    let call = FakeCall(recording: true)
    call.perform(.treat(MediaOrders(recording: .on)))
    call.play(1, milliseconds: 500)
    call.voice(500)
    call.media.ended(.callerHungUp)
    #expect(call.session.asked.last == .close)
    guard case .ended(.callerHungUp)? = call.events.last else {
      Issue.record("\(call.names)")
      return
    }
    let (caller, agent) = call.recorded
    #expect(caller.count == agent.count)
    #expect(abs(caller.count - 1_500 * 8) <= 160)
    // What the caller was saying was not understood yet: it may have been what is not to be kept.
    #expect(!caller.contains { abs(Int($0)) > 1_000 })
    #expect(agent.contains { abs(Int($0)) > 1_000 })
  }

  @Test func aRecogniserThatComesTooLateIsClosed() {
    let call = FakeCall(recogniser: false)
    call.media.ended(.callerHungUp)
    call.perform(.listen(call.session))
    #expect(call.session.asked == [.close])
  }

  @Test func framesInOddSizesAreCutRight() {
    let call = FakeCall()
    let before = call.session.fed
    call.media.receive(samples: [Int16](repeating: 0, count: 100), now: call.now)
    call.media.receive(samples: [Int16](repeating: 0, count: 700), now: call.now)
    #expect(call.session.fed == before)
  }
}

/// Recognisers hear one utterance at a time; callers do not keep to that.
@Suite struct RecognitionGateTests {
  @Test func whatFollowsWaitsForTheAnswer() {
    let session = ScriptedSession()
    var gate = RecognitionGate(session)
    gate.begin(1, now: 0)
    gate.feed([1], now: 0)
    gate.end(1, now: 20)
    gate.begin(2, now: 40)
    gate.feed([1, 2], now: 40)
    #expect(session.asked == [.begin(1), .feed(1), .end(1)])
    gate.answered(1, now: 60)
    gate.end(2, now: 80)
    #expect(session.asked.suffix(3) == [.begin(2), .feed(2), .end(2)])
    // A third that turns out to be nothing was never told.
    gate.begin(3, now: 100)
    gate.feed([1], now: 100)
    gate.cancel(3)
    gate.answered(2, now: 120)
    #expect(session.asked.last == .end(2))
  }

  @Test func anEngineThatNeverAnswersIsNotWaitedFor() {
    let session = ScriptedSession()
    var gate = RecognitionGate(session)
    gate.begin(1, now: 0)
    gate.end(1, now: 0)
    gate.begin(2, now: 20)
    gate.tick(now: 8_000)
    #expect(session.asked == [.begin(1), .end(1)])
    gate.tick(now: 8_001)
    #expect(session.asked.last == .begin(2))
  }
}
