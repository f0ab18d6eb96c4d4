import Foundation

extension Condition {
  /// Reads one line. What could never hold, or would not mean what it seems to, is refused.
  static func parse(_ text: String) -> Result<Condition, PathMistake> {
    do throws(PathMistake) { return .success(try read(text)) } catch { return .failure(error) }
  }

  private static func read(_ text: String) throws(PathMistake) -> Condition {
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { throw wrong(text) }
    let path = try ValuePath.parse(words[0]).get()
    if words.count == 2 {
      switch words[1] {
      case "exists": return .test(path, .exists)
      case "missing": return .test(path, .missing)
      default: throw wrong(text)
      }
    }
    let value = words[2].trimmingCharacters(in: .whitespaces)
    switch words[1] {
    case "in": return .test(path, .among(try several(value, text)))
    case "postcode_in": return .test(path, .postcode(try several(value, text)))
    case "phone_in": return .test(path, .phone(try several(value, text)))
    case "matches":
      guard (try? Regex(value)) != nil else { throw PathMistake(message: "'\(value)' is no regular expression") }
      return .test(path, .matches(value))
    default:
      guard let comparison = comparisons[words[1]] else { throw wrong(text) }
      return .test(path, comparison(try one(value, text)))
    }
  }

  private static let comparisons: [String: @Sendable (Template) -> Comparison] = [
    "=": { .equal($0) }, "!=": { .different($0) }, "<": { .less($0) }, "<=": { .lessOrEqual($0) },
    ">": { .more($0) }, ">=": { .moreOrEqual($0) },
  ]

  /// What is compared with: as it stands, or between quotes.
  private static func one(_ value: String, _ whole: String) throws(PathMistake) -> Template {
    if let quote = value.first, quote == "'" || quote == "\"", value.count >= 2, value.last == quote {
      return try Template.parse(String(value.dropFirst().dropLast())).get()
    }
    guard value != "null", value != "~" else {
      throw PathMistake(message: "'\(whole)': nothing equals null; write PLACE missing, or PLACE exists")
    }
    try refuseSecond(value, whole)
    return try Template.parse(value).get()
  }

  /// `A, B`, `[A, B]`, `{list}`.
  private static func several(_ value: String, _ whole: String) throws(PathMistake) -> [Template] {
    var inside = value
    if let first = value.first, let close = ["[": "]", "(": ")"][first], value.hasSuffix(close) {
      inside = String(value.dropFirst().dropLast())
    }
    var templates: [Template] = []
    for part in try parts(inside, whole) { templates.append(try one(part, whole)) }
    return templates
  }

  /// What stands between commas, where those are not within quotes or braces.
  private static func parts(_ text: String, _ whole: String) throws(PathMistake) -> [String] {
    var found: [String] = [""]
    var until: Character?
    for character in text {
      if character == "," && until == nil {
        found.append("")
        continue
      }
      if character == until {
        until = nil
      } else if until == nil, let last = found.last, last.allSatisfy(\.isWhitespace) || character == "{" {
        until = ["{": "}", "'": "'", "\"": "\""][character]
      }
      found[found.count - 1].append(character)
    }
    let trimmed = found.map { $0.trimmingCharacters(in: .whitespaces) }
    guard trimmed.allSatisfy({ !$0.isEmpty }) else {
      throw PathMistake(
        message: "'\(whole)': a value is missing; write PLACE in A, B with a value on each side of a comma")
    }
    return trimmed
  }

  /// `a = 1 and b = 2` is not one condition, though it could be read as one about the text "1 and b = 2".
  private static func refuseSecond(_ value: String, _ whole: String) throws(PathMistake) {
    let words = value.split(separator: " ").map(String.init)
    let operators = Set(comparisons.keys).union(["==", "in", "postcode_in", "phone_in", "matches", "exists", "missing"])
    for (index, word) in words.enumerated() where ["and", "or", "&&", "||"].contains(word.lowercased()) {
      guard index > 0, index + 2 < words.count, operators.contains(words[index + 2]) else { continue }
      throw PathMistake(
        message:
          "'\(whole)' is more than one condition; write each on a line of its own in a list (all hold) or below any: "
          + "(one holds), or put the value in quotes if it is one")
    }
  }

  private static func wrong(_ text: String) -> PathMistake {
    PathMistake(
      message: "'\(text)' is no condition; write PLACE = VALUE (also !=, <, <=, >, >=), PLACE in A, B, PLACE matches "
        + "PATTERN, PLACE exists or PLACE missing, with spaces between")
  }
}
