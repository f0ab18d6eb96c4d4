public import Commerce

/// The kinds of values that are recognised in what customers say.
public enum EntityKind: String, Hashable, Codable, Sendable, CaseIterable {
  /// The number of an order; of an item or a product; of a customer, or his user name.
  case orderNumber, itemNumber, customerNumber
  /// Who somebody is and where he can be reached.
  case email, phone, postcode, name, address
  /// Money and percentages; how many; which in a row; number and unit.
  case money, quantity, ordinal, measure
  /// A day, a time, or a stretch of either.
  case moment
  /// A way of paying; why an order is called off.
  case wallet, cancelReason
  /// A payment card's number, which must be cut from every record; a one-time code.
  case cardNumber, code
}

/// What recognisers know besides the words. All of it is an argument, so that the same words always mean the same.
public struct EntityContext: Sendable {
  /// Today where the customer or the store is.
  public var today: LocalDate
  /// The time there.
  public var now: TimeOfDay
  /// What order numbers look like, the likeliest first.
  public var orderShapes: [NumberShape]
  /// What numbers of items and products look like.
  public var itemShapes: [NumberShape]
  /// Where most customers live, ISO 3166-1 alpha-2: it decides how 3/4 and bare telephone numbers and postcodes are read.
  public var country: String
  /// The currency of amounts that name none, ISO 4217.
  public var currency: String
  /// What was just asked for: then a bare answer is believed, and where kinds compete these win.
  public var expected: Set<EntityKind>
  /// Domains of e-mail addresses that are known besides the common ones; a misheard domain is mended toward them.
  public var domains: [String]
  /// Days with a name besides the public holidays of the country ("founders' day").
  public var holidays: [(name: String, day: LocalDate)]

  /// Makes a context.
  public init(
    today: LocalDate, now: TimeOfDay, orderShapes: [NumberShape] = [], itemShapes: [NumberShape] = [],
    country: String = "US", currency: String = "USD", expected: Set<EntityKind> = [], domains: [String] = [],
    holidays: [(name: String, day: LocalDate)] = []
  ) {
    self.today = today
    self.now = now
    self.orderShapes = orderShapes
    self.itemShapes = itemShapes
    self.country = country
    self.currency = currency
    self.expected = expected
    self.domains = domains
    self.holidays = holidays
  }
}
