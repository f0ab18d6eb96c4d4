internal import Commerce

/// Makes two limited releases: one whose registration is open, and one that is announced.
///
/// The secret seeds follow from the shop's seed, as everything here does: good enough to show how a draw can be verified,
/// not for a draw that matters.
struct DropMaker {
  var random: SplitMix64
  var today: LocalDate
  var products: [Product]
  var customers: [Customer]
  var stock: [VariantStock]

  /// The releases, those who registered already, and the stock as it is with their units.
  mutating func make() -> [any ShopDocument] {
    let kinds = random.shuffled(["Clothing", "Footwear", "Packs", "Lighting"])
    var open = record("D1", category: kinds[0], units: 12, from: -2, until: 3, window: 1_440)
    let announced = record("D2", category: kinds[1], units: 5, from: 5, until: 8, window: 720)
    let entries = register(36, for: &open)
    var documents: [any ShopDocument] = entries
    for record in [open, announced] {
      documents.append(record)
      guard var shelves = stock.first(where: { $0.sku == record.drop.sku }) else { continue }
      documents.append(DropStock.setAside(record.drop, in: &shelves))
      documents.append(shelves)
    }
    return documents
  }

  /// Registers about so many customers, each household once.
  private mutating func register(_ count: Int, for record: inout DropRecord) -> [DropEntryRecord] {
    var households: Set<String> = []
    var entries: [DropEntryRecord] = []
    for _ in 0..<count {
      let customer = random.pick(customers)
      let household = Household.key(of: customer.address)
      guard let method = customer.paymentMethods.first, households.insert(household).inserted else { continue }
      let entry = DropEntry(
        id: "DE\(CatalogueMaker.padded(40_001 + entries.count, to: 5))", drop: record.drop.id, customer: customer.id,
        state: .registered)
      entries.append(DropEntryRecord(entry: entry, household: household, paymentMethod: method.id))
    }
    record.drop.registered = entries.count
    return entries
  }

  private mutating func record(
    _ id: String, category: String, units: Int, from: Int, until: Int, window: Int
  ) -> DropRecord {
    let fitting = products.filter { $0.category.contains(category) }
    let product = random.pick(fitting.isEmpty ? products : fitting)
    let variant = random.pick(product.variants)
    let secret = DrawMath.seed { random.next() }
    let drop = Drop(
      id: id, name: "the limited \(product.name)", sku: variant.sku, units: units, price: variant.price,
      state: from > 0 ? .announced : .registrationOpen, opens: PromotionMaker.midnight(today.adding(days: from)),
      closes: PromotionMaker.midnight(today.adding(days: until)), windowMinutes: window,
      seedCommitment: DrawMath.commitment(to: secret))
    return DropRecord(drop: drop, secret: secret)
  }
}
