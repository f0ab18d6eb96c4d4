import Foundation
import Vendors

/// Where a value stands: `payload.items[0].total`, `addresses[kind=ship].street`, `items[].ref.no` or
/// `items.*.ref.no`, `$answer.headers.etag`.
///
/// What begins with a word begins at the record in hand; what begins with `$` at what that names: `$arguments`, `$key`,
/// `$now`, `$answer`, or a request's own name. `$.x` is short for `$answer.body.x`, `.` is the record in hand itself, `^.x`
/// is of the record around it. What stands in braces inside brackets is an argument: `lines[sku={sku}]`, `stock[{sku}]`.
///
/// A record counts as the list of its values, in the order of their names, wherever a list is wanted: many APIs write
/// `{"S1": {…}, "S2": {…}}` for a list with identifiers.
struct ValuePath: Hashable, Sendable {
  /// One step into a value.
  enum Step: Hashable, Sendable {
    /// A member; the member that an argument names; an element, from the end when negative; all elements; the first whose
    /// member has this text.
    case member(String), named(Template), element(Int), all, first(String, equals: Template)
  }

  /// What it starts at; nil: the record in hand.
  var source: String?
  /// How many records further out it starts: `^.currency` is the currency of the record around the one in hand.
  var climbs = 0
  /// From there.
  var steps: [Step]
  /// As it was written.
  var text: String

  /// Reads a path. Returns nil, and what is wrong, when it is none.
  static func parse(_ text: String) -> Result<ValuePath, PathMistake> {
    var reader = PathReader(text: text)
    do { return .success(try reader.path()) } catch { return .failure(error) }
  }

  /// Whether a text is a place at all.
  static func isPlace(_ text: String) -> Bool { if case .success = parse(text) { true } else { false } }

  /// The value there; nil when there is none or it is null, also where the way to it is not as the path says. Several when the
  /// path says `[]`.
  func value(in scope: Scope) -> JSONValue? { try? found(in: scope) }

  /// The value there; nil when there is none or it is null. Throws what stands on the way instead of a list or a record: what is
  /// not there may be left out, but text where a list should be is no empty list.
  func found(in scope: Scope) throws(PathMistake) -> JSONValue? {
    let start: JSONValue?
    if let source { start = scope.names[source] } else { start = scope.record(climbs) }
    guard let start else { return nil }
    return try walk(start, steps[...], scope)
  }

  /// Whether anything is said there: of an argument, an empty list says nothing.
  func isGiven(in scope: Scope) -> Bool {
    guard let found = value(in: scope) else { return false }
    let isArgument = source == "arguments" || (source == nil && scope.holdsArguments)
    return !isArgument || found != .array([])
  }

  /// Whether null is written there.
  func isNull(in scope: Scope) -> Bool {
    guard case .member(let name)? = steps.last else { return false }
    var around = self
    around.steps.removeLast()
    return around.value(in: scope)?.object?[name] == .null
  }

  private func walk(
    _ value: JSONValue, _ steps: ArraySlice<Step>, _ scope: Scope
  ) throws(PathMistake) -> JSONValue? {
    guard let step = steps.first else { return value == .null ? nil : value }
    let rest = steps.dropFirst()
    let next: JSONValue?
    switch step {
    case .member(let name):
      // `items.0` is `items[0]`: brackets need quotes inside { } in YAML.
      next = if let index = Int(name), let elements = value.array { Self.element(index, elements) } else { value[name] }
    case .named(let template):
      guard case .success(let name) = template.filled(in: scope) else { return nil }
      next = value[name]
    case .element(let index): next = Self.element(index, try several(value).map(\.value))
    case .all: return .array(try all(value, rest, scope))
    case .first(let name, let wanted):
      guard case .success(let wanted) = wanted.filled(in: scope) else { return nil }
      next = try several(value).first { $0.value[name]?.plainText == wanted }?.value
    }
    guard let next else { return nil }
    return try walk(next, rest, scope)
  }

  private func all(
    _ value: JSONValue, _ rest: ArraySlice<Step>, _ scope: Scope
  ) throws(PathMistake) -> [JSONValue] {
    var found: [JSONValue] = []
    for (_, element) in try several(value) where element != .null {
      guard rest.isEmpty || element.elements != nil else {
        throw PathMistake(message: "\(element.kindInWords) stands in the list of '\(text)', not a record")
      }
      guard let inner = try walk(element, rest, scope) else { continue }
      // `a[].b[]` is one list, not a list of lists.
      if rest.contains(.all), let several = inner.array { found += several } else { found.append(inner) }
    }
    return found
  }

  /// The elements of a list, or of a record in place of one; none of null.
  private func several(_ value: JSONValue) throws(PathMistake) -> [(name: String?, value: JSONValue)] {
    if value == .null { return [] }
    guard let elements = value.elements else {
      throw PathMistake(message: "\(value.kindInWords) stands on the way to '\(text)', not a list")
    }
    return elements
  }

  /// The places inside its brackets.
  var inner: [ValuePath] {
    steps.flatMap { step -> [ValuePath] in
      switch step {
      case .named(let template), .first(_, let template): return template.places
      default: return []
      }
    }
  }
}

