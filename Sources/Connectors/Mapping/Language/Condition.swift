import Foundation
import Vendors

/// What must hold: `fault.code = 1404`, `money.open > 0`, `payload exists`, `status in paid, refunded`; several in a list hold
/// together, `any:` needs one, `not:` none.
///
/// Where a place brings several values, one that fits is enough. What is not there equals nothing, on either side.
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
    /// With one of several, among them all elements of a place that is a list; a regular expression that matches as a whole.
    case among([Template]), matches(String)
    /// With one of several, as postcodes and as telephone numbers are compared: however they are written.
    case postcode([Template]), phone([Template])
  }

  /// Whether it holds.
  func holds(in scope: Scope) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.holds(in: scope) }
    case .any(let parts): parts.contains { $0.holds(in: scope) }
    case .not(let part): !part.holds(in: scope)
    case .test(let path, .exists): path.isGiven(in: scope)
    case .test(let path, .missing): !path.isGiven(in: scope)
    case .test(let path, let comparison): Self.compare(path.value(in: scope), comparison, scope)
    }
  }

  private static func compare(_ value: JSONValue?, _ comparison: Comparison, _ scope: Scope) -> Bool {
    switch comparison {
    case .exists: return value != nil
    case .missing: return value == nil
    case .different(let template): return !compare(value, .equal(template), scope)
    case .among(let templates): return templates.contains { compare(value, .equal($0), scope) }
    case .postcode(let templates):
      return any(value, templates, scope) { CanonicalWords.postcode($0) == CanonicalWords.postcode($1) }
    case .phone(let templates): return any(value, templates, scope, CanonicalWords.isSamePhone)
    case .matches(let pattern):
      guard let regex = try? Regex(pattern) else { return false }
      return texts(value).contains { (try? regex.wholeMatch(in: $0)) != nil }
    case .equal(let template): return order(value, template, scope, [.orderedSame])
    case .less(let template): return order(value, template, scope, [.orderedAscending])
    case .more(let template): return order(value, template, scope, [.orderedDescending])
    case .lessOrEqual(let template): return order(value, template, scope, [.orderedAscending, .orderedSame])
    case .moreOrEqual(let template): return order(value, template, scope, [.orderedDescending, .orderedSame])
    }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    (value?.array ?? value.map { [$0] } ?? []).compactMap(\.plainText)
  }

  private static func any(
    _ value: JSONValue?, _ templates: [Template], _ scope: Scope, _ areSame: (String, String) -> Bool
  ) -> Bool {
    let right = templates.flatMap { $0.texts(in: scope) }
    return texts(value).contains { left in !left.isEmpty && right.contains { areSame(left, $0) } }
  }

  private static func order(
    _ value: JSONValue?, _ template: Template, _ scope: Scope, _ wanted: [ComparisonResult]
  ) -> Bool {
    let right = template.texts(in: scope)
    return texts(value).contains { left in right.contains { wanted.contains(order(left, $0)) } }
  }

  /// Numbers by their value ("1.50" is 1.5), all else by its characters.
  private static func order(_ left: String, _ right: String) -> ComparisonResult {
    if let left = Decimal(exactly: left), let right = Decimal(exactly: right) {
      return left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
    }
    return left == right ? .orderedSame : left < right ? .orderedAscending : .orderedDescending
  }

  /// Each of its comparisons.
  var tests: [(place: ValuePath, comparison: Comparison)] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.tests)
    case .not(let part): part.tests
    case .test(let path, let comparison): [(path, comparison)]
    }
  }

  /// Every place it looks at.
  var places: [ValuePath] { tests.flatMap { [$0.place] + $0.comparison.places } }
}

extension Condition.Comparison {
  /// The places in what it compares with.
  var places: [ValuePath] { templates.flatMap(\.places) }

  /// What it compares with.
  var templates: [Template] {
    switch self {
    case .equal(let text), .different(let text), .less(let text), .lessOrEqual(let text), .more(let text),
      .moreOrEqual(let text):
      [text]
    case .among(let texts), .postcode(let texts), .phone(let texts): texts
    case .exists, .missing, .matches: []
    }
  }
}
