import Foundation
import Vendors

/// What must hold: `fault.code = 1404`, `money.open > 0`, `payload exists`, `status in paid, refunded`; several in a list hold
/// together, `any:` needs one, `not:` none.
indirect enum Condition: Hashable, Sendable {
  /// One comparison; all; one of them; not.
  case test(ValuePath, Comparison), all([Condition]), any([Condition]), not(Condition)

  /// How a place is compared.
  enum Comparison: Hashable, Sendable {
    /// Whether anything is there or not.
    case exists, missing
    /// With a text or number, whose places are filled in.
    case equal(Template), different(Template), less(Template), lessOrEqual(Template), more(Template), moreOrEqual(
      Template)
    /// One of several; a regular expression that matches as a whole.
    case among([String]), matches(String)
  }

  /// Whether it holds.
  func holds(in scope: Scope) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.holds(in: scope) }
    case .any(let parts): parts.contains { $0.holds(in: scope) }
    case .not(let part): !part.holds(in: scope)
    case .test(let path, let comparison): Self.compare(path.value(in: scope), comparison, scope)
    }
  }

  private static func compare(_ value: JSONValue?, _ comparison: Comparison, _ scope: Scope) -> Bool {
    switch comparison {
    case .exists: return value != nil
    case .missing: return value == nil
    case .among(let texts): return value?.plainText.map(texts.contains) ?? false
    case .matches(let pattern):
      guard let text = value?.plainText, let regex = try? Regex(pattern) else { return false }
      return (try? regex.wholeMatch(in: text)) != nil
    case .equal(let template): return order(value, template, scope) == .orderedSame
    case .different(let template): return order(value, template, scope) != .orderedSame
    case .less(let template): return order(value, template, scope) == .orderedAscending
    case .more(let template): return order(value, template, scope) == .orderedDescending
    case .lessOrEqual(let template):
      return [.orderedAscending, .orderedSame].contains(order(value, template, scope))
    case .moreOrEqual(let template):
      return [.orderedDescending, .orderedSame].contains(order(value, template, scope))
    }
  }

  /// Numbers by their value ("1.50" is 1.5), all else by its characters; nil when one side is missing.
  private static func order(_ value: JSONValue?, _ template: Template, _ scope: Scope) -> ComparisonResult? {
    guard let left = value?.plainText, case .success(let right) = template.filled(in: scope) else { return nil }
    if let left = Decimal(exactly: left), let right = Decimal(exactly: right) {
      return left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
    }
    return left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
  }

  /// Every place it looks at.
  var places: [ValuePath] {
    switch self {
    case .all(let parts), .any(let parts): return parts.flatMap(\.places)
    case .not(let part): return part.places
    case .test(let path, let comparison):
      switch comparison {
      case .equal(let text), .different(let text), .less(let text), .lessOrEqual(let text), .more(let text),
        .moreOrEqual(let text):
        return [path] + text.places
      case .exists, .missing, .among, .matches: return [path]
      }
    }
  }
}

extension Condition {
  /// Reads one line.
  static func parse(_ text: String) -> Result<Condition, PathMistake> {
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { return wrong(text) }
    let path: ValuePath
    switch ValuePath.parse(words[0]) {
    case .success(let found): path = found
    case .failure(let mistake): return .failure(mistake)
    }
    if words.count == 2 {
      switch words[1] {
      case "exists": return .success(.test(path, .exists))
      case "missing": return .success(.test(path, .missing))
      default: return wrong(text)
      }
    }
    switch words[1] {
    case "in":
      let texts = words[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      return .success(.test(path, .among(texts)))
    case "matches":
      guard (try? Regex(words[2])) != nil else {
        return .failure(PathMistake(message: "'\(words[2])' is no regular expression"))
      }
      return .success(.test(path, .matches(words[2])))
    default:
      guard let comparison = comparisons[words[1]] else { return wrong(text) }
      return Template.parse(words[2]).map { .test(path, comparison($0)) }
    }
  }

  private static let comparisons: [String: @Sendable (Template) -> Comparison] = [
    "=": { .equal($0) }, "!=": { .different($0) }, "<": { .less($0) }, "<=": { .lessOrEqual($0) },
    ">": { .more($0) }, ">=": { .moreOrEqual($0) },
  ]

  private static func wrong(_ text: String) -> Result<Condition, PathMistake> {
    .failure(
      PathMistake(
        message: "'\(text)' is no condition; write PLACE = VALUE (also !=, <, <=, >, >=), PLACE in A, B, PLACE matches "
          + "PATTERN, PLACE exists or PLACE missing, with spaces between"))
  }
}