extension ValuePath {
  private static func element(_ index: Int, _ elements: [JSONValue]) -> JSONValue? {
    let place = index < 0 ? elements.count + index : index
    return elements.indices.contains(place) ? elements[place] : nil
  }
}

/// Why a path cannot be read.
struct PathMistake: Error, Hashable { var message: String }

/// What paths lead through.
struct Scope: Sendable {
  /// The record in hand.
  var here: JSONValue?
  /// What `$` names.
  var names: [String: JSONValue]
  /// The records around the one in hand, the outermost first.
  var around: [JSONValue] = []
  /// Whether what is in hand are the operation's arguments, or a part of them.
  var holdsArguments = false

  /// The same with another record in hand.
  func at(_ value: JSONValue?) -> Scope { Scope(here: value, names: names) }

  /// The same with a part of the record in hand.
  func inside(_ value: JSONValue?) -> Scope {
    Scope(here: value, names: names, around: around + (here.map { [$0] } ?? []), holdsArguments: holdsArguments)
  }

  /// The record in hand, or so many further out.
  func record(_ climbs: Int) -> JSONValue? {
    guard climbs > 0 else { return here }
    return climbs <= around.count ? around[around.count - climbs] : nil
  }

  /// The same with the operation's arguments in hand, as templates read.
  var inArguments: Scope { Scope(here: names["arguments"], names: names, holdsArguments: true) }
}

/// Reads paths character by character.
private struct PathReader {
  let text: String
  private var rest: Substring

  init(text: String) {
    self.text = text
    rest = text[...]
  }

  mutating func path() throws(PathMistake) -> ValuePath {
    guard text != "." else { return ValuePath(source: nil, steps: [], text: text) }
    var source: String?
    var climbs = 0
    var steps: [ValuePath.Step] = []
    if rest.first == "$" {
      rest.removeFirst()
      if rest.isEmpty || rest.first == "." || rest.first == "[" {
        source = "answer"
        steps = [.member("body")]
      } else {
        source = try word()
      }
    } else {
      while rest.first == "^" {
        rest.removeFirst()
        climbs += 1
        if rest.first == "." { rest.removeFirst() }
      }
      if rest.first != "[" { steps.append(.member(try word())) }
    }
    while let next = rest.first {
      rest.removeFirst()
      switch next {
      case ".":
        if rest.first == "*" {
          rest.removeFirst()
          steps.append(.all)
        } else {
          steps.append(.member(header(try word(), after: steps)))
        }
      case "[": steps.append(try bracket())
      default: throw wrong("unexpected '\(next)'")
      }
    }
    return ValuePath(source: source, climbs: climbs, steps: steps, text: text)
  }

  /// Names of HTTP headers are the same in upper and in lower case.
  private func header(_ word: String, after steps: [ValuePath.Step]) -> String {
    steps == [.member("headers")] ? word.lowercased() : word
  }

  private mutating func word() throws(PathMistake) -> String {
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    guard !word.isEmpty else { throw wrong(rest.isEmpty ? "it ends too early" : "a name is missing before '\(rest)'") }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  private mutating func bracket() throws(PathMistake) -> ValuePath.Step {
    guard let end = rest.firstIndex(of: "]") else { throw wrong("a ']' is missing") }
    let inside = String(rest[..<end])
    rest = rest[rest.index(after: end)...]
    if inside.isEmpty { return .all }
    if let index = Int(inside) { return .element(index) }
    if inside.hasPrefix("{") { return .named(try template(inside)) }
    for quote in ["'", "\""] where inside.count >= 2 && inside.hasPrefix(quote) && inside.hasSuffix(quote) {
      return .member(String(inside.dropFirst().dropLast()))
    }
    let parts = inside.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw wrong("in [ ] stands nothing (all), a number, 'a name', {argument}, or member=text, not '\(inside)'")
    }
    return .first(String(parts[0]), equals: try template(String(parts[1])))
  }

  private func template(_ text: String) throws(PathMistake) -> Template {
    let template = try Template.parse(text).get()
    guard template.places.allSatisfy({ $0.inner.isEmpty }) else { throw wrong("too much stands in [ ]") }
    return template
  }

  private func wrong(_ what: String) -> PathMistake {
    PathMistake(
      message: "'\(text)' is no place in an answer: \(what); write for example payload.items[0].total, items[].id, "
        + "addresses[kind=ship].street or $answer.headers.etag")
  }
}

extension JSONValue {
  /// Text, number or truth value as text; nil for what has parts.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .number(let number): "\(number)"
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// The elements of a list; the members of a record with their names, in the order of those; nil for what has no parts.
  var elements: [(name: String?, value: JSONValue)]? {
    switch self {
    case .array(let elements): return elements.map { (nil, $0) }
    case .object(let members):
      // Identifiers are often numbers: 2 comes before 10.
      let sorted = members.sorted { left, right in
        if let first = Int(left.key), let second = Int(right.key), first != second { return first < second }
        return left.key < right.key
      }
      return sorted.filter { $0.value != .null }.map { ($0.key, $0.value) }
    default: return nil
    }
  }

  /// What it is, in words for messages: never its value, which may be about a person.
  var kindInWords: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "a record"
    }
  }
}
