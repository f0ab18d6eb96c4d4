internal import Commerce
internal import Discourse

/// A wish as it is named back before anything is known of whoever has it: shows that it was understood, and promises nothing.
struct NamedWish: Hashable, Codable, Sendable {
  /// What is wanted of the desk, by the responses that name it ("look at the exchange[ of {goods}]").
  enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
    case cancel = "understood.cancel"
    case returning = "understood.return"
    case refund = "understood.refund"
    case exchange = "understood.exchange"
    case replacement = "understood.replacement"
    case change = "understood.change"
    case address = "understood.address"
    case payment = "understood.payment"
    case profileAddress = "understood.profile_address"
    case delivery = "understood.delivery"
    case tracking = "understood.tracking"
    case refundMade = "understood.refund_made"
    case contents = "understood.contents"
    case balance = "understood.balance"
    /// Goods are named, and not what is to be done with them.
    case goods = "understood.goods"
  }

  /// The response that names it.
  var response: String
  /// The goods that were named with it, in the customer's words.
  var goods: [String] = []
  /// The orders that were, by number.
  var orders: [OrderNumber] = []

  /// What the responses can name.
  var facts: [String: Fact] {
    var facts: [String: Fact] = [:]
    let things = goods.isEmpty ? nil : Fact(Spoken.list(goods.map { "the \($0)" }))
    let codes = orders.map(Spoken.code)
    let word = codes.count == 1 ? "order" : "orders"
    let number =
      codes.isEmpty
      ? nil
      : Fact(
        spoken: "\(word) \(Spoken.list(codes.map(\.spoken)))", written: "\(word) \(Spoken.list(codes.map(\.written)))")
    facts["goods"] = things
    facts["order"] = number
    facts["what"] = things ?? number ?? Fact("your order")
    return facts
  }

  /// Wishes in words that go on a sentence ("look at the exchange of the boots"); nil where there are none for one of them.
  static func fact(_ wishes: [NamedWish], in responses: Responses, choice: UInt64, on channel: Channel) -> Fact? {
    let parts = wishes.map { wish in
      let facts = wish.facts
      return responses.render(wish.response, choice: choice, on: channel, opensSentence: false) { facts[$0] }
    }
    guard let first = parts.first, parts.allSatisfy({ !$0.written.isEmpty }) else { return nil }
    // "Look at the return and the exchange": what they begin with is said once.
    let lead = first.written.split(separator: " ").prefix(2).joined(separator: " ") + " "
    let rest = parts.dropFirst().map { part in
      guard part.written.hasPrefix(lead), part.spoken.hasPrefix(lead) else { return part }
      return Fact(
        spoken: String(part.spoken.dropFirst(lead.count)), written: String(part.written.dropFirst(lead.count)))
    }
    return DeskWords.list([first] + rest)
  }
}

extension NamedWish.Kind {
  /// What a verb asks for; nil where nobody is served with it, or nothing is to be done.
  init?(_ verb: Wish.Verb) {
    switch verb {
    case .cancel: self = .cancel
    case .return: self = .returning
    case .refund: self = .refund
    case .exchange: self = .exchange
    case .replace: self = .replacement
    case .change, .remove: self = .change
    case .changeAddress: self = .address
    case .changePayment: self = .payment
    case .changeProfileAddress: self = .profileAddress
    default: return nil
    }
  }

  /// What a question asks for; nil where it is not named.
  init?(_ question: Question.Kind) {
    switch question {
    case .status, .arrival: self = .delivery
    case .tracking: self = .tracking
    case .refund, .refundTime: self = .refundMade
    case .contents, .orders: self = .contents
    case .balance: self = .balance
    case .possible(let verb): self.init(verb)
    default: return nil
    }
  }
}

extension OrderDesk {
  /// What was wanted before anybody is known, in few words; empty where anything of it is not sure or has no words.
  var namedWishes: [NamedWish] {
    var named: [NamedWish] = []
    var bare: [Wish] = []
    for command in inbox {
      let kind: NamedWish.Kind?
      let goods: GoodsReference?
      let orders: OrderReference?
      switch command {
      case .wish(let wish):
        // Goods or an order alone belong to what else is wanted; what is not wanted is not named.
        guard wish.mood == .wanted || wish.mood == .asked else { continue }
        guard let verb = wish.verb else {
          bare.append(wish)
          continue
        }
        guard wish.confidence >= Self.sure else { return [] }
        kind = NamedWish.Kind(verb)
        goods = wish.goods
        orders = wish.orders
      case .question(let question):
        guard question.confidence >= Self.sure else { return [] }
        kind = NamedWish.Kind(question.kind)
        goods = question.goods
        orders = question.orders
      default: continue
      }
      guard let kind else { return [] }
      let heard = orders?.numbers.count == orders?.meant.count ? orders?.meant.map(\.id) ?? [] : []
      let wish = NamedWish(response: kind.rawValue, goods: Self.named(goods), orders: heard)
      guard let same = named.firstIndex(where: { $0.response == wish.response }) else {
        named.append(wish)
        continue
      }
      named[same].goods = (named[same].goods + wish.goods).distinct
      // Where one of them names none, what is said of the others would not be all.
      let isBare = named[same].orders.isEmpty || wish.orders.isEmpty
      named[same].orders = isBare ? [] : (named[same].orders + wish.orders).distinct
    }
    // Who has moved wants one thing of it: that goods go to the new address.
    if named.contains(where: { $0.response == NamedWish.Kind.address.rawValue }) {
      named.removeAll { $0.response == NamedWish.Kind.profileAddress.rawValue }
    }
    if named.isEmpty, let only = bare.first, bare.allSatisfy({ $0.goods == only.goods || $0.goods == nil }) {
      let goods = Self.named(only.goods)
      let kind = Self.saysItIsLate(bare) ? NamedWish.Kind.delivery : .goods
      return goods.isEmpty ? [] : [NamedWish(response: kind.rawValue, goods: goods)]
    }
    // More than these is no answer in a few words.
    return named.count > 2 ? [] : named
  }

  /// Whether it is told of goods that they have not come.
  private static func saysItIsLate(_ wishes: [Wish]) -> Bool {
    wishes.contains { wish in
      let words = Set((wish.reason ?? "").lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init))
      return !words.isDisjoint(with: ["arrived", "come", "came", "here", "received", "delivered", "shipped"])
        && !words.isDisjoint(with: ["not", "never", "hasn't", "haven't", "hasnt", "havent", "isn't", "didn't", "still"])
    }
  }

  /// How sure a reading must be to be told as understood.
  private static let sure = 0.3
  /// How well a thing must fit a product for its noun to be a kind of goods, and not one word of a name.
  private static let certain = 0.7

  /// Things of the catalogue by the words they were named with; none where too many were.
  private static func named(_ goods: GoodsReference?) -> [String] {
    let things = goods?.things.filter { thing in
      thing.pronoun == nil && !thing.noun.isEmpty && thing.products.first.map { $0.score >= Self.certain } ?? false
    }
    let words = things?.map(\.noun) ?? []
    return words.count > 3 ? [] : words.distinct
  }
}
