/// Puts shapes into JSON Schema 2020-12.
///
/// Arguments are closed: what is not in the contract is a mistake of the caller's and is told. Values stay open, so that a
/// back end may say more than Aisle reads; where one stands in arguments, the reference closes it. Null and missing are the
/// same for what need not be there, as many programs write the one for the other.
struct SchemaWriter {
  /// What is written.
  var vocabulary: ContractVocabulary
  /// Where types are referred to ("#/$defs/").
  var references: String

  /// The schema of a type: of a record its fields, of words the words.
  func definition(_ type: String) -> ContractDocument {
    if let words = vocabulary.types.words[type] { return definition(type, words) }
    guard let record = vocabulary.types.records[type] else { return false }
    let closed = vocabulary.arguments.values.contains(type)
    var members: [String: ContractDocument] = ["type": "object"]
    members["description"] = Descriptions.all[type].map { .text($0) }
    members["properties"] = .object(
      Dictionary(uniqueKeysWithValues: record.fields.map { ($0.key, property($0, of: type, closed: closed)) }))
    let required = record.fields.filter(\.required).map(\.key)
    if !required.isEmpty { members["required"] = .sorted(required) }
    if closed { members["additionalProperties"] = false }
    if !record.oneOf.isEmpty { members["anyOf"] = .list(record.oneOf.map(whole)) }
    return .object(members)
  }

  /// That all fields of a group are there, and say something.
  private func whole(_ group: [String]) -> ContractDocument {
    let fields = group.map { ($0, ["type": "string", "minLength": 1] as ContractDocument) }
    return ["required": .sorted(group), "properties": .object(Dictionary(uniqueKeysWithValues: fields))]
  }

  private func definition(_ type: String, _ words: [String]) -> ContractDocument {
    let meanings = words.compactMap { word in Descriptions.all["\(type).\(word)"].map { "- `\(word)`: \($0)" } }
    // One comment on all cases says nothing of each.
    let several = Set(words.map { Descriptions.all["\(type).\($0)"] }).count > 1
    let text = [Descriptions.all[type] ?? ""] + (several ? [""] + meanings : [])
    return [
      "type": "string", "enum": .list(words.map { .text($0) }),
      "description": .text(text.joined(separator: "\n")),
    ]
  }

  private func property(_ field: FieldShape, of type: String, closed: Bool) -> ContractDocument {
    var members: [String: ContractDocument] = [:]
    members["description"] = Descriptions.all["\(type).\(field.key)"].map { .text($0) }
    if let fallback = field.fallback { members["default"] = fallback }
    if field.personal { members["x-personal-data"] = true }
    switch field.rule {
    case .range(let range):
      members["minimum"] = .number(range.lowerBound)
      if range.upperBound != .max { members["maximum"] = .number(range.upperBound) }
    case .pattern(let pattern): members["pattern"] = .text(pattern)
    case nil: break
    }
    return schema(field.required ? field.shape : .optional(field.shape), closed: closed).adding(members)
  }

  /// The schema of a shape; `closed`: a value there has no more fields than its type.
  func schema(_ shape: Shape, closed: Bool = false) -> ContractDocument {
    switch shape {
    case .text: ["type": "string"]
    case .formatted(let format): ["type": "string", "format": .text(format)]
    case .matching(let pattern): ["type": "string", "pattern": .text(pattern)]
    case .whole: ["type": "integer"]
    case .real: ["type": "number"]
    case .flag: ["type": "boolean"]
    case .words(let type): reference(type)
    case .list(let element): ["type": "array", "items": schema(element, closed: closed)]
    case .map(let value): ["type": "object", "additionalProperties": schema(value, closed: closed)]
    case .record(let type): closed ? reference(type).adding(["unevaluatedProperties": false]) : reference(type)
    case .optional(let wrapped): orNull(schema(wrapped, closed: closed))
    }
  }

  private func orNull(_ schema: ContractDocument) -> ContractDocument {
    switch schema["type"] {
    case .text(let type): schema.adding(["type": ["\(type)", "null"]])
    case nil where schema["anyOf"] == nil: ["anyOf": [schema, ["type": "null"]]]
    default: schema
    }
  }

  private func reference(_ type: String) -> ContractDocument {
    ["$ref": .text(references + vocabulary.schemaName(type))]
  }

  /// The schemas of all types that shapes lead to, by their names.
  func definitions(reachedFrom shapes: [Shape]) -> [String: ContractDocument] {
    var types: Set<String> = []
    for shape in shapes { vocabulary.types.reached(from: shape, into: &types) }
    return Dictionary(uniqueKeysWithValues: types.map { (vocabulary.schemaName($0), definition($0)) })
  }
}
