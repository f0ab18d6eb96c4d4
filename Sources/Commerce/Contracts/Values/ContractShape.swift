/// What may stand at a place of a contract, read off the contract's schema: so that the mistakes of documents that name
/// arguments and results (mappings, intents) are found when they are loaded, and not at the first call.
public indirect enum ContractShape: Hashable, Sendable {
  /// Characters; a moment in RFC 3339; a day; a time on a clock.
  case text, moment, day, clock
  /// A whole number; another number; a truth value.
  case whole, real, flag
  /// One of a closed set.
  case words([String])
  /// Several values; values by free names.
  case list(ContractShape), map(ContractShape)
  /// A value with fields.
  case record(Record)

  /// A type with fields.
  public struct Record: Hashable, Sendable {
    /// The type's name ("Order").
    public var name: String
    /// Fields by their names.
    public var fields: [String: Field]
    /// Whether it is an amount of money, which has a rule of its own.
    public var isMoney: Bool { name == "Money" }

    /// Makes a record.
    public init(name: String, fields: [String: Field]) {
      self.name = name
      self.fields = fields
    }
  }

  /// A field of a record.
  public struct Field: Hashable, Sendable {
    /// What may stand there.
    public var shape: ContractShape
    /// Whether it must be there.
    public var required: Bool
    /// What it is when nobody says it; nil: nothing.
    public var fallback: ContractDocument?

    /// Makes a field.
    public init(shape: ContractShape, required: Bool, fallback: ContractDocument? = nil) {
      self.shape = shape
      self.required = required
      self.fallback = fallback
    }
  }

  /// What it is, in words for messages.
  public var words: String {
    switch self {
    case .text: "text"
    case .moment: "a moment"
    case .day: "a day"
    case .clock: "a time as in 09:30"
    case .whole: "a whole number"
    case .real: "a number"
    case .flag: "true or false"
    case .words(let words): "one of \(words.joined(separator: ", "))"
    case .list(let element): "a list (\(element.words) each)"
    case .map: "names with values"
    case .record(let record): record.isMoney ? "an amount of money" : "a record (\(record.name))"
    }
  }
}

extension ContractShape {
  /// The shapes of an operation's arguments and of its result.
  public static func of(_ operation: OperationName) -> (arguments: ContractShape, result: ContractShape) {
    // Schemas that cannot be made are a mistake of the vocabulary, which its own tests tell.
    guard let schemas else { return (.map(.text), .map(.text)) }
    return (
      read(schemas.schema(of: operation, .arguments)), read(schemas.schema(of: operation, .result))
    )
  }

  private static let schemas = try? ContractSchemas()

  private static func read(_ schema: ContractDocument) -> ContractShape {
    SchemaReader(definitions: schema["$defs"] ?? [:]).shape(schema)
  }
}

/// Reads the part of JSON Schema that contracts are written in.
private struct SchemaReader {
  var definitions: ContractDocument

  func shape(_ schema: ContractDocument, name: String = "") -> ContractShape {
    if case .text(let reference)? = schema["$ref"], let name = reference.split(separator: "/").last.map(String.init) {
      return shape(definitions[name] ?? [:], name: name)
    }
    // On a record it says which of its fields belong together.
    if case .list(let options)? = schema["anyOf"], schema["properties"] == nil {
      return options.first { $0["type"] != .text("null") }.map { shape($0) } ?? .text
    }
    if case .list(let words)? = schema["enum"] { return .words(words.compactMap(\.asText)) }
    switch type(schema) {
    case "object": return object(schema, name)
    case "array": return .list(shape(schema["items"] ?? [:]))
    case "integer": return .whole
    case "number": return .real
    case "boolean": return .flag
    default:
      switch schema["format"]?.asText {
      case "date-time": return .moment
      case "date": return .day
      default: return schema["pattern"]?.asText?.contains("24:00") == true ? .clock : .text
      }
    }
  }

  private func object(_ schema: ContractDocument, _ name: String) -> ContractShape {
    guard case .object(let properties)? = schema["properties"] else {
      return .map(shape(schema["additionalProperties"] ?? [:]))
    }
    var required: [String] = []
    if case .list(let names)? = schema["required"] { required = names.compactMap(\.asText) }
    let fields = properties.map {
      (
        $0.key,
        ContractShape.Field(
          shape: shape($0.value), required: required.contains($0.key), fallback: $0.value["default"])
      )
    }
    return .record(.init(name: name, fields: Dictionary(uniqueKeysWithValues: fields)))
  }

  private func type(_ schema: ContractDocument) -> String? {
    switch schema["type"] {
    case .text(let type): type
    case .list(let types): types.compactMap(\.asText).first { $0 != "null" }
    default: nil
    }
  }
}

extension ContractDocument {
  fileprivate var asText: String? { if case .text(let text) = self { text } else { nil } }
}
