import Audio
import Testing

@testable import Conversations

/// Outside of a macro an argument may change what it is asked of.
private func check(_ condition: Bool, at place: SourceLocation = #_sourceLocation) {
  #expect(condition, sourceLocation: place)
}

private func check<Value: Equatable>(_ value: Value?, _ expected: Value?, at place: SourceLocation = #_sourceLocation) {
  #expect(value == expected, sourceLocation: place)
}

/// What is sent when, and what was heard of it.
@Suite struct PlayoutTests {
  private var queue = PlayoutQueue(encode: MuLaw.encode)

  private func tone(_ milliseconds: Int) -> [Int16] {
    (0..<milliseconds * 8).map { $0 % 16 < 8 ? 4_000 : -4_000 }
  }

  /// The mark at a prompt's end.
  private func end(_ prompt: Int, _ generation: Int = 0) -> PlayoutQueue.Mark {
    PlayoutQueue.Mark(prompt: prompt, sentence: nil, generation: generation)
  }

  private func frames(_ outputs: [PlayoutQueue.Output]) -> [(prompt: Int, at: Int)] {
    outputs.compactMap { if case .frame(_, let prompt, let at, _) = $0 { (prompt, at) } else { nil } }
  }

  @Test func neverMoreThanTwoHundredMillisecondsAhead() {
    var queue = queue
    queue.append(prompt: 1, tone(3_000))
    queue.finish(prompt: 1)
    var sent = 0
    var ended: Int?
    for now in stride(from: 0, through: 3_200, by: 20) {
      for output in queue.due(now) {
        switch output {
        case .frame(let bytes, _, let at, let audible):
          #expect(bytes.count == 160)
          #expect(audible)
          #expect(at == sent * 20, "gaps or overlaps")
          #expect(at - now <= 180)
          sent += 1
        case .mark: ended = now
        case .sentence: Issue.record("no sentences were told")
        }
      }
    }
    #expect(sent == 150)
    #expect((2_780...3_000).contains(ended ?? 0))
  }

  @Test func severalFramesGoOutTogetherAndTheCarrierNeverRunsLow() {
    var queue = queue
    queue.append(prompt: 1, tone(3_000))
    var turns: [Int] = []
    for now in stride(from: 0, through: 2_700, by: 20) {
      let count = frames(queue.due(now)).count
      if count > 0 { turns.append(count) }
      // A loop that stands still for 100 ms is not heard.
      #expect(queue.playsUntil - now > 120)
    }
    #expect(turns.first == 10)
    #expect(turns.dropFirst().allSatisfy { $0 == 4 })
  }

  @Test func aLateTimerLosesNothing() {
    var queue = queue
    queue.append(prompt: 1, tone(1_000))
    let first = frames(queue.due(0))
    #expect(first.count == 10)
    // The timer comes half a second late: what is missing follows from now on, not all at once.
    let late = frames(queue.due(500))
    #expect(late.first?.at == 500)
    #expect(late.count == 10)
  }

  @Test func promptsFollowEachOtherWithTheirMarks() {
    var queue = queue
    queue.append(prompt: 1, tone(40))
    queue.append(prompt: 2, tone(40))
    // The first is not known to be over: the second waits.
    check(frames(queue.due(0)).map(\.prompt), [1, 1])
    queue.finish(prompt: 1)
    let next = queue.due(20)
    #expect(next.first == .mark(end(1)))
    #expect(frames(next).map(\.prompt) == [2, 2])
    queue.finish(prompt: 2)
    check(queue.due(40), [.mark(end(2))])
    #expect(!queue.isIdle)
    check(queue.confirm(end(1), 100))
    #expect(!queue.isIdle)
    check(queue.confirm(end(2), 100))
    #expect(queue.isIdle)
    check(!queue.confirm(end(2), 100))
  }

  @Test func clearingTellsWhatWasHeard() {
    var queue = queue
    queue.append(prompt: 1, tone(1_000))
    queue.finish(prompt: 1)
    for now in stride(from: 0, through: 400, by: 20) { _ = queue.due(now) }
    check(queue.clear(400), [PlayoutQueue.Progress(prompt: 1, heard: 400, of: 1_000, sentences: nil)])
    #expect(queue.isIdle)
    check(queue.due(420), [])
  }

