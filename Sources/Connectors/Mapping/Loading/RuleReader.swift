import Commerce
import Documents
import Foundation
import Vendors

/// Reads rules and checks them against the contract: fields, words and types that cannot be are told with their line.
struct RuleReader {
  /// Which way values go.
  enum Side { case request, answer }

  /// Tables that the file names.
  var tables: [String: Document]
  /// Records that the file names.
  var records: [String: Document] = [:]
  /// What `$` may name here.
  var names: [String]
  /// The operation's arguments.
  var arguments: ContractShape
  /// Whether a bare word is text to be sent, or a place in an answer.
  var side: Side
  /// The zone of moments that say none.
  var zone = ValueRule.Zone.clock(.utc)
  /// Takes note of the arguments that are used: that go out, or decide what an answer means. Saying an argument again in the
  /// result is no use of it.
  var used = ArgumentUse()
  /// Whether what is read here can use arguments at all.
  var counts = true
  /// The cases in which what is read here goes out.
  var cases: Set<ArgumentUse.Case> = []

  /// The same for what comes too late to use arguments.
  var notCounting: RuleReader {
    var rules = self
    rules.counts = false
    return rules
  }

  /// The words that begin a rule.
  static let heads = [
    "path", "const", "first_of", "join", "money", "sum_of", "difference_of", "if", "each", "use", "object",
  ]
  static let finishing = ["as", "format", "match", "offset", "zone", "map", "default"]

  /// Reads a rule for a place of the contract; nil: the API's own place, where anything may stand.
  func rule(_ document: Document, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    switch document.kind {
    case .empty: throw document.error("\(document.path) is empty; write a place in the answer, or leave the key out")
    case .scalar: return try scalar(document, shape)
    case .list: return try several(document, shape)
    case .mapping: return try mapping(document, shape)
    }
  }

  private func scalar(_ document: Document, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    let value = try document.plain()
    if case .text(let text) = value {
      // Braces stand in a text, or within the brackets of a place: lines[sku={sku}].
      if text.contains("{"), side == .request || !ValuePath.isPlace(text) { return try template(document, text, shape) }
      if side == .answer { return try path(document, text, shape) }
      if case .success(let template) = Template.parse(text) { try refuseBare(template, document) }
    }
    return try constant(document, shape)
  }

  private func template(
    _ document: Document, _ text: String, _ shape: ContractShape?
  ) throws(DocumentError) -> ValueRule {
    let template = try self.template(text, document, uses: side == .request)
    return ValueRule(kind: .template(template), shape: shape, line: document.line, written: text)
  }

  private func path(_ document: Document, _ text: String, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    if case .words(let words)? = shape, words.contains(text) {
      throw document.error(
        "'\(text)' is one of the words of \(document.path): write { const: \(text) } for the word itself, or "
          + "{ path: \(text) } for a place of that name in the answer")
    }
    if let shape { try refuseRecords(document, shape, text) }
    return ValueRule(kind: .take(try place(document)), shape: shape, line: document.line, written: text)
  }

  private func refuseRecords(_ document: Document, _ shape: ContractShape, _ text: String) throws(DocumentError) {
    switch shape {
    case .list(.record(let record)):
      throw document.error(
        "\(document.path) is a list of records (\(record.name)); write each: \(text) and below it the fields "
          + Self.fields(record))
    case .record(let record) where record.isMoney:
      throw document.error(
        "\(document.path) is an amount of money; write { money: \(text), currency: EUR } or with the place of the currency"
      )
    case .record(let record):
      throw document.error(
        "\(document.path) is a record (\(record.name)); write below it within: \(text) and the fields "
          + Self.fields(record))
    default: break
    }
  }

  /// A record's fields, those that must be there first.
  static func fields(_ record: ContractShape.Record) -> String {
    let sorted = record.fields.sorted { ($0.value.required ? 0 : 1, $0.key) < ($1.value.required ? 0 : 1, $1.key) }
    return sorted.map { $0.value.required ? $0.key : "[\($0.key)]" }.joined(separator: ", ")
  }

  private func constant(_ document: Document, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    let value = JSONValue(try document.plain())
    try check(value, shape, document)
    return ValueRule(kind: .constant(value), shape: shape, line: document.line, written: "the file")
  }

