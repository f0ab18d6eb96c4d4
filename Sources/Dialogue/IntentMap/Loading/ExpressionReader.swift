internal import Commerce
internal import Documents

/// Reads values and conditions against the names that are known at their place and the shape that is wanted.
struct ExpressionReader {
  var names: FactNames

  /// A value for an argument. Throws a `DocumentError` that says what would be right.
  func expression(_ document: Document, for wanted: ContractShape) throws(DocumentError) -> Expression {
    switch document.kind {
    case .empty: throw document.error("'\(document.path)' is left empty; it is \(wanted.words)")
    case .list:
      guard case .list(let element) = wanted else { throw document.error("'\(document.path)' is \(wanted.words)") }
      var found: [Expression] = []
      for part in try document.list() { found.append(try expression(part, for: element)) }
      return .list(found)
    case .mapping: return try fields(document, for: wanted)
    case .scalar: return try scalar(document, for: wanted)
    }
  }

  private func fields(_ document: Document, for wanted: ContractShape) throws(DocumentError) -> Expression {
    switch wanted {
    case .record(let record):
      try document.allow(only: record.fields.keys.sorted())
      var found: [String: Expression] = [:]
      for (key, value) in try document.members() {
        guard let field = record.fields[key] else { continue }
        found[key] = try expression(value, for: field.shape)
      }
      for (key, field) in record.fields.sorted(by: { $0.key < $1.key }) where field.required && found[key] == nil {
        throw document.error("'\(key)' is missing in '\(document.path)'; it is \(field.shape.words)")
      }
      return .fields(found)
    case .map(let element):
      var found: [String: Expression] = [:]
      for (key, value) in try document.members() { found[key] = try expression(value, for: element) }
      return .fields(found)
    case .list: return .list([try fields(document, for: Self.element(of: wanted))])
    default: throw document.error("'\(document.path)' is \(wanted.words), not fields")
    }
  }

  private func scalar(_ document: Document, for wanted: ContractShape) throws(DocumentError) -> Expression {
    let text = try document.string()
    if text.contains("{") {
      try check(template: text, document)
      guard wanted == .text else { throw document.error("'\(document.path)' is \(wanted.words), not a text") }
      return .text(text)
    }
    if document.isQuoted { return .literal(try literal(text, document, wanted)) }
    let parts = text.split(separator: " ").map(String.init)
    if parts.contains("or") {
      var found: [Expression] = []
      for part in text.split(separator: " or ", omittingEmptySubsequences: false) {
        found.append(try word(part.split(separator: " ").joined(separator: " "), document, wanted))
      }
      return .firstKnown(found)
    }
    return try word(text, document, wanted)
  }

  /// One fact, one fact with a span ("day + 6 days"), or a word of the contract.
  func word(_ text: String, _ document: Document, _ wanted: ContractShape) throws(DocumentError) -> Expression {
    let parts = text.split(separator: " ").map(String.init)
    if parts.count == 4, let sign = ["+": 1, "-": -1][parts[1]], let path = FactPath(parts[0]) {
      guard let amount = Int(parts[2]), let unit = Self.units[parts[3]] else {
        throw document.error("'\(text)' is no span; write for example 'today + 6 days' or 'now + 24 hours'")
      }
      try check(path, wanted, document)
      return .later(path, days: sign * amount * unit.days, milliseconds: Int64(sign * amount) * unit.milliseconds)
    }
    if case .words(let words) = wanted, words.contains(text), names.bindings[text] == nil {
      return .literal(.text(text))
    }
    if let path = FactPath(text), names.bindings[path.root] != nil || wanted != .flag && Int(text) == nil {
      if names.bindings[path.root] == nil, case .words(let words) = wanted {
        throw document.unknown(text, "'\(document.path)' is one of a closed set, which has no", known: words)
      }
      try check(path, wanted, document)
      return .fact(path)
    }
    return .literal(try literal(text, document, wanted))
  }

