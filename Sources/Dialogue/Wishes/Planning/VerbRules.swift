internal import Commerce
internal import Discourse

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

  /// The standings for which a verb is meant, by preference.
  func fitting(_ verb: Wish.Verb?) -> [Set<Standing>] {
    switch verb {
    case .cancel, .remove, .changeAddress, .changePayment: [rules.changeable, [.delivered]]
    case .return, .refund: [[.delivered], rules.changeable]
    case .exchange, .change, .replace: [rules.changeable.union([.delivered])]
    default: []
    }
  }

  /// - Parameter isWhole: Whether all that is left of the order is meant.
  func decide(_ verb: Wish.Verb, _ number: OrderNumber, isWhole: Bool) -> Decision {
    guard let order = records.order(number) else { return .refuse(.notYours) }
    let standing = order.standing
    switch standing {
    case .cancelled: return .refuse(.alreadyCancelled)
    case .goingBack where rules.goesBackOnce: return .refuse(.goingBack)
    case .sent: return .refuse(.alreadyShipped)
    case .packed where !rules.changeable.contains(.packed): return .refuse(.alreadyShipped)
    default: break
    }
    if rules.changeable.contains(standing) {
      if order.changed, rules.itemsOnce { return .refuse(.alreadyChanged) }
      switch verb {
      case .cancel: return isWhole ? .act(.cancelOrder, translated: false) : .wholeOrNothing
      case .remove, .return, .refund: return isWhole ? .act(.cancelOrder, translated: true) : .wholeOrNothing
      case .exchange, .change: return .act(.changeItems, translated: false)
      case .replace: return .refuse(.notDelivered)
      case .changeAddress: return .act(.changeAddress, translated: false)
      case .changePayment: return .act(.changePayment, translated: false)
      case .add: return .refuse(.cannotAdd)
      case .changeProfileAddress: return .act(.changeProfileAddress, translated: false)
      case .keep, .undo: return .refuse(.cannotUndo)
      }
    }
    switch verb {
    case .return, .refund: return .act(.returnItems, translated: false)
    case .cancel, .remove: return .act(.returnItems, translated: true)
    case .exchange, .change, .replace: return .act(.exchangeItems, translated: false)
    case .changeAddress, .changePayment: return .refuse(.alreadyShipped)
    case .add: return .refuse(.cannotAdd)
    case .changeProfileAddress: return .act(.changeProfileAddress, translated: false)
    case .keep, .undo: return .refuse(.cannotUndo)
    }
  }
}
