import Commerce
import Documents
import Foundation
import Vendors

extension RuleReader {
  /// Reads a place.
  func place(_ document: Document) throws(DocumentError) -> ValuePath {
    let text = try document.string()
    switch ValuePath.parse(text) {
    case .failure(let mistake):
      if text.hasPrefix("{"), text.hasSuffix("}"), ValuePath.isPlace(String(text.dropFirst().dropLast())) {
        let inside = String(text.dropFirst().dropLast())
        throw document.error(
          "'\(text)' is a text with a place in it, and here stands the place itself: write "
            + (inside.hasPrefix("$") ? inside : "$arguments.\(inside)"))
      }
      throw document.error(mistake.message)
    case .success(let path):
      try check(path, inBraces: false, document, uses: side == .request)
      return path
    }
  }

  /// Reads a condition: a line, a list of which all must hold, `any:` or `not:`.
  func condition(_ document: Document) throws(DocumentError) -> Condition {
    switch document.kind {
    case .list: return .all(try conditions(document))
    case .mapping:
      try document.allow(only: ["any", "not"])
      if let any = try document.optional("any") { return .any(try conditions(any)) }
      return .not(try condition(try document.required("not", "payload exists")))
    default:
      switch Condition.parse(try document.string()) {
      case .failure(let mistake): throw document.error(mistake.message)
      case .success(let condition):
        if case .test(let path, let comparison) = condition {
          // Looking whether it is there says nothing of what it is.
          try check(path, inBraces: false, document, uses: ![.exists, .missing].contains(comparison))
        }
        for place in condition.places.dropFirst() { try check(place, inBraces: true, document) }
        for template in condition.tests.flatMap(\.comparison.templates) { try refuseBare(template, document) }
        return condition
      }
    }
  }

  private func conditions(_ document: Document) throws(DocumentError) -> [Condition] {
    var found: [Condition] = []
    for part in try document.list() { found.append(try condition(part)) }
    return found
  }

  /// Reads a template of a request.
  func template(_ document: Document) throws(DocumentError) -> Template {
    try template(try document.string(), document)
  }

  /// Reads a text with places in braces.
  func template(_ text: String, _ document: Document, uses: Bool = true) throws(DocumentError) -> Template {
    switch Template.parse(text) {
    case .failure(let mistake): throw document.error(mistake.message)
    case .success(let template):
      for place in template.places { try check(place, inBraces: true, document, uses: uses) }
      try refuseBare(template, document)
      return template
    }
  }

  /// A place of a known name outside braces would be taken for these very characters.
  func refuseBare(_ template: Template, _ document: Document) throws(DocumentError) {
    for case .text(let plain) in template.parts {
      for start in plain.indices where plain[start] == "$" {
        let rest = plain[start...]
        let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        let after = rest.dropFirst(name.count + 1)
        let isAnswer = ["body", "headers", "status"].contains { after.hasPrefix(".\($0)") }
        guard !name.isEmpty, isAnswer || names.contains(String(name)) else { continue }
        let whole = rest.prefix { !$0.isWhitespace && !"\"',;/?&".contains($0) }
        let place = ValuePath.isPlace(String(whole)) ? String(whole) : "$" + name
        throw document.error(
          "'\(template.text)': outside braces \(place) is taken as these characters; write {\(place)} for what stands "
            + "there" + (template.text == place ? ", or { const: \"\(place)\" } for the characters" : ""))
      }
    }
  }

  /// Whether a place begins at something that is there, and names an argument that the operation has. `uses`: whether naming an
  /// argument here uses it.
  func check(
    _ path: ValuePath, inBraces: Bool, _ document: Document, uses: Bool = true
  ) throws(DocumentError) {
    for place in path.inner { try check(place, inBraces: true, document) }
    if let source = path.source {
      guard names.contains(source) else {
        throw document.unknown("$" + source, "there is no", known: names.map { "$" + $0 })
      }
      if source == "arguments" { try checkArgument(path, path.steps, document, uses) }
      if !["arguments", "key", "now", "name"].contains(source), let first = path.steps.first,
        ![.member("body"), .member("headers"), .member("status")].contains(first)
      {
        throw document.error("'\(path.text)': after $\(source) comes .body, .headers or .status")
      }
    } else if inBraces || side == .request {
      try checkArgument(path, path.steps, document, uses)
    }
  }

  private func checkArgument(
    _ path: ValuePath, _ steps: [ValuePath.Step], _ document: Document, _ uses: Bool
  ) throws(DocumentError) {
    if uses, counts { used.note(steps, of: arguments, only: cases) }
    var shape = arguments
    for step in steps {
      switch (step, shape) {
      case (.member(let name), .record(let record)):
        guard let field = record.fields[name] else {
          throw document.unknown(
            name, "\(record.name.replacingOccurrences(of: "Arguments", with: "")) has no argument",
            known: record.fields.keys.sorted())
        }
        shape = field.shape
      case (_, .list(let element)): shape = element
      default: return
      }
    }
  }

  /// An argument that a call may lack equals nothing when it does, and so would pick nothing: `where:` has to say what then.
  func refuseUnguarded(_ condition: Condition, _ document: Document) throws(DocumentError) {
    guard case .record(let record) = arguments else { return }
    var looked: Set<String> = []
    var compared: [String] = []
    for (place, comparison) in condition.tests {
      let left = place.argument(isBare: side == .request)
      if [.exists, .missing].contains(comparison) {
        if let left { looked.insert(left) }
      } else {
        let right = comparison.places + place.inner
        compared += (left.map { [$0] } ?? []) + right.compactMap { $0.argument(isBare: true) }
      }
    }
    guard
      let name = compared.first(where: { name in
        guard let field = record.fields[name] else { return false }
        let saysNothing = field.fallback == nil || field.fallback == .list([])
        return !field.required && saysNothing && !looked.contains(name)
      })
    else { return }
    throw document.error(
      "a call need not have '\(name)', and without it this picks nothing; write any: [$arguments.\(name) missing, …]")
  }

  /// Whether a value that the file gives can stand at a place of the contract.
  func check(_ value: JSONValue, _ shape: ContractShape?, _ document: Document) throws(DocumentError) {
    guard let shape, value != .null else { return }
    if case .words(let words) = shape, let text = value.string, !words.contains(text) {
      throw document.unknown(text, "\(document.path) cannot be", known: words)
    }
    let rule = ValueRule(kind: .constant(value), line: document.line, written: "the file")
    do {
      _ = try RuleEvaluator().fit(value, shape, rule, .utc, document.path)
    } catch {
      throw document.error("\(document.path): \(value.kindInWords) is not \(shape.words)")
    }
  }
}
