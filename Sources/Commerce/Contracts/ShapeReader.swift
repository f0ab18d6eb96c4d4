/// Reads what types look like off the types themselves: it decodes each from nothing, notes what is asked for, and
/// answers every question with a blank. So a schema cannot say anything else than the code does.
final class ShapeReader {
  /// What was read so far.
  private(set) var vocabulary = Vocabulary()
  /// Types that are being read, for those that hold themselves.
  private var underway: Set<String> = []

  /// The shape of a type. Throws a `ShapeError` when JSON Schema could not say it.
  func shape<Value: Decodable>(_ type: Value.Type) throws -> Shape {
    let name = Vocabulary.name(of: type)
    return underway.contains(name) ? .record(name) : try read(type).shape
  }

  /// The shape of a type and a blank value of it.
  func read<Value: Decodable>(_ type: Value.Type) throws -> (shape: Shape, value: Value) {
    func taken(_ shape: Shape, _ blank: Any) throws -> (Shape, Value) {
      guard let value = blank as? Value else { throw ShapeError("\(type) is not what it says it is") }
      return (shape, value)
    }
    if let leaf = type as? any LeafShape.Type { return try taken(leaf.shape, leaf.blank) }
    if let composite = type as? any CompositeShape.Type { return try taken(composite.shape(self), composite.blank) }
    if let words = type as? any CaseIterable.Type { return try taken(try read(words: words), words.first as Any) }
    return try read(record: type)
  }

  private func read<Words: CaseIterable>(words type: Words.Type) throws -> Shape {
    let name = Vocabulary.name(of: type)
    let words = type.allCases.compactMap { ($0 as? any RawRepresentable<String>)?.rawValue }
    guard words.count == type.allCases.count, !words.isEmpty else { throw ShapeError("\(name) is no set of words") }
    vocabulary.words[name] = words
    return .words(name)
  }

  private func read<Value: Decodable>(record type: Value.Type) throws -> (shape: Shape, value: Value) {
    let name = Vocabulary.name(of: type)
    guard underway.insert(name).inserted else { throw ShapeError("\(name) holds itself") }
    defer { underway.remove(name) }
    let rules = (type as? any ContractValue.Type)?.rules ?? [:]
    let personal = (type as? any ContractValue.Type)?.personal ?? []
    let full = ShapeNotes()
    let value = try blank(type, ShapeDecoder(reader: self, notes: full, complete: true))
    if let single = full.single { return (single, value) }
    let groups = (type as? any TypedOperation.Type)?.oneOf ?? []
    let strangers = personal.union(rules.keys).union(groups.joined()).subtracting(full.fields.map(\.key))
    guard strangers.isEmpty else {
      throw ShapeError("\(name) has marks or rules for \(strangers), which it does not hold")
    }
    // Once more without what may be missing: what is there all the same is a default.
    let bare = try blank(type, ShapeDecoder(reader: self, notes: ShapeNotes(), complete: false))
    let parts = Dictionary(Mirror(reflecting: bare).children.map { ($0.label ?? "", $0.value) }) { $1 }
    vocabulary.records[name] = RecordShape(
      name: name,
      fields: full.fields.map { field in
        FieldShape(
          key: field.key, shape: field.shape, required: !field.optional,
          fallback: field.optional ? parts[field.key].flatMap(Self.document) : nil, rule: rules[field.key],
          personal: personal.contains(field.key))
      },
      oneOf: groups)
    return (.record(name), value)
  }

  private func blank<Value: Decodable>(_ type: Value.Type, _ decoder: ShapeDecoder) throws -> Value {
    do {
      return try Value(from: decoder)
    } catch let error as DecodingError {
      throw ShapeError("\(Vocabulary.name(of: type)) reads more than fields of its own: \(error)")
    }
  }

  /// A default as it is written; nil when it is nothing, or has parts of its own.
  private static func document(_ value: Any) -> ContractDocument? {
    switch value {
    case let flag as Bool: .flag(flag)
    case let number as Int: .number(number)
    case let text as String: .text(text)
    case let word as any RawRepresentable<String>: .text(word.rawValue)
    default:
      switch Mirror(reflecting: value) {
      case let list where list.displayStyle == .collection && list.children.isEmpty: []
      case let map where map.displayStyle == .dictionary && map.children.isEmpty: [:]
      default: nil
      }
    }
  }
}

/// A type that no schema can describe: a mistake in the vocabulary, told to whoever runs the tests.
struct ShapeError: Error, CustomStringConvertible {
  /// What is wrong with it.
  var description: String

  init(_ description: String) { self.description = description }
}

extension CaseIterable {
  fileprivate static var first: Any? { allCases.first }
}
