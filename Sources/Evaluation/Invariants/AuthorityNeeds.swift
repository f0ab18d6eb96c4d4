internal import Commerce

/// What must have been read out before an operation, and what speaks against it by the records.
struct AuthorityNeeds {
  /// One thing that had to be said, in any of several words, so often.
  struct Words: CustomStringConvertible {
    var any: [String]
    var times = 1

    var description: String { "'\(any.joined(separator: "' or '"))'" + (times > 1 ? " \(times) times" : "") }

    /// Whether lower-case lines say it.
    func stands(in lines: [String]) -> Bool {
      any.contains { words in
        let words = words.lowercased()
        let found = lines.reduce(0) { sum, line in sum + Self.count(words, in: line) }
        return found >= times
      }
    }

    /// How often words stand in a line; "3 × lamp" is three lamps.
    private static func count(_ words: String, in line: String) -> Int {
      guard !words.isEmpty else { return .max / 1_000 }
      var (count, rest) = (0, line[...])
      while let range = rest.firstRange(of: words) {
        let (before, after) = (line[..<range.lowerBound], line[range.upperBound...])
        // "Brand B" stands in "brand Brand B", although it seems to begin a word earlier.
        rest = line[line.index(after: range.lowerBound)...]
        // "S" does not stand in "silver".
        if isPart(before.last, words.first) || isPart(after.first, words.last) { continue }
        count += before.hasSuffix(" × ") ? before.dropLast(3).split(separator: " ").last.flatMap { Int($0) } ?? 1 : 1
      }
      return count
    }

    private static func isPart(_ neighbour: Character?, _ edge: Character?) -> Bool {
      guard let neighbour, let edge else { return false }
      return (neighbour.isLetter || neighbour.isNumber) && (edge.isLetter || edge.isNumber)
    }
  }

  /// The order it is about.
  var order: OrderNumber?
  var said: [Words] = []
  var faults: [String] = []
  private let seen: SeenRecords

  init(of operation: Commerce.Operation, in seen: SeenRecords) {
    self.seen = seen
    switch operation.value {
    case let asked as CancelOrder:
      about(asked.order)
      say(["cancel", "call off"])
      if let words = Self.reasons[asked.reason] { say([words]) }
    case let asked as ChangeOrderAddress:
      about(asked.order)
      address(asked.address)
    case let asked as ChangeCustomerAddress:
      if !seen.customers.contains(asked.customer) { faults.append("it is about another customer") }
      address(asked.address)
    case let asked as ChangeOrderPayment:
      about(asked.order)
      say(["pay"])
      wallet(asked.paymentMethod)
    case let asked as ReturnItems:
      about(asked.order)
      say(["return"])
      for line in asked.lines { goods(line.sku, line.quantity) }
      wallet(asked.refundTo)
    case let asked as ChangeOrderItems:
      about(asked.order)
      say(["change", "swap"])
      for change in asked.changes { become(change) }
      wallet(asked.paymentMethod)
    case let asked as ExchangeItems:
      about(asked.order)
      say(["exchange"])
      for change in asked.changes { become(change) }
      wallet(asked.paymentMethod)
    default:
      // What weighs less asks for no yes, and never comes here.
      faults.append("nobody has written down what must be read out for it")
    }
  }

  private static let reasons: [CancelReason: String] = [
    .noLongerNeeded: "no longer needed", .orderedByMistake: "by mistake",
  ]

  private mutating func about(_ number: OrderNumber) {
    order = number
    say([number])
    guard let order = seen.orders[number] else { return faults.append("order \(number) was never looked at") }
    // Where only an order was proven, nobody's records were read.
    if !seen.customers.isEmpty, !seen.customers.contains(order.customer) {
      faults.append("order \(number) is another customer's")
    }
  }

  private mutating func say(_ words: [String], times: Int = 1) { said.append(Words(any: words, times: times)) }

  private func line(_ sku: String) -> OrderLine? {
    order.flatMap { seen.orders[$0] }?.lines.first { $0.sku == sku }
  }

  private mutating func goods(_ sku: String, _ quantity: Int) {
    guard let line = line(sku) else { return faults.append("\(sku) is not in the order") }
    say([line.name], times: quantity)
    for (option, value) in line.options.sorted(by: { $0.key < $1.key }) { say(Self.phrases(option, value)) }
  }

  /// The goods, and each value that becomes another.
  private mutating func become(_ change: LineChange) {
    guard let line = line(change.sku) else { return faults.append("\(change.sku) is not in the order") }
    say([line.name], times: change.quantity)
    guard let variant = seen.products.values.lazy.flatMap(\.variants).first(where: { $0.sku == change.newSku }) else {
      return faults.append("\(change.newSku) was never looked at")
    }
    let others = variant.options.filter { line.options[$0.key] != $0.value }.sorted { $0.key < $1.key }
    for (option, value) in others {
      say((Self.phrases(option, value) + ["\(option) \(value)"]).map { "→ \($0)" })
    }
  }

  /// A value, and what is there or not in the words for it: "yes" alone stands in every question for a yes.
  private static func phrases(_ option: String, _ value: String) -> [String] {
    switch value.lowercased() {
    case "yes": ["with \(option)", option]
    case "no", "none": ["no \(option)", "not \(option)"]
    default: [value]
    }
  }

  private mutating func address(_ address: Address) {
    for part in [address.street, address.street2, address.city, address.region, address.postcode] where !part.isEmpty {
      say([part])
    }
  }

  private mutating func wallet(_ id: String) {
    guard let method = seen.methods[id] else {
      if !seen.customers.isEmpty { faults.append("the payment method is not one of the customer's") }
      return
    }
    switch method.kind {
    case .paypal: say(["paypal"])
    case .giftCard: say(["gift card"])
    case .storeCredit: say(["store credit"])
    default: if !method.lastFour.isEmpty { say([method.lastFour]) }
    }
  }
}
