public import Commerce
internal import Foundation

/// Takes people's word on writes: in the server, or in a command while no server runs.
public struct LedgerDesk: Sendable {
  let gateway: Gateway
  let store: any LedgerStore
  let now: @Sendable () -> Timestamp

  /// Makes a desk. `store` is the gateway's own.
  public init(gateway: Gateway, store: any LedgerStore, now: @escaping @Sendable () -> Timestamp) {
    self.gateway = gateway
    self.store = store
    self.now = now
  }

  /// The writes that are open. No personal data.
  public func openWrites() async -> [LedgerNotice] { await gateway.openWrites() }

  /// Decides an open write. Returns what was recorded, in words. Throws a `LedgerObjection` or a `LedgerStoreError`.
  public func decide(_ key: IdempotencyKey, _ verdict: LedgerVerdict) async throws -> String {
    guard let entry = try await store.entry(key) else { throw LedgerObjection("there is no write \(key)") }
    let isContradicted = entry.state.isSettled && entry.contradicted != nil
    guard !entry.state.isSettled || isContradicted else {
      throw LedgerObjection(
        "\(key) is settled already: \(entry.notice.stateInWords), since \(entry.updated.rfc3339)")
    }
    guard !verdict.reason.allSatisfy(\.isWhitespace) else {
      throw LedgerObjection("a decision needs a reason: where it was looked up, and what was seen there")
    }
    let outcome = isContradicted ? WriteOutcome.unknown : try await outcome(verdict, of: entry.operation)
    let decision = LedgerDecision(by: verdict.by, reason: verdict.reason, at: now())
    guard try await gateway.decide(key, outcome, decision) else {
      throw LedgerObjection("\(key) was settled meanwhile; `aisle ledger show \(key)` tells how")
    }
    if isContradicted { return "\(key): taken note of; it stays as it was recorded" }
    let settled = try await store.entry(key)
    return "\(key): recorded as \(settled?.notice.stateInWords ?? verdict.outcome.rawValue)"
  }

  private func outcome(_ verdict: LedgerVerdict, of operation: Commerce.Operation) async throws -> WriteOutcome {
    switch verdict.outcome {
    case .notDone: return .notDone
    case .refused:
      guard let rule = verdict.rule else {
        throw LedgerObjection(
          "say by which rule it was refused: --rule "
            + RefusalReason.allCases.map(\.rawValue).joined(separator: ", --rule "))
      }
      return .refused(.refused(rule, "a person found that it was refused"))
    case .done:
      let result = try await result(verdict, of: operation)
      if let fault = ResultCheck.fault(operation, result) { throw LedgerObjection("that is not its result: \(fault)") }
      return .done(result)
    }
  }

  private func result(_ verdict: LedgerVerdict, of operation: Commerce.Operation) async throws -> OperationResult {
    let name = operation.name.rawValue
    if let text = verdict.result { return try Self.result(name, text) }
    guard let look = Self.look(operation) else {
      throw LedgerObjection(
        "say what it brought back, with --result JSON or --result @FILE; `aisle contracts --schema \(name) --result` "
          + "prints its fields")
    }
    do throws(OperationFailure) {
      let found = try await gateway.perform(look, OperationContext(budget: .seconds(5)))
      guard !found.freshness.stale else { throw OperationFailure(.unavailable, "there is only an old answer") }
      return try Self.result(name, found.result)
    } catch {
      throw LedgerObjection(
        "\(look.name.rawValue) was asked for what it brought back, in vain: \(error.message); try again, or say it with "
          + "--result")
    }
  }

  private static func result(_ name: String, _ found: OperationResult) throws(OperationFailure) -> OperationResult {
    do { return try result(name, String(decoding: try JSONEncoder().encode(found.value), as: UTF8.self)) } catch {
      throw OperationFailure(.invalidResponse, "\(error)")
    }
  }

  private static func result(_ name: String, _ text: String) throws -> OperationResult {
    do {
      let document = #"{"operation": "\#(name)", "result": \#(text)}"#
      return try JSONDecoder().decode(OperationResult.self, from: Data(document.utf8))
    } catch {
      throw LedgerObjection(
        "that is no result of \(name); `aisle contracts --schema \(name) --result` prints its fields")
    }
  }

  /// The read that brings the very thing which a write brings back; nil when there is none.
  private static func look(_ operation: Commerce.Operation) -> Commerce.Operation? {
    func outcome<Typed: TypedOperation>(_ type: Typed.Type) -> any ContractValue.Type { Typed.Outcome.self }
    guard let tree = try? FieldTree(of: operation.value) else { return nil }
    func name(_ key: String) -> String? { tree[key]?.text }
    switch outcome(operation.name.type) {
    case is Order.Type: return name("order").map { Commerce.Operation(FindOrder(order: $0)) }
    case is Customer.Type: return name("customer").map { Commerce.Operation(FindCustomer(customer: $0)) }
    case is Cart.Type: return name("cart").map { Commerce.Operation(FindCart(cart: $0)) }
    case is PaymentLink.Type: return name("link").map { Commerce.Operation(FindPaymentLink(link: $0)) }
    default: return nil
    }
  }
}
