import Discourse
import Testing
import Understanding

/// Digit strings as people say them.
@Suite struct DigitTests {
  private func digits(_ text: String) -> [String] { SpokenDigits.runs(in: Normalizer.words(text)).map(\.digits) }

  @Test(arguments: [
    ("four oh two one seven", "40217"), ("four zero two one seven", "40217"), ("four o two one seven", "40217"),
    ("double four two one seven", "44217"), ("four triple two seven", "42227"), ("one double oh five", "1005"),
    ("forty two seventeen", "4217"), ("four oh two seventeen", "40217"), ("seventy three three fifty eight", "73358"),
    ("twenty twenty", "2020"), ("nineteen eleven ten", "191110"), ("four hundred", "400"),
    ("ninety eight one oh one", "98101"), ("ninety eight one hundred one", "981001"),
    ("four uh oh um two and one then seven", "40217"), ("four dash oh two one seven", "40217"),
    ("40217", "40217"), ("4-0217", "40217"), ("#40217", "40217"), ("402 17", "40217"), ("4 0 2 1 7", "40217"),
    ("nought seven", "07"), ("my order number is seven three three five eight thanks", "73358"),
  ])
  func said(_ text: String, _ expected: String) { #expect(digits(text) == [expected]) }

  @Test(arguments: [
    "one", "i want one of those", "oh no", "the second one", "where is my order", "", "double", "triple trouble",
    "w40217x", "hi oh well",
  ])
  func noNumber(_ text: String) { #expect(digits(text) == []) }

  @Test func oneTypedDigitIsANumber() { #expect(digits("press 2") == ["2"]) }

  @Test func severalNumbersStayApart() {
    #expect(digits("order 40217 not 40219") == ["40217", "40219"])
    #expect(digits("four oh two one seven zip code nine eight one oh one") == ["40217", "98101"])
  }

  @Test func runsKnowTheirWords() {
    let words = Normalizer.words("order four oh two one seven please")
    #expect(SpokenDigits.runs(in: words).map(\.range) == [1..<6])
  }

  @Test func whatIsSpokenIsHeardAsTheSame() {
    for number in stride(from: 10_000, to: 100_000, by: 997) {
      let spoken = SpokenDigits.spoken(String(number))
      #expect(digits(spoken) == [String(number)], "\(spoken)")
    }
    #expect(SpokenDigits.spoken("40217") == "four oh two one seven")
  }
}

/// What else a heard number may have been.
@Suite struct DigitConfusionTests {
  private func heard(_ values: String...) -> [SlotCandidate] { values.map { SlotCandidate(value: $0, score: 0.6) } }

  @Test(arguments: ["40217", "4021", "402170", "00000"])
  func candidatesHaveExactlyTheDigitsAskedFor(_ value: String) {
    let candidates = DigitConfusion.candidates(heard: heard(value), count: 5)
    #expect(!candidates.isEmpty)
    #expect(candidates.allSatisfy { $0.value.count == 5 && $0.value.allSatisfy(\.isNumber) })
    #expect(Set(candidates.map(\.value)).count == candidates.count)
  }

  @Test func whatWasHeardComesFirst() {
    let candidates = DigitConfusion.candidates(heard: heard("40217"), count: 5)
    #expect(candidates.first?.value == "40217")
    #expect(candidates[0].score > 0.9)
    #expect(zip(candidates, candidates.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  /// What was hardly heard and is like a number that exists is hardly ever that one; what was heard well nearly always is.
  @Test func howLikelyACandidateIsComesOfHowItWasHeardAndHowFarItIs() throws {
    func score(_ value: String, heard confidence: Double) throws -> Double {
      let heard = [SlotCandidate(value: "40215", score: confidence)]
      return try #require(DigitConfusion.candidates(heard: heard, count: 5).first { $0.value == value }).score
    }
    #expect(try score("40215", heard: 0.9) > 0.95)
    #expect(try score("40215", heard: 0.05) > 0.5)
    #expect(try score("40219", heard: 0.9) > 0.8)
    #expect(try score("40216", heard: 0.9) < 0.25)
    #expect(try score("40216", heard: 0.05) < 0.02)
    #expect(try score("40215", heard: 0) > 0)
    #expect(try score("40215", heard: 1) < 1)
  }

  @Test func nearDigitsComeBeforeFarOnes() throws {
    let values = DigitConfusion.candidates(heard: heard("40215"), count: 5).map(\.value)
    let near = try #require(values.firstIndex(of: "40219"))
    let far = try #require(values.firstIndex(of: "40216"))
    #expect(near < far)
  }

  @Test func theCountIsBounded() {
    let many = (0..<40).map { SlotCandidate(value: String(10_000 + $0 * 1_111), score: 0.5) }
    #expect(DigitConfusion.candidates(heard: many, count: 5).count == 300)
    #expect(DigitConfusion.candidates(heard: many, count: 5, limit: 7).count == 7)
    #expect(DigitConfusion.candidates(heard: heard("40217"), count: 5).count == 1 + 5 * 9)
  }

  @Test func twoErrorsAreNotUndone() {
    #expect(DigitConfusion.candidates(heard: heard("402", "4021799"), count: 5).isEmpty)
    let values = DigitConfusion.candidates(heard: heard("40217"), count: 5).map(\.value)
    #expect(!values.contains("40329"))
  }

  @Test func aDigitHeardTwiceIsFirstTakenForOne() {
    #expect(DigitConfusion.candidates(heard: heard("402217"), count: 5).first?.value == "40217")
  }

  @Test func aLaterHearingStandsBehindTheFirst() {
    let values = DigitConfusion.candidates(heard: heard("40217", "40219"), count: 5).map(\.value)
    #expect(values.prefix(2) == ["40217", "40219"])
  }

  @Test func theSameWordsGiveTheSameList() {
    let first = DigitConfusion.candidates(heard: heard("4021", "40217", "402117"), count: 5)
    for _ in 0..<5 { #expect(DigitConfusion.candidates(heard: heard("4021", "40217", "402117"), count: 5) == first) }
  }
}

@Suite struct NormalizerTests {
  @Test(arguments: [
    ("Where's my order #40217?", ["where's", "my", "order", "40217"]),
    ("  ", []), ("'quoted' words", ["quoted", "words"]), ("What’s UP…", ["what's", "up"]), ("''", []),
    ("Ünïcode café", ["ünïcode", "café"]),
  ])
  func words(_ text: String, _ expected: [String]) { #expect(Normalizer.words(text) == expected) }
}
