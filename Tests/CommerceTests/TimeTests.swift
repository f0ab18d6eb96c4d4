import Commerce
import Foundation
import Testing

@Suite struct TimeTests {
  @Test func datesAgreeWithFoundationForFourCenturies() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for days in stride(from: -80_000, to: 80_000, by: 97) {
      let date = LocalDate(daysSinceEpoch: days)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(days) * 86_400))
      #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
      #expect(parts.weekday == (date.weekday.rawValue + 1) % 7 + 1)
      #expect(date.daysSinceEpoch == days)
    }
  }

  @Test func addsDaysAcrossLeapYears() {
    #expect(LocalDate(year: 2028, month: 2, day: 28).adding(days: 2) == LocalDate(year: 2028, month: 3, day: 1))
    #expect(LocalDate(year: 2026, month: 12, day: 31).adding(days: 1) == LocalDate(year: 2027, month: 1, day: 1))
    #expect(LocalDate(year: 2027, month: 1, day: 1).adding(days: -1) == LocalDate(year: 2026, month: 12, day: 31))
    #expect(LocalDate(year: 2026, month: 1, day: 31) < LocalDate(year: 2026, month: 2, day: 1))
  }

  @Test func momentsAreTextInJSON() throws {
    let moment = Timestamp(milliseconds: 1_790_000_000_123)
    let json = try JSONEncoder().encode([moment])
    #expect(String(decoding: json, as: UTF8.self) == "[\"2026-09-21T14:13:20.123Z\"]")
    #expect(try JSONDecoder().decode([Timestamp].self, from: Data("[1790000000123]".utf8)) == [moment])
    #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [moment])
    #expect(moment.adding(milliseconds: -123) < moment)
  }
}
