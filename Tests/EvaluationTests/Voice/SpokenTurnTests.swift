import Discourse
import Testing

@testable import Evaluation

/// To what a conversation's failure is put down.
@Suite struct SpokenTurnTests {
  private let number = Command.fill(slot: "order", candidates: [SlotCandidate(value: "40217", score: 0.9)])
  private let other = Command.fill(slot: "order", candidates: [SlotCandidate(value: "40277", score: 0.9)])

  private func turn(
    given: [String], recognised: [String], delivered: [String]? = nil, taken: [Command], lost: Int = 0
  ) -> SpokenTurn {
    var turn = SpokenTurn(written: "order 40217", expecting: .digits(count: 5))
    (turn.given, turn.recognised, turn.lost) = (given, recognised, lost)
    turn.delivered = (delivered ?? recognised).map { Transcript(typed: $0) }
    (turn.wanted, turn.taken) = ([number], taken)
    return turn
  }

  @Test func whatIsTakenAsInWritingIsRightWhateverWasHeard() {
    #expect(turn(given: ["order 40217"], recognised: ["order for oh two one seven"], taken: [number]).origin == nil)
    let surer = Command.fill(
      slot: "order", candidates: [.init(value: "40217", score: 0.4), .init(value: "40277", score: 0.3)])
    #expect(turn(given: ["order 40217"], recognised: ["order 40217"], taken: [surer]).origin == nil)
  }

  @Test func wordsThatWereNotListenedToAreAudio() {
    #expect(turn(given: ["40217"], recognised: ["40277"], taken: [other]).origin == .audio)
    #expect(turn(given: [], recognised: [], taken: []).origin == .audio)
    #expect(turn(given: ["order 40217"], recognised: ["order 40277"], taken: [other], lost: 80).origin == .audio)
    // In two pieces: the caller was taken at the first.
    #expect(
      turn(given: ["order", "40217"], recognised: ["order", "four oh two one seven"], taken: [other]).origin == .audio)
  }

  @Test func otherWordsAreRecognition() {
    #expect(
      turn(given: ["order 40217"], recognised: ["order four oh two seven seven"], taken: [other]).origin == .recognition
    )
    #expect(turn(given: ["order 40217"], recognised: [], taken: []).origin == .recognition)
  }

  @Test func theSameWordsWithAnotherMeaningAreUnderstanding() {
    let turn = turn(given: ["order 40217"], recognised: ["order four oh two one seven"], taken: [other])
    #expect(turn.words.errors == 0)
    #expect(turn.origin == .understanding)
  }

  @Test func slotsAreCountedByKind() {
    let meaning = SpokenMeaning([
      .start(intent: "order_status", confidence: 0.8), number, .affirm, .notUnderstood,
      .identify([.postcode([Candidate("97214", score: 0.5)]), .name(given: "Jane", family: "Smith")]),
    ])
    #expect(meaning.values[.number]?.count == 2)
    #expect(meaning.values[.yesNo] == [.affirm])
    #expect(meaning.values[.slot]?.count == 1)
    #expect(meaning.values[.intent]?.count == 1)
    #expect(meaning.values[.goods] == nil)
  }

  @Test func aRunIsPutDownToItsFirstTurnThatWasNotMended() throws {
    let scenario = try Scenario(
      file: "s.yaml",
      text: """
        title: A test
        intent: order_status
        outcome: told
        turns:
          - customer: order 40217
        """)
    func run(_ turns: [SpokenTurn], backEnd: Bool = false) -> ScenarioRunner.Run {
      ScenarioRunner.Run(
        scenario: scenario, variant: 1, failures: ["s.yaml:5: wrong"], skipped: nil, transcript: [], spoken: turns,
        backEndFailed: backEnd)
    }
    let lost = turn(given: ["order 40217"], recognised: [], taken: [])
    let right = turn(given: ["order 40217"], recognised: ["order 40217"], taken: [number])
    let misread = turn(given: ["order 40217"], recognised: ["order 40217"], taken: [other])
    #expect(run([lost, right, misread]).origin == .understanding)
    #expect(run([lost, right]).origin == .recognition)
    #expect(run([right]).origin == .dialogue)
    #expect(run([right], backEnd: true).origin == .backEnd)
    var won = run([right])
    won.failures = []
    #expect(won.origin == nil)
    let report = SpokenReport(ear: "an ear", runs: [won, run([misread])])
    #expect(report.causes == "an ear went wrong in: understanding 1")
    #expect(report.row.prefix(3) == ["an ear", "2", "50"])
  }
}
