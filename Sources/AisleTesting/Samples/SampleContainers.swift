internal import Commerce

/// The fields of a value that is being made: whatever is asked for is there.
struct SampleFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  var node: SampleNode

  var codingPath: [any CodingKey] { node.path }

  /// Asked only by dictionaries, whose keys are not known: one.
  var allKeys: [Key] {
    if case .fields(let fields) = node.given { return fields.keys.sorted().compactMap { Key(stringValue: $0) } }
    return Key(stringValue: "colour").map { [$0] } ?? []
  }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { node.child(key).isNil }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try node.child(key).flag() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try node.child(key).text() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try node.child(key).real() }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try node.child(key).real()) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try node.child(key).whole(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try node.child(key).whole(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try node.child(key).whole(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try node.child(key).whole(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try node.child(key).whole(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try node.child(key).whole(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try node.child(key).whole(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try node.child(key).whole(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try node.child(key).whole(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try node.child(key).whole(type) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try node.child(key).value(type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try node.child(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try node.child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { node }
  func superDecoder(forKey key: Key) throws -> any Decoder { node.child(key) }
}

/// A list that is being made: of one, but a week's hours of seven; deep down of none, so that it ends.
struct SampleList: UnkeyedDecodingContainer {
  var node: SampleNode
  var currentIndex = 0

  init(node: SampleNode) { self.node = node }

  var codingPath: [any CodingKey] { node.path }
  var isAtEnd: Bool { currentIndex >= (count ?? 0) }

  var count: Int? {
    if case .list(let list) = node.given { return list.count }
    if node.path.count > 12 { return 0 }
    return node.key == "hours" ? 7 : 1
  }

  private struct Index: CodingKey {
    var intValue: Int?
    var stringValue: String { "\(intValue ?? 0)" }
    init(_ index: Int) { intValue = index }
    init?(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { nil }
  }

  private mutating func next() -> SampleNode {
    defer { currentIndex += 1 }
    var item = node
    item.path.append(Index(currentIndex))
    if case .list(let list) = node.given, list.indices.contains(currentIndex) { item.given = list[currentIndex] }
    return item
  }

  mutating func decodeNil() throws -> Bool { false }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try next().flag() }
  mutating func decode(_ type: String.Type) throws -> String { try next().text() }
  mutating func decode(_ type: Double.Type) throws -> Double { try next().real() }
  mutating func decode(_ type: Float.Type) throws -> Float { Float(try next().real()) }
  mutating func decode(_ type: Int.Type) throws -> Int { try next().whole(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().whole(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().whole(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().whole(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().whole(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next().whole(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().whole(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().whole(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().whole(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().whole(type) }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().value(type) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { next() }
}

/// One value that is being made.
struct SampleValue: SingleValueDecodingContainer {
  var node: SampleNode

  var codingPath: [any CodingKey] { node.path }

  func decodeNil() -> Bool { node.isNil }
  func decode(_ type: Bool.Type) throws -> Bool { try node.flag() }
  func decode(_ type: String.Type) throws -> String { try node.text() }
  func decode(_ type: Double.Type) throws -> Double { try node.real() }
  func decode(_ type: Float.Type) throws -> Float { Float(try node.real()) }
  func decode(_ type: Int.Type) throws -> Int { try node.whole(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try node.whole(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try node.whole(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try node.whole(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try node.whole(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try node.whole(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try node.whole(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try node.whole(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try node.whole(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try node.whole(type) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    // A wrapper that decodes itself as its own type would come round again: only other types get here.
    try node.value(type)
  }
}
