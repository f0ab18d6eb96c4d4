/// What a value looks like when it is written, read off its type by `ShapeReader`.
indirect enum Shape: Hashable, Sendable {
  /// Any characters; characters of a JSON Schema format; characters that match a pattern.
  case text, formatted(String), matching(String)
  /// A whole number; another number; a truth value.
  case whole, real, flag
  /// One of a closed set of words; the enum's name.
  case words(String)
  /// Several values of a kind; values of a kind by free names.
  case list(Shape), map(Shape)
  /// A value of a kind, or null.
  case optional(Shape)
  /// A value with fields; its type's name.
  case record(String)
}

/// A field of a record.
struct FieldShape: Hashable, Sendable {
  /// The coding key.
  var key: String
  /// What it looks like.
  var shape: Shape
  /// Whether it must be there.
  var required: Bool
  /// What holds when it is missing, where that is something.
  var fallback: ContractDocument?
  /// What must hold of it besides.
  var rule: FieldRule?
  /// Whether it is about a person.
  var personal: Bool
}

/// A type with fields.
struct RecordShape: Hashable, Sendable {
  /// The type's name, without its module ("ExistingOrders.Outcome").
  var name: String
  /// The fields in the order in which the type reads them.
  var fields: [FieldShape]
  /// Groups of fields, all texts, of which one must be there whole; empty: no such rule.
  var oneOf: [[String]] = []
}

/// All types that were read, by name.
struct Vocabulary: Hashable, Sendable {
  /// Types with fields.
  var records: [String: RecordShape] = [:]
  /// Closed sets of words, in the order of their cases.
  var words: [String: [String]] = [:]

  /// A type's name without its module.
  static func name(of type: Any.Type) -> String {
    let full = String(reflecting: type)
    return full.firstIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full
  }

  /// The names of all types that a shape leads to.
  func reached(from shape: Shape, into found: inout Set<String>) {
    switch shape {
    case .text, .formatted, .matching, .whole, .real, .flag: break
    case .list(let inner), .map(let inner), .optional(let inner): reached(from: inner, into: &found)
    case .words(let name): found.insert(name)
    case .record(let name):
      guard found.insert(name).inserted else { return }
      for field in records[name]?.fields ?? [] { reached(from: field.shape, into: &found) }
    }
  }
}
