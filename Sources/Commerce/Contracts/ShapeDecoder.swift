/// What one type's `init(from:)` asked for.
final class ShapeNotes {
  struct Field {
    var key: String
    var shape: Shape
    var optional: Bool
  }

  /// The fields, in the order they were asked for.
  var fields: [Field] = []
  /// What it wanted instead of fields, if it did.
  var single: Shape?
  /// Keys that were asked whether they are there: these may be missing.
  var doubted: Set<String> = []
}

/// The decoder that a type is read with: it knows nothing and is never at a loss.
struct ShapeDecoder: Decoder {
  var reader: ShapeReader
  var notes: ShapeNotes
  /// Whether what may be missing is there.
  var complete: Bool

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(ShapeFields<Key>(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw ShapeError("a list is read by hand; use an array")
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { ShapeValue(decoder: self) }
}

/// The fields of a type that is being read. The default `decodeIfPresent` of the standard library asks `contains` and
/// `decodeNil` first, which is how optional parts are told from others.
private struct ShapeFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  var decoder: ShapeDecoder

  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }

  func decodeNil(forKey key: Key) throws -> Bool {
    decoder.notes.doubted.insert(key.stringValue)
    return !decoder.complete
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let (shape, value) = try decoder.reader.read(type)
    // A type may ask for one field twice, first as this, then as that: the contract is what it asks first.
    if !decoder.notes.fields.contains(where: { $0.key == key.stringValue }) {
      let optional = decoder.notes.doubted.contains(key.stringValue)
      decoder.notes.fields.append(ShapeNotes.Field(key: key.stringValue, shape: shape, optional: optional))
    }
    return value
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { throw ShapeError("\(key.stringValue) is read by hand; use a type") }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw ShapeError("\(key.stringValue) is read by hand; use an array")
  }

  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
}

/// The one value that a type is written as.
private struct ShapeValue: SingleValueDecodingContainer {
  var decoder: ShapeDecoder

  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let (shape, value) = try decoder.reader.read(type)
    decoder.notes.single = shape
    return value
  }
}
