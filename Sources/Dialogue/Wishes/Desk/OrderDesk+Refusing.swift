internal import Commerce
internal import Discourse
internal import Policy

/// What is told once, what is refused, and what is wanted in that case.
extension OrderDesk {
  /// Says something about a wish, once.
  mutating func tell(_ index: Int, _ mark: String, _ line: DeskLine, _ facts: [String: Fact] = [:]) {
    guard !entries[index].told.contains(mark) else { return }
    entries[index].told.append(mark)
    say(line, facts)
  }

  /// Refuses a wish, kindly and with what is possible, and takes up what the customer wants in that case.
  mutating func refuse(_ index: Int, _ refusal: Refusal) {
    entries[index].state = .refused(refusal)
    let entry = entries[index]
    if let verb = entry.wish.verb { refusedJustNow.append(verb) }
    let line: DeskLine? =
      switch refusal {
      case .alreadyShipped: .refusedShipped
      case .alreadyCancelled: .refusedCancelled
      case .notDelivered: .refusedNotDelivered
      case .alreadyChanged: .refusedChanged
      case .goingBack: .refusedGoingBack
      case .cannotAdd: .refusedAdd
      case .otherProduct: .refusedOtherProduct
      case .cannotUndo: .refusedUndo
      case .samePayment: .refusedSamePayment
      case .sameAddress: .refusedSameAddress
      case .nothingThere: .refusedNothing
      case .orderCancelled: .refusedOrderCancelled
      case .noDiscount: .refusedDiscount
      case .noPriceMatch: .refusedPriceMatch
      case .noMerging: .refusedMerging
      case .noSplitting: .refusedSplitting
      case .noExpediting: .refusedExpediting
      case .noPromise: .refusedPromise
      case .noRepair: .refusedRepair
      case .noUnsubscribing: .refusedUnsubscribing
      case .partOfOrder, .excluded, .condition, .noVariant, .backend, .notShown: nil
      }
    if var line {
      var facts = ["goods": subject(entry)].merging(refundDays) { $1 }
      if let number = entry.order, let order = records.order(number) {
        facts["order"] = words.order(number)
        facts["status"] = Fact(DeskWords.standing(order))
        if line == .refusedShipped, OrderStage(of: order) == .delivered { line = .refusedDelivered }
      }
      tell(index, refusal.rawValue, line, facts)
    }
    fallBack(entry)
  }

  /// What the customer wants instead, when something cannot be done: in the order said, under the same questions as any wish.
  mutating func fallBack(_ entry: Entry) {
    for var wish in entry.wish.otherwise {
      if wish.verb == .keep || wish.mood == .negated { continue }
      if wish.verb == nil { wish = entry.wish.merged(with: wish, table: nil) }
      if wish.goods == nil, wish.orders == nil {
        wish.goods = entry.wish.goods
        wish.orders = entry.order.map { OrderReference(numbers: [Candidate($0, score: 1)]) } ?? entry.wish.orders
        if wish.verb == .cancel { wish.goods = nil }
      }
      if wish.reason == nil { wish.reason = entry.wish.reason }
      if wish.wallet == nil { wish.wallet = entry.wish.wallet }
      add(wish)
    }
  }
}

extension Array where Element: Hashable {
  /// Each once, in order.
  var distinct: [Element] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
