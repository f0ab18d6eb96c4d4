internal import Commerce

/// How the shop does each operation: filled once from the concepts' rules.
struct ShopRules: Sendable {
  private var rules: [OperationName: any Rule] = [:]

  /// What can be done.
  var names: Set<OperationName> { Set(rules.keys) }

  /// Says how an operation of a type is done.
  mutating func on<Typed: TypedOperation>(
    _ type: Typed.Type,
    _ body: @escaping @Sendable (Typed, any World) throws(OperationFailure) -> Typed.Outcome
  ) {
    // A protocol instead of a closure around the closure: the compiler (6.3) fails on the latter.
    rules[type.contract.name] = TypedRule<Typed>(body: body)
  }

  /// Does an operation in a world. Throws `unsupported` when no rule says how.
  func perform(
    _ operation: Commerce.Operation, in world: any World
  ) throws(OperationFailure) -> OperationResult {
    guard let rule = rules[operation.name] else {
      throw OperationFailure(
        .unsupported, "the shop has no \(operation.name.rawValue)", mayHaveHappened: false)
    }
    return try rule.perform(operation, in: world)
  }

  /// All rules of the house, by concept.
  static let all: ShopRules = {
    var rules = ShopRules()
    GoodsRules.register(in: &rules)
    ServiceRules.register(in: &rules)
    return rules
  }()
}

private protocol Rule: Sendable {
  func perform(_ operation: Commerce.Operation, in world: any World) throws(OperationFailure) -> OperationResult
}

private struct TypedRule<Typed: TypedOperation>: Rule {
  var body: @Sendable (Typed, any World) throws(OperationFailure) -> Typed.Outcome

  func perform(_ operation: Commerce.Operation, in world: any World) throws(OperationFailure) -> OperationResult {
    guard let typed = operation.value as? Typed else {
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not of its own type", mayHaveHappened: false)
    }
    return OperationResult(Typed.self, try body(typed, world))
  }
}
