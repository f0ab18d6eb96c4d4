internal import Commerce

/// Addresses at which something can be paid: under the house's own `/pay/`.
enum PaymentLinkRules {
  static func register(in rules: inout ShopRules) {
    rules.on(CreatePaymentLink.self, create)
    rules.on(FindPaymentLink.self) { asked, world throws(OperationFailure) in
      current(try world.need(PaymentLink.self, asked.link), in: world)
    }
    rules.on(CancelPaymentLink.self, cancel)
  }

  /// How long a link works, in milliseconds.
  private static let lifetime: Int64 = 72 * 3_600_000

  @Sendable private static func create(
    _ asked: CreatePaymentLink, _ world: any World
  ) throws(OperationFailure) -> PaymentLink {
    guard asked.amount.minorUnits > 0 else {
      throw OperationFailure(.invalidArguments, "a payment is of more than nothing")
    }
    if let customer = asked.customer { _ = try world.need(Customer.self, customer) }
    if let number = asked.order {
      let order = try OrderReads.find(number, in: world)
      guard order.state != .cancelled else { throw .refused(.alreadyCancelled, "the order is called off") }
      let due = due(order)
      guard due > 0 else { throw .refused(.alreadyPaid, "nothing is due for this order") }
      guard asked.amount.minorUnits <= due else { throw .refused(.amountTooLarge, "less than that is due") }
    }
    // The address is what lets somebody pay, so it must not be guessed from another.
    let secret = String(UInt64.random(in: 0...(.max)), radix: 36) + String(UInt64.random(in: 0...(.max)), radix: 36)
    let link = PaymentLink(
      id: try world.identifier("L"), url: "/pay/\(secret)", amount: asked.amount, order: asked.order, state: .open,
      expires: world.now.adding(milliseconds: lifetime))
    try world.put(link)
    return link
  }

  @Sendable private static func cancel(
    _ asked: CancelPaymentLink, _ world: any World
  ) throws(OperationFailure) -> PaymentLink {
    var link = current(try world.need(PaymentLink.self, asked.link), in: world)
    switch link.state {
    case .open: link.state = .deactivated
    case .paid: throw .refused(.alreadyPaid, "it is paid already")
    case .expired: throw .refused(.expired, "it has expired")
    case .deactivated: throw .refused(.alreadyClosed, "it works no more already")
    }
    try world.put(link)
    return link
  }

  /// Somebody paid at the address.
  static func pay(_ url: String, in world: any World) throws(OperationFailure) -> PaymentLink {
    guard var link = try world.list(PaymentLink.self, "url", url).first.map({ current($0, in: world) }) else {
      throw OperationFailure(.notFound, "there is nothing to pay at this address")
    }
    switch link.state {
    case .open: link.state = .paid
    case .paid: throw .refused(.alreadyPaid, "it is paid already")
    case .expired, .deactivated: throw .refused(.expired, "the address works no more")
    }
    try world.put(link)
    guard let number = link.order, var order = try world.find(Order.self, number), order.state != .cancelled else {
      return link
    }
    guard link.amount.minorUnits <= due(order) else { throw .refused(.alreadyPaid, "the order is paid already") }
    order.payments.append(
      Payment(id: try world.identifier("PY"), kind: .charge, amount: link.amount, method: link.id, at: world.now))
    order.paymentState = due(order) == 0 ? .paid : .balanceDue
    _ = try order.saved(in: world)
    return link
  }

  /// What an order still has to be paid.
  static func due(_ order: Order) -> Int {
    guard order.state != .cancelled, order.paymentState != .paid else { return 0 }
    return max(0, order.total.minorUnits - order.taken + order.givenBack)
  }

  private static func current(_ link: PaymentLink, in world: any World) -> PaymentLink {
    var link = link
    if link.state == .open, let end = link.expires, end <= world.now { link.state = .expired }
    return link
  }
}

extension PaymentLink: ShopDocument {
  static let kind = "paymentLink"
  var documentID: String { id }
  var lookups: [Lookup] { [Lookup("url", url)] + (order.map { [Lookup("order", $0)] } ?? []) }
}