  private func several(_ document: Document, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    var element: ContractShape?
    switch shape {
    case .list(let inner)?: element = inner
    case nil: break
    case let other?: throw document.error("\(document.path) is \(other.words), not a list")
    }
    var rules: [ValueRule] = []
    for part in try document.list() { rules.append(try rule(part, element)) }
    return ValueRule(kind: .list(rules), shape: shape, line: document.line, written: "the file")
  }

  private func mapping(_ document: Document, _ shape: ContractShape?) throws(DocumentError) -> ValueRule {
    let members = try document.members()
    if members.count == 1, members[0].value.kind == .empty, !Self.heads.contains(members[0].key) {
      throw document.error(
        "'{\(members[0].key)}' needs quotes: without them YAML takes the braces for its own; write \"{\(members[0].key)}\""
      )
    }
    var heads = members.map(\.key).filter(Self.heads.contains)
    // What each element is may be said with `use`.
    if heads.contains("each") { heads.removeAll { $0 == "use" } }
    guard let head = heads.first else { return try record(document, within: nil, skipping: ["within"], shape) }
    guard heads.count == 1 else {
      throw document.error("\(document.path) says \(heads.joined(separator: " and ")); one of them makes a rule")
    }
    return try headed(document, head, shape)
  }

  /// A mapping whose keys are fields. `instead`: fields that stand beside `use:`, in place of those of the record or besides.
  func record(
    _ document: Document, within: ValuePath?, skipping: Set<String>, _ shape: ContractShape?,
    instead: [(key: String, value: Document)] = []
  ) throws(DocumentError) -> ValueRule {
    var within = within
    if side == .answer, let place = try document.optional("within") { within = try self.place(place) }
    var known: ContractShape.Record?
    switch shape {
    case .record(let record)?: known = record
    case .map?, nil: break
    case .list(let element)?:
      throw document.error(
        "\(document.path) is a list; begin with each: and the place of the list (\(element.words) each)")
    case let other?: throw document.error("\(document.path) is \(other.words) and has no fields")
    }
    var fields: [ValueRule.Field] = []
    for (name, value) in Self.merged(try whole(document), instead) {
      if skipping.contains(name), !(name == "within" && side == .request) { continue }
      if let known, known.fields[name] == nil {
        throw value.unknown(
          name, "\(known.name) has no field", known: known.fields.keys.sorted())
      }
      fields.append(ValueRule.Field(name: name, rule: try rule(value, fieldShape(name, shape))))
    }
    if let known {
      let missing = known.fields.filter { field in field.value.required && !fields.contains { $0.name == field.key } }
      guard missing.isEmpty else {
        throw document.error(
          "\(document.path.isEmpty ? known.name : document.path) needs \(missing.keys.sorted().joined(separator: ", ")) "
            + "(\(known.name)): say where \(missing.count == 1 ? "it stands" : "they stand"), or write { const: … }")
      }
    }
    return ValueRule(
      kind: .record(within: within, fields: fields), shape: shape, line: document.line, written: within?.text ?? ".")
  }

  /// The fields of a record, with those of the record that it uses itself.
  private func whole(_ document: Document) throws(DocumentError) -> [(key: String, value: Document)] {
    var fields = try document.members()
    var seen: Set<String> = []
    while side == .answer, let use = fields.first(where: { $0.key == "use" })?.value {
      guard seen.insert(try use.string()).inserted else { throw use.error("this record uses itself") }
      fields = Self.merged(try named(use).members(), fields.filter { $0.key != "use" })
    }
    return fields
  }

  private static func merged(
    _ fields: [(key: String, value: Document)], _ instead: [(key: String, value: Document)]
  ) -> [(key: String, value: Document)] {
    fields.filter { field in !instead.contains { $0.key == field.key } } + instead
  }

  private func fieldShape(_ name: String, _ shape: ContractShape?) -> ContractShape? {
    switch shape {
    case .record(let record)?: record.fields[name]?.shape
    case .map(let value)?: value
    default: nil
    }
  }
}

extension JSONValue {
  /// A value as a file has it.
  init(_ plain: PlainValue) {
    switch plain {
    case .null: self = .null
    case .flag(let flag): self = .bool(flag)
    case .number(let text): self = Decimal(exactly: text).map(JSONValue.number) ?? .string(text)
    case .text(let text): self = .string(text)
    case .list(let elements): self = .array(elements.map(JSONValue.init))
    case .mapping(let members):
      self = .object(Dictionary(members.map { ($0.key, JSONValue($0.value)) }) { $1 })
    }
  }
}
