internal import Commerce
internal import Synchronization

/// Something that goes wrong on purpose.
struct Fault: Hashable, Sendable {
  /// The operation that fails.
  var operation: OperationName
  /// How.
  var failure: OperationFailure
  /// How often, from the first call on.
  var times: Int
}

/// A back end some of whose operations fail as often as they are told to.
final class FaultyWorld: CommerceBackend {
  private let inner: any CommerceBackend
  private let faults: Mutex<[Fault]>

  init(_ inner: any CommerceBackend, _ faults: [Fault]) {
    self.inner = inner
    self.faults = Mutex(faults)
  }

  var name: String { inner.name }
  var operations: Set<OperationName> { inner.operations }

  func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let fault = faults.withLock { faults -> OperationFailure? in
      guard let index = faults.firstIndex(where: { $0.operation == operation.name && $0.times > 0 }) else { return nil }
      faults[index].times -= 1
      return faults[index].failure
    }
    if let fault { throw fault }
    return try await inner.perform(operation, context)
  }

  func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { try await inner.outcome(of: operation, context) }
}
