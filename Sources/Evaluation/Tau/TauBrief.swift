internal import Foundation
internal import Vendors

/// What a scripted caller wants, read from a practice task's instruction: on the caller's side alone. The agent never sees an
/// instruction, and nothing of the product knows how one is written.
struct TauBrief: Sendable, Hashable {
  /// A thing in an order, by its name and what distinguishes it.
  struct Goods: Sendable, Hashable {
    var product: String
    var options: [String: String] = [:]
  }

  /// One change of goods: what is other afterwards; nothing when the same is wanted again.
  struct Swap: Sendable, Hashable {
    var goods: Goods
    var changes: [String: String]
  }

  /// What is wanted.
  enum Aim: Sendable, Hashable {
    case cancel(reason: String), giveBack([Goods]), swap([Swap]), address([String: String]), payment
  }

  /// One wish about one order.
  struct Wish: Sendable, Hashable {
    var order: String
    var aim: Aim
    /// The payment method's identifier: the caller knows what it is called, and never says it.
    var wallet: String?

    var isPayment: Bool { aim == .payment }
    var isGiveBack: Bool { if case .giveBack = aim { true } else { false } }
  }

  var id: String
  var user: String
  var name: String
  var email: String?
  var zip: String?
  var wishes: [Wish]

  /// Reads a task's line; nil when its instruction is not one of those that a script can follow.
  init?(_ task: JSONValue) {
    guard let id = task["id"]?.string, let user = task["user_id"]?.string, let text = task["instruction"]?.string,
      let head = text.firstMatch(of: #/^Your name is (.+?) and your (zip code|email) is (\S+?)\. You are .+?\. ?/#)
    else { return nil }
    self.id = id
    self.user = user
    name = String(head.1)
    if head.2 == "email" { email = String(head.3) } else { zip = String(head.3) }
    wishes = []
    var rest = text[head.range.upperBound...].drop(while: \.isWhitespace)
    while !rest.isEmpty {
      guard let (wish, next) = Self.wish(rest) else { return nil }
      wishes.append(wish)
      rest = next.drop(while: \.isWhitespace)
    }
    guard !wishes.isEmpty else { return nil }
  }

  private static func wish(_ text: Substring) -> (Wish, Substring)? {
    if let match = text.prefixMatch(of: #/Cancel order (#W\d+) because (no longer needed|ordered by mistake)\./#) {
      return (Wish(order: String(match.1), aim: .cancel(reason: String(match.2))), text[match.range.upperBound...])
    }
    if let match = text.prefixMatch(of: #/Return (#W\d+) via (\w+): ((?:[A-Z][^;{#:]*(?:\{[^}]*\})?; *)+)/#) {
      let goods = match.3.split(separator: ";").compactMap { Self.goods($0) }
      return (
        Wish(order: String(match.1), aim: .giveBack(goods), wallet: String(match.2)), text[match.range.upperBound...]
      )
    }
    if let match = text.prefixMatch(
      of: #/For (#W\d+), (?:modify|exchange) ((?:[A-Z][^;{]* \{[^}]*\} to \{[^}]*\}; *)+)(?:via (\w+)\.)?/#)
    {
      let swaps = match.2.split(separator: ";").compactMap { Self.swap($0) }
      return (
        Wish(order: String(match.1), aim: .swap(swaps), wallet: match.3.map(String.init)),
        text[match.range.upperBound...]
      )
    }
    if let match = text.prefixMatch(of: #/For (#W\d+), change address to (\{[^}]*\}) \(same as [^)]*\)\./#) {
      return (Wish(order: String(match.1), aim: .address(options(match.2))), text[match.range.upperBound...])
    }
    if let match = text.prefixMatch(of: #/For (#W\d+), change payment to (\w+)\./#) {
      return (
        Wish(order: String(match.1), aim: .payment, wallet: String(match.2)), text[match.range.upperBound...]
      )
    }
    return nil
  }

  private static func goods(_ text: Substring) -> Goods? {
    let name = text.prefix { $0 != "{" }.trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else { return nil }
    return Goods(product: name, options: options(text.drop { $0 != "{" }))
  }

  private static func swap(_ text: Substring) -> Swap? {
    guard let match = text.firstMatch(of: #/([A-Z][^;{]*) (\{[^}]*\}) to (\{[^}]*\})/#) else { return nil }
    return Swap(
      goods: Goods(product: String(match.1), options: options(match.2)), changes: options(match.3))
  }

  /// `{'size': 'A6', 'width': "8'"}`.
  private static func options(_ text: Substring) -> [String: String] {
    var found: [String: String] = [:]
    for match in text.matches(of: #/(?:'([^']*)'|"([^"]*)"): (?:'([^']*)'|"([^"]*)")/#) {
      guard let key = match.1 ?? match.2, let value = match.3 ?? match.4 else { continue }
      found[String(key)] = String(value)
    }
    return found
  }
}

/// What a caller's payment methods are called.
struct TauWallets: Sendable {
  struct Method: Sendable, Hashable {
    var source: String
    var brand: String
    var lastFour: String
  }

  private(set) var methods: [String: Method] = [:]

  init(user: JSONValue?) {
    for (id, row) in user?["payment_methods"]?.object ?? [:] {
      methods[id] = Method(
        source: row["source"]?.string ?? "", brand: row["brand"]?.string ?? "",
        lastFour: row["last_four"]?.string ?? "")
    }
  }

  private func alone(_ method: Method) -> Bool { methods.values.count { $0.source == method.source } == 1 }

  /// Ways to name it, as people do.
  func names(_ id: String) -> [String] {
    guard let method = methods[id] else { return ["the original payment method"] }
    switch method.source {
    case "paypal": return ["my paypal", "paypal", "my PayPal account", "the PayPal account"]
    case "gift_card": return ["my gift card", "the gift card", "gift card", "the gift card I have with you"]
    default:
      let exact = ["the \(method.brand) ending in \(method.lastFour)", "my card ending \(method.lastFour)"]
      return exact + (alone(method) ? ["my credit card", "the credit card", "my \(method.brand)", "credit card"] : [])
    }
  }

  /// Whether a text names it and no other.
  func isNamed(_ id: String, in text: String) -> Bool {
    guard let method = methods[id] else { return true }
    let text = text.lowercased()
    switch method.source {
    case "paypal": return text.contains("paypal")
    case "gift_card": return text.contains("gift card")
    default:
      if text.contains(method.lastFour) { return true }
      return alone(method) && (text.contains("credit card") || text.contains(method.brand.lowercased()))
    }
  }

  func isGiftCard(_ id: String) -> Bool { methods[id]?.source == "gift_card" }

  /// Whether a text names any method at all.
  func namesAny(in text: String) -> Bool { methods.keys.contains { isNamed($0, in: text) } }
}
