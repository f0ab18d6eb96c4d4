/// Writes a value straight into a tree of fields. Every write is checked on its way, so this is several times as fast as
/// going through the bytes of JSON.
struct FieldEncoder: Encoder {
  /// One place of the tree that is being written.
  final class Node {
    var leaf = FieldTree.none
    var list: [Node]?
    var fields: [String: Node]?

    var tree: FieldTree {
      if let fields { return .fields(fields.mapValues(\.tree)) }
      if let list { return .list(list.map(\.tree)) }
      return leaf
    }

    func field(_ key: String) -> Node {
      let node = Node()
      fields?[key] = node
      return node
    }

    func item() -> Node {
      let node = Node()
      list?.append(node)
      return node
    }
  }

  let node: Node
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  static func tree(of value: some Encodable) throws -> FieldTree {
    let node = Node()
    try value.encode(to: FieldEncoder(node: node))
    return node.tree
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.fields = node.fields ?? [:]
    return KeyedEncodingContainer(Fields<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.list = node.list ?? []
    return List(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Value(node: node) }

  struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: Node
    var codingPath: [any CodingKey] { [] }

    private func value(_ key: Key) -> Value { Value(node: node.field(key.stringValue)) }

    func encodeNil(forKey key: Key) { value(key).encodeNil() }
    func encode(_ new: Bool, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: String, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Double, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Float, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Int, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Int8, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Int16, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Int32, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: Int64, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: UInt, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: UInt8, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: UInt16, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: UInt32, forKey key: Key) { value(key).encode(new) }
    func encode(_ new: UInt64, forKey key: Key) { value(key).encode(new) }
    func encode<New: Encodable>(_ new: New, forKey key: Key) throws { try value(key).encode(new) }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { superEncoder(forKey: key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      superEncoder(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { FieldEncoder(node: node.field("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { FieldEncoder(node: node.field(key.stringValue)) }
  }

  struct List: UnkeyedEncodingContainer {
    let node: Node
    var codingPath: [any CodingKey] { [] }
    var count: Int { node.list?.count ?? 0 }

    private func value() -> Value { Value(node: node.item()) }

    func encodeNil() { value().encodeNil() }
    func encode(_ new: Bool) { value().encode(new) }
    func encode(_ new: String) { value().encode(new) }
    func encode(_ new: Double) { value().encode(new) }
    func encode(_ new: Float) { value().encode(new) }
    func encode(_ new: Int) { value().encode(new) }
    func encode(_ new: Int8) { value().encode(new) }
    func encode(_ new: Int16) { value().encode(new) }
    func encode(_ new: Int32) { value().encode(new) }
    func encode(_ new: Int64) { value().encode(new) }
    func encode(_ new: UInt) { value().encode(new) }
    func encode(_ new: UInt8) { value().encode(new) }
    func encode(_ new: UInt16) { value().encode(new) }
    func encode(_ new: UInt32) { value().encode(new) }
    func encode(_ new: UInt64) { value().encode(new) }
    func encode<New: Encodable>(_ new: New) throws { try value().encode(new) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      superEncoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { FieldEncoder(node: node.item()) }
  }

  struct Value: SingleValueEncodingContainer {
    let node: Node
    var codingPath: [any CodingKey] { [] }

    private func whole(_ new: some BinaryInteger) { node.leaf = .whole(Int64(clamping: new)) }

    func encodeNil() { node.leaf = .none }
    func encode(_ new: Bool) { node.leaf = .flag(new) }
    func encode(_ new: String) { node.leaf = .text(new) }
    func encode(_ new: Double) { node.leaf = .real(new) }
    func encode(_ new: Float) { node.leaf = .real(Double(new)) }
    func encode(_ new: Int) { whole(new) }
    func encode(_ new: Int8) { whole(new) }
    func encode(_ new: Int16) { whole(new) }
    func encode(_ new: Int32) { whole(new) }
    func encode(_ new: Int64) { whole(new) }
    func encode(_ new: UInt) { whole(new) }
    func encode(_ new: UInt8) { whole(new) }
    func encode(_ new: UInt16) { whole(new) }
    func encode(_ new: UInt32) { whole(new) }
    func encode(_ new: UInt64) { whole(new) }
    func encode<New: Encodable>(_ new: New) throws { try new.encode(to: FieldEncoder(node: node)) }
  }
}
