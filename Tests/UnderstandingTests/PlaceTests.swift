import AisleTesting
import Commerce
import Discourse
import Testing
import Understanding

/// Stores by name, nickname and town, also misheard.
@Suite struct StoreMatcherTests {
  let matcher = StoreMatcher(stores: RetailFixture.stores)

  private func match(_ text: String) -> [String] { matcher.match(Normalizer.words(text)).map(\.value) }

  @Test(arguments: [
    ("fifth street", "S01"), ("the fifth street store please", "S01"), ("the downtown one", "S01"),
    ("harbor point", "S02"), ("harbour point", "S02"), ("the one at the mall", "S03"), ("boise", "S03"),
    ("boisey", "S03"), ("cedar mall", "S03"), ("seder mall", "S03"),
  ])
  func oneStore(_ text: String, _ store: String) { #expect(match(text).first == store) }

  @Test func aTownWithTwoStoresGivesBoth() { #expect(Set(match("in seattle")) == ["S01", "S02"]) }

  @Test func theNamedStoreLeadsItsTown() { #expect(match("harbor point in seattle").first == "S02") }

  @Test(arguments: ["where is my order", "", "the store", "portland", "one", "shop", "forty two seventeen"])
  func noStore(_ text: String) { #expect(match(text) == []) }

  @Test func scoresAreSharesAndSorted() {
    let found = matcher.match(Normalizer.words("harbor point or fifth street in seattle"))
    #expect(found.allSatisfy { (0.6...1).contains($0.score) })
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  @Test func nameWordsAreFoundWhole() {
    let words = Normalizer.words("when does fifth street open in boise")
    #expect(matcher.nameWords(in: words) == [2, 3, 6])
    #expect(matcher.nameWords(in: ["street", "fifth"]) == [])
  }

  @Test func noStoresMatchNothing() { #expect(StoreMatcher(stores: []).match(["boise"]) == []) }
}

@Suite struct DayParserTests {
  /// A Saturday.
  let today = RetailFixture.today

  @Test(arguments: [
    ("are you open today", 0), ("until when are you open tonight", 0), ("tomorrow", 1), ("on saturday", 0),
    ("on sunday", 1), ("monday morning", 2), ("are you open fridays", 6), ("at the weekend", 0),
  ])
  func days(_ text: String, _ ahead: Int) {
    #expect(DayParser.day(in: Normalizer.words(text), today: today) == today.adding(days: ahead))
  }

  @Test(arguments: ["what are your hours", "", "someday"])
  func noDay(_ text: String) { #expect(DayParser.day(in: Normalizer.words(text), today: today) == nil) }

  @Test func theWeekendAheadIsItsSaturday() {
    let wednesday = today.adding(days: -3)
    #expect(DayParser.day(in: ["weekend"], today: wednesday) == today)
  }

  @Test func eachWeekdayIsWithinTheWeek() throws {
    for offset in 0..<7 {
      let day = today.adding(days: offset)
      for name in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
        let found = try #require(DayParser.day(in: [name], today: day))
        #expect((0..<7).contains(found.daysSinceEpoch - day.daysSinceEpoch))
        #expect("\(found.weekday)" == name)
      }
    }
  }
}
