internal import Commerce
public import Dialogue
internal import Discourse
internal import Policy

/// Checks from the record alone that nothing was changed without authority: before each change policy allowed exactly it, the
/// agent had read all of it out, and the customer's next words were a plain yes. It shares no code with what it checks.
public struct WriteAuthority: Sendable {
  /// A change that should not have been made.
  public struct Breach: Sendable, Hashable, CustomStringConvertible {
    /// The operation.
    public var operation: String
    /// What was missing.
    public var reason: String

    /// In words.
    public var description: String { "\(operation): \(reason)" }
  }

  /// What was seen so far of orders and goods, by what back ends answered.
  private var orders: [OrderNumber: Order] = [:]
  private var products: [String: Product] = [:]
  private var methods: [String: PaymentMethod] = [:]
  /// What the agent said in its last turn, and what the customer said after it.
  private var saying: [String] = []
  private var readOut = ""
  private var words: String?
  private var isKeyed = false
  private var decisions: [Decision] = []
  private var breaches: [Breach] = []
  private var writes = 0

  private init() {}

  /// All breaches of a conversation, and how many changes it made.
  public static func check(_ recorded: [Recorded]) -> (breaches: [Breach], writes: Int) {
    var authority = WriteAuthority()
    for entry in recorded {
      switch entry {
      case .input(let input, _): authority.take(input.event)
      case .effect(let effect, _): authority.take(effect)
      }
    }
    return (authority.breaches, authority.writes)
  }

  private mutating func take(_ event: Input.Event) {
    switch event {
    case .utterance(let transcript): turn(transcript.text, keyed: false)
    case .keys(let keys): turn(keys, keyed: true)
    case .silence, .recognitionFailed: turn("", keyed: false)
    case .result(_, let result, _): learn(result)
    default: return
    }
  }

  private mutating func turn(_ text: String, keyed: Bool) {
    readOut = saying.joined(separator: " ")
    saying = []
    words = text
    isKeyed = keyed
    decisions = []
  }

  private mutating func learn(_ result: OperationResult) {
    for case let order as Order in [result.value] { orders[order.number] = order }
    if let found = result.outcome(of: FindOrders.self) { for order in found.orders { orders[order.number] = order } }
    for case let product as Product in [result.value] { products[product.id] = product }
    for case let customer as Customer in [result.value] {
      for method in customer.paymentMethods { methods[method.id] = method }
    }
  }

  private mutating func take(_ effect: Effect) {
    switch effect {
    case .say(let prompt): saying.append(prompt.written)
    case .decided(let decision): decisions.append(decision)
    case .perform(_, let operation):
      guard operation.isWrite else { return }
      writes += 1
      let action = operation.name.rawValue
      func breach(_ reason: String) { breaches.append(Breach(operation: action, reason: reason)) }
      guard decisions.contains(where: { $0.action == action && $0.verdict == .allow }) else {
        return breach("policy did not allow it in this turn")
      }
      // What is easily undone, as noting a complaint, needs no yes.
      guard operation.contract.risk != .none, operation.contract.risk != .low else { return }
      guard let words, isKeyed ? words == "1" : PlainYes.is(words) else {
        return breach("'\(words ?? "")' is no plain yes")
      }
      for missing in needed(operation) where !Self.stands(missing, in: readOut) {
        breach("the list before the yes does not say '\(missing.joined(separator: "' or '"))'")
      }
    case .understood, .expect, .promise, .end: return
    }
  }

  /// Any one of the words, whatever its case.
  private static func stands(_ words: [String], in text: String) -> Bool {
    let text = text.lowercased()
    return words.contains { text.contains($0.lowercased()) }
  }

  /// What must have been read out for an operation: each entry is one thing, in any of several words.
  private func needed(_ operation: Commerce.Operation) -> [[String]] {
    switch operation.value {
    case let asked as CancelOrder: return [[asked.order], ["cancel", "call off"]]
    case let asked as ChangeOrderAddress: return [[asked.order]] + address(asked.address)
    case let asked as ChangeCustomerAddress: return address(asked.address)
    case let asked as ChangeOrderPayment: return [[asked.order]] + wallet(asked.paymentMethod)
    case let asked as ReturnItems:
      return [[asked.order], ["return"]] + asked.lines.flatMap { goods($0.sku, in: asked.order) }
        + wallet(asked.refundTo)
    case let asked as ChangeOrderItems:
      return [[asked.order]] + asked.changes.flatMap { change($0, in: asked.order) } + wallet(asked.paymentMethod)
    case let asked as ExchangeItems:
      return [[asked.order], ["exchange"]] + asked.changes.flatMap { change($0, in: asked.order) }
        + wallet(asked.paymentMethod)
    default: return []
    }
  }

  private func goods(_ sku: String, in order: OrderNumber) -> [[String]] {
    orders[order]?.lines.first { $0.sku == sku }.map { [[$0.name]] } ?? []
  }

  /// The goods, and each value that becomes another.
  private func change(_ change: LineChange, in order: OrderNumber) -> [[String]] {
    guard let line = orders[order]?.lines.first(where: { $0.sku == change.sku }) else { return [] }
    let variant = products[line.product]?.variants.first { $0.sku == change.newSku }
    let others = (variant?.options ?? [:]).filter { line.options[$0.key] != $0.value }.sorted { $0.key < $1.key }
    return [[line.name]] + others.map { [$0.value] }
  }

  private func address(_ address: Address) -> [[String]] {
    [[address.street], [address.city], [address.postcode]] + (address.street2.isEmpty ? [] : [[address.street2]])
  }

  private func wallet(_ id: String) -> [[String]] {
    guard let method = methods[id] else { return [] }
    switch method.kind {
    case .paypal: return [["paypal"]]
    case .giftCard: return [["gift card"]]
    case .storeCredit: return [["store credit"]]
    default: return method.lastFour.isEmpty ? [] : [[method.lastFour]]
    }
  }
}

/// What counts as a plain yes: words of agreement and courtesy and nothing else.
enum PlainYes {
  private static let agreeing: Set<String> = [
    "yes", "yeah", "yep", "yup", "sure", "ok", "okay", "correct", "right", "exactly", "absolutely", "confirm",
    "confirmed",
    "go", "do", "proceed", "fine", "perfect", "definitely", "agreed", "affirmative", "aye",
  ]
  private static let filling: Set<String> = [
    "please", "ahead", "it", "that", "that's", "thats", "is", "all", "thanks", "thank", "you", "with", "this", "and",
    "so",
    "good", "great", "of", "course", "i", "a", "lot", "very", "much", "looks", "sounds", "everything", "then", "just",
    "the", "both", "them", "those", "now", "am", "happy", "would", "like", "to", "can", "for", "me", "my", "well",
  ]

  static func `is`(_ text: String) -> Bool {
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    return words.contains { agreeing.contains($0) }
      && words.allSatisfy { agreeing.contains($0) || filling.contains($0) }
  }
}
