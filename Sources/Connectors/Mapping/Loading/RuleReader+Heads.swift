import Commerce
import Documents
import Vendors

extension RuleReader {
  /// A mapping that begins a rule.
  func headed(_ document: Document, _ head: String, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    guard let inside = try document.optional(head) else {
      throw document.error(
        "\(document.path): \(head): says nothing; null and what is empty are told by leaving the field out, and "
          + "{ if: …, then: … } without else: says it for some answers")
    }
    switch head {
    case "path":
      try document.allow(only: [head] + Self.finishing)
      let place = try place(inside)
      return try finished(document, .take(place), shape, place.text)
    case "const":
      try document.allow(only: [head])
      let value = JSONValue(try inside.plain())
      try check(value, shape, document)
      return ValueRule(kind: .constant(value), shape: shape, line: document.line, written: "the file")
    case "first_of":
      try document.allow(only: [head] + Self.finishing)
      return try finished(document, .firstOf(try firstOf(inside)), shape, "first_of")
    case "join":
      try document.allow(only: [head, "with"] + Self.finishing)
      let separator = try document.optional("with")?.string() ?? " "
      return try finished(document, .join(try parts(inside), with: separator), shape, "join")
    case "sum_of", "difference_of":
      try document.allow(only: [head] + Self.finishing)
      let parts = inside.kind == .list ? try parts(inside) : [try rule(inside, nil)]
      guard head == "sum_of" || parts.count > 1 else {
        throw inside.error("difference_of: takes several places: { difference_of: [total, discount] }")
      }
      return try finished(document, head == "sum_of" ? .sum(parts) : .difference(parts), shape, head)
    case "money": return try money(document, inside, shape)
    case "if": return try choice(document, inside, shape)
    case "each": return try each(document, inside, shape)
    case "use":
      var within: ValuePath?
      if let part = try document.optional("within") { within = try place(part) }
      let instead = try document.members().filter { !["use", "within"].contains($0.key) }
      return try record(try named(inside), within: within, skipping: ["within"], shape, instead: instead)
    default:
      guard side == .request else { throw document.error("object: is for bodies; write the fields themselves") }
      try document.allow(only: [head])
      var plain = self
      plain.side = .request
      return try plain.record(inside, within: nil, skipping: [], nil)
    }
  }

  private func parts(_ document: Document) throws(DocumentError) -> [ValueRule] {
    var rules: [ValueRule] = []
    for part in try document.list() { rules.append(try rule(part, nil)) }
    guard !rules.isEmpty else { throw document.error("\(document.path) is an empty list") }
    return rules
  }

  /// Each goes out only where none of those before it can.
  private func firstOf(_ document: Document) throws(DocumentError) -> [ValueRule] {
    var reader = self
    var rules: [ValueRule] = []
    let list = try document.list()
    guard !list.isEmpty else { throw document.error("\(document.path) is an empty list") }
    for part in list {
      let rule = try reader.rule(part, nil)
      rules.append(rule)
      guard side == .request else { continue }
      for name in rule.places.compactMap({ $0.argument(isBare: true) }) {
        reader.cases.insert(ArgumentUse.Case(argument: name, isThere: false))
      }
    }
    return rules
  }

  private func choice(
    _ document: Document, _ condition: Document, _ shape: ContractShape?
  ) throws(DocumentError) -> ValueRule {
    try document.allow(only: ["if", "then", "else"])
    let test = try self.condition(condition)
    let then = try saying(test, holds: true).rule(try document.required("then", "{ const: paid }"), shape)
    let otherwise = try document.optional("else")
    var last: ValueRule?
    if let otherwise { last = try saying(test, holds: false).rule(otherwise, shape) }
    return ValueRule(kind: .choose(test, then: then, otherwise: last), line: document.line, written: "if")
  }

  private func each(
    _ document: Document, _ list: Document, _ shape: ContractShape?
  ) throws(DocumentError) -> ValueRule {
    var element: ContractShape?
    switch shape {
    case .list(let inner)?: element = inner
    case nil: break
    case let other?: throw document.error("\(document.path) is \(other.words), not a list; each: makes a list")
    }
    let path = try place(list)
    var inside = self
    inside.names.append("name")
    var only: Condition?
    if let part = try document.optional("where") {
      let condition = try inside.condition(part)
      try refuseUnguarded(condition, part)
      only = condition
    }
    let item: ValueRule
    if let take = try document.optional("take") {
      try document.allow(only: ["each", "where", "take"])
      item = try inside.rule(take, element)
    } else if let use = try document.optional("use") {
      let instead = try document.members().filter { !["each", "where", "use"].contains($0.key) }
      item = try inside.record(try named(use), within: nil, skipping: ["within"], element, instead: instead)
    } else {
      item = try inside.record(document, within: nil, skipping: ["each", "where", "within"], element)
    }
    return ValueRule(
      kind: .each(path, only: only, item: item), shape: shape, line: document.line, written: path.text)
  }

  /// A record that the file names.
  func named(_ document: Document) throws(DocumentError) -> Document {
    let name = try document.string()
    guard let record = records[name] else {
      throw document.unknown(name, "there is no record", known: records.keys.sorted())
    }
    return record
  }

  /// What is made of a value once it is found.
  private func finished(
    _ document: Document, _ kind: ValueRule.Kind, _ shape: ContractShape?, _ written: String
  ) throws(DocumentError) -> ValueRule {
    var rule = ValueRule(kind: kind, shape: shape, line: document.line, written: written)
    rule.zone = try zone(document) ?? zone
    if let conversions = try document.optional("as") {
      let words = conversions.kind == .list ? try conversions.list() : [conversions]
      for word in words {
        let text = try word.string()
        guard let conversion = Conversion.Word(rawValue: text) else {
          throw word.unknown(text, "there is no conversion", known: Conversion.Word.allCases.map(\.rawValue))
        }
        rule.conversions.append(.plain(conversion))
      }
    }
    if let pattern = try document.optional("match") {
      let text = try pattern.string()
      guard (try? Regex(text)) != nil else { throw pattern.error("'\(text)' is no regular expression") }
      // What is to be read as something else is first found.
      rule.conversions.insert(.match(text), at: 0)
    }
    if let format = try document.optional("format") {
      let text = try format.string()
      guard DatePattern.isComplete(text) else {
        throw format.error(
          "format: is a date with YYYY, MM and DD, perhaps HH, mm and ss, as in DD.MM.YYYY, not '\(text)'")
      }
      rule.conversions.append(side == .answer ? .pattern(text) : .written(text))
    }
    let element: ContractShape? = if case .list(let inner)? = shape { inner } else { shape }
    if let map = try document.optional("map") { rule.table = try table(map, element) }
    if let fallback = try document.optional("default") {
      let value = JSONValue(try fallback.plain())
      try check(value, shape, fallback)
      rule.fallback = value
    }
    return rule
  }

  private func table(_ document: Document, _ shape: ContractShape?) throws(DocumentError) -> ValueRule.Table {
    var source = document
    if document.kind == .scalar {
      let name = try document.string()
      guard let named = tables[name] else {
        throw document.unknown(name, "there is no table", known: tables.keys.sorted())
      }
      source = named
    }
    var table = ValueRule.Table(values: [:])
    for (theirs, ours) in try source.members() {
      let value = JSONValue(try ours.plain())
      try check(value, shape, ours)
      if theirs == "otherwise" { table.otherwise = value } else { table.values[theirs] = value }
    }
    return table
  }
}
