public import Commerce

/// The invented retailer as a back end in memory: it keeps the rules that the desk must plan by, so that a wrong plan shows.
public struct ModelRetailer: Sendable {
  /// The customers and orders as they now are.
  public private(set) var customers = OrdersFixture.customers
  /// See `customers`.
  public private(set) var orders = OrdersFixture.orders
  /// What was written, in order.
  public private(set) var writes: [Commerce.Operation] = []
  /// Fails the next write with this.
  public var nextFailure: OperationFailure?

  /// Makes the retailer.
  public init() {}

  /// Answers an operation.
  public mutating func answer(_ operation: Commerce.Operation) -> Result<OperationResult, OperationFailure> {
    if operation.isWrite {
      if let failure = nextFailure {
        nextFailure = nil
        return .failure(failure)
      }
      do throws(OperationFailure) {
        let result = try write(operation)
        writes.append(operation)
        return .success(result)
      } catch { return .failure(error) }
    }
    return read(operation)
  }

  private func read(_ operation: Commerce.Operation) -> Result<OperationResult, OperationFailure> {
    let missing = OperationFailure(.notFound, "there is no such thing")
    switch operation.value {
    case let asked as IdentifyCustomer:
      let found = customers.filter { customer in
        if let email = asked.email { return customer.email == email.lowercased() }
        guard let given = asked.givenName, let family = asked.familyName else { return false }
        return customer.givenName.lowercased() == given.lowercased()
          && customer.familyName.lowercased() == family.lowercased() && customer.address.postcode == asked.postcode
      }
      return .success(OperationResult(IdentifyCustomer.self, CustomerMatches(customers: found.map(\.id))))
    case let asked as FindCustomer:
      guard let customer = customers.first(where: { $0.id == asked.customer }) else { return .failure(missing) }
      return .success(OperationResult(FindCustomer.self, customer))
    case let asked as FindOrders:
      let own = orders.filter { $0.customer == asked.customer }
      return .success(OperationResult(FindOrders.self, OrderList(orders: own.sorted { $0.placed > $1.placed })))
    case let asked as FindOrder:
      guard let order = orders.first(where: { $0.number == asked.order }) else { return .failure(missing) }
      return .success(OperationResult(FindOrder.self, order))
    case let asked as FindProduct:
      let found = OrdersFixture.products.first { product in
        asked.product.map { $0 == product.id } ?? product.variants.contains { $0.sku == asked.sku }
      }
      guard let found else { return .failure(missing) }
      return .success(OperationResult(FindProduct.self, found))
    case is FindStores: return .success(RetailFixture.storesFound)
    default: return .failure(OperationFailure(.unsupported, "the model has no \(operation.name.rawValue)"))
    }
  }

  private mutating func write(_ operation: Commerce.Operation) throws(OperationFailure) -> OperationResult {
    switch operation.value {
    case let asked as CancelOrder:
      let index = try open(asked.order)
      orders[index].state = .cancelled
      orders[index].shipmentState = .canceled
      for payment in orders[index].payments { move(payment.amount.minorUnits, payment.method, .refund, index) }
      return OperationResult(CancelOrder.self, orders[index])
    case let asked as ChangeOrderAddress:
      let index = try open(asked.order)
      orders[index].deliverTo = asked.address
      return OperationResult(ChangeOrderAddress.self, orders[index])
    case let asked as ChangeOrderPayment:
      let index = try open(asked.order)
      guard orders[index].payments.count == 1, orders[index].payments[0].method != asked.paymentMethod else {
        throw .refused(.samePaymentMethod, "paid that way, or changed before")
      }
      let (total, old) = (orders[index].total.minorUnits, orders[index].payments[0].method)
      try cover(total, asked.paymentMethod)
      move(total, asked.paymentMethod, .charge, index)
      move(total, old, .refund, index)
      return OperationResult(ChangeOrderPayment.self, orders[index])
    case let asked as ChangeOrderItems:
      let index = try open(asked.order)
      let difference = try swap(asked.changes, index, asked.paymentMethod)
      for change in asked.changes {
        guard let line = orders[index].lines.firstIndex(where: { $0.sku == change.sku }) else { continue }
        let quantity = orders[index].lines[line].quantity
        orders[index].lines[line] = OrdersFixture.Item(sku: change.newSku, quantity: quantity).line
        orders[index].lines[line].unitPrice.minorUnits += 200
      }
      orders[index].total.minorUnits += difference
      orders[index].changed = true
      move(abs(difference), asked.paymentMethod, difference > 0 ? .charge : .refund, index)
      let result = ChangedOrder(
        order: orders[index], difference: OrdersFixture.usd(difference), method: asked.paymentMethod)
      return OperationResult(ChangeOrderItems.self, result)
    case let asked as ReturnItems: return OperationResult(ReturnItems.self, try giveBack(asked))
    case let asked as ExchangeItems:
      let index = try delivered(asked.order)
      let difference = try swap(asked.changes, index, asked.paymentMethod)
      return OperationResult(ExchangeItems.self, back(index, asked, -difference))
    case let asked as ChangeCustomerAddress:
      guard let index = customers.firstIndex(where: { $0.id == asked.customer }) else {
        throw OperationFailure(.notFound, "no such customer")
      }
      customers[index].address = asked.address
      return OperationResult(ChangeCustomerAddress.self, customers[index])
    default: throw OperationFailure(.unsupported, "the model has no \(operation.name.rawValue)")
    }
  }

