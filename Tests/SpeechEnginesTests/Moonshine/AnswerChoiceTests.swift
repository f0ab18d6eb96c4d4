import Discourse
import Testing

@testable import SpeechEngines

/// What becomes of what was heard freely and of what was expected.
@Suite struct AnswerChoiceTests {
  private func heard(_ words: String, _ score: Float, pieces: Int = 10) -> (found: PieceSearch.Found, words: String) {
    (PieceSearch.Found(pieces: Array(repeating: 3, count: pieces), score: score), words)
  }

  private func choose(
    _ expectation: Discourse.Expectation, free: [(found: PieceSearch.Found, words: String)],
    expected: [(found: PieceSearch.Found, words: String)]
  ) -> [Alternative] {
    AnswerChoice(expectation: expectation).choose(free: free, expected: expected).alternatives
  }

  @Test func clearDigitsAreSureAndUnclearOnesAreNot() {
    let clear = choose(
      .digits(count: 5), free: [heard("four oh two one seven", -1)],
      expected: [heard("four oh two one seven", -1.5), heard("four oh two one one", -9)])
    #expect(clear[0].text == "four oh two one seven")
    #expect(clear[0].confidence > 0.8)
    let torn = choose(
      .digits(count: 5), free: [heard("four oh to once", -6)],
      expected: [heard("four oh two one one", -9), heard("four oh two one nine", -9.1)])
    #expect(torn.prefix(2).map(\.text) == ["four oh two one one", "four oh two one nine"])
    #expect(torn[0].confidence < 0.5)
  }

  @Test func theSameNumberWrittenTwiceHasBothProbabilities() {
    let answers = choose(
      .digits(count: 2), free: [],
      expected: [heard("one two", -2), heard("three 4", -2.2), heard("3 four", -2.2)])
    #expect(answers.map { DigitWords.figures($0.text) } == ["34", "12"])
  }

  @Test func whoSaysSomethingElseIsHeard() {
    let answers = choose(
      .digits(count: 5), free: [heard("i don't have it with me", -2)],
      expected: [heard("five five eight six oh", -40)])
    #expect(answers[0].text == "i don't have it with me")
    #expect(answers[0].confidence > 0.5)
    #expect(answers.last?.confidence == 0.1)
  }

  @Test func badlyHeardDigitsStayDigits() {
    let answers = choose(
      .digits(count: 5), free: [heard("three or one sex tavern", -8)],
      expected: [heard("three four one six seven", -12)])
    #expect(answers[0].text == "three four one six seven")
  }

  @Test func aYesOutweighsWhatOnlySoundsLikeIt() {
    let answers = choose(
      .yesNo, free: [heard("yet", -1.0, pieces: 1)], expected: [heard("yes", -2, pieces: 2)])
    #expect(answers.map(\.text) == ["yes", "yet"])
    let other = choose(
      .yesNo, free: [heard("the blue one", -1, pieces: 4)], expected: [heard("no", -14, pieces: 1)])
    #expect(other[0].text == "the blue one")
  }

  @Test func nothingHeardIsNothingSaid() {
    #expect(choose(.anything, free: [heard("", -1)], expected: []).isEmpty)
    #expect(choose(.digits(count: 5), free: [], expected: []).isEmpty)
  }

  @Test(arguments: [("four oh two 1 7", "40217"), ("order 40217 please", "40217"), ("zero nine", "09"), ("to", "")])
  func figures(words: String, figures: String) { #expect(DigitWords.figures(words) == figures) }
}
