/// Every operation and every type it leads to, as read off the code.
struct ContractVocabulary: Sendable {
  /// All types.
  var types: Vocabulary
  /// The types of arguments, by operation.
  var arguments: [OperationName: String]
  /// The shapes of results, by operation.
  var results: [OperationName: Shape]

  /// The vocabulary of this build. Throws a `ShapeError` when a type cannot be described: a mistake in its code.
  init() throws {
    let reader = ShapeReader()
    var arguments: [OperationName: String] = [:]
    var results: [OperationName: Shape] = [:]
    for name in OperationName.allCases {
      func read<Typed: TypedOperation>(_ type: Typed.Type) throws {
        guard case .record(let record) = try reader.shape(type) else { throw ShapeError("\(type) has no fields") }
        arguments[name] = record
        results[name] = try reader.shape(Typed.Outcome.self)
      }
      try read(name.type)
    }
    _ = try reader.shape(Freshness.self)
    _ = try reader.shape(OperationFailure.self)
    _ = try reader.shape(OperationName.self)
    types = reader.vocabulary
    self.arguments = arguments
    self.results = results
  }

  /// The name of a type's schema: arguments are told from the values of the same name.
  func schemaName(_ type: String) -> String {
    let plain = type.split(separator: ".").joined()
    return arguments.values.contains(type) ? plain + "Arguments" : plain
  }
}

extension OperationName {
  /// The part of the business it belongs to, as the case's comment says ("Orders").
  public var concept: String { String(Descriptions.all["OperationName.\(rawValue)"]?.dropLast() ?? "") }

  /// What it does, as its type's comment says.
  var purpose: String { Descriptions.all[Vocabulary.name(of: type)] ?? "" }
}
