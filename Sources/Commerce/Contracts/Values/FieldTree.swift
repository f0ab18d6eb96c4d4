/// A value of the vocabulary as the fields it is written in, whatever its type: what generic rules compare.
public enum FieldTree: Hashable, Codable, Sendable {
  /// Nothing; a truth value; a whole number; another number; characters; several values; values by their coding keys.
  case none, flag(Bool), whole(Int64), real(Double), text(String), list([FieldTree]), fields([String: FieldTree])

  /// The fields of a value. Throws an `EncodingError` when it cannot be written.
  public init(of value: some Encodable) throws {
    self = try FieldEncoder.tree(of: value)
  }

  /// Reads any JSON. Throws a `DecodingError` when it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? container.decode(Int64.self) {
      self = .whole(whole)
    } else if let real = try? container.decode(Double.self) {
      self = .real(real)
    } else if let list = try? container.decode([FieldTree].self) {
      self = .list(list)
    } else {
      self = .fields(try container.decode([String: FieldTree].self))
    }
  }

  /// Writes the same JSON that was read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .whole(let whole): try container.encode(whole)
    case .real(let real): try container.encode(real)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .fields(let fields): try container.encode(fields)
    }
  }

  /// The value of a field; nil when there is none or this has no fields.
  public subscript(_ key: String) -> FieldTree? {
    if case .fields(let fields) = self { fields[key] } else { nil }
  }

  /// The characters, when it is characters.
  public var text: String? { if case .text(let text) = self { text } else { nil } }

  /// Visits every text in it with the coding key nearest above it ("" when there is none).
  public func forEachText(_ body: (_ key: String, _ text: String) -> Void) { visit("", body) }

  private func visit(_ key: String, _ body: (String, String) -> Void) {
    switch self {
    case .text(let text): body(key, text)
    case .list(let list): for item in list { item.visit(key, body) }
    case .fields(let fields): for (key, value) in fields { value.visit(key, body) }
    case .none, .flag, .whole, .real: break
    }
  }
}
