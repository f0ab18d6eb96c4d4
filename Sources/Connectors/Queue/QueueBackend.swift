public import Brokers
public import Commerce
import Foundation
import Vendors

/// A system behind a RabbitMQ queue: a request there, its reply here.
///
/// Tries nothing twice. A write whose reply is lost is asked about by its key.
public struct QueueBackend: CommerceBackend {
  /// The name it has in routes and freshness.
  public let name: String
  private let settings: QueueSettings
  private let channel: QueueChannel
  private let now: @Sendable () -> Timestamp

  /// Makes a back end that connects when it is first asked. Throws `.invalid` when the broker's address is none.
  ///
  /// - Parameters:
  ///   - name: its name in routes and freshness.
  ///   - settings: the broker, the queue, and what is answered.
  ///   - now: the clock, for freshness.
  public init(
    name: String = "queue", _ settings: QueueSettings, now: @escaping @Sendable () -> Timestamp = SystemClock.now
  ) throws(BrokerError) {
    self.name = name
    self.settings = settings
    self.now = now
    channel = try QueueChannel(name: name, settings)
  }

  /// What it can do.
  public var operations: Set<OperationName> { settings.operations }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    guard operations.contains(operation.name) else {
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not connected", mayHaveHappened: false)
    }
    if operation.isWrite, context.key == nil {
      throw OperationFailure(.invalidArguments, "a write needs an idempotency key", mayHaveHappened: false)
    }
    let asked = now()
    let deadline = Deadline(context.budget)
    let key = operation.isWrite ? context.key : nil
    let reply = try await channel.request(try QueueMessages.request(operation, key), key: key, deadline)
    let (result, asOf) = try QueueMessages.result(reply, operation, from: name)
    guard QueueProof.fits(result, operation) else {
      throw OperationFailure(
        .invalidResponse, "\(name) answered about something else than was asked", mayHaveHappened: operation.isWrite)
    }
    try await confirm(operation, deadline)
    return OperationAnswer(result, Freshness(asOf: min(asOf ?? asked, asked), origin: name))
  }

  /// What became of a write: asked by its key. Throws an `OperationFailure`.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    guard operation.isWrite, let key = context.key else { return .unknown }
    let request = try QueueMessages.outcome(operation, key)
    let reply = try await channel.request(request, key: nil, Deadline(context.budget))
    let outcome = try QueueMessages.outcome(reply, operation, from: name)
    if case .done(let result) = outcome, !QueueProof.fits(result, operation) { return .unknown }
    return outcome
  }

  /// Ends the connections to the broker.
  public func close() async { await channel.close() }

  /// Replies that are waited for now.
  var waiting: Int { get async { await channel.waiting } }

  /// Looks whether an order shows what was answered with success. Whatever goes wrong here, the write may have happened.
  private func confirm(_ operation: Commerce.Operation, _ deadline: Deadline) async throws(OperationFailure) {
    guard settings.confirmsWrites, operations.contains(.findOrder), let number = QueueProof.order(of: operation) else {
      return
    }
    let look = Commerce.Operation(FindOrder(order: number))
    let found = try await afterWrite { () async throws(OperationFailure) in
      let reply = try await channel.request(try QueueMessages.request(look, nil), key: nil, deadline)
      return try QueueMessages.result(reply, look, from: name).result
    }
    guard let order = found.outcome(of: FindOrder.self), order.number == number, QueueProof.shows(order, operation)
    else {
      throw OperationFailure(
        .invalidResponse, "\(name) answered with success, but the order does not show it", mayHaveHappened: true)
    }
  }
}

extension QueueBackend: Checkable {
  /// Asks for an order that there is not: says whether broker, queue and the system behind it answer.
  public func check() async -> CheckResult {
    let start = ContinuousClock.now
    func result(_ passed: Bool, _ finding: String, _ advice: String?) -> CheckResult {
      let took = Int((ContinuousClock.now - start) / .milliseconds(1))
      return CheckResult(name: name, passed: passed, finding: finding, advice: advice, milliseconds: took)
    }
    let look = Commerce.Operation(FindOrder(order: "aisle-check"))
    do throws(OperationFailure) {
      let reply = try await channel.request(
        try QueueMessages.request(look, nil), key: nil, Deadline(.seconds(5)))
      _ = try QueueMessages.result(reply, look, from: name)
    } catch {
      // Whatever it decides about such a question, it has answered.
      guard !error.code.isBusiness, error.code != .unsupported else { return result(true, "\(name) answers", nil) }
      let advice =
        error.code == .timedOut
        ? "Nobody takes requests from \(settings.requestQueue): is the system behind it running?"
        : "Check the broker's address, the login, and the queue's name."
      return result(false, error.message, advice)
    }
    return result(true, "\(name) answers", nil)
  }
}
