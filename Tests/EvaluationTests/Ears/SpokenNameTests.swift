import Testing

@testable import Evaluation

@Suite struct SpokenNameTests {
  @Test(arguments: [
    ("40217", "where is order four oh two one seven", true), ("40217", "order 40217 please", true),
    ("40217", "order four oh two one seven nine", false), ("40217", "order 4021 7", true),
    ("40217", "order four oh two seven", false), ("Cascade kettle", "a red cascade kettle please", true),
    ("Cascade kettle", "a red cascade pedal", false), ("Cascade kettle", "a cascade of kettle", false),
    ("Pearl District", "", false),
  ])
  func namesAreHeardWhole(name: String, words: String, isHeard: Bool) {
    #expect(SpokenName(kind: "x", text: name).isHeard(in: words) == isHeard)
  }

  @Test func confidenceIsComparedWithWhatWasRight() {
    let answers = [(0.95, true), (0.91, false), (0.15, false), (0.11, true)].map {
      Reliability.Answer(confidence: $0.0, isRight: $0.1, isUnderstood: $0.0 > 0.92)
    }
    let reliability = Reliability(answers)
    #expect(reliability.bins.map(\.count) == [2, 2])
    #expect(reliability.bins.map(\.right) == [0.5, 0.5])
    let error = reliability.error ?? 0
    #expect(abs(error - (0.43 + 0.37) / 2) < 1e-9)
    let thresholds = reliability.thresholds
    #expect(thresholds.map(\.from) == (0...9).map { Double($0) / 10 })
    #expect(thresholds.map(\.taken) == [1, 1] + Array(repeating: 0.5, count: 8))
    #expect(thresholds.map(\.wrong) == [0.75, 0.75] + Array(repeating: 0.5, count: 8))
    #expect(Reliability([]).error == nil)
    #expect(Reliability([.init(confidence: 1, isRight: true, isUnderstood: true)]).error == 0)
  }

  @Test func utterancesHoldWhatExists() {
    let maker = UtteranceMaker(
      orders: ["40217"], products: ["Cascade kettle", "Meadow tent"], stores: ["Pearl District"], seed: 3)
    let made = maker.choose(
      said: ["where is my order 40217 now", "do you deliver on weekends"],
      templates: ["gift card <number>", "cancel order <number>", "what is a good <product>", "open on <day>"], count: 4)
    #expect(made.filter { !$0.names.isEmpty }.count == 4)
    #expect(
      made.contains { $0.words == "where is my order 40217 now" && $0.names == [.init(kind: "order", text: "40217")] })
    #expect(made.contains { $0.words == "do you deliver on weekends" && $0.names.isEmpty })
    #expect(made.allSatisfy { !$0.words.contains("<") && !$0.words.contains("gift") })
    #expect(made.allSatisfy { utterance in utterance.names.allSatisfy { $0.isHeard(in: utterance.spoken) } })
    #expect(
      made
        == maker.choose(
          said: ["where is my order 40217 now", "do you deliver on weekends"],
          templates: ["gift card <number>", "cancel order <number>", "what is a good <product>", "open on <day>"],
          count: 4))
  }
}
