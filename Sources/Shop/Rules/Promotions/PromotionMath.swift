internal import Commerce

/// What promotions take off a basket: arithmetic only, shared by whatever prices a cart or an order.
///
/// Who prices a cart makes a `Basket` of it, loads the codes applied to it and the promotions that apply by themselves
/// (`PromotionShelf` finds both), and asks `best`: `Discount.total` is what goes into `Cart.discount`, shipping included,
/// so that `total` = `subtotal` + shipping - `discount`, never below zero; `Discount.counted` are the promotions behind it.
/// `Discount.lines` says how much of it falls on each line, which a return needs to know. Who places an order takes one
/// use off each of `counted`, in the same transaction (`PromotionShelf.use`).
///
/// **What goes together.** Stackable promotions all count at once; one that is not stackable counts alone. Of all
/// permitted combinations the one that takes off most counts.
///
/// **In which order.** A second one free, then shares, then sums, each of what the ones before have left; postage last.
/// Among equals by code, then by name. Shares are rounded to the nearest cent line by line, halves in the customer's favour.
enum PromotionMath {
  /// What is bought, in one currency.
  struct Basket: Hashable, Sendable {
    /// One line of it.
    struct Line: Hashable, Sendable {
      /// The category path of its product, widest first.
      var categories: [String]
      /// How many.
      var quantity: Int
      /// The price of one, in minor units.
      var unitPrice: Int

      init(categories: [String], quantity: Int, unitPrice: Int) {
        self.categories = categories
        self.quantity = quantity
        self.unitPrice = unitPrice
      }

      var amount: Int { quantity * unitPrice }
    }

    var lines: [Line]
    /// What sending it costs, in minor units; 0 when nothing or not chosen yet.
    var shipping: Int = 0
    /// ISO 4217.
    var currency: String
    /// The buyer's loyalty tier; nil when none or nobody is known.
    var tier: String?

    init(lines: [Line], shipping: Int = 0, currency: String, tier: String? = nil) {
      self.lines = lines
      self.shipping = shipping
      self.currency = currency
      self.tier = tier
    }

    /// The goods, in minor units.
    var subtotal: Int { lines.reduce(0) { $0 + $1.amount } }
  }

  /// What some promotions take off, in minor units; never more than there is.
  struct Discount: Hashable, Sendable {
    /// The promotions that count, in the order in which they were taken off.
    var counted: [Promotion] = []
    /// What each of `counted` takes off.
    var parts: [Int] = []
    /// What is taken off each line of the basket.
    var lines: [Int]
    /// What is taken off the postage.
    var shipping = 0
    /// All together.
    var total: Int { lines.reduce(shipping, +) }
  }

  /// The best permitted combination. `codes` are those the buyer gave, `automatic` those that apply by themselves; what
  /// does not hold here and now is passed over.
  static func best(codes: [Promotion], automatic: [Promotion] = [], basket: Basket, now: Timestamp) -> Discount {
    let holding = (codes + automatic).filter { refusal(of: $0, basket: basket, now: now) == nil }
    let together = taken(holding.filter(\.stackable), from: basket)
    let alone = holding.filter { !$0.stackable }.map { taken([$0], from: basket) }
    // The first of equals: what goes together before what stands alone.
    return alone.reduce(together) { found, next in next.isBetter(than: found) ? next : found }
  }

  /// Why a promotion does not count for a basket, other promotions apart; nil when it does. `codeInvalid`: not yet or no
  /// longer; `limitReached`: used up; `notApplicable`: not for these goods, this sum or this buyer.
  static func refusal(of promotion: Promotion, basket: Basket, now: Timestamp) -> RefusalReason? {
    guard promotion.from <= now, now < promotion.until else { return .codeInvalid }
    if let left = promotion.left, left <= 0 { return .limitReached }
    if !promotion.tiers.isEmpty, !promotion.tiers.contains(where: { $0 == basket.tier }) { return .notApplicable }
    if let minimum = promotion.minimum,
      minimum.currency != basket.currency || basket.subtotal < minimum.minorUnits
    {
      return .notApplicable
    }
    if let amount = promotion.amount, amount.currency != basket.currency { return .notApplicable }
    let lines = basket.lines.filter { isEligible($0, promotion) }
    guard !lines.isEmpty else { return .notApplicable }
    if promotion.kind == .buyOneGetOne, !lines.contains(where: { $0.quantity > 1 }) { return .notApplicable }
    return nil
  }

  /// What promotions that hold take off together.
  private static func taken(_ promotions: [Promotion], from basket: Basket) -> Discount {
    var discount = Discount(lines: basket.lines.map { _ in 0 })
    let ordered = promotions.sorted {
      ($0.kind.rank, $0.code, $0.name) < ($1.kind.rank, $1.code, $1.name)
    }
    for promotion in ordered {
      let before = discount.total
      take(promotion, basket, &discount)
      discount.counted.append(promotion)
      discount.parts.append(discount.total - before)
    }
    return discount
  }

  private static func take(_ promotion: Promotion, _ basket: Basket, _ discount: inout Discount) {
    let eligible = basket.lines.indices.filter { isEligible(basket.lines[$0], promotion) }
    switch promotion.kind {
    case .buyOneGetOne:
      for index in eligible {
        let line = basket.lines[index]
        discount.lines[index] += min(line.quantity / 2 * line.unitPrice, line.amount - discount.lines[index])
      }
    case .percentOff:
      let percent = min(max(0, promotion.percent), 100)
      for index in eligible {
        let left = basket.lines[index].amount - discount.lines[index]
        discount.lines[index] += (left * percent + 50) / 100
      }
    case .amountOff:
      var rest = max(0, promotion.amount?.minorUnits ?? 0)
      for index in eligible {
        let part = min(rest, basket.lines[index].amount - discount.lines[index])
        discount.lines[index] += part
        rest -= part
      }
    case .freeShipping: discount.shipping = basket.shipping
    }
  }

  private static func isEligible(_ line: Basket.Line, _ promotion: Promotion) -> Bool {
    promotion.categories.isEmpty || promotion.categories.contains { line.categories.contains($0) }
  }
}

extension PromotionMath.Discount {
  /// Takes off more, or as much with something that counts.
  fileprivate func isBetter(than other: PromotionMath.Discount) -> Bool {
    total > other.total || (total == other.total && other.counted.isEmpty && !counted.isEmpty)
  }
}

extension PromotionKind {
  /// The order in which kinds are taken off.
  fileprivate var rank: Int {
    switch self {
    case .buyOneGetOne: 0
    case .percentOff: 1
    case .amountOff: 2
    case .freeShipping: 3
    }
  }
}
