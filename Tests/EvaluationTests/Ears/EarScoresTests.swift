import Testing

@testable import Evaluation

@Suite struct EarScoresTests {
  @Test(arguments: [
    ("where is my order", "where is my order", 0, 0, 0), ("where is my order", "where's my order", 1, 1, 0),
    ("where is my order", "", 0, 4, 0), ("yes", "yes please now", 0, 0, 2), ("a b c d", "b c d e", 0, 1, 1),
    ("Order 40217.", "order four oh two one seven", 0, 0, 0), ("it's here", "its here", 0, 0, 0),
  ])
  func errorsAreCountedByKind(
    _ said: String, _ heard: String, _ substitutions: Int, _ deletions: Int, _ insertions: Int
  ) {
    let errors = WordErrors(said: said, heard: heard)
    #expect(errors.errors == substitutions + deletions + insertions)
    #expect([errors.substitutions, errors.deletions, errors.insertions] == [substitutions, deletions, insertions])
  }

  @Test func nothingSaidHasNoRate() {
    let errors = WordErrors(said: "…", heard: "well")
    #expect(errors.rate == nil)
    #expect(errors.insertions == 1)
  }

  @Test func resultsAreSummedUp() {
    func result(_ heard: String, _ right: Bool?, delay: Double?) -> EarScores.Result {
      .init(
        words: WordErrors(said: "where is it", heard: heard), intentIsRight: right, slots: 2, slotsRight: 1,
        delay: delay,
        audio: 30, cpu: 3)
    }
    let scores = EarScores(
      engine: "x",
      [result("where is it", true, delay: 100), result("there is it", false, delay: 300), result("", nil, delay: nil)],
      price: 0.5)
    #expect(scores.words == 9)
    #expect(scores.wordErrorRate == 4.0 / 9)
    #expect(scores.exact == 1.0 / 3)
    #expect(scores.failed == 1)
    #expect(scores.intents == 0.5)
    #expect(scores.slots == 0.5)
    #expect(scores.delayP50 == 100)
    #expect(scores.cost == 0.75)
    #expect(scores.cpuPerSecond == 0.1)
  }
}