  @Test func clearingAfterTheLastFrameIsSentStillKnowsThePrompt() {
    var queue = queue
    queue.append(prompt: 1, tone(100))
    queue.finish(prompt: 1)
    check(queue.due(0).last, .mark(end(1)))
    check(queue.clear(60), [PlayoutQueue.Progress(prompt: 1, heard: 60, of: 100, sentences: nil)])
  }

  @Test func theSecondPromptIsTheOneHeard() {
    var queue = queue
    for prompt in [1, 2] {
      queue.append(prompt: prompt, tone(200))
      queue.finish(prompt: prompt)
    }
    for now in stride(from: 0, through: 300, by: 20) { _ = queue.due(now) }
    check(queue.pause(300), [1])
    check(queue.clear(300), [PlayoutQueue.Progress(prompt: 2, heard: 100, of: 200, sentences: nil)])
  }

  @Test func clearingSilenceTellsNothing() {
    var queue = queue
    check(queue.clear(10), [])
    queue.append(prompt: 1, [])
    check(queue.clear(20), [PlayoutQueue.Progress(prompt: 1, heard: 0, of: 0, sentences: nil)])
  }

  @Test func lateAudioOfClearedPromptsIsDropped() {
    var queue = queue
    queue.append(prompt: 1, tone(200))
    queue.append(prompt: 2, [])
    _ = queue.due(0)
    _ = queue.clear(100)
    queue.append(prompt: 1, tone(200))
    queue.append(prompt: 2, tone(200))
    queue.finish(prompt: 2)
    check(queue.due(120), [])
    #expect(queue.isIdle)
    check(!queue.confirm(end(1), 100))
    queue.append(prompt: 3, tone(40))
    check(frames(queue.due(140)).map(\.at), [140, 160])
  }

  @Test func chunksOfAnySizeMakeWholeFrames() {
    var queue = queue
    let samples = tone(105)
    var start = 0
    for size in [1, 159, 161, 7, 320, samples.count] {
      let end = min(samples.count, start + size)
      queue.append(prompt: 1, Array(samples[start..<end]))
      start = end
    }
    queue.finish(prompt: 1)
    let output = queue.due(0)
    #expect(frames(output).count == 6)
    #expect(output.last == .mark(end(1)))
  }

  @Test func leadingSilenceIsNotSentAndPausesAre() {
    var queue = queue
    queue.append(prompt: 1, [Int16](repeating: 0, count: 800) + tone(40) + [Int16](repeating: 0, count: 320) + tone(20))
    check(frames(queue.due(0)).map(\.at), [0, 20, 40, 60, 80])
  }

  @Test func aPromptOfNothingEndsAtOnce() {
    var queue = queue
    queue.append(prompt: 1, [])
    queue.finish(prompt: 1)
    check(queue.due(0), [.mark(end(1))])
  }

  // MARK: Pausing

  /// Samples whose frames differ, so that what is sent again can be told.
  private func ramp(_ milliseconds: Int) -> [Int16] {
    (0..<milliseconds * 8).map { index in
      let value = (index / 160 * 211 + index % 160 * 3) % 9_000
      return Int16(1_000 + value)
    }
  }

  @Test func aPauseKeepsWhatWasNotHeard() {
    var queue = queue
    queue.append(prompt: 1, ramp(1_000))
    queue.finish(prompt: 1)
    var sent: [[UInt8]] = []
    for now in stride(from: 0, through: 400, by: 20) {
      for case .frame(let bytes, _, _, _) in queue.due(now) { sent.append(bytes) }
    }
    check(queue.pause(400), [])
    #expect(queue.isPaused)
    check(queue.due(2_000), [])
    queue.resume(2_000)
    let heard = Array(sent.prefix(20))
    var again: [[UInt8]] = []
    var last: PlayoutQueue.Output?
    for now in stride(from: 2_000, through: 3_000, by: 20) {
      for output in queue.due(now) {
        if case .frame(let bytes, _, _, _) = output { again.append(bytes) }
        last = output
      }
    }
    var whole = self.queue
    whole.append(prompt: 1, ramp(1_000))
    whole.finish(prompt: 1)
    var expected: [[UInt8]] = []
    for now in stride(from: 0, through: 1_100, by: 20) {
      for case .frame(let bytes, _, _, _) in whole.due(now) { expected.append(bytes) }
    }
    #expect(heard + again == expected)
    // The mark of before the pause comes back because of the clear: it proves nothing. The new one does.
    #expect(last == .mark(end(1, 1)))
    check(!queue.confirm(end(1, 0), 2_100))
    check(queue.confirm(end(1, 1), 3_100))
  }

