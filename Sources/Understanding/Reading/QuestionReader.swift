internal import Discourse

/// Tells what a question is about, from the word that asks and the words in it.
struct QuestionReader {
  let draft: Draft
  let resolver: Resolver
  private let words: Set<String>
  /// The words in a row without those that change nothing ("do you *still* have").
  private let spoken: String
  private static let adverbs: Set<String> = ["still", "also", "just", "even", "actually", "really", "maybe", "already"]

  init(_ draft: Draft, _ resolver: Resolver) {
    self.draft = draft
    self.resolver = resolver
    words = Set(draft.words)
    spoken = " " + draft.words.filter { !Self.adverbs.contains($0) }.joined(separator: " ") + " "
  }

  private func has(_ list: String...) -> Bool { list.contains(where: words.contains) }
  private func says(_ phrase: String) -> Bool {
    spoken.contains(" \(phrase) ")
  }

  /// What is asked, in order; empty when the clause asks nothing that records answer.
  func kinds() -> [Question.Kind] {
    var kinds: [Question.Kind] = []
    for topic in draft.topics where !kinds.contains(topic) { kinds.append(topic) }
    if !kinds.isEmpty { return refined(kinds) }
    if draft.tellsStatus { return [.status] }
    // "Has the refund been paid?"
    if draft.asks.contains(.inverted) || draft.asks.contains(.what), has("refund", "money"),
      has("paid", "issued", "processed", "arrived", "through", "sent", "completed", "made"),
      !has("when", "long", "why", "less", "more", "come")
    {
      return [.done]
    }
    if asksForMoney { return [.refund] }
    if asksForProfile { return [.profile] }
    if asksForExtra { return [.difference] }
    if says("be had"), draft.things.contains(where: \.hasNoun), !draft.allValues.isEmpty { return [.available] }
    if draft.asks.contains(.which), draft.things.filter(\.hasNoun).count > 1, !draft.variant.steps.isEmpty {
      return [.compare]
    }
    if says("better off") || has("better") && has("which", "or") { return [.compare] }
    if has("planned", "recap", "summary", "summarize") || says("so far") { return [.plan] }
    if says("go through") || says("went through") || has("done") && draft.asks.contains(.inverted) { return [.done] }
    for ask in draft.asks { if let kind = kind(ask) { return [kind] } }
    if draft.leads.contains(.tell) || draft.endsAsQuestion { return plain().map { [$0] } ?? [] }
    return []
  }

  /// "So I still get the full amount?", "do I get everything back?"
  private var asksForMoney: Bool {
    guard !has("when", "long", "why", "more", "less", "extra", "which", "where"), draft.variant.steps.isEmpty else {
      return false
    }
    let gets = has("get", "gets", "getting", "receive", "receiving", "back", "refunded", "refund", "see", "be", "is")
    if has("amount", "sum", "price", "money"), has("full", "whole", "entire", "complete", "all", "total") {
      return gets
    }
    return has("back") && has("get", "getting", "receive") && has("everything", "all", "money", "full")
  }

  /// "So nothing extra to pay?"
  var asksForExtra: Bool {
    draft.endsAsQuestion && has("nothing", "anything") && has("extra", "more") && has("pay", "cost", "costs")
  }

  /// "What e-mail do you have for me?", "where do you have me living?"
  private var asksForProfile: Bool {
    let isOfMe = has("my", "me", "i", "account", "file", "profile", "mine")
    guard isOfMe, draft.orders == nil, draft.things.allSatisfy({ !$0.hasNoun || $0.thing.concept != nil }) else {
      return false
    }
    if has("have", "got", "file", "record", "records", "account", "profile", "is", "are", "my"),
      has("email", "mail", "phone", "telephone", "mobile"), !has("send", "sent", "get", "receive", "got", "order")
    {
      return true
    }
    return draft.asks.contains(.where) && has("live", "living", "reside", "based", "located")
      && has("have", "me", "think")
  }

