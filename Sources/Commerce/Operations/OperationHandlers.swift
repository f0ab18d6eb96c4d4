/// A back end's operations by type: what a connector fills in once, and asks for each call.
public struct OperationHandlers: Sendable {
  private var handlers: [OperationName: any Handler] = [:]

  /// Begins with none.
  public init() {}

  /// What can be done.
  public var names: Set<OperationName> { Set(handlers.keys) }

  /// Says how an operation of a type is done; the last word counts.
  public mutating func on<Typed: TypedOperation>(
    _ type: Typed.Type,
    _ body: @escaping @Sendable (Typed, OperationContext) async throws(OperationFailure) -> Typed.Outcome
  ) {
    // A protocol instead of a closure around the closure: the compiler (6.3) fails on the latter.
    handlers[type.contract.name] = TypedHandler<Typed>(body: body)
  }

  /// Does an operation. Throws `unsupported` when nobody said how.
  public func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationResult {
    guard let handler = handlers[operation.name] else {
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not connected", mayHaveHappened: false)
    }
    return try await handler.perform(operation, context)
  }
}

private protocol Handler: Sendable {
  func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationResult
}

private struct TypedHandler<Typed: TypedOperation>: Handler {
  var body: @Sendable (Typed, OperationContext) async throws(OperationFailure) -> Typed.Outcome

  func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationResult {
    guard let typed = operation.value as? Typed else {
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not of its own type", mayHaveHappened: false)
    }
    return OperationResult(Typed.self, try await body(typed, context))
  }
}