  @Test func aResumptionBeginsWithTheWord() {
    var queue = queue
    queue.append(prompt: 1, ramp(200) + [Int16](repeating: 0, count: 320) + ramp(600))
    queue.finish(prompt: 1)
    for now in stride(from: 0, through: 400, by: 20) { _ = queue.due(now) }
    // 400 ms were heard: the word began at 240.
    _ = queue.pause(400)
    queue.resume(1_000)
    var count = 0
    for now in stride(from: 1_000, through: 2_000, by: 20) { count += frames(queue.due(now)).count }
    #expect(count == (840 - 240) / 20)
  }

  @Test func whatWasHeardToItsEndIsPlayedAlthoughItsMarkIsOnItsWay() {
    var queue = queue
    queue.append(prompt: 1, tone(100))
    queue.finish(prompt: 1)
    _ = queue.due(0)
    check(queue.pause(120), [1])
    #expect(queue.isIdle)
  }

  @Test func sentencesAreToldAndCounted() {
    var queue = queue
    queue.announce(
      prompt: 1, sentences: ["One sentence here.", "And a second one?", "A third that is not made yet."], 0)
    queue.nextSentence(prompt: 1)
    queue.append(prompt: 1, tone(400))
    queue.nextSentence(prompt: 1)
    queue.append(prompt: 1, tone(400))
    var told: [String] = []
    var marks: [String] = []
    for now in stride(from: 0, through: 600, by: 20) {
      for output in queue.due(now) {
        if case .sentence(let text, _, _) = output { told.append(text) }
        if case .mark(let mark) = output { marks.append(mark.name) }
      }
    }
    #expect(told == ["One sentence here.", "And a second one?"])
    #expect(marks == ["s1.0.0"])
    let lost = queue.clear(600)
    #expect(lost.first?.sentences == 1)
    #expect(lost.first?.heard == 600)
    // The third sentence is not made, and is missing all the same: some 65 ms a letter.
    #expect(lost.first.map { $0.of > 800 + 1_000 } == true)
  }

  @Test func aSilenceOfTheVoiceIsKnownAndBridged() {
    var queue = queue
    #expect(queue.drySince == nil)
    queue.announce(prompt: 1, sentences: ["First.", "Second."], 100)
    #expect(queue.drySince == 100)
    queue.nextSentence(prompt: 1)
    queue.append(prompt: 1, tone(400))
    #expect(queue.drySince == nil)
    var told: [String] = []
    func play(_ from: Int, _ to: Int) {
      for now in stride(from: from, through: to, by: 20) {
        for output in queue.due(now) { if case .sentence(let text, _, _) = output { told.append(text) } }
      }
    }
    play(200, 800)
    queue.nextSentence(prompt: 1)
    // It was to be heard until 600.
    #expect(queue.drySince == 600)
    queue.fill("One moment.", tone(300))
    #expect(queue.drySince == nil)
    play(1_800, 2_100)
    queue.append(prompt: 1, tone(400))
    play(2_120, 2_400)
    #expect(told == ["First.", "One moment.", "Second."])
    // Of the prompt's own sentences one was heard whole.
    let lost = queue.clear(2_400)
    #expect(lost.map(\.sentences) == [1])
  }

  /// Sentences are seldom made in whole frames.
  @Test func whatBridgesIsNoPartOfTheNextSentence() {
    var queue = queue
    queue.announce(prompt: 1, sentences: ["First.", "Shall I?"], 0)
    queue.nextSentence(prompt: 1)
    queue.append(prompt: 1, tone(210))
    queue.nextSentence(prompt: 1)
    var told: [String] = []
    func play(_ from: Int, _ to: Int) {
      for now in stride(from: from, through: to, by: 20) {
        for output in queue.due(now) { if case .sentence(let text, _, _) = output { told.append(text) } }
      }
    }
    play(0, 400)
    queue.fill("One moment.", tone(300))
    play(1_600, 2_000)
    // The half frame that was left of the first goes before it.
    #expect(told == ["First.", "First.", "One moment."])
    // The voice's own silence before its words is nothing but more waiting.
    queue.append(prompt: 1, [Int16](repeating: 0, count: 1_600) + tone(200))
    #expect(queue.bridgedUntil(2_000) == 2_000)
    play(2_020, 2_100)
    #expect(told.suffix(2) == ["One moment.", "Shall I?"])
  }