  private func find(_ number: OrderNumber) throws(OperationFailure) -> Int {
    guard let index = orders.firstIndex(where: { $0.number == number }) else {
      throw OperationFailure(.notFound, "no such order")
    }
    return index
  }

  private func open(_ number: OrderNumber) throws(OperationFailure) -> Int {
    let index = try find(number)
    guard orders[index].state == .open else { throw .refused(.alreadyShipped, "it is not pending") }
    guard !orders[index].changed else { throw .refused(.alreadyChanged, "changed before") }
    return index
  }

  private func delivered(_ number: OrderNumber) throws(OperationFailure) -> Int {
    let index = try find(number)
    guard orders[index].state == .complete else { throw .refused(.notDelivered, "it is not delivered") }
    guard orders[index].returns.isEmpty else { throw .refused(.alreadyReturning, "something goes back already") }
    return index
  }

  private mutating func giveBack(_ asked: ReturnItems) throws(OperationFailure) -> Return {
    let index = try delivered(asked.order)
    let method = customers.flatMap(\.paymentMethods).first { $0.id == asked.refundTo }
    guard method?.kind == .giftCard || asked.refundTo == orders[index].payments.first?.method else {
      throw .refused(.refundMethodNotAllowed, "neither the original nor a gift card")
    }
    var amount = 0
    for line in asked.lines {
      guard let own = orders[index].lines.first(where: { $0.sku == line.sku }), own.quantity >= line.quantity else {
        throw .refused(.notInOrder, "not in the order")
      }
      amount += own.unitPrice.minorUnits * line.quantity
    }
    let result = Return(
      id: "\(asked.order)-R", order: asked.order, state: .requested, lines: asked.lines, kind: .fullRefund,
      amount: OrdersFixture.usd(amount), refundTo: asked.refundTo, requested: RetailFixture.noon)
    orders[index].returns.append(result)
    return result
  }

  private mutating func back(_ index: Int, _ asked: ExchangeItems, _ amount: Int) -> Return {
    let result = Return(
      id: "\(asked.order)-R", order: asked.order, state: .requested,
      lines: asked.changes.map { LineQuantity(sku: $0.sku, quantity: $0.quantity) }, replacements: asked.changes,
      kind: .exchange, amount: OrdersFixture.usd(amount), refundTo: asked.paymentMethod, requested: RetailFixture.noon)
    orders[index].returns.append(result)
    return result
  }

  /// What the changes cost more, when they can be made.
  private func swap(_ changes: [LineChange], _ index: Int, _ method: String) throws(OperationFailure) -> Int {
    var difference = 0
    for change in changes {
      guard let line = orders[index].lines.first(where: { $0.sku == change.sku }), line.quantity >= change.quantity
      else {
        throw .refused(.notInOrder, "not in the order")
      }
      guard
        let variant = OrdersFixture.products.first(where: { $0.id == line.product })?.variants
          .first(where: { $0.sku == change.newSku })
      else { throw .refused(.differentProduct, "another product") }
      guard variant.availability == .inStock else { throw OperationFailure(.outOfStock, "not there") }
      difference += (variant.price.minorUnits - line.unitPrice.minorUnits) * change.quantity
    }
    try cover(difference, method)
    return difference
  }

  private func cover(_ amount: Int, _ method: String) throws(OperationFailure) {
    guard let wallet = customers.flatMap(\.paymentMethods).first(where: { $0.id == method }) else {
      throw .refused(.paymentMethodUnknown, "nobody's")
    }
    guard wallet.kind != .giftCard || (wallet.balance?.minorUnits ?? 0) >= amount else {
      throw .refused(.balanceTooLow, "too little on it")
    }
  }

  private mutating func move(_ amount: Int, _ method: String, _ kind: PaymentKind, _ index: Int) {
    orders[index].payments.append(
      Payment(
        id: "\(orders[index].number)-\(orders[index].payments.count)", kind: kind, amount: OrdersFixture.usd(amount),
        method: method, at: RetailFixture.noon))
    for customer in customers.indices {
      for wallet in customers[customer].paymentMethods.indices
      where customers[customer].paymentMethods[wallet].id == method {
        customers[customer].paymentMethods[wallet].balance?.minorUnits += kind == .refund ? amount : -amount
      }
    }
  }
}
