import Commerce
import Vendors

/// Moments in the forms of ISO 8601 that APIs use.
enum Moments {
  /// Reads a moment; without a zone it is what `clock` shows, without a time its midnight.
  static func read(_ text: String, _ clock: LocalClock) -> Timestamp? {
    if let exact = Timestamp(rfc3339: text) { return exact }
    // "+0100" without a colon, as PHP and Java write it.
    if let sign = text.dropFirst(11).lastIndex(where: { $0 == "+" || $0 == "-" }), text[sign...].count == 5 {
      let colon = text.index(sign, offsetBy: 3)
      return Timestamp(rfc3339: text[..<colon] + ":" + text[colon...])
    }
    let forms = [text + "Z", text + ":00Z", text + "T00:00:00Z"]
    guard let shown = forms.lazy.compactMap(Timestamp.init(rfc3339:)).first else { return nil }
    let (day, seconds) = LocalClock.utc.reading(shown)
    // Before 1970 too the parts of a second count forward.
    let parts = (shown.milliseconds % 1_000 + 1_000) % 1_000
    return clock.moment(day, seconds: seconds).adding(milliseconds: parts)
  }
}

/// Dates by a pattern of YYYY, MM, DD, HH, mm and ss; other characters stand for themselves.
enum DatePattern {
  private static let parts: [(mark: String, digits: Int)] = [
    ("YYYY", 4), ("MM", 2), ("DD", 2), ("HH", 2), ("mm", 2), ("ss", 2),
  ]

  /// Whether a pattern says at least a day.
  static func isComplete(_ pattern: String) -> Bool { ["YYYY", "MM", "DD"].allSatisfy(pattern.contains) }

  /// The marks and the other characters of a pattern in their order.
  private static func split(_ pattern: String) -> [(text: Substring, digits: Int?)] {
    var found: [(text: Substring, digits: Int?)] = []
    var rest = pattern[...]
    while !rest.isEmpty {
      let part = parts.first { rest.hasPrefix($0.mark) }
      let length = part?.mark.count ?? 1
      found.append((rest.prefix(length), part?.digits))
      rest = rest.dropFirst(length)
    }
    return found
  }

  /// The moment that `clock` shows or, when the pattern has no hours, the day, as it stands in contracts.
  static func read(_ text: String, _ pattern: String, _ clock: LocalClock) -> String? {
    var found: [String: Int] = [:]
    var rest = text[...]
    for part in split(pattern) {
      let piece = rest.prefix(part.text.count)
      if part.digits != nil {
        guard piece.count == part.text.count, piece.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        found[String(part.text)] = Int(piece)
      } else if piece != part.text {
        return nil
      }
      rest = rest.dropFirst(part.text.count)
    }
    guard rest.isEmpty, let year = found["YYYY"], let month = found["MM"], let day = found["DD"],
      let date = LocalDate(checked: year, month, day)
    else { return nil }
    guard let hour = found["HH"] else { return date.iso8601 }
    let minute = found["mm"] ?? 0
    let second = found["ss"] ?? 0
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return clock.moment(date, seconds: hour * 3_600 + minute * 60 + second).rfc3339
  }

  /// A moment as `clock` shows it, or a day; nil when it is neither, or a day where the pattern wants hours.
  static func write(_ text: String, _ pattern: String, _ clock: LocalClock) -> String? {
    var values: [String: Int] = [:]
    if let moment = Timestamp(rfc3339: text) {
      let (day, seconds) = clock.reading(moment)
      values = date(day)
      values["HH"] = seconds / 3_600
      values["mm"] = seconds / 60 % 60
      values["ss"] = seconds % 60
    } else if let day = LocalDate(iso8601: text) {
      values = date(day)
    }
    var written = ""
    for part in split(pattern) {
      guard let digits = part.digits else {
        written += part.text
        continue
      }
      guard let value = values[String(part.text)] else { return nil }
      let text = String(value)
      written += String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    return written
  }

  private static func date(_ day: LocalDate) -> [String: Int] { ["YYYY": day.year, "MM": day.month, "DD": day.day] }
}
