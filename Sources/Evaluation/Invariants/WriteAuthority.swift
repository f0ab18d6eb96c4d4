internal import Commerce
public import Dialogue
internal import Discourse
internal import Policy

/// Checks from the record alone that nothing was changed without authority: before each change policy allowed exactly it at the
/// level it needs, it was about the customer who had been found, the agent had read all of it out, and the customer's next
/// words were a plain yes. It shares no code with what it checks.
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

  /// What back ends answered so far.
  private var seen = SeenRecords()
  /// What the agent said in its last turn, and what the customer said after it.
  private var saying: [String] = []
  private var readOut: [String] = []
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
    case .utterance(let transcript, _): turn(transcript.text, keyed: false)
    case .keys(let keys): turn(keys, keyed: true)
    case .silence, .recognitionFailed, .code: turn("", keyed: false)
    case .result(_, let result, _): seen.learn(result)
    default: return
    }
  }

  private mutating func turn(_ text: String, keyed: Bool) {
    readOut = saying.flatMap { $0.split(separator: "\n").map { $0.lowercased() } }
    saying = []
    words = text
    isKeyed = keyed
    decisions = []
  }

  private mutating func take(_ effect: Effect) {
    switch effect {
    case .say(let prompt): saying.append(prompt.written)
    case .decided(let decision): decisions.append(decision)
    case .perform(_, let operation): if operation.isWrite { check(operation) }
    case .understood, .proposed, .expect, .promise, .end, .pause, .recall, .count, .forget, .sendCode: return
    }
  }

  private mutating func check(_ operation: Commerce.Operation) {
    writes += 1
    let action = operation.name.rawValue
    func breach(_ reason: String) { breaches.append(Breach(operation: action, reason: reason)) }
    // A decision is good for one change.
    guard let index = decisions.lastIndex(where: { $0.action == action && $0.verdict == .allow }) else {
      return breach("policy did not allow it in this turn")
    }
    let decision = decisions.remove(at: index)
    let (level, needed) = (decision.facts["level"] ?? "V0", decision.facts["needed"] ?? "V0")
    if level < needed { breach("it needs level \(needed), and only \(level) was earned") }
    // What is easily undone, as noting a complaint, needs no yes.
    guard operation.contract.risk != .none, operation.contract.risk != .low else { return }
    guard let words, isKeyed ? words == "1" : PlainYes.is(words, to: operation.name) else {
      return breach("'\(words ?? "")' is no plain yes")
    }
    let needs = AuthorityNeeds(of: operation, in: seen)
    for reason in needs.faults { breach(reason) }
    // What concerns one order has to stand where that order is named.
    let lines = needs.order.map { number in readOut.filter { $0.contains(number.lowercased()) } } ?? readOut
    for missing in needs.said where !missing.stands(in: lines) {
      breach("the list before the yes does not say \(missing)")
    }
  }
}

/// Orders, goods, ways to pay and customers as back ends told them.
struct SeenRecords: Sendable {
  private(set) var orders: [OrderNumber: Order] = [:]
  private(set) var products: [String: Product] = [:]
  private(set) var methods: [String: PaymentMethod] = [:]
  /// Whose records were read.
  private(set) var customers: [String] = []

  mutating func learn(_ result: OperationResult) {
    switch result.value {
    case let order as Order: orders[order.number] = order
    case let list as OrderList: for order in list.orders { orders[order.number] = order }
    case let product as Product: products[product.id] = product
    case let customer as Customer:
      if !customers.contains(customer.id) { customers.append(customer.id) }
      for method in customer.paymentMethods { methods[method.id] = method }
    default: return
    }
  }
}

/// What counts as a plain yes: words of agreement and courtesy and nothing else.
enum PlainYes {
  private static let agreeing: Set<String> = [
    "yes", "yeah", "yep", "yup", "sure", "ok", "okay", "correct", "right", "exactly", "absolutely", "confirm",
    "confirmed", "go", "do", "proceed", "fine", "perfect", "definitely", "agreed", "affirmative", "aye",
  ]
  private static let filling: Set<String> = [
    "please", "ahead", "it", "that", "that's", "thats", "is", "all", "thanks", "thank", "you", "with", "this", "and",
    "so", "good", "great", "of", "course", "i", "a", "lot", "very", "much", "looks", "sounds", "everything", "then",
    "just", "the", "both", "them", "those", "now", "am", "happy", "would", "like", "to", "can", "for", "me", "my",
    "well", "bye", "goodbye",
  ]

  /// The verb of what was read out may be said again: "yes, cancel it".
  private static let verbs: [OperationName: Set<String>] = [
    .cancelOrder: ["cancel", "order"], .returnItems: ["return"], .exchangeItems: ["exchange", "swap"],
    .changeOrderItems: ["change", "swap"], .changeOrderAddress: ["send"],
  ]

  static func `is`(_ text: String, to operation: OperationName) -> Bool {
    let own = verbs[operation] ?? []
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    return words.contains { agreeing.contains($0) }
      && words.allSatisfy { agreeing.contains($0) || filling.contains($0) || own.contains($0) }
  }
}
