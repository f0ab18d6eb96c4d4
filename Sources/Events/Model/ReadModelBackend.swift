public import Commerce
internal import Logging
internal import Operations
internal import Vendors

/// A back end that answers reads from the read model, and asks the source behind it for what is missing or too old; everything else
/// goes straight to the source.
///
/// An answer carries the time and origin of the oldest fact in it. When the source cannot be asked, what is known is given as stale.
/// When the model cannot be asked (a model elsewhere that is down or hangs), the source is, at once after the first time: callers
/// wait for a model that does not answer no longer than one reading takes, and its failures are not the source's.
public struct ReadModelBackend: CommerceBackend {
  /// How old facts may be.
  public struct Ages: Sendable {
    /// Orders.
    public var order = Duration.seconds(300)
    /// Parcels.
    public var shipment = Duration.seconds(1_800)
    /// Stock.
    public var stock = Duration.seconds(120)

    /// The usual ages.
    public init() {}
  }

  /// The name it has in routes.
  public let name: String
  let model: any ReadModel
  let source: (any CommerceBackend)?
  let confirmations: Confirmations
  let ages: Ages
  let learner: Learner?
  let now: @Sendable () -> Timestamp
  private let gate = ModelGate()

  /// The reads it answers itself.
  static let own: Set<OperationName> = [
    .findOrder, .findOrders, .existingOrders, .checkPostcode, .trackShipment, .checkInventory,
  ]

  /// Makes the back end.
  ///
  /// - Parameters:
  ///   - source: what is asked on a miss; nil: nothing is, and what is missing is not found.
  ///   - processor: where what the source answered is kept; nil: nowhere.
  ///   - confirmations: of the polls that read whole streams. Facts of a confirmed kind are as fresh as the confirmation, and lists
  ///     of them are complete.
  public init(
    name: String, model: any ReadModel, source: (any CommerceBackend)?, processor: EventProcessor? = nil,
    confirmations: Confirmations = Confirmations(), ages: Ages = Ages(), now: @escaping @Sendable () -> Timestamp
  ) {
    self.name = name
    self.model = model
    self.source = source
    self.confirmations = confirmations
    self.ages = ages
    self.now = now
    learner = processor.map { Learner(processor: $0, model: model, source: source?.name ?? name) }
  }

  /// What it and the source can do.
  public var operations: Set<OperationName> { Self.own.union(source?.operations ?? []) }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    guard let known = try await gated(operation) else { return try await ask(operation, context, otherwise: nil) }
    if isFresh(known) || source == nil || source?.operations.contains(operation.name) == false {
      return OperationAnswer(
        known.result, Freshness(asOf: known.asOf, origin: known.origin, stale: known.isOutdated))
    }
    return try await ask(operation, context, otherwise: known)
  }

  /// What became of a write: the source knows. Throws an `OperationFailure`.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    guard let source else { return .unknown }
    return try await source.outcome(of: operation, context)
  }

  /// What the read model can say to an operation.
  struct Known: Sendable {
    var result: OperationResult
    var asOf: Timestamp
    var origin: String
    /// Whether a source said that it changed, but not to what.
    var isOutdated: Bool
    var age: Duration
    /// What it is made of.
    var words: [FactKey: Fact.Word]
  }

  /// What the read model can say; nil when it cannot say anything, or cannot be asked while the source can. Throws `.unavailable`
  /// when neither can.
  private func gated(_ operation: Commerce.Operation) async throws(OperationFailure) -> Known? {
    guard Self.own.contains(operation.name) else { return nil }
    let admission = gate.admit(now())
    if admission.isRefused, source != nil { return nil }
    do {
      let known = try await known(operation)
      gate.finished(failed: false, as: admission, now())
      return known
    } catch {
      gate.finished(failed: true, as: admission, now())
      if source != nil { return nil }
      throw OperationFailure(.unavailable, "the read model: \(error.code.rawValue)")
    }
  }

  func isFresh(_ known: Known) -> Bool {
    !known.isOutdated && .milliseconds(now().milliseconds - known.asOf.milliseconds) <= known.age
  }

  private func ask(
    _ operation: Commerce.Operation, _ context: OperationContext, otherwise known: Known?
  ) async throws(OperationFailure) -> OperationAnswer {
    guard let source, source.operations.contains(operation.name) else {
      guard Self.own.contains(operation.name) else {
        throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not connected", mayHaveHappened: false)
      }
      throw OperationFailure(.notFound, "the read model does not know it")
    }
    do {
      let answer = try await source.perform(operation, context)
      if gate.isClosed { await learner?.learn(answer, to: operation, before: known?.words ?? [:]) }
      return answer
    } catch {
      guard let known, !error.code.isBusiness else { throw error }
      return OperationAnswer(known.result, Freshness(asOf: known.asOf, origin: known.origin, stale: true))
    }
  }
}