  private func refined(_ kinds: [Question.Kind]) -> [Question.Kind] {
    kinds.map { kind in
      if kind == .total, has("back", "refund", "refunded") { return .refund }
      if kind == .orders, draft.orders != nil { return .contents }
      return kind
    }
  }

  private func kind(_ ask: Ask) -> Question.Kind? {
    switch ask {
    case .why: return .why
    case .howMuch:
      if has("back", "refund", "refunded", "reimbursed") { return .refund }
      if has("left", "balance", "remaining") || says("gift card have") { return .balance }
      if has("more", "extra", "difference") { return .difference }
      if has("total", "altogether", "owe", "together") || draft.things.filter(\.hasNoun).count > 1 { return .total }
      return .price
    case .howMany:
      if has("orders") { return .orders }
      return .count
    case .howLong:
      if has("refund", "money", "refunded") { return .refundTime }
      if has("arrive", "deliver", "delivery", "shipping", "ship", "get", "come", "until") { return .arrival }
      return nil
    case .when:
      if has("refund", "money", "refunded", "amount") { return .refundTime }
      return .arrival
    case .where:
      if has("send", "sent", "going", "go", "goes", "shipped", "deliver", "delivered", "to") { return .destination }
      if has("refund", "money") { return .refundTime }
      return .status
    case .how:
      if has("paid", "pay", "payment") { return .paidWith }
      if has("refund") { return .refundTime }
      return nil
    case .what, .which: return what()
    case .who: return nil
    case .inverted: return inverted()
    }
  }

  private func what() -> Question.Kind? {
    if has("status", "happening", "happened") { return .status }
    if has("balance", "left", "remaining") || draft.wallet?.kind == .giftCard && has("on", "in") { return .balance }
    if has("tracking") { return .tracking }
    if has("difference") { return .difference }
    if has("back", "refunded") || says("my refund") { return .refund }
    if has("total", "owe", "sum", "altogether") || says("come to") || says("comes to") { return .total }
    if has("paid", "pay", "used", "use", "charged") && (has("with", "card", "payment", "method") || draft.wallet != nil)
    {
      return .paidWith
    }
    if has("card", "method", "payment") && has("on", "for"), draft.aboutPayment { return .paidWith }
    if has("price", "cost", "costs", "pay", "paid") { return .price }
    if draft.things.contains(where: { !$0.extremes.isEmpty && $0.extremes[0].measure == .price }) {
      return .price
    }
    if draft.aboutAddress || draft.aboutProfileAddress {
      return ofAddress
    }
    if says("in it") || says("in the") && draft.orders != nil || says("in my order") { return .contents }
    if draft.orders != nil, has("orders") { return .orders }
    if says("you have") || says("have you got") || says("you got") || says("do you sell")
      || has("options", "choices", "else", "available", "alternatives", "stock", "offer", "carry", "variants", "come")
      || draft.asks.contains(.which) && !draft.variant.isEmpty
    {
      return .choices(option(plural: true))
    }
    if let option = option(plural: false) { return isPlural ? .choices(option) : .property(option) }
    return nil
  }

  /// An address that is asked for: where an order goes, or what the account has for the customer.
  private var ofAddress: Question.Kind {
    if draft.aboutProfileAddress || has("profile", "file", "account", "default", "home", "billing") { return .profile }
    let isOfOrder =
      draft.orders != nil || draft.things.contains(where: \.hasNoun)
      || has(
        "shipping", "ship", "shipped", "delivery", "deliver", "delivered", "going", "go", "goes", "send", "sent", "it")
    return !isOfOrder && has("my", "me", "i") ? .profile : .destination
  }

  private var isPlural: Bool { has("colors", "sizes", "materials", "capacities", "lengths", "types", "styles", "are") }

