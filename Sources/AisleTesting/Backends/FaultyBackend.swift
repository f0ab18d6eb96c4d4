public import Commerce
public import Operations
internal import Synchronization

/// What can go wrong between us and a back end.
public enum Fault: String, CaseIterable, Sendable {
  /// The request never arrives and the connection breaks; it takes effect and the connection breaks; it arrives twice, the
  /// second time by the network's doing.
  case requestLost, responseLost, duplicate
  /// It arrives and is answered long after everybody has given up; it is answered with 429; with 5xx before it took effect,
  /// as a proxy does; with 5xx after; not at all.
  case late, rateLimited, serverError, serverErrorAfter, hang
  /// It takes effect and the answer cannot be read; it takes no effect and the answer is a valid success about another
  /// object; it takes no effect and the answer says so: changed in the meantime.
  case malformed, wrongSuccess, versionConflict

  /// Whether an honest back end protects from it only by honouring keys.
  public var needsHonouredKeys: Bool { self == .duplicate }
}

/// Puts faults before a back end by a schedule.
public final class FaultyBackend: CommerceBackend {
  /// The wrapped back end's name.
  public var name: String { inner.name }
  /// The wrapped back end's operations.
  public var operations: Set<OperationName> { inner.operations }

  /// Which fault, if any, the n-th call (from 1) of a key meets; reads have no key.
  public typealias Schedule = @Sendable (_ key: IdempotencyKey?, _ call: Int) -> Fault?

  private let inner: any CommerceBackend
  private let clock: any OperationsClock
  private let lateness: Duration
  private let schedule: Schedule
  private let askSchedule: Schedule
  private let calls = Mutex<[IdempotencyKey?: Int]>([:])
  private let asks = Mutex<[IdempotencyKey?: Int]>([:])

  /// Wraps a back end. `lateness`: how long the late take; `asks`: the faults of asking for outcomes, of which
  /// `wrongSuccess` and `versionConflict` mean nothing.
  public init(
    _ inner: any CommerceBackend, clock: any OperationsClock, lateness: Duration = .seconds(12),
    asks: @escaping Schedule = { _, _ in nil }, schedule: @escaping Schedule
  ) {
    self.inner = inner
    self.clock = clock
    self.lateness = lateness
    self.schedule = schedule
    askSchedule = asks
  }

  /// How many calls were made with a key (nil: reads), faults or not.
  public func calls(_ key: IdempotencyKey?) -> Int { calls.withLock { $0[key] ?? 0 } }

  /// Performs it as the schedule says.
  public func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let call = calls.withLock { calls in
      calls[context.key, default: 0] += 1
      return calls[context.key] ?? 1
    }
    guard let fault = schedule(context.key, call) else { return try await inner.perform(operation, context) }
    switch fault {
    case .requestLost: throw OperationFailure(.unavailable, "connection lost", mayHaveHappened: true)
    case .responseLost:
      _ = try await inner.perform(operation, context)
      throw OperationFailure(.unavailable, "connection lost", mayHaveHappened: true)
    case .duplicate:
      let first = try await inner.perform(operation, context)
      _ = try await inner.perform(operation, context)
      return first
    case .late:
      // A network does not stop delivering because the sender went away.
      let delivery = Task { [inner, clock, lateness] in
        try? await clock.sleep(for: lateness)
        return await Self.result { () async throws(OperationFailure) in try await inner.perform(operation, context) }
      }
      return try await delivery.value.get()
    case .rateLimited:
      throw OperationFailure(.rateLimited, "429", mayHaveHappened: false, retryAfterMilliseconds: 50)
    case .serverError: throw OperationFailure(.unavailable, "502", mayHaveHappened: true)
    case .serverErrorAfter:
      _ = try await inner.perform(operation, context)
      throw OperationFailure(.unavailable, "500", mayHaveHappened: true)
    case .hang:
      try? await clock.sleep(for: .seconds(3_600))
      throw OperationFailure(.timedOut, "no answer")
    case .malformed:
      _ = try await inner.perform(operation, context)
      throw OperationFailure(.invalidResponse, "not JSON")
    case .wrongSuccess:
      let other = (try? Samples.operation(operation.name, number: 666)) ?? operation
      return OperationAnswer(try ModelBackend.result(other), Freshness(asOf: clock.wall, origin: name))
    case .versionConflict: throw OperationFailure(.conflict, "changed in the meantime", mayHaveHappened: false)
    }
  }

  /// Asks as the schedule of asks says.
  public func outcome(
    of operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    let ask = asks.withLock { asks in
      asks[context.key, default: 0] += 1
      return asks[context.key] ?? 1
    }
    switch askSchedule(context.key, ask) {
    case nil, .wrongSuccess, .versionConflict, .duplicate: return try await inner.outcome(of: operation, context)
    case .hang, .late:
      try? await clock.sleep(for: .seconds(3_600))
      throw OperationFailure(.timedOut, "no answer")
    case .rateLimited: throw OperationFailure(.rateLimited, "429", retryAfterMilliseconds: 50)
    case .malformed: throw OperationFailure(.invalidResponse, "not JSON")
    default: throw OperationFailure(.unavailable, "connection lost")
    }
  }

  private static func result<Value>(
    _ body: () async throws(OperationFailure) -> Value
  ) async -> Result<Value, OperationFailure> {
    do throws(OperationFailure) { return .success(try await body()) } catch { return .failure(error) }
  }
}
