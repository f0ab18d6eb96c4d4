internal import Commerce
internal import Discourse

/// Complete wishes as writes: all lines of an order in one, per order the payment first, then the address, then the goods.
struct Planner {
  var records: CustomerRecords

  func plan(_ entries: [Entry]) -> [PlannedWrite] {
    let ready = entries.filter { entry in
      switch entry.state {
      case .complete, .readOut, .agreed: true
      default: false
      }
    }
    var writes: [PlannedWrite] = []
    var orders: [OrderNumber] = []
    for entry in ready {
      if entry.action == .changeProfileAddress {
        if let write = profile(entry) { writes.append(write) }
      } else if let order = entry.order, !orders.contains(order) {
        orders.append(order)
        writes += self.writes(of: order, ready.filter { $0.order == order })
      }
    }
    return writes
  }

  private func profile(_ entry: Entry) -> PlannedWrite? {
    guard let customer = records.customer, let address = entry.address else { return nil }
    return PlannedWrite(
      action: .changeProfileAddress,
      operation: Operation(ChangeCustomerAddress(customer: customer.id, address: address)),
      entries: [entry.id])
  }

  private func writes(of number: OrderNumber, _ entries: [Entry]) -> [PlannedWrite] {
    guard let order = records.order(number) else { return [] }
    func all(_ action: Action) -> [Entry] { entries.filter { $0.action == action } }
    func planned(_ action: Action, _ operation: any TypedOperation, _ own: [Entry], _ moves: [MoneyMove])
      -> PlannedWrite
    {
      PlannedWrite(
        action: action, operation: Self.wrap(operation), entries: own.map(\.id), order: number, moves: moves,
        currency: order.total.currency)
    }
    var writes: [PlannedWrite] = []
    if let entry = all(.cancelOrder).last {
      // A whole cancel excludes all else.
      return [
        planned(
          .cancelOrder, CancelOrder(order: number, reason: entry.reason ?? .noLongerNeeded), all(.cancelOrder),
          Calculator(records: records).cancelled(order))
      ]
    }
    if let entry = all(.changePayment).last, let wallet = entry.wallet {
      writes.append(
        planned(
          .changePayment, ChangeOrderPayment(order: number, paymentMethod: wallet), all(.changePayment),
          Calculator(records: records).repaid(order, with: wallet)))
    }
    if let entry = all(.changeAddress).last, let address = entry.address {
      writes.append(
        planned(.changeAddress, ChangeOrderAddress(order: number, address: address), all(.changeAddress), []))
    }
    if let write = swap(.changeItems, all(.changeItems), order) { writes.append(write) }
    let returned = all(.returnItems)
    if !returned.isEmpty, let wallet = returned.compactMap(\.wallet).last {
      let lines = Self.counted(
        returned.compactMap(\.line).compactMap { target in
          records.line(target.key).map { ($0.sku, target.quantity) }
        })
      let amount = returned.reduce(0) { $0 + Calculator(records: records).paid($1) }
      writes.append(
        planned(
          .returnItems,
          ReturnItems(
            order: number, lines: lines, refundTo: wallet,
            reason: ReasonReader.returnReason(returned.compactMap(\.wish.reason).first)), returned,
          [MoneyMove(amount: amount, wallet: wallet)]))
    }
    if let write = swap(.exchangeItems, all(.exchangeItems), order) { writes.append(write) }
    return writes
  }

  private func swap(_ action: Action, _ entries: [Entry], _ order: Order) -> PlannedWrite? {
    guard !entries.isEmpty, let wallet = entries.compactMap(\.wallet).last else { return nil }
    var changes: [LineChange] = []
    for entry in entries {
      guard let target = entry.line, let line = records.line(target.key), let sku = entry.sku else { return nil }
      if let index = changes.firstIndex(where: { $0.sku == line.sku && $0.newSku == sku }) {
        changes[index].quantity += target.quantity
      } else {
        changes.append(LineChange(sku: line.sku, newSku: sku, quantity: target.quantity))
      }
    }
    let difference = entries.reduce(0) { $0 + Calculator(records: records).difference($1) }
    let operation: any TypedOperation =
      action == .changeItems
      ? ChangeOrderItems(order: order.number, changes: changes, paymentMethod: wallet)
      : ExchangeItems(
        order: order.number, changes: changes, paymentMethod: wallet,
        reason: ReasonReader.returnReason(entries.compactMap(\.wish.reason).first))
    return PlannedWrite(
      action: action, operation: Self.wrap(operation), entries: entries.map(\.id), order: order.number,
      moves: [MoneyMove(amount: -difference, wallet: wallet)], currency: order.total.currency)
  }

  private static func wrap<Typed: TypedOperation>(_ operation: Typed) -> Operation { Operation(operation) }

  /// Each variant once, with how many of it.
  static func counted(_ items: [(String, Int)]) -> [LineQuantity] {
    items.reduce(into: [LineQuantity]()) { lines, item in
      if let index = lines.firstIndex(where: { $0.sku == item.0 }) {
        lines[index].quantity += item.1
      } else {
        lines.append(LineQuantity(sku: item.0, quantity: item.1))
      }
    }
  }
}
