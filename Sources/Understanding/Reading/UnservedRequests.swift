internal import Discourse

/// Requests that nobody can be served at the desk for orders, by their phrases: each is refused in words of its own.
enum UnservedRequests {
  private static let phrases: [(Wish.Verb, [String])] = [
    (.matchPrice, ["price match", "match the price", "match that price", "match their price", "price matching"]),
    (
      .discount,
      [
        "percent off", "% off", "per cent off", "a discount", "any discount", "discount code", "discount on",
        "% discount",
        "percent discount", "the discount", "promo code", "coupon",
        "lower the price", "bucks off", "dollars off", "knock something off", "reduce the price", "money off",
      ]
    ),
    (
      .merge,
      [
        "merge my", "merge the", "merge both", "merge these", "combine my orders", "combine the orders",
        "combine both orders",
        "combine these orders", "orders into one", "orders together in one", "one shipment",
      ]
    ),
    (
      .split,
      [
        "split the payment", "split payment", "split it between", "split the cost", "split the difference",
        "half on my",
        "pay half", "half with", "two payment methods", "both payment methods",
      ]
    ),
    (
      .expedite,
      [
        "express shipping", "express delivery", "arrive faster", "get here faster", "expedite", "faster shipping",
        "faster delivery", "overnight shipping", "rush my", "rush the", "rush delivery", "speed up the",
        "arrive sooner",
        "ship it faster", "deliver it faster", "ship faster",
      ]
    ),
    (
      .repair,
      [
        "help me fix", "help fixing", "how do i fix", "how can i fix", "how to fix", "repair it", "repair this",
        "repair my", "get it repaired", "have it repaired", "troubleshoot", "troubleshooting", "tech support",
        "technical support", "get it to work", "get it working", "make it work", "how do i reset", "how do i set up",
        "how do i connect", "how do i install",
      ]
    ),
    (
      .unsubscribe,
      [
        "unsubscribe", "mailing list", "marketing emails", "marketing mails", "promo emails", "promotional emails",
        "stop emailing me", "stop sending me emails", "newsletter",
      ]
    ),
    (
      .promise, ["promise me", "can you promise", "you promise", "guarantee me", "can you guarantee", "guarantee that"]
    ),
  ]

  /// The phrases by their first words, with the row that each stands in; where several are said, the first row counts.
  private static let byFirst: [String: [(words: [String], row: Int)]] = {
    let all = phrases.enumerated().flatMap { row, entry in
      entry.1.map { (words: $0.split(separator: " ").map(String.init), row: row) }
    }
    return Dictionary(grouping: all) { $0.words[0] }
  }()

  /// The commands with such a request in the place of what little was read of it otherwise.
  static func adding(to commands: [Command], of text: String) -> [Command] {
    // Whole words only: "submerge the" merges nothing, and "you promised" asks for no promise.
    let said = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "%") }.map(String.init)
    var first: Int?
    for (place, word) in said.enumerated() {
      for entry in byFirst[word] ?? []
      where entry.row < first ?? .max && said[place...].starts(with: entry.words) { first = entry.row }
    }
    guard let verb = first.map({ phrases[$0].0 }) else { return commands }
    return commands.filter { !isLeftOver($0, beside: verb) } + [.wish(Wish(verb))]
  }

  private static func isLeftOver(_ command: Command, beside verb: Wish.Verb) -> Bool {
    switch command {
    case .wish(let wish):
      let namesNothing = wish.goods?.things.allSatisfy { $0.products.isEmpty && $0.noun.isEmpty } ?? true
      if verb == .split, wish.verb == nil || wish.verb == .changePayment { return true }
      // A change of nothing that an order holds, or goods without a verb.
      if wish.verb == .change { return wish.orders == nil && (namesNothing || verb == .repair && wish.variant == nil) }
      if verb == .unsubscribe, wish.verb == .remove { return wish.orders == nil && namesNothing }
      return wish.verb == nil && wish.wallet == nil && wish.address == nil && wish.reason == nil
    // "Just a small coupon" asks for no small thing.
    case .question(let question):
      switch question.kind {
      case .property, .available, .choices: return question.goods == nil && question.orders == nil
      default: return false
      }
    case .notUnderstood, .smallTalk: return true
    default: return false
    }
  }
}
