public import Commerce
internal import Foundation

/// Moments and days as databases and exports write them: "2026-11-12T10:15:00Z", "2026-11-12 10:15:00+00",
/// "2026-11-12 10:15", "20261112101500", "2026-11-12", "20261112".
public enum RecordTime {
  /// Reads a moment; without an offset it is told in the zone, without a time it is the beginning of the day. Nil when it is
  /// none.
  public static func moment(_ text: String, in zone: String) -> Timestamp? {
    if let moment = Timestamp(rfc3339: text) { return moment }
    if let day = day(text) { return local(day, seconds: 0, zone) }
    if text.utf8.count == 14 || text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      let (date, time) = (text.prefix(8), Array(text.dropFirst(8)))
      guard let day = day(String(date)) else { return nil }
      let clock = stride(from: 0, to: time.count, by: 2).compactMap { Int(String(time[$0...($0 + 1)])) }
      return self.local(day, clock, zone)
    }
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
    guard parts.count == 2, let day = day(String(parts[0])) else { return nil }
    // PostgreSQL writes whole hours of an offset alone: "+00".
    for offset in ["", ":00"] {
      let time = parts[1].split(separator: ":").count == 2 && offset.isEmpty ? parts[1] + ":00" : parts[1] + offset
      if let moment = Timestamp(rfc3339: "\(day.iso8601)T\(time)") { return moment }
    }
    let clock = parts[1].split(separator: ".")[0].split(separator: ":").map { Int($0) ?? -1 }
    return (2...3).contains(clock.count) ? self.local(day, clock, zone) : nil
  }

  /// Reads a day; nil when it is none.
  public static func day(_ text: String) -> LocalDate? {
    if text.utf8.count == 8, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) {
      return LocalDate(checked: number / 10_000, number / 100 % 100, number % 100)
    }
    return LocalDate(iso8601: text)
  }

  private static func local(_ day: LocalDate, _ clock: [Int], _ zone: String) -> Timestamp? {
    guard let hour = clock.first, (0..<24).contains(hour), clock.dropFirst().allSatisfy({ (0..<60).contains($0) })
    else {
      return nil
    }
    let seconds = zip(clock, [3_600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    return local(day, seconds: seconds, zone)
  }

  private static func local(_ day: LocalDate, seconds: Int, _ zone: String) -> Timestamp? {
    LocalClock(zone: zone)?.moment(day, seconds: seconds)
  }
}
