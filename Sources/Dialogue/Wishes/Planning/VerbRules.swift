internal import Commerce
internal import Discourse
internal import Policy

/// The standing of an order decides what is done, not the customer's word for it.
struct VerbRules {
  enum Decision: Hashable, Sendable {
    /// Do this; `translated`: it is called something else here, which is said.
    case act(Action, translated: Bool)
    /// The whole order goes or nothing: ask.
    case wholeOrNothing
    case refuse(Refusal)
  }

  var records: CustomerRecords
  var rules: DeskRules

  /// What a verb comes to, by preference, and whether that is another word than the customer's.
  private static func actions(_ verb: Wish.Verb) -> [(action: Action, translated: Bool)] {
    switch verb {
    case .cancel: [(.cancelOrder, false), (.returnItems, true)]
    case .remove: [(.cancelOrder, false), (.returnItems, true)]
    case .return, .refund: [(.returnItems, false), (.cancelOrder, true)]
    case .exchange: [(.exchangeItems, false), (.changeItems, false)]
    case .change: [(.changeItems, false), (.exchangeItems, false)]
    case .replace: [(.exchangeItems, false)]
    case .changeAddress: [(.changeAddress, false)]
    case .changePayment: [(.changePayment, false)]
    default: []
    }
  }

  /// The orders to which what a verb means can be done, by preference.
  func fitting(_ verb: Wish.Verb?) -> [Set<OrderNumber>] {
    guard let verb else { return [] }
    let sets = Self.actions(verb).map { choice in
      Set(records.orders.filter { rules.possible(choice.action.operation, $0).allowed }.map(\.number))
    }
    // Other variants are asked for before and after delivery in the same words.
    if verb == .exchange || verb == .change { return [sets.reduce(into: []) { $0.formUnion($1) }] }
    return sets
  }

  /// - Parameter isWhole: Whether all that is left of the order is meant.
  func decide(_ verb: Wish.Verb, _ number: OrderNumber, isWhole: Bool) -> Decision {
    if verb == .changeProfileAddress { return .act(.changeProfileAddress, translated: false) }
    if verb == .add { return .refuse(.cannotAdd) }
    guard let order = records.order(number) else { return .refuse(.nothingThere) }
    let choices = Self.actions(verb)
    for choice in choices where rules.possible(choice.action.operation, order).allowed {
      if choice.action == .cancelOrder, !isWhole { return .wholeOrNothing }
      return .act(choice.action, translated: choice.translated)
    }
    guard let first = choices.first else { return .refuse(.cannotUndo) }
    return .refuse(Self.refusal(rules.possible(first.action.operation, order).reason, order))
  }

  /// What to say, by the order's standing before the rule's own word.
  static func refusal(_ reason: RefusalReason?, _ order: Order) -> Refusal {
    if order.state == .cancelled { return .alreadyCancelled }
    if order.goesBack { return .goingBack }
    switch reason {
    case .alreadyShipped, .tooLate: return .alreadyShipped
    case .alreadyCancelled: return .alreadyCancelled
    case .notDelivered: return .notDelivered
    case .alreadyChanged: return .alreadyChanged
    case .alreadyReturning: return .goingBack
    default: return .nothingThere
    }
  }
}
