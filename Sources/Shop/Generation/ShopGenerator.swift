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
  /// How much there is of each variant, by stock-keeping unit.
  var stock: [VariantStock]
  /// What of it is promised to orders.
  var allocations: [Allocation]
  /// The gift cards there are, customers' and others.
  var giftCards: [GiftCardRecord]
  /// Money on its way back.
  var refunds: [Refund]
}

extension ShopWorld {
  /// All of it, as it is stored.
  var documents: [any ShopDocument] {
    let groups: [[any ShopDocument]] = [
      products, stores, customers, orders, stock, allocations, giftCards, refunds,
    ]
    return groups.flatMap { $0 }
  }
}

/// Makes a believable outdoor and home retailer out of a seed and a date: the same on every machine, for ever, for the
/// same seed, date and `version`.
///
/// Which customers, products, order numbers and stories there are depends on the seed alone; the date moves all their
/// dates. Nothing is real: telephone numbers are of the 555 exchange, e-mail domains are those of RFC 2606.
public struct ShopGenerator: Sendable {
  /// Changes whenever the same seed and date would give another shop.
  public static let version = 3

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
    func stream(_ purpose: String) -> SplitMix64 { SplitMix64(seed: seed, purpose: purpose) }
    var catalogue = CatalogueMaker(random: stream("catalogue"))
    var stores = StoreMaker(random: stream("stores"), today: today)
    var people = CustomerMaker(random: stream("customers"))
    var products = catalogue.make()
    var customers = people.make(max(1, customers))
    var loyalty = LoyaltyMaker(random: stream("loyalty"))
    loyalty.enroll(&customers)
    var orderMaker = OrderMaker(random: stream("orders"), today: today, products: products, customers: customers)
    var orders = orderMaker.make(min(orders, 90_000))
    // What came later has streams of its own, so that what was there before stays as it was.
    var details = ProductDetails(random: stream("product details"))
    details.fill(&products)
    var purses = PurseMaker(random: stream("payment methods"))
    let giftCards = purses.fill(&customers)
    var orderDetails = OrderDetails(random: stream("order details"))
    orderDetails.fill(&orders, products: products, customers: customers)
    let own = Dictionary(grouping: orders, by: \.customer)
    for index in customers.indices {
      customers[index].orders = (own[customers[index].id] ?? []).sorted {
        ($0.placed, $0.number) < ($1.placed, $1.number)
      }
      .map(\.number)
    }
    let places = stores.make()
    var shelves = StockMaker(random: stream("stock"), today: today, stores: places)
    var stock = shelves.make(products)
    let allocations = StockMaker.commit(orders, to: &stock)
    return ShopWorld(
      products: products, stores: places, customers: customers, orders: orders, stock: stock,
      allocations: allocations, giftCards: giftCards, refunds: orderDetails.refunds)
  }
}
