/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Resolution is what a journal needs: no more than a
/// millisecond.
public struct Timestamp: ContractValue, Comparable {
  /// Milliseconds since the Unix epoch.
  public var milliseconds: Int64

  /// Makes a moment from milliseconds since the Unix epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads a moment from RFC 3339 text ("2026-11-21T09:30:00Z", with or without fraction and offset), or from a number of
  /// milliseconds. Throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      // What could not be written as RFC 3339 again, with a year of four digits, is no moment.
      guard (-62_167_219_200_000...253_402_300_799_999).contains(number) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "a moment out of range")
      }
      milliseconds = number
    } else if let read = Timestamp(rfc3339: try container.decode(String.self)) {
      self = read
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a moment in RFC 3339")
    }
  }

  /// Writes the moment as RFC 3339 text in UTC with milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rfc3339)
  }

  /// Whether `left` is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// This moment moved by `milliseconds` (negative: earlier).
  public func adding(milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: self.milliseconds + milliseconds) }
}

/// A day on the proleptic Gregorian calendar, without a time zone.
public struct LocalDate: ContractValue, Comparable {
  /// The year, as in 2026.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, 1 to 31.
  public var day: Int

  /// Makes a day; the parts are not checked against the calendar.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day `days` after 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
  public init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Days from 1970-01-01 to this day.
  public var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of the week.
  public var weekday: Weekday {
    Weekday(rawValue: (((daysSinceEpoch + 3) % 7) + 7) % 7) ?? .monday
  }

  /// The day `days` later.
  public func adding(days: Int) -> LocalDate { LocalDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// Whether `left` is earlier.
  public static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }
}

/// A day of the week; Monday is 0 as in ISO 8601's order.
public enum Weekday: Int, CaseIterable, Codable, Sendable {
  /// The days in ISO order.
  case monday = 0
  case tuesday, wednesday, thursday, friday, saturday, sunday
}

/// A time on a clock in minutes since midnight: 0 to 1,440 (1,440 is the midnight that ends the day).
public struct TimeOfDay: ContractValue, Comparable {
  /// Minutes since midnight.
  public var minutes: Int

  /// Makes a time from minutes since midnight.
  public init(minutes: Int) { self.minutes = minutes }

  /// Whether `left` is earlier in the day.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}
