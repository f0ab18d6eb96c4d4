internal import Commerce
internal import Foundation
internal import Vendors

/// The records that a scenario named, and texts in which their values stand: `{order.total|money}`.
struct Facts: Sendable {
  /// What cannot be filled in.
  struct Gap: Error {
    var message: String
  }

  /// How a value can be written besides as it is.
  static let forms = ["money", "day", "last4"]

  private(set) var records: [String: JSONValue] = [:]

  mutating func bind(_ name: String, _ record: JSONValue) { records[name] = record }

  /// The text with every `{name.path}` filled in.
  func fill(_ text: String) throws(Gap) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let inside = rest[rest.index(after: open)..<close]
      filled += rest[..<open]
      // What is no name of a record is left alone: a regular expression may say {3}.
      if let name = inside.split(separator: ".").first, records[String(name)] != nil {
        filled += try value(of: inside)
      } else {
        guard inside.first?.isLetter != true else {
          throw Gap(
            message: "nothing is named in {\(inside)}; 'with' names: \(records.keys.sorted().joined(separator: ", "))")
        }
        filled += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// The same in every text of a value.
  func fill(_ value: JSONValue) throws(Gap) -> JSONValue {
    switch value {
    case .string(let text): return .string(try fill(text))
    case .array(let elements):
      var filled: [JSONValue] = []
      for element in elements { filled.append(try fill(element)) }
      return .array(filled)
    case .object(let members):
      var filled: [String: JSONValue] = [:]
      for (key, member) in members { filled[key] = try fill(member) }
      return .object(filled)
    default: return value
    }
  }

  private func value(of inside: Substring) throws(Gap) -> String {
    let parts = inside.split(separator: "|", maxSplits: 1).map(String.init)
    var value = JSONValue.object(records)
    for step in parts[0].split(separator: ".") {
      guard let next = Int(step).flatMap({ value[$0] }) ?? value[String(step)] else {
        throw Gap(message: "{\(inside)} leads to nothing: there is no '\(step)'")
      }
      value = next
    }
    if parts.count > 1 { return try Self.form(value, parts[1], inside) }
    switch value {
    case .string(let text): return text
    case .number(let number): return "\(number)"
    case .bool(let flag): return "\(flag)"
    default: throw Gap(message: "{\(inside)} is not one value; go on to a part of it")
    }
  }

  private static func form(_ value: JSONValue, _ form: String, _ inside: Substring) throws(Gap) -> String {
    switch form {
    case "money":
      guard let minor = value["minorUnits"]?.integer, let currency = value["currency"]?.string else {
        throw Gap(message: "{\(inside)} is no amount of money")
      }
      return dollars(Money(minorUnits: minor, currency: currency))
    case "day":
      guard let text = value.string, text.count >= 10, let month = Int(text.dropFirst(5).prefix(2)),
        let day = Int(text.dropFirst(8).prefix(2)), (1...12).contains(month)
      else { throw Gap(message: "{\(inside)} is no day") }
      return "\(months[month - 1]) \(day)"
    case "last4": return String((value.string ?? "").filter(\.isNumber).suffix(4))
    default: throw Gap(message: "there is no form '\(form)'; known: \(forms.joined(separator: ", "))")
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// "$1,234.50".
  private static func dollars(_ money: Money) -> String {
    let units = money.majorUnits.split(separator: ".", maxSplits: 1).map(String.init)
    var whole = units[0], grouped = ""
    let sign = whole.hasPrefix("-") ? "-" : ""
    whole = String(whole.drop { $0 == "-" })
    for (index, digit) in whole.reversed().enumerated() {
      if index > 0, index % 3 == 0 { grouped.insert(",", at: grouped.startIndex) }
      grouped.insert(digit, at: grouped.startIndex)
    }
    let fraction = units.count > 1 ? ".\(units[1])" : ""
    return money.currency == "USD" ? "\(sign)$\(grouped)\(fraction)" : "\(sign)\(grouped)\(fraction) \(money.currency)"
  }
}

/// Whether what happened is what was expected.
enum Matching {
  /// Whether the value holds all that is wanted: every member named, lists element by element.
  static func holds(_ value: JSONValue, _ wanted: JSONValue) -> Bool {
    switch (value, wanted) {
    case (.object(let members), .object(let wanted)):
      return wanted.allSatisfy { key, wanted in holds(members[key] ?? .null, wanted) }
    case (.array(let elements), .array(let wanted)):
      return elements.count == wanted.count && zip(elements, wanted).allSatisfy { holds($0, $1) }
    default: return value == wanted
    }
  }

  /// Whether the pattern is found in the text: between slashes a regular expression, else the words, whatever their case and
  /// the blanks between them. Throws when the expression is none.
  static func finds(_ pattern: String, in text: String) throws -> Bool {
    let plain = normal(text)
    if pattern.count > 2, pattern.hasPrefix("/"), pattern.hasSuffix("/") {
      let regex = try Regex(String(pattern.dropFirst().dropLast())).ignoresCase()
      return try regex.firstMatch(in: plain) != nil
    }
    return plain.lowercased().contains(normal(pattern).lowercased())
  }

  static func normal(_ text: String) -> String {
    text.replacing("’", with: "'").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// RFC 7396.
  static func merged(_ value: JSONValue, _ patch: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var members = value.object ?? [:]
    for (key, change) in changes {
      members[key] = change == .null ? nil : merged(members[key] ?? .null, change)
    }
    return .object(members)
  }
}
