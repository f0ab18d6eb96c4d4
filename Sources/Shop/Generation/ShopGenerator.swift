public import Commerce

/// Everything the embedded retailer knows, as values.
public struct ShopWorld: Hashable, Sendable {
  /// What it sells, by identifier.
  public var products: [Product]
  /// Where it sells, by identifier. `utcOffsetSeconds` is winter's: the database's reader fills in the one in force.
  public var stores: [Store]
  /// Who bought, by identifier.
  public var customers: [Customer]
  /// What they bought, in no order.
  public var orders: [Order]
}

extension ShopWorld {
  /// All of it, as it is stored.
  var documents: [any ShopDocument] {
    products.map { $0 as any ShopDocument } + stores.map { $0 as any ShopDocument }
      + customers.map { $0 as any ShopDocument } + orders.map { $0 as any ShopDocument }
  }
}

/// Makes a believable outdoor and home retailer out of a seed and a date: the same on every machine, for ever, for the
/// same seed, date and `version`.
///
/// Which customers, products, order numbers and stories there are depends on the seed alone; the date moves all their
/// dates. Nothing is real: telephone numbers are of the 555 exchange, e-mail domains are those of RFC 2606.
public struct ShopGenerator: Sendable {
  /// Changes whenever the same seed and date would give another shop.
  public static let version = 2

  /// What everything is drawn from.
  public var seed: UInt64
  /// The day that orders, parcels and special hours are told relative to, in the westernmost store's time zone.
  public var today: LocalDate

  /// Makes a generator.
  public init(seed: UInt64, today: LocalDate) {
    self.seed = seed
    self.today = today
  }

  /// Makes the shop: about 200 products, 12 stores, and as many customers and orders (at most 90,000) as asked. Takes
  /// well below a second in a release build.
  public func generate(customers: Int = 2_000, orders: Int = 4_000) -> ShopWorld {
    var catalogue = CatalogueMaker(random: SplitMix64(seed: seed, purpose: "catalogue"))
    var stores = StoreMaker(random: SplitMix64(seed: seed, purpose: "stores"), today: today)
    var people = CustomerMaker(random: SplitMix64(seed: seed, purpose: "customers"))
    let products = catalogue.make()
    var customers = people.make(max(1, customers))
    var loyalty = LoyaltyMaker(random: SplitMix64(seed: seed, purpose: "loyalty"))
    loyalty.enroll(&customers)
    var orderMaker = OrderMaker(
      random: SplitMix64(seed: seed, purpose: "orders"), today: today, products: products, customers: customers)
    return ShopWorld(
      products: products, stores: stores.make(), customers: customers, orders: orderMaker.make(min(orders, 90_000)))
  }
}
