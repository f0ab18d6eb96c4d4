internal import Commerce

/// Money that moves between the customer and a payment method.
struct MoneyMove: Hashable, Codable, Sendable {
  /// What the customer gets back, in minor units; negative: pays.
  var amount: Int
  /// The payment method.
  var wallet: String
}

/// One write as it will be made, with the wishes that it fulfils.
struct PlannedWrite: Hashable, Codable, Sendable {
  var action: Action
  var operation: Operation
  var entries: [Int]
  var order: OrderNumber?
  var moves: [MoneyMove] = []
  var currency: String = "USD"

  /// What the customer gets back in all; negative: pays.
  var net: Int { moves.reduce(0) { $0 + $1.amount } }
}

/// Two plans are the same when the operations with all their arguments are.
extension [PlannedWrite] {
  var operations: [Operation] { map(\.operation) }
}
