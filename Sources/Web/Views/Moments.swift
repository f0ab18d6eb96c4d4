import Commerce
import Foundation

/// Says times as people do, as seen from one moment in one time zone.
struct Moments: Sendable {
  /// The moment from which relative times count.
  var now: Timestamp
  /// The time zone of exact times and of days.
  var timeZone: TimeZone

  /// A time for a template: relative to read, exact on hover, ISO 8601 for machines.
  struct Words: Sendable {
    /// "12 min ago", "yesterday 14:03", "9 Jul 14:03".
    var relative: String
    /// "9 July 2026, 14:03:22 (GMT+2)".
    var exact: String
    /// "2026-07-09T12:03:22.120Z".
    var iso: String
  }

  /// All three ways to say a moment.
  func words(_ moment: Timestamp) -> Words {
    Words(relative: relative(moment), exact: exact(moment), iso: Self.iso(moment))
  }

  /// How long ago; beyond twenty-four hours, when.
  func relative(_ moment: Timestamp) -> String {
    let seconds = (now.milliseconds - moment.milliseconds) / 1_000
    switch seconds {
    case ..<45: return "just now"
    case ..<3_600: return "\(max(1, seconds / 60)) min ago"
    case ..<86_400 where day(moment) == day(now): return "\(seconds / 3_600) h ago"
    default: break
    }
    if day(moment).adding(days: 1) == day(now) { return "yesterday \(clock(moment))" }
    let date = day(moment)
    let year = date.year == day(now).year ? "" : " \(date.year)"
    return "\(date.day) \(Self.months[date.month - 1].prefix(3))\(year) \(clock(moment))"
  }

  /// The day, time to the second, and offset.
  func exact(_ moment: Timestamp) -> String {
    let date = day(moment)
    let second = Self.two(local(moment) / 1_000 % 60)
    return "\(date.day) \(Self.months[date.month - 1]) \(date.year), \(clock(moment)):\(second) (\(offsetName(moment)))"
  }

  /// The calendar day in the time zone.
  func day(_ moment: Timestamp) -> LocalDate {
    LocalDate(daysSinceEpoch: Int((Double(local(moment)) / 86_400_000).rounded(.down)))
  }

  /// "14:03".
  func clock(_ moment: Timestamp) -> String {
    let minutes = ((local(moment) / 60_000) % 1_440 + 1_440) % 1_440
    return "\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
  }

  /// "0:42", "12:05", "1:02:05".
  static func duration(from start: Timestamp, to end: Timestamp) -> String {
    let seconds = max(0, (end.milliseconds - start.milliseconds) / 1_000)
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(seconds % 60))"
  }

  /// ISO 8601 in UTC with milliseconds.
  static func iso(_ moment: Timestamp) -> String {
    let utc = Moments(now: moment, timeZone: TimeZone(secondsFromGMT: 0) ?? .current)
    let date = utc.day(moment)
    let milliseconds = ((moment.milliseconds % 60_000) + 60_000) % 60_000
    let fraction = String(1_000 + milliseconds % 1_000).dropFirst()
    return "\(date.year)-\(two(Int64(date.month)))-\(two(Int64(date.day)))T\(utc.clock(moment)):"
      + "\(two(milliseconds / 1_000)).\(fraction)Z"
  }

  private func local(_ moment: Timestamp) -> Int64 { moment.milliseconds + Int64(offset(moment)) * 1_000 }

  private func offset(_ moment: Timestamp) -> Int {
    timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
  }

  private func offsetName(_ moment: Timestamp) -> String {
    let minutes = offset(moment) / 60
    guard minutes != 0 else { return "UTC" }
    let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
    return "UTC\(minutes < 0 ? "−" : "+")\(hours)" + (rest == 0 ? "" : ":" + Self.two(Int64(rest)))
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
