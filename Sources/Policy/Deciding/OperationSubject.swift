package import Commerce

/// What an operation is about, read off its arguments.
package struct OperationSubject: Hashable, Sendable {
  /// The order it names.
  package var order: OrderNumber?
  /// The customer it names.
  package var customer: String?
  /// Whether it could name a customer and does not: a read of that is of everybody's.
  package var namesNobody = false
  /// The money in its arguments.
  package var amount: Money?
  /// The reason it gives, as in `CancelReason` or `ReturnReason`.
  package var reason: String?
  /// Where it gives money back to.
  package var refundTo: String?
  /// What it takes money from, or gives a difference back to.
  package var wallet: String?
  /// Its changes of variants.
  package var changes: [LineChange] = []
  /// What it takes back.
  package var lines: [LineQuantity] = []

  /// Reads an operation. Order and customer are its fields of those names, whatever the operation: a new one needs nothing here.
  package init(_ operation: Operation) {
    for child in Mirror(reflecting: operation.value).children {
      switch child.label {
      case "order": order = (child.value as? OrderNumber?) ?? nil
      case "customer":
        customer = (child.value as? String?) ?? nil
        namesNobody = customer == nil
      default: continue
      }
    }
    switch operation.value {
    case let asked as CancelOrder: reason = asked.reason.rawValue
    case let asked as ReturnItems:
      reason = asked.reason.rawValue
      refundTo = asked.refundTo
      lines = asked.lines
    case let asked as ExchangeItems:
      reason = asked.reason.rawValue
      wallet = asked.paymentMethod
      changes = asked.changes
    case let asked as ChangeOrderItems:
      wallet = asked.paymentMethod
      changes = asked.changes
    case let asked as ChangeOrderPayment: wallet = asked.paymentMethod
    case let asked as PlaceOrder: wallet = asked.paymentMethod
    case let asked as RegisterForDrop: wallet = asked.paymentMethod
    case let asked as RefundPayment: amount = asked.amount
    case let asked as IssueStoreCredit: amount = asked.amount
    case let asked as CreatePaymentLink: amount = asked.amount
    default: break
    }
  }
}

extension OperationName {
  /// Whether it changes an order that its arguments name: those that policy files order, close and exclude.
  package var changesOrder: Bool {
    switch self {
    case .cancelOrder, .changeOrderAddress, .changeOrderPayment, .changeOrderItems, .returnItems, .exchangeItems: true
    default: false
    }
  }

  /// The operations that change an order, in the order of the vocabulary.
  package static let orderChanges = allCases.filter(\.changesOrder)
}

/// What may be said of an operation in a policy file.
extension OperationName {
  /// Whether it gives a reason out of a closed set.
  package var takesReason: Bool { [.cancelOrder, .returnItems, .exchangeItems].contains(self) }
  /// Whether it gives money of an order back.
  package var givesBack: Bool { [.cancelOrder, .returnItems, .exchangeItems, .changeOrderItems].contains(self) }
  /// Whether it names what money is taken from.
  package var takesMoney: Bool {
    [.changeOrderPayment, .changeOrderItems, .exchangeItems, .placeOrder, .registerForDrop].contains(self)
  }
  /// Whether it changes one variant for another.
  package var changesVariants: Bool { [.changeOrderItems, .exchangeItems].contains(self) }
  /// Whether it moves an amount of money.
  package var movesMoney: Bool {
    givesBack || takesMoney
      || [.refundPayment, .issueStoreCredit, .createPaymentLink, .redeemReward, .claimDrop].contains(self)
  }
  /// Whether it tells something about a customer or an order of theirs.
  package var tellsOfCustomer: Bool {
    switch self {
    case .findCustomer, .findLoyalty, .findOrder, .findOrders, .trackShipment, .checkReturn, .findReturns, .findRefunds,
      .findAppointments, .findDropEntry, .findCases, .findCallbacks:
      true
    default: false
    }
  }
}
