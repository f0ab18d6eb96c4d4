internal import Commerce

/// Sums over records, in minor units. The price paid counts, not the price of today; money that came back counts as gone back.
struct Calculator {
  var records: CustomerRecords

  /// What was paid for what a wish is about.
  func paid(_ entry: Entry) -> Int {
    guard let target = entry.line, let line = records.line(target.key) else { return 0 }
    return line.unitPrice.minorUnits * target.quantity
  }

  /// What the new variant costs more than was paid for the old one; negative: less.
  func difference(_ entry: Entry) -> Int {
    guard let target = entry.line, let line = records.line(target.key), let sku = entry.sku,
      let variant = records.product(of: target.key)?.variants.first(where: { $0.sku == sku })
    else { return 0 }
    return (variant.price.minorUnits - line.unitPrice.minorUnits) * target.quantity
  }

  /// What is held of an order by payment method: paid less given back.
  func held(_ order: Order) -> [MoneyMove] {
    var sums: [MoneyMove] = []
    for payment in order.payments where payment.status != .failure {
      let sign: Int
      switch payment.kind {
      case .charge: sign = 1
      case .refund, .chargeback: sign = -1
      case .authorization, .cancelAuthorization: continue
      }
      if let index = sums.firstIndex(where: { $0.wallet == payment.method }) {
        sums[index].amount += sign * payment.amount.minorUnits
      } else {
        sums.append(MoneyMove(amount: sign * payment.amount.minorUnits, wallet: payment.method))
      }
    }
    return sums.filter { $0.amount != 0 }
  }

  /// What comes back when an order is called off, by payment method.
  func cancelled(_ order: Order) -> [MoneyMove] { held(order).filter { $0.amount > 0 } }

  /// What moves when an order is paid another way.
  func repaid(_ order: Order, with wallet: String) -> [MoneyMove] {
    let held = cancelled(order)
    let amount = held.reduce(0) { $0 + $1.amount }
    return [MoneyMove(amount: -amount, wallet: wallet)] + held
  }

  /// What a gift card or credit holds after writes, in their order; nil when the method has no balance. Goods that come back give
  /// nothing until they arrive, and are left out.
  func balance(of wallet: String, after writes: [PlannedWrite]) -> Int? {
    guard let start = records.method(wallet)?.balance?.minorUnits else { return nil }
    return writes.filter { $0.action != .returnItems && $0.action != .exchangeItems }.flatMap(\.moves)
      .filter { $0.wallet == wallet }.reduce(start) { $0 + $1.amount }
  }

  /// The first write for which a balance does not suffice.
  func uncovered(_ writes: [PlannedWrite]) -> PlannedWrite? {
    var left: [String: Int] = [:]
    for write in writes {
      for move in write.moves {
        guard let balance = records.method(move.wallet)?.balance?.minorUnits else { continue }
        let now = left[move.wallet] ?? balance
        guard now + move.amount >= 0 else { return write }
        // What comes back for goods on their way is not there yet.
        if move.amount < 0 || write.action != .returnItems && write.action != .exchangeItems {
          left[move.wallet] = now + move.amount
        }
      }
    }
    return nil
  }
}
