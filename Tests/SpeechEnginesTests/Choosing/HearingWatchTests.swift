import Conversations
import Discourse
import Testing

@testable import SpeechEngines

/// Engines with every bad habit, in virtual time: each utterance is answered once, in time, by one that works.
@Suite struct HearingWatchTests {
  @Test(arguments: Habit.allCases) func everyUtteranceIsAnsweredOnceAndInTime(_ habit: Habit) throws {
    var call = VirtualCall([habit, .goodAtEnd])
    call.wait(.milliseconds(200))
    var ends: [Duration] = []
    for number in 1...4 {
      call.say(number, .milliseconds(2_400))
      ends.append(call.now)
      call.wait(.seconds(3))
    }
    call.wait(.seconds(20))
    #expect(call.answers.map(\.number) == [1, 2, 3, 4])
    for (answer, end) in zip(call.answers, ends) {
      let words = try #require(answer.words, "utterance \(answer.number) failed with \(habit)")
      #expect(words == VirtualCall.words(0) || words == VirtualCall.words(1))
      #expect(answer.at - end <= .seconds(2), "\(habit): utterance \(answer.number) took \(answer.at - end)")
    }
    if habit.isTrusted { #expect(call.answers.allSatisfy { $0.words == VirtualCall.words(0) }) }
    if habit != .breaksIdle, !habit.isTrusted {
      #expect(call.answers.last?.words == VirtualCall.words(1))
      #expect(
        call.notes.contains { if case .replaced(0, by: 1?, _) = $0 { true } else { false } } || habit == .refuses
          || habit == .opensNever)
    }
  }

  @Test func theFirstFailureIsTheOnlyOneThatCosts() throws {
    var call = VirtualCall([.silent, .goodAtEnd])
    call.wait(.milliseconds(200))
    call.say(1, .milliseconds(900))
    let first = call.now
    call.wait(.seconds(4))
    call.say(2, .milliseconds(900))
    let second = call.now
    call.wait(.seconds(4))
    #expect(try #require(call.answers.first).at - first > .milliseconds(1_400))
    #expect(try #require(call.answers.last).at - second < .milliseconds(400))
  }

  @Test func noiseInWhichNobodyHearsWordsIsNobodysFault() {
    var call = VirtualCall([.deaf, .deafAtEnd])
    call.wait(.milliseconds(200))
    for number in 1...3 {
      call.say(number, .milliseconds(2_000))
      call.wait(.seconds(2))
    }
    #expect(call.answers.map(\.words) == ["", "", ""])
    #expect(!call.notes.contains { if case .failed = $0 { true } else { false } })
  }

  /// Two engines, the first without words; what becomes of unsure words of the second.
  private func secondOpinion(_ confidence: Double, afterTheEnd: Bool) -> (text: String?, blamed: Bool) {
    var watch = HearingWatch(traits: [.init(streams: !afterTheEnd), .init()])
    var roster = EngineRoster(names: ["far", "near"])
    var now = Duration.zero
    var result: (text: String?, blamed: Bool) = (nil, false)
    func take(_ input: HearingWatch.Input) {
      now += .milliseconds(20)
      for action in watch.handle(input, now: now, roster: &roster) {
        switch action {
        case .report(.final(_, let heard, _)): result.text = heard.text
        case .note(.failed(0, .deaf)): result.blamed = true
        default: continue
        }
      }
    }
    func final(_ text: String, _ confidence: Double) -> RecognitionEvent {
      let alternatives = text.isEmpty ? [] : [Alternative(text: text, confidence: confidence)]
      return .final(utterance: 1, Transcript(alternatives: alternatives), cpu: 0)
    }
    take(.start)
    take(.opened(1))
    take(.begin(1))
    for frame in 0..<120 {
      take(.feed(VirtualCall.voice(frame)))
      if frame % 20 == 0 { take(.event(1, .partial(utterance: 1, text: "", satisfied: false))) }
    }
    if !afterTheEnd { take(.opened(2)) }
    take(.end(1))
    if afterTheEnd {
      take(.event(1, final("", 0)))
      take(.opened(2))
    }
    take(.event(2, final("hello there", confidence)))
    return result
  }

  @Test func unsureWordsCountForLessThanADecisionThatThereAreNone() {
    #expect(secondOpinion(0.9, afterTheEnd: true) == ("hello there", true))
    #expect(secondOpinion(0.15, afterTheEnd: true) == ("", false))
    // The first was only slow: what the second heard is all there is.
    #expect(secondOpinion(0.9, afterTheEnd: false) == ("hello there", true))
    #expect(secondOpinion(0.15, afterTheEnd: false) == ("hello there", false))
  }

