import Commerce
import Synchronization

@testable import Shop

/// A clock that a test sets.
final class BenchClock: Sendable {
  private let moment: Mutex<Timestamp>

  init(_ now: Timestamp) { moment = Mutex(now) }

  var now: Timestamp {
    get { moment.withLock { $0 } }
    set { moment.withLock { $0 = newValue } }
  }
}

/// A small shop of a test's own.
struct Bench: Sendable {
  let clock: BenchClock
  let shop: ShopSandbox

  init(_ documents: [any ShopDocument], now: Timestamp) throws {
    let clock = BenchClock(now)
    self.clock = clock
    shop = ShopSandbox(try ShopImage(documents, profile: .retail)) { clock.now }
  }

  /// Performs an operation, a write under a key when one is given.
  func ask<Typed: TypedOperation>(
    _ operation: Typed, key: String? = nil
  ) async throws(OperationFailure) -> Typed.Outcome {
    try await shop.perform(
      operation, OperationContext(key: key.flatMap { IdempotencyKey($0) }, budget: .seconds(5))
    ).outcome
  }

  /// The failure an operation ends in; nil when it succeeds.
  func failure(_ operation: some TypedOperation) async -> OperationFailure? {
    do throws(OperationFailure) {
      _ = try await ask(operation)
      return nil
    } catch { return error }
  }

  /// The rule that refuses an operation.
  func reason(_ operation: some TypedOperation) async -> RefusalReason? { await failure(operation)?.reason }

  /// Moves the clock on.
  func wait(minutes: Int) { clock.now = clock.now.adding(milliseconds: Int64(minutes) * 60_000) }
}

extension Customer {
  /// A customer who lives alone and pays by card.
  static func test(_ number: Int, methods: [PaymentMethod]? = nil, loyalty: LoyaltyAccount? = nil) -> Customer {
    Customer(
      id: "C\(number)", givenName: "Ada", familyName: "Test", email: "c\(number)@example.com",
      phone: "+1206555\(1_000 + number)",
      address: Address(street: "\(number) Oak Street", city: "Seattle", region: "WA", postcode: "98101", country: "US"),
      paymentMethods: methods ?? [PaymentMethod(id: "card-\(number)", kind: .creditCard)], loyalty: loyalty)
  }
}

extension Timestamp {
  /// A moment as RFC 3339 text.
  static func at(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? Timestamp(milliseconds: 0) }
}

extension Bench {
  /// Documents as they are stored.
  func documents<Document: ShopDocument>(_ type: Document.Type, _ name: String, _ value: String) -> [Document] {
    shop.inWorld { (try? $0.list(type, name, value)) ?? [] }
  }
}
