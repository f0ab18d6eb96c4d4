import Commerce
import Foundation
import Vendors

extension Conversion {
  /// Whether it is about a list as a whole.
  var takesList: Bool { self == .plain(.first) || self == .plain(.last) || self == .plain(.count) }

  /// What is made of a value; nil when it cannot be.
  func applied(to value: JSONValue, offset: Int) -> JSONValue? {
    switch self {
    case .pattern(let pattern):
      guard let text = value.plainText else { return nil }
      return DatePattern.read(text, pattern, offset: offset).map(JSONValue.string)
    case .match(let pattern):
      guard let text = value.plainText, let regex = try? Regex(pattern), let found = try? regex.firstMatch(in: text),
        let group = found.output.count > 1 ? found.output[1].substring : found.output[0].substring
      else { return nil }
      return .string(String(group))
    case .plain(let word): return Self.apply(word, value, offset)
    }
  }

  private static func apply(_ word: Word, _ value: JSONValue, _ offset: Int) -> JSONValue? {
    switch word {
    case .text: value.plainText.map(JSONValue.string)
    case .number: value.decimal.map(JSONValue.number)
    case .integer: value.decimal.flatMap { JSONValue.number($0).integer }.map { .number(Decimal($0)) }
    case .boolean: boolean(value)
    case .lower: value.plainText.map { .string($0.lowercased()) }
    case .upper: value.plainText.map { .string($0.uppercased()) }
    case .trim: value.plainText.map { .string($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    case .digits: value.plainText.map { .string($0.filter { $0.isASCII && $0.isNumber }) }
    case .firstWord: words(value) { $0.prefix(1) }
    case .lastWord: words(value) { $0.suffix(1) }
    case .butFirstWord: words(value) { $0.dropFirst() }
    case .butLastWord: words(value) { $0.dropLast() }
    case .epochSeconds: value.decimal.flatMap { moment(milliseconds: $0 * 1_000) }
    case .epochMilliseconds: value.decimal.flatMap { moment(milliseconds: $0) }
    case .moment: value.string.flatMap { Moments.read($0, offset: offset) }.map { .string($0.rfc3339) }
    case .date: day(value, offset)
    case .toEpochSeconds: value.timestamp.map { .number(Decimal($0.milliseconds / 1_000)) }
    case .toEpochMilliseconds: value.timestamp.map { .number(Decimal($0.milliseconds)) }
    case .majorUnits: money(value).map { .string($0.majorUnits) }
    case .majorNumber: money(value).flatMap { Decimal(exactly: $0.majorUnits) }.map { .number($0) }
    case .minorUnits: money(value).map { .number(Decimal($0.minorUnits)) }
    case .first: value[0]
    case .last: value.array?.last
    case .count: value.array.map { .number(Decimal($0.count)) }
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

  /// The day of a moment in the zone `offset`, or a day as it stands.
  private static func day(_ value: JSONValue, _ offset: Int) -> JSONValue? {
    guard let text = value.string else { return nil }
    if LocalDate(iso8601: text) != nil { return value }
    guard let moment = Moments.read(text, offset: offset) else { return nil }
    return .string(String(moment.adding(milliseconds: Int64(offset) * 1_000).rfc3339.prefix(10)))
  }

  private static func money(_ value: JSONValue) -> Money? {
    guard let minor = value["minorUnits"]?.integer, let currency = value["currency"]?.string else { return nil }
    return Money(minorUnits: minor, currency: currency)
  }
}

/// Moments in the forms of ISO 8601 that APIs use.
enum Moments {
  /// Reads a moment; without a zone it is of the zone `offset`, without a time its midnight.
  static func read(_ text: String, offset: Int) -> Timestamp? {
    if let exact = Timestamp(rfc3339: text) { return exact }
    // "+0100" without a colon, as PHP and Java write it.
    if let sign = text.dropFirst(11).lastIndex(where: { $0 == "+" || $0 == "-" }), text[sign...].count == 5 {
      let colon = text.index(sign, offsetBy: 3)
      return Timestamp(rfc3339: text[..<colon] + ":" + text[colon...])
    }
    let forms = [text + "Z", text + ":00Z", text + "T00:00:00Z"]
    return forms.lazy.compactMap(Timestamp.init(rfc3339:)).first?.adding(milliseconds: -Int64(offset) * 1_000)
  }
}

/// Dates by a pattern of YYYY, MM, DD, HH, mm and ss; other characters stand for themselves.
enum DatePattern {
  private static let parts: [(mark: String, digits: Int)] = [
    ("YYYY", 4), ("MM", 2), ("DD", 2), ("HH", 2), ("mm", 2), ("ss", 2),
  ]

  /// Whether a pattern says at least a day.
  static func isComplete(_ pattern: String) -> Bool { ["YYYY", "MM", "DD"].allSatisfy(pattern.contains) }

  /// The moment or, when the pattern has no hours, the day, as it stands in contracts.
  static func read(_ text: String, _ pattern: String, offset: Int) -> String? {
    var found: [String: Int] = [:]
    var rest = text[...]
    var marks = pattern[...]
    while !marks.isEmpty {
      if let part = parts.first(where: { marks.hasPrefix($0.mark) }) {
        let digits = rest.prefix(part.digits)
        guard digits.count == part.digits, digits.allSatisfy(\.isASCII), let value = Int(digits), value >= 0 else {
          return nil
        }
        found[part.mark] = value
        rest = rest.dropFirst(part.digits)
        marks = marks.dropFirst(part.mark.count)
      } else {
        guard rest.first == marks.first else { return nil }
        rest = rest.dropFirst()
        marks = marks.dropFirst()
      }
    }
    guard rest.isEmpty, let year = found["YYYY"], let month = found["MM"], let day = found["DD"],
      let date = LocalDate(checked: year, month, day)
    else { return nil }
    guard let hour = found["HH"] else { return date.iso8601 }
    let minute = found["mm"] ?? 0
    let second = found["ss"] ?? 0
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Timestamp(milliseconds: Int64(seconds) * 1_000).rfc3339
  }
}
