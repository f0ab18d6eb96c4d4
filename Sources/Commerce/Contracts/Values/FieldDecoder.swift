/// Reads a value of the vocabulary from a tree of fields: the way back of `FieldEncoder`.
struct FieldDecoder: Decoder {
  var tree: FieldTree
  var codingPath: [any CodingKey] = []
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .fields(let fields) = tree else { throw mismatch("fields") }
    return KeyedDecodingContainer(Fields<Key>(fields: fields, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let list) = tree else { throw mismatch("a list") }
    return List(list: list, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Value(decoder: self) }

  func value<Read: Decodable>(_ type: Read.Type) throws -> Read { try type.init(from: self) }

  func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    guard case .whole(let whole) = tree, let number = Number(exactly: whole) else { throw mismatch("a whole number") }
    return number
  }

  func real() throws -> Double {
    switch tree {
    case .real(let real): return real
    case .whole(let whole): return Double(whole)
    default: throw mismatch("a number")
    }
  }

  func flag() throws -> Bool {
    guard case .flag(let flag) = tree else { throw mismatch("true or false") }
    return flag
  }

  func text() throws -> String {
    guard case .text(let text) = tree else { throw mismatch("text") }
    return text
  }

  private func mismatch(_ what: String) -> DecodingError {
    DecodingError.dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: "this is not \(what)"))
  }

  /// The fields of a record.
  struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    var fields: [String: FieldTree]
    var codingPath: [any CodingKey]
    var allKeys: [Key] { fields.keys.sorted().compactMap(Key.init(stringValue:)) }

    private func decoder(_ key: Key) throws -> FieldDecoder {
      guard let tree = fields[key.stringValue] else {
        throw DecodingError.keyNotFound(
          key, DecodingError.Context(codingPath: codingPath, debugDescription: "it is missing"))
      }
      return FieldDecoder(tree: tree, codingPath: codingPath + [key])
    }

    func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).tree == .none }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).flag() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).text() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).real() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).whole(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).whole(type) }
    func decode<Read: Decodable>(_ type: Read.Type, forKey key: Key) throws -> Read { try decoder(key).value(type) }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { FieldDecoder(tree: .fields(fields), codingPath: codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
  }

  /// The elements of a list.
  struct List: UnkeyedDecodingContainer {
    var list: [FieldTree]
    var codingPath: [any CodingKey]
    var currentIndex = 0
    var count: Int? { list.count }
    var isAtEnd: Bool { currentIndex >= list.count }

    private mutating func next() throws -> FieldDecoder {
      guard !isAtEnd else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(codingPath: codingPath, debugDescription: "the list is shorter"))
      }
      defer { currentIndex += 1 }
      return FieldDecoder(tree: list[currentIndex], codingPath: codingPath)
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, list[currentIndex] == .none else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<Read: Decodable>(_ type: Read.Type) throws -> Read { try next().value(type) }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
  }

  /// A single value.
  struct Value: SingleValueDecodingContainer {
    var decoder: FieldDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.tree == .none }
    func decode(_ type: Bool.Type) throws -> Bool { try decoder.flag() }
    func decode(_ type: String.Type) throws -> String { try decoder.text() }
    func decode(_ type: Double.Type) throws -> Double { try decoder.real() }
    func decode(_ type: Int.Type) throws -> Int { try decoder.whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.whole(type) }
    func decode<Read: Decodable>(_ type: Read.Type) throws -> Read { try decoder.value(type) }
  }
}

extension Operation {
  /// An operation from its name and its arguments as fields. Throws a `DecodingError` when they do not fit it, or when one
  /// breaks a rule of its contract.
  public init(_ name: OperationName, arguments: [String: FieldTree]) throws {
    func read<Typed: TypedOperation>(_ type: Typed.Type) throws -> any TypedOperation {
      try FieldDecoder(tree: .fields(arguments)).value(type)
    }
    let value = try read(name.type)
    if let broken = value.brokenRule {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "\(name.rawValue): \(broken) is not allowed"))
    }
    self.init(value)
  }
}
