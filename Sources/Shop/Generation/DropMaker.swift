internal import Commerce

/// Makes two limited releases: one whose registration is open, and one that is announced.
///
/// The secret seeds follow from the shop's seed, as everything here does: good enough to show how a draw can be verified,
/// not for a draw that matters.
struct DropMaker {
  var random: SplitMix64
  var today: LocalDate
  var products: [Product]

  mutating func make() -> [DropRecord] {
    let kinds = random.shuffled(["Clothing", "Footwear", "Packs", "Lighting"])
    return [
      record("D1", category: kinds[0], units: 12, from: -2, until: 3, window: 1_440),
      record("D2", category: kinds[1], units: 5, from: 5, until: 8, window: 720),
    ]
  }

  private mutating func record(
    _ id: String, category: String, units: Int, from: Int, until: Int, window: Int
  ) -> DropRecord {
    let fitting = products.filter { $0.category.contains(category) }
    let product = random.pick(fitting.isEmpty ? products : fitting)
    let variant = random.pick(product.variants)
    let secret = (0..<4).map { _ in
      let digits = String(random.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    let drop = Drop(
      id: id, name: "the limited \(product.name)", sku: variant.sku, units: units, price: variant.price,
      state: from > 0 ? .announced : .registrationOpen, opens: PromotionMaker.midnight(today.adding(days: from)),
      closes: PromotionMaker.midnight(today.adding(days: until)), windowMinutes: window,
      seedCommitment: DrawMath.commitment(to: secret))
    return DropRecord(drop: drop, secret: secret)
  }
}
