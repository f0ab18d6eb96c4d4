internal import Commerce
internal import Discourse
internal import Policy

/// Records in the words that customers use for them.
struct DeskWords {
  var records: CustomerRecords
  var today = LocalDate(year: 1970, month: 1, day: 1)
  var utcOffset = 0

  static func money(_ amount: Int, _ currency: String) -> Fact {
    Spoken.money(Money(minorUnits: amount, currency: currency))
  }

  var currency: String { records.orders.first?.total.currency ?? "USD" }

  func order(_ number: OrderNumber) -> Fact { Spoken.code(number) }

  /// "Desk Lamp".
  func name(_ key: LineKey) -> String { records.line(key)?.name ?? "" }

  /// "Desk Lamp (color black, brightness high)", with as many as there are; spoken without brackets.
  func goods(_ key: LineKey, quantity: Int = 1) -> Fact {
    guard let line = records.line(key) else { return Fact("") }
    return goods(name: line.name, options: line.options, quantity: quantity)
  }

  func goods(name: String, options: [String: String], quantity: Int = 1) -> Fact {
    let count = quantity > 1 ? "\(quantity) × " : ""
    let spokenCount = quantity > 1 ? "\(Spoken.number(quantity)) times the " : "the "
    let values = Self.options(options)
    return Fact(
      spoken: spokenCount + name + (values.isEmpty ? "" : ", " + values),
      written: count + name + (values.isEmpty ? "" : " (\(values))"))
  }

  /// "color black, size M": each value with its option, in order of the names.
  static func options(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { option($0.key, $0.value) }.joined(separator: ", ")
  }

  /// "color black"; what is there or not, as people say it: "waterproof", "not waterproof", "with water resistance", "no backlight".
  static func option(_ name: String, _ value: String) -> String {
    switch value.lowercased() {
    case "yes": isQuality(name) ? name : "with \(name)"
    case "no", "none": isQuality(name) ? "not \(name)" : "no \(name)"
    default: "\(name) \(value)"
    }
  }

  /// Whether a value only tells that something is there or not.
  static func isFlag(_ value: String) -> Bool { ["yes", "no", "none"].contains(value.lowercased()) }

  /// Whether an option's name says what something is like, not what it has.
  private static func isQuality(_ name: String) -> Bool {
    let endings = ["proof", "able", "ible", "less", "ful", "resistant", "tight", "friendly", "free", "ed"]
    return endings.contains { name.lowercased().hasSuffix($0) }
  }

  /// What tells lines apart, as short as possible: the name where names differ, otherwise the options that do, otherwise the order.
  func distinctions(_ keys: [LineKey]) -> [Fact] {
    let names = Set(keys.map(name))
    return keys.map { key in
      guard let line = records.line(key) else { return Fact("") }
      let alike = keys.filter { name($0) == line.name }
      let differing = line.options.keys.sorted().filter { option in
        Set(alike.map { records.line($0)?.options[option] }).count > 1
      }
      let values = differing.map { Self.option($0, line.options[$0] ?? "") }.joined(separator: ", ")
      let sameGoods = alike.filter { records.line($0)?.options == line.options }
      let inOrder = Set(keys.map(\.order)).count > 1 || sameGoods.count > 1
      let number = order(key.order)
      let standing = records.order(key.order).map(Self.standing) ?? ""
      // The first with its name, the others of the same name by what is other.
      let isFirst = names.count > 1 || key == keys.first
      let what =
        (isFirst ? line.name : "one")
        + (values.isEmpty ? "" : isFirst && names.count > 1 ? ", \(values)" : " with \(values)")
      return Fact(
        spoken: "the \(what)" + (inOrder ? " from the \(standing) order \(number.spoken)" : ""),
        written: "the \(what)" + (inOrder ? " from order \(number.written) (\(standing))" : ""))
    }
  }

  /// Where an order stands, in a word.
  static func standing(_ order: Order) -> String {
    if order.goesBack { return order.returns.last?.kind == .exchange ? "exchange requested" : "return requested" }
    return switch OrderStage(of: order) {
    case .pending: order.changed ? "pending, already changed" : "pending"
    case .processed: "processed"
    case .shipped: "shipped"
    case .partlyDelivered: "partly delivered"
    case .delivered: "delivered"
    case .cancelled: "cancelled"
    }
  }

  /// "the Desk Lamp and the Bookshelf".
  func list(_ keys: [LineKey]) -> Fact {
    let facts = keys.map { goods($0) }
    return Fact(spoken: Spoken.list(facts.map(\.spoken)), written: Spoken.list(facts.map(\.written)))
  }

  static func list(_ facts: [Fact], or: Bool = false) -> Fact {
    Fact(spoken: Spoken.list(facts.map(\.spoken), or: or), written: Spoken.list(facts.map(\.written), or: or))
  }

  /// "your PayPal account", "the Visa ending in 0417", "your gift card".
  func wallet(_ id: String) -> Fact {
    guard let method = records.method(id) else { return Fact("the original payment method") }
    let same = records.customer?.paymentMethods.filter { $0.kind == method.kind } ?? []
    switch method.kind {
    case .creditCard, .debitCard:
      let brand = Self.brand(method.brand, method.kind)
      let digits = method.lastFour
      guard !digits.isEmpty else { return Fact("your \(brand)") }
      return Fact(
        spoken: "your \(brand) ending in \(Spoken.digits(digits).spoken)", written: "your \(brand) ending in \(digits)")
    case .paypal: return Fact(same.count > 1 ? "your PayPal account \(method.id)" : "your PayPal account")
    case .giftCard:
      guard same.count > 1, let balance = method.balance else { return Fact("your gift card") }
      let money = Spoken.money(balance)
      return Fact(
        spoken: "your gift card that holds \(money.spoken)", written: "your gift card with \(money.written) on it")
    case .storeCredit: return Fact("your store credit")
    case .invoice: return Fact("an invoice")
    case .cash: return Fact("cash")
    case .bankTransfer: return Fact("a bank transfer")
    }
  }

  private static func brand(_ brand: String, _ kind: PaymentMethodKind) -> String {
    switch brand.lowercased() {
    case "visa": "Visa"
    case "mastercard": "Mastercard"
    case "amex", "american express": "American Express"
    case "": kind == .debitCard ? "debit card" : "credit card"
    default: brand
    }
  }

  static func address(_ address: Address) -> Fact {
    let street = [address.street, address.street2].filter { !$0.isEmpty }.joined(separator: ", ")
    let place = [address.region, address.postcode].filter { !$0.isEmpty }.joined(separator: " ")
    let country = address.country == "US" ? "USA" : address.country
    return Fact(
      spoken: [street, address.city, address.region, Spoken.digits(address.postcode).spoken].filter { !$0.isEmpty }
        .joined(separator: ", "),
      written: [street, address.city, place, country].filter { !$0.isEmpty }.joined(separator: ", "))
  }

  static func reason(_ reason: CancelReason) -> String {
    switch reason {
    case .noLongerNeeded: "no longer needed"
    case .orderedByMistake: "ordered by mistake"
    case .foundCheaper: "found cheaper elsewhere"
    case .tooSlow: "takes too long"
    case .wrongAddress: "wrong address"
    case .other: "another reason"
    }
  }
}
