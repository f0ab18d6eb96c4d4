import Commerce
import Foundation
import Vendors

extension Conversion {
  /// Whether it is about a list as a whole.
  var takesList: Bool { self == .plain(.first) || self == .plain(.last) || self == .plain(.count) }

  /// What is made of a value; nil when it cannot be.
  func applied(to value: JSONValue, _ clock: LocalClock) -> JSONValue? {
    switch self {
    case .pattern(let pattern):
      guard let text = value.plainText else { return nil }
      return DatePattern.read(text, pattern, clock).map(JSONValue.string)
    case .written(let pattern):
      return value.string.flatMap { DatePattern.write($0, pattern, clock) }.map(JSONValue.string)
    case .match(let pattern):
      guard let text = value.plainText, let regex = try? Regex(pattern), let found = try? regex.firstMatch(in: text),
        let group = found.output.count > 1 ? found.output[1].substring : found.output[0].substring
      else { return nil }
      return .string(String(group))
    case .plain(let word): return Self.apply(word, value, clock)
    }
  }

  private static func apply(_ word: Word, _ value: JSONValue, _ clock: LocalClock) -> JSONValue? {
    switch word {
    case .text: value.plainText.map(JSONValue.string)
    case .number: value.decimal.map(JSONValue.number)
    case .integer: value.decimal.flatMap { JSONValue.number($0).integer }.map { .number(Decimal($0)) }
    case .boolean: boolean(value)
    case .lower: value.plainText.map { .string($0.lowercased()) }
    case .upper: value.plainText.map { .string($0.uppercased()) }
    case .trim: value.plainText.map { .string($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    case .digits: value.plainText.map { .string($0.filter { $0.isASCII && $0.isNumber }) }
    case .lettersAndDigits: value.plainText.map { .string($0.filter { $0.isLetter || $0.isNumber }) }
    case .firstWord: words(value) { $0.prefix(1) }
    case .lastWord: words(value) { $0.suffix(1) }
    case .butFirstWord: words(value) { $0.dropFirst() }
    case .butLastWord: words(value) { $0.dropLast() }
    case .epochSeconds: value.decimal.flatMap { moment(milliseconds: $0 * 1_000) }
    case .epochMilliseconds: value.decimal.flatMap { moment(milliseconds: $0) }
    case .moment: value.string.flatMap { Moments.read($0, clock) }.map { .string($0.rfc3339) }
    case .date: day(value, clock)
    case .toEpochSeconds:
      value.timestamp.map { .number(Decimal(($0.milliseconds - ($0.milliseconds < 0 ? 999 : 0)) / 1_000)) }
    case .toEpochMilliseconds: value.timestamp.map { .number(Decimal($0.milliseconds)) }
    case .majorUnits: money(value).map { .string($0.majorUnits) }
    case .majorNumber: money(value).flatMap { Decimal(exactly: $0.majorUnits) }.map { .number($0) }
    case .minorUnits: money(value).map { .number(Decimal($0.minorUnits)) }
    case .wholeUnits: parts(value).map { .number(Decimal($0.whole)) }
    case .nanos: parts(value).map { .number(Decimal($0.nanos)) }
    case .first: value.elements?.first?.value
    case .last: value.elements?.last?.value
    case .count: value.elements.map { .number(Decimal($0.count)) }
    }
  }

  private static func boolean(_ value: JSONValue) -> JSONValue? {
    switch value.plainText?.lowercased() {
    case "true", "1", "yes", "y", "on": .bool(true)
    case "false", "0", "no", "n", "off", "": .bool(false)
    default: nil
    }
  }

  private static func words(_ value: JSONValue, _ some: ([Substring]) -> ArraySlice<Substring>) -> JSONValue? {
    value.plainText.map { .string(some($0.split(whereSeparator: \.isWhitespace)).joined(separator: " ")) }
  }

  private static func moment(milliseconds: Decimal) -> JSONValue? {
    guard abs(milliseconds) < 1e15 else { return nil }
    let whole = NSDecimalNumber(decimal: milliseconds).int64Value
    return .string(Timestamp(milliseconds: whole).rfc3339)
  }

  /// The day that the clock shows at a moment, or a day as it stands.
  private static func day(_ value: JSONValue, _ clock: LocalClock) -> JSONValue? {
    guard let text = value.string else { return nil }
    if LocalDate(iso8601: text) != nil { return value }
    return Moments.read(text, clock).map { .string(clock.reading($0).day.iso8601) }
  }

  private static func money(_ value: JSONValue) -> Money? {
    guard let minor = value["minorUnits"]?.integer, let currency = value["currency"]?.string else { return nil }
    return Money(minorUnits: minor, currency: currency)
  }

  /// Whole units and billionths of one, both of the amount's sign.
  private static func parts(_ value: JSONValue) -> (whole: Int, nanos: Int)? {
    money(value).map { money in
      var unit = 1
      for _ in 0..<Money.exponent(of: money.currency) { unit *= 10 }
      return (money.minorUnits / unit, money.minorUnits % unit * (1_000_000_000 / unit))
    }
  }
}
