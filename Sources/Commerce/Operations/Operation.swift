/// What is asked of the retailer's systems: one typed operation with its arguments, whichever it is.
///
/// As JSON: `{"operation": "findOrder", "arguments": {"order": "40217"}}`.
public struct Operation: Hashable, Codable, Sendable {
  /// The operation and its arguments.
  public let value: any TypedOperation

  /// Wraps a typed operation.
  public init(_ value: some TypedOperation) { self.value = value }

  /// What it promises.
  public var contract: Contract { type(of: value).contract }
  /// Its name.
  public var name: OperationName { contract.name }
  /// Whether it changes anything.
  public var isWrite: Bool { contract.access == .write }

  /// Whether both are the same operation with the same arguments.
  public static func == (left: Operation, right: Operation) -> Bool {
    AnyHashable(left.value) == AnyHashable(right.value)
  }

  /// Feeds name and arguments.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(value)) }

  private enum Keys: String, CodingKey { case operation, arguments }

  /// Reads name and arguments. Throws a `DecodingError` on an unknown name or arguments that do not fit it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let name = try container.decode(OperationName.self, forKey: .operation)
    func read<Typed: TypedOperation>(_ type: Typed.Type) throws -> any TypedOperation {
      try container.decode(type, forKey: .arguments)
    }
    value = try read(name.type)
  }

  /// Writes name and arguments.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .operation)
    try container.encode(value, forKey: .arguments)
  }
}

/// What an operation brought back; always of the type that its contract names.
///
/// As JSON: `{"operation": "findOrder", "result": {…}}`.
public struct OperationResult: Hashable, Codable, Sendable {
  /// The operation it answers.
  public let name: OperationName
  /// What it brought back.
  public let value: any ContractValue

  /// Wraps the outcome of an operation of the given type.
  public init<Typed: TypedOperation>(_ operation: Typed.Type, _ outcome: Typed.Outcome) {
    name = operation.contract.name
    value = outcome
  }

  /// The outcome, when this answers an operation of the given type.
  public func outcome<Typed: TypedOperation>(of operation: Typed.Type) -> Typed.Outcome? {
    name == operation.contract.name ? value as? Typed.Outcome : nil
  }

  /// Whether both are the same outcome of the same operation.
  public static func == (left: OperationResult, right: OperationResult) -> Bool {
    left.name == right.name && AnyHashable(left.value) == AnyHashable(right.value)
  }

  /// Feeds name and outcome.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(AnyHashable(value))
  }

  private enum Keys: String, CodingKey { case operation, result }

  /// Reads name and outcome. Throws a `DecodingError` on an unknown name or an outcome that does not fit it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    name = try container.decode(OperationName.self, forKey: .operation)
    func read<Typed: TypedOperation>(_ type: Typed.Type) throws -> any ContractValue {
      try container.decode(Typed.Outcome.self, forKey: .result)
    }
    value = try read(name.type)
  }

  /// Writes name and outcome.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .operation)
    try container.encode(value, forKey: .result)
  }
}