  private func inverted() -> Question.Kind? {
    if draft.aboutAddress || draft.aboutProfileAddress, draft.asks.contains(.inverted) || draft.leads.contains(.tell) {
      return ofAddress
    }
    if draft.words.contains("did"), has("ship", "leave", "go", "send", "deliver", "arrive", "come") { return .status }
    if has(
      "shipped", "left", "sent", "dispatched", "gone", "out", "shipping", "delivered", "arrived", "way", "status",
      "processed")
    {
      return .status
    }
    if has("arrive", "come", "get", "here") && has("will") { return .arrival }
    if has("stock", "available", "got", "sell", "carry") || says("do you have") || says("are there") || says("is there")
    {
      if has("other", "any", "different", "more") && option(plural: true) != nil {
        return .choices(option(plural: true))
      }
      return .available
    }
    if says("come in") || says("comes in") {
      return draft.variant.must.isEmpty ? .choices(option(plural: true)) : .available
    }
    if has("enough", "cover", "covers") { return .balance }
    if let option = valueOption() { return .property(option) }
    if let option = option(plural: false) { return .property(option) }
    if has("cost", "charge", "fee") { return .price }
    return nil
  }

  private func plain() -> Question.Kind? {
    if has("status") { return .status }
    if has("balance") { return .balance }
    if has("price", "cost") { return .price }
    if has("total") { return .total }
    if has("options", "choices") { return .choices(option(plural: true)) }
    if has("refund") { return .refund }
    if draft.orders != nil, has("orders") { return .orders }
    if says("in it") || draft.orders != nil && has("in", "contents") { return .contents }
    if draft.things.contains(where: { $0.hasNoun }), draft.leads.contains(.tell), has("in", "have", "list", "show") {
      return .choices(nil)
    }
    return inverted()
  }

  /// The option that is asked about.
  private func option(plural: Bool) -> String? {
    let items = WishBuilder(resolver: resolver).products(draft)
    let named =
      !draft.targets.isEmpty
      ? draft.targets : draft.variant.free.first ?? draft.things.first { !$0.options.isEmpty }?.options ?? []
    return resolver.option(named, items)
  }

  /// The option of the value in "is it waterproof?".
  private func valueOption() -> String? {
    let items = WishBuilder(resolver: resolver).products(draft)
    let value =
      draft.loose.first?.first ?? draft.variant.must.first?.first
      ?? draft.things.first { !$0.values.isEmpty && !$0.hasNoun }?.values.first
    return value.map { resolver.constraints([[$0]], items).first?.option ?? $0.text }
  }

  /// The question with what it is about.
  func question(_ kind: Question.Kind) -> Question {
    let builder = WishBuilder(resolver: resolver)
    var question = Question(kind)
    var draft = draft
    let items = builder.products(draft)
    draft.targets = []
    if kind == .compare { draft.variant = RawVariant() }
    if [.compare, .difference, .total, .refund].contains(kind) {
      draft.things.removeAll { !$0.hasNoun && $0.thing.pronoun == nil && $0.thing.ordinal == nil }
    }
    if case .choices = kind {
      draft.variant.free = []
      draft.variant.listWanted = false
    }
    draft.things.removeAll { !$0.hasNoun && $0.values.isEmpty && $0.thing == Thing() && $0.extremes.isEmpty }
    if case .price = kind, let place = draft.things.firstIndex(where: { !$0.hasNoun && !$0.extremes.isEmpty }) {
      question.extreme = draft.things[place].extremes[0]
      draft.things.remove(at: place)
    }
    if !draft.loose.isEmpty {
      draft.variant.must += draft.loose
      draft.loose = []
    }
    if !draft.things.isEmpty || draft.extent != .named {
      question.goods = GoodsReference(
        draft.things.map { resolver.thing($0, fallback: items) }, extent: draft.extent,
        except: draft.except.map { resolver.thing($0) })
    }
    question.orders = draft.orders.map(resolver.order)
    if case .property = kind { draft.variant.must = [] }
    let variant = builder.variant(draft, items)
    if !variant.isEmpty { question.variant = variant }
    question.wallet = draft.wallet
    question.confidence = draft.confidence
    return question
  }
}
