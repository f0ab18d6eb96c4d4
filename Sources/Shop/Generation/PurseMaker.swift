internal import Commerce

/// Makes what customers pay with, and gift cards.
struct PurseMaker {
  var random: SplitMix64

  /// Gives each customer one to three payment methods, and makes the gift cards among them and fifty that are nobody's.
  mutating func fill(_ customers: inout [Customer]) -> [GiftCardRecord] {
    var cards: [GiftCardRecord] = []
    var numbers: Set<String> = []
    for index in customers.indices {
      let kinds = random.shuffled([PaymentMethodKind.creditCard, .creditCard, .debitCard, .paypal, .giftCard])
      var chosen = Array(kinds.prefix(random.pick([1, 2, 2, 3])))
      // A gift card alone pays for little.
      if chosen == [.giftCard] { chosen.append(.creditCard) }
      customers[index].paymentMethods = chosen.enumerated().map { position, kind in
        method(kind, id: "\(customers[index].id)-\(position + 1)")
      }
      for method in customers[index].paymentMethods where method.kind == .giftCard {
        cards.append(
          GiftCardRecord(
            number: number(&numbers), method: method.id, customer: customers[index].id,
            balance: method.balance ?? Money(minorUnits: 0, currency: "USD")))
      }
    }
    for position in 1...50 {
      cards.append(
        GiftCardRecord(
          number: number(&numbers), method: "G\(CatalogueMaker.padded(position, to: 5))", balance: balance()))
    }
    return cards
  }

  private mutating func method(_ kind: PaymentMethodKind, id: String) -> PaymentMethod {
    switch kind {
    case .creditCard:
      PaymentMethod(id: id, kind: kind, brand: random.pick(["visa", "mastercard", "amex"]), lastFour: lastFour())
    case .debitCard:
      PaymentMethod(id: id, kind: kind, brand: random.pick(["visa", "mastercard"]), lastFour: lastFour())
    case .giftCard: PaymentMethod(id: id, kind: kind, balance: balance())
    default: PaymentMethod(id: id, kind: kind)
    }
  }

  /// Never the digits that are declined.
  private mutating func lastFour() -> String { CatalogueMaker.padded(random.pick(1_000...9_999), to: 4) }

  private mutating func balance() -> Money { Money(minorUnits: random.pick(2...60) * 500, currency: "USD") }

  private mutating func number(_ taken: inout Set<String>) -> String {
    while true {
      let number = (0..<16).map { _ in String(random.below(10)) }.joined()
      if taken.insert(number).inserted { return number }
    }
  }
}