  private static let units: [String: (days: Int, milliseconds: Int64)] = [
    "day": (1, 86_400_000), "days": (1, 86_400_000), "week": (7, 604_800_000), "weeks": (7, 604_800_000),
    "hour": (0, 3_600_000), "hours": (0, 3_600_000), "minute": (0, 60_000), "minutes": (0, 60_000),
  ]

  private func literal(_ text: String, _ document: Document, _ wanted: ContractShape) throws(DocumentError) -> FieldTree
  {
    switch wanted {
    case .text: return .text(text)
    case .whole: if let number = Int64(text) { return .whole(number) }
    case .real: if let number = Double(text) { return .real(number) }
    case .flag: if text == "true" || text == "false" { return .flag(text == "true") }
    case .words(let words):
      if words.contains(text) { return .text(text) }
      throw document.unknown(text, "'\(document.path)' is one of a closed set, which has no", known: words)
    case .day: if LocalDate(iso8601: text) != nil { return .text(text) }
    case .clock: if TimeOfDay(text: text) != nil { return .text(text) }
    case .list(let element): return .list([try literal(text, document, element)])
    case .record(let record) where record.isMoney:
      if let money = Self.dollars(text) { return money }
    case .moment, .map, .record: break
    }
    throw document.error("'\(document.path)' is \(wanted.words), not '\(text)'")
  }

  /// "$25" or "25.00 USD".
  private static func dollars(_ text: String) -> FieldTree? {
    let digits = text.filter { $0.isNumber || $0 == "." }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard text.hasPrefix("$") || text.hasSuffix(" USD"), let whole = parts.first.flatMap({ Int64($0) }),
      parts.count == 1 || parts.count == 2 && parts[1].count == 2, let cents = parts.count == 2 ? Int64(parts[1]) : 0
    else { return nil }
    return .fields(["minorUnits": .whole(whole * 100 + cents), "currency": .text("USD")])
  }

  private static func element(of shape: ContractShape) -> ContractShape {
    if case .list(let element) = shape { element } else { shape }
  }

  /// Whether a fact can stand where a shape is wanted.
  private func check(_ path: FactPath, _ wanted: ContractShape, _ document: Document) throws(DocumentError) {
    switch names.shape(of: path) {
    case .failure(let mistake):
      throw document.error(
        mistake.message + (wanted == .text ? "; a text of its own stands in quotes" : ""))
    case .success(let found):
      guard Self.fits(found.shape, wanted) else {
        throw document.error("'\(document.path)' is \(wanted.words), but '\(path)' is \(found.shape.words)")
      }
    }
  }

  /// A record stands for its identifier, one thing for a list of it, a word for text.
  static func fits(_ found: ContractShape, _ wanted: ContractShape) -> Bool {
    switch (found, wanted) {
    case _ where found == wanted: true
    case (.words, .text), (.whole, .real), (.moment, .day), (.day, .moment): true
    case (.words(let found), .words(let wanted)): Set(found).isSubset(of: wanted)
    // A slot's choices are checked by the step that uses them.
    case (.text, .words): true
    case (.record(let record), .text): record.fields["id"]?.shape == .text
    case (.record(let found), .record(let wanted)): found.name == wanted.name
    case (.list(let found), .list(let wanted)): fits(found, wanted)
    case (_, .list(let wanted)): fits(found, wanted)
    default: false
    }
  }

  /// The facts in a text.
  func check(template text: String, _ document: Document, besides known: Set<String> = []) throws(DocumentError) {
    let template: Template
    do { template = try Template.parse(text) } catch { throw document.error(error.message) }
    for fact in template.facts where !known.contains(fact) {
      guard let reference = FactReference(fact) else {
        let manners = FactReference.Manner.allCases.map(\.rawValue).joined(separator: ", ")
        throw document.error("'{\(fact)}' is no fact; after a colon may stand \(manners)")
      }
      if case .failure(let mistake) = names.shape(of: reference.path) { throw document.error(mistake.message) }
    }
  }
}
