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

  @Test func whoSaysSomethingElseIsHeard() throws {
    let answers = choose(
      .digits(count: 5), free: [heard("i don't have it with me", -2)],
      expected: [heard("five five eight six oh", -40)])
    #expect(answers[0].text == "i don't have it with me")
    #expect(answers[0].confidence > 0.5)
    #expect(try #require(answers.last).confidence < 0.05)
  }

  /// A long number is no likelier for its length: a yes in its place is heard.
  @Test func aYesWhereATelephoneNumberWasAskedForIsHeard() {
    let answers = choose(
      .digits(count: 10), free: [heard("yes", -1, pieces: 1)],
      expected: [heard("one one one one one one one one one one", -19)])
    #expect(answers[0].text == "yes")
    #expect(answers.dropFirst().allSatisfy { $0.confidence <= 0.08 })
  }

  /// Digits among other words are not so many as were asked for: the words come first, unless they are nearly a number.
  @Test(arguments: [("is it the 2 tents", "is it the 2 tents"), ("four oh 2 1", "four oh two one nine")])
  func hardlyDigitsAreBehindWhatWasHeard(free: String, first: String) {
    let answers = choose(
      .digits(count: 5), free: [heard(free, -4)],
      expected: [heard("four oh two one nine", -28), heard("four oh two one five", -28.5)])
    #expect(answers[0].text == first)
    #expect(answers.contains { $0.text == "four oh two one nine" })
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

  /// What is no answer stays none, however it sounds: the yes that is nearest to it is hardly believed.
  @Test func whatIsNoAnswerIsNone() {
    let answers = choose(
      .yesNo, free: [heard("let me ask my wife", -1, pieces: 6)], expected: [heard("that's right", -16, pieces: 3)])
    #expect(answers[0].text == "let me ask my wife")
    #expect(answers.last.map { $0.text == "that's right" && $0.confidence < 0.05 } == true)
  }

  /// Who says more than yes or no is heard whole, and the yes in it is as sure as a yes alone.
  @Test(arguments: [
    ("yes please go ahead and cancel it", "yes please"), ("no the blue one", "no it isn't"),
    ("yes but by friday", "yes"),
  ])
  func moreThanAYesIsHeardWhole(free: String, nearest: String) {
    let answers = choose(
      .yesNo, free: [heard(free, -3, pieces: 8), heard("guess", -5, pieces: 2)],
      expected: [heard(nearest, -15, pieces: 3)])
    #expect(answers[0].text == free)
    #expect(answers[0].confidence > 0.8)
  }

  /// A yes that was heard both ways is surer than one that was only listened for.
  @Test(arguments: [("yes", "yes please"), ("no", "no thanks")]) func whatIsHeardBothWaysIsSurer(
    free: String, said: String
  ) {
    func confidence(_ free: String) -> Double {
      choose(.yesNo, free: [heard(free, -2, pieces: 3)], expected: [heard(said, -5, pieces: 3)])
        .first { $0.text == said }?.confidence ?? 0
    }
    #expect(confidence(free) > 0.9)
    #expect((0.4..<0.9).contains(confidence("guess")))
    // What was heard freely goes before an answer that says the opposite.
    #expect(confidence(free == "yes" ? "no" : "yes") < 0.5)
  }

  @Test func nothingHeardIsNothingSaid() {
    #expect(choose(.anything, free: [heard("", -1)], expected: []).isEmpty)
    #expect(choose(.digits(count: 5), free: [], expected: []).isEmpty)
  }

  @Test(arguments: [("four oh two 1 7", "40217"), ("order 40217 please", "40217"), ("zero nine", "09"), ("to", "")])
  func figures(words: String, figures: String) { #expect(DigitWords.figures(words) == figures) }
}