  @Test func whatBridgesTheBeginningCountsForNothing() {
    var queue = queue
    queue.announce(prompt: 1, sentences: ["First.", "Second."], 0)
    queue.fill("One moment.", tone(300))
    for now in stride(from: 0, through: 600, by: 20) { _ = queue.due(now) }
    #expect(queue.drySince == 300)
    queue.nextSentence(prompt: 1)
    queue.append(prompt: 1, tone(400))
    queue.nextSentence(prompt: 1)
    for now in stride(from: 620, through: 1_100, by: 20) { _ = queue.due(now) }
    #expect(queue.clear(1_100).map(\.sentences) == [1])
  }

  @Test func inTheMidstOfASentenceItIsBridgedToo() {
    var queue = queue
    queue.announce(prompt: 1, sentences: ["First."], 0)
    queue.nextSentence(prompt: 1)
    queue.append(prompt: 1, tone(210))
    for now in stride(from: 0, through: 400, by: 20) { _ = queue.due(now) }
    #expect(queue.drySince != nil)
    queue.fill("One moment.", tone(300))
    var frames = 0
    for now in stride(from: 400, through: 900, by: 20) {
      frames += queue.due(now).count { if case .frame = $0 { true } else { false } }
    }
    // The half frame that waited for its rest, and fifteen.
    #expect(frames == 16)
    #expect(queue.clear(900).map(\.sentences) == [0])
  }

  @Test func aFarSideThatStoodStillIsBehind() {
    var queue = queue
    queue.announce(prompt: 1, sentences: ["First.", "Second.", "Third."], 0)
    for _ in 0..<3 {
      queue.nextSentence(prompt: 1)
      queue.append(prompt: 1, tone(500))
    }
    queue.finish(prompt: 1)
    for now in stride(from: 0, through: 500, by: 20) { _ = queue.due(now) }
    // The way back takes 60 ms; then the far side stands still for 200.
    check(!queue.confirm(PlayoutQueue.Mark(prompt: 1, sentence: 0, generation: 0), 560))
    for now in stride(from: 580, through: 1_260, by: 20) { _ = queue.due(now) }
    check(!queue.confirm(PlayoutQueue.Mark(prompt: 1, sentence: 1, generation: 0), 1_260))
    check(queue.clear(1_300), [PlayoutQueue.Progress(prompt: 1, heard: 1_100, of: 1_500, sentences: 2)])
  }

  @Test func marksAreReadAsTheyAreWritten() {
    for mark in [end(3, 7), PlayoutQueue.Mark(prompt: 12, sentence: 0, generation: 1)] {
      #expect(PlayoutQueue.Mark(mark.name) == mark)
    }
    for name in ["", "p", "p1", "s1.2", "x1.2", "p1.2.3", "pa.b", "greeting"] {
      var queue = queue
      #expect(PlayoutQueue.Mark(name).map { queue.confirm($0, 0) } != true)
    }
  }
}

@Suite struct TurnTraceTests {
  @Test func stagesSumToTheLatency() {
    var trace = TurnTrace(speechEnded: 1_000)
    trace.endpointed = 1_360
    trace.recognised = 1_400
    trace.decided = 1_405
    trace.waited = 3
    trace.firstSamples = 1_450
    let stages = trace.stages(sent: 1_470)
    #expect(stages.map(\.name) == AnswerStage.allCases.map(\.rawValue))
    #expect(stages.map(\.milliseconds) == [360, 40, 3, 2, 45, 20])
    #expect(stages.reduce(0) { $0 + $1.milliseconds } == 470)
  }

  @Test func whatDidNotHappenTookNoTime() {
    var trace = TurnTrace(speechEnded: 1_000)
    trace.decided = 1_100
    // A final that was early, back ends that were asked before: no stage is negative, none longer than there was time.
    trace.recognised = 990
    let stages = trace.stages(sent: 1_200)
    #expect(stages.map(\.milliseconds) == [0, 0, 0, 100, 0, 100])
  }
}
