import Commerce

/// After a write was accepted nothing may be said to have failed for certain: what goes wrong while reading back
/// leaves it open.
func afterWrite<Value: Sendable>(
  _ read: @Sendable () async throws(OperationFailure) -> Value
) async throws(OperationFailure) -> Value {
  do throws(OperationFailure) { return try await read() } catch {
    var failure = error
    failure.mayHaveHappened = true
    if failure.code.isBusiness { failure.code = .invalidResponse }
    throw failure
  }
}