  @Test func silenceIsNotSuspected() {
    var call = VirtualCall([.deaf, .good])
    call.wait(.milliseconds(200))
    call.say(1, .milliseconds(2_000), voiced: false)
    call.wait(.seconds(2))
    #expect(call.answers.map(\.words) == [""])
    #expect(call.opened == [0])
  }

  @Test func whenNobodyIsLeftTheCallIsTold() {
    var call = VirtualCall([.silent, .breaksInMidWord])
    call.wait(.milliseconds(200))
    call.say(1, .milliseconds(2_000))
    call.wait(.seconds(5))
    #expect(call.answers.count == 1)
    #expect(call.answers.first?.words == nil)
  }

  @Test func aCancelledUtteranceIsNeverAnswered() {
    var call = VirtualCall([.late, .good])
    call.wait(.milliseconds(200))
    call.say(1, .milliseconds(600))
    call.wait(.milliseconds(300))
    call.cancel(1)
    call.wait(.seconds(20))
    #expect(call.answers.isEmpty)
  }

  @Test func anEngineThatFailsOftenIsLeftAloneByAllCalls() {
    var roster = EngineRoster(names: ["far", "near"])
    for second in 0..<3 {
      let choice = roster.choose(now: .seconds(second))
      #expect(choice?.engine == 0)
      _ = choice.map { roster.finished($0, failure: .late, now: .seconds(second)) }
    }
    #expect(roster.choose(now: .seconds(3))?.engine == 1)
    // After its rest one call tries it; meanwhile the others do not.
    #expect(roster.choose(now: .seconds(9))?.engine == 0)
    #expect(roster.choose(now: .seconds(9))?.engine == 1)
  }

  @Test func whenAllAreLeftAloneTheLastIsAsked() {
    var roster = EngineRoster(names: ["only"])
    for _ in 0..<3 { _ = roster.choose(now: .zero).map { roster.finished($0, failure: .late, now: .zero) } }
    #expect(roster.choose(now: .zero) == EngineRoster.Choice(engine: 0, admission: nil))
  }

  /// Whatever comes, in whatever order: at most one answer for an utterance, none for a cancelled one, and no trap.
  @Test(arguments: 0..<40) func anyOrderOfInputsIsBorne(_ seed: Int) {
    var chance = SpokenNumbers(seed: UInt64(seed))
    var watch = HearingWatch(traits: [.init(streams: true), .init(), .init()])
    var roster = EngineRoster(names: ["a", "b", "c"])
    var now = Duration.zero
    var number = 0
    var tickets = [0]
    var answered: [Int: Int] = [:]
    for _ in 0..<600 {
      now += .milliseconds(chance.choose(400))
      let ticket = tickets[chance.choose(tickets.count)]
      let text = ["", "yes", String(repeating: "la ", count: 900), "a\u{0}b"][chance.choose(4)]
      let heard = Transcript(
        alternatives: [Alternative(text: text, confidence: [0.5, .nan, -3, 7][chance.choose(4)])])
      let input: HearingWatch.Input
      switch chance.choose(12) {
      case 0, 1:
        number += 1
        input = .begin(number)
      case 2, 3: input = .feed(VirtualCall.voice(chance.choose(100)))
      case 4: input = .end(number)
      case 5: input = .cancel(number)
      case 6: input = .opened(ticket)
      case 7: input = .notOpened(ticket, .refused)
      case 8: input = .event(ticket, .partial(utterance: chance.choose(number + 2), text: text, satisfied: false))
      case 9: input = .event(ticket, .final(utterance: chance.choose(number + 2), heard, cpu: 0))
      case 10: input = .event(ticket, .failed(utterance: chance.choose(number + 2), message: ""))
      default: input = .tick
      }
      for action in watch.handle(input, now: now, roster: &roster) {
        switch action {
        case .open(_, let ticket): tickets.append(ticket)
        case .report(.final(let number, let transcript, _)):
          answered[number, default: 0] += 1
          #expect(transcript.alternatives.allSatisfy { (0...1).contains($0.confidence) })
        case .report(.failed(let number, _)): answered[number, default: 0] += 1
        default: continue
        }
      }
    }
    #expect(answered.values.allSatisfy { $0 == 1 })
  }
}
