internal import Commerce
internal import Discourse

/// What is done in the end, whatever the customer called it.
enum Action: String, Hashable, Codable, Sendable, CaseIterable {
  case cancelOrder, changePayment, changeAddress, changeItems, returnItems, exchangeItems, changeProfileAddress

  /// Whether goods go back or become others: an order takes one such write.
  var isOfItems: Bool { self == .changeItems || self == .returnItems || self == .exchangeItems }

  /// The operation that does it.
  var operation: OperationName {
    switch self {
    case .cancelOrder: .cancelOrder
    case .changePayment: .changeOrderPayment
    case .changeAddress: .changeOrderAddress
    case .changeItems: .changeOrderItems
    case .returnItems: .returnItems
    case .exchangeItems: .exchangeItems
    case .changeProfileAddress: .changeCustomerAddress
    }
  }
}

/// One wish in the ledger, about one line, one order, or the profile.
struct Entry: Hashable, Codable, Sendable {
  /// What the wish is about, once that is found.
  enum Target: Hashable, Codable, Sendable {
    case line(LineTarget), order(OrderNumber), profile
  }

  /// Where a wish stands. Nothing leaves the ledger: what is not done is refused or withdrawn, and said so.
  enum State: Hashable, Codable, Sendable {
    /// Words only; what it is about is found; nothing is missing; read out; agreed; done.
    case heard, found, complete, readOut, agreed, done
    /// A rule or a back end is against it; the customer took it back; not now; something has to be known or decided first.
    case refused(Refusal), withdrawn, postponed, offered
  }

  var id: Int
  var wish: Wish
  /// The words with which it was brought up.
  var said = ""
  var state = State.heard
  var target: Target?
  var action: Action?
  /// What it may be about, while that is in doubt.
  var candidates: [LineKey] = []
  var orderCandidates: [OrderNumber] = []
  /// The variant chosen; those to choose from.
  var sku: String?
  /// What was said last of the variant, by itself: where all that was said fits nothing, the last words may stand alone.
  var latest: VariantWish?
  var choices: [String] = []
  var wallet: String?
  var reason: CancelReason?
  var address: Address?
  var addressChoices: [Address] = []
  /// What its condition came to; nil while it is not decided.
  var holds: Bool?
  /// Payment methods that will not do for it.
  var ruledOut: [String] = []
  /// What was told about it once and is not told again.
  var told: [String] = []
  /// What it was when it was done: the order and goods as they then stood, for the summary.
  var summary: [String: Fact] = [:]

  var isOpen: Bool {
    switch state {
    case .heard, .found, .complete, .readOut, .agreed: true
    default: false
    }
  }

  /// The order concerned, once found.
  var order: OrderNumber? {
    switch target {
    case .line(let line): line.key.order
    case .order(let number): number
    default: nil
    }
  }

  /// Whether words alone stand there, and nothing is asked about them yet.
  var isUnlooked: Bool { state == .heard && candidates.isEmpty && orderCandidates.isEmpty && !told.contains("unknown") }

  /// Whether a verb names it: by the customer's own word, by one that comes to the same, or by what it has come to.
  func wants(_ verb: Wish.Verb) -> Bool {
    wish.verb.map { $0.kind == verb.kind } ?? false || action.map { $0.kind == verb.kind } ?? false
  }

  var line: LineTarget? { if case .line(let line) = target { line } else { nil } }
}

/// Why something is not done.
enum Refusal: String, Hashable, Codable, Sendable, CaseIterable {
  /// By the order's standing.
  case alreadyShipped, alreadyCancelled, notDelivered, alreadyChanged, goingBack
  /// One line alone cannot be called off; nothing can be put on an order; another product cannot come in its place.
  case partOfOrder, cannotAdd, otherProduct
  /// The return excludes the exchange, or the other way round; the condition does not hold; the whole order is called off.
  case excluded, condition, orderCancelled
  /// Nothing fits; the payment method is the same; cannot be undone; the address is the same.
  case noVariant, samePayment, cannotUndo, sameAddress, nothingThere
  /// Nobody has shown that the order is theirs.
  case notShown
  /// Not a thing that is done for anybody.
  case noDiscount, noPriceMatch, noMerging, noSplitting, noExpediting, noPromise, noRepair, noUnsubscribing
  /// A back end said no.
  case backend
}

/// Verbs that come to the same.
enum VerbKind: Hashable, Sendable { case cancel, giveBack, swap, address, payment, other }

extension Wish.Verb {
  var kind: VerbKind {
    switch self {
    case .cancel, .remove: .cancel
    case .return, .refund: .giveBack
    case .exchange, .change, .replace: .swap
    case .changeAddress, .changeProfileAddress: .address
    case .changePayment: .payment
    case .add, .keep, .undo, .discount, .matchPrice, .merge, .split, .expedite, .promise, .repair, .unsubscribe: .other
    }
  }

  /// Whether nobody is served with it.
  var isUnserved: Bool { Refusal.unserved[self] != nil }

  /// Whether it is about goods, for which money comes back or is paid.
  var isOfGoods: Bool { kind == .giveBack || kind == .swap }
}

extension Action {
  var kind: VerbKind {
    switch self {
    case .cancelOrder: .cancel
    case .returnItems: .giveBack
    case .changeItems, .exchangeItems: .swap
    case .changeAddress, .changeProfileAddress: .address
    case .changePayment: .payment
    }
  }
}

extension Refusal {
  /// What is said to wishes that nobody is served with.
  static let unserved: [Wish.Verb: Refusal] = [
    .discount: .noDiscount, .matchPrice: .noPriceMatch, .merge: .noMerging, .split: .noSplitting,
    .expedite: .noExpediting,
    .promise: .noPromise, .repair: .noRepair, .unsubscribe: .noUnsubscribing,
  ]
}
