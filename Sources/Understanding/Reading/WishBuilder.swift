internal import Discourse

/// Makes a wish of a clause.
struct WishBuilder {
  let resolver: Resolver

  /// The wish; nil when the clause wants nothing of goods or orders.
  func wish(_ said: Draft) -> Wish? {
    var draft = said
    settle(&draft)
    var wish = Wish(verb(draft), mood: mood(draft))
    guard wish.verb != nil || draft.namesSomething else { return nil }
    let wanting = draft.variant.must.flatMap { $0 }
    let items = products(draft)
    let things = draft.things.map { resolver.thing($0, wanting: wanting, fallback: items) }
    let goods = GoodsReference(
      things, extent: draft.extent,
      except: draft.except.filter { $0.extent == .named && !$0.isEmpty }.map { resolver.thing($0) })
    if goods != GoodsReference() { wish.goods = goods }
    wish.orders = draft.orders.map(resolver.order)
    namesOrder(&wish)
    if wish.verb == .cancel, goods == GoodsReference([], extent: .all), wish.orders != nil {
      // "Cancel everything that …" is of orders.
      wish.goods = nil
      if draft.isWhatever { wish.orders?.all = true }
    }
    let variant = self.variant(draft, items)
    if !variant.isEmpty { wish.variant = variant }
    wish.wallet = draft.wallet
    wish.address = draft.address ?? draft.addressOf.map { .order(resolver.order($0)) }
    wish.reason = draft.reason
    wish.corrects = draft.corrects
    wish.confidence = draft.confidence
    return wish
  }

  /// "Cancel the one going to Dallas": what is told of no thing but of where it stands or goes is an order, where the verb is of orders.
  private func namesOrder(_ wish: inout Wish) {
    guard [.cancel, .changeAddress, .changePayment].contains(wish.verb), wish.orders == nil, let goods = wish.goods,
      goods.except.isEmpty, goods.extent != .rest, goods.things.count == 1
    else { return }
    var thing = goods.things[0]
    guard var order = thing.order, thing.pronoun == nil || thing.pronoun == .one else { return }
    (thing.order, thing.pronoun) = (nil, nil)
    guard thing == Thing() else { return }
    if goods.extent == .all || goods.extent == .both { order.all = true }
    (wish.orders, wish.goods) = (order, nil)
  }

  private func mood(_ draft: Draft) -> Wish.Mood {
    if draft.isPostponed { return .postponed }
    // "Do not return the chair yet"
    if draft.isNegated || draft.action == .keep, draft.putsOff { return .postponed }
    if [.keep, .remove, .cancel].contains(draft.action), draft.leavesHow {
      return draft.isNegated ? .wanted : .negated
    }
    if draft.action == .want { return .wanted }
    if draft.isNegated { return .negated }
    let asks = draft.leads.contains { $0 == .mayI || $0 == .howTo || $0 == .whatIf || $0 == .mayHave }
    return asks && !draft.isPlease ? .asked : .wanted
  }

  /// The products that values of the clause are about.
  func products(_ draft: Draft) -> Set<Int> {
    let named = draft.things.filter { !$0.nouns.isEmpty }
    guard !named.isEmpty else { return resolver.spokenOf }
    let wanting = draft.variant.must.flatMap { $0 }
    return Set(
      named.flatMap {
        resolver.likely(resolver.candidates($0.nouns, having: $0.values + draft.present, wanting: wanting))
      })
  }

  func variant(_ draft: Draft, _ items: Set<Int>) -> VariantWish {
    let raw = draft.variant
    var wish = VariantWish()
    wish.must = resolver.constraints(raw.must, items)
    wish.preferences = resolver.constraints(raw.preferences, items, areAlike: true)
    wish.steps = raw.steps.map { OptionStep(resolver.order($0, items), places: $0.places, amount: $0.amount) }
    wish.extremes = raw.extremes.map { resolver.order($0, items) }
    wish.free = raw.free.compactMap { resolver.option($0, items) }
    wish.keepsRest = raw.keepsRest
    wish.like = raw.like.map { resolver.thing($0) }
    let likeItems = raw.like.map { resolver.likely(resolver.candidates($0.nouns)) } ?? []
    if !raw.likeOptions.isEmpty {
      wish.likeOptions = [resolver.option(raw.likeOptions, items.isEmpty ? likeItems : items)].compactMap { $0 }
    }
    wish.price = raw.price
    wish.sameAgain = raw.sameAgain
    wish.listWanted = raw.listWanted
    wish.otherKind = raw.otherKind.map { resolver.thing($0) }
    return wish
  }

  /// What is not to be done about how an order is paid or where it goes.
  private func leaving(_ draft: Draft) -> Wish.Verb {
    draft.aboutAddress ? .changeAddress : draft.aboutPayment ? .changePayment : .keep
  }

  private func verb(_ draft: Draft) -> Wish.Verb? {
    let hasVariant = !draft.variant.isEmpty
    let hasAddress = draft.address != nil || draft.addressOf != nil
    switch draft.action {
    case .cancel: return draft.leavesHow ? leaving(draft) : .cancel
    case .giveBack: return .return
    case .exchange: return .exchange
    case .change, .make:
      if draft.aboutProfileAddress { return .changeProfileAddress }
      if draft.aboutAddress || hasAddress && !hasVariant { return .changeAddress }
      if draft.aboutPayment || draft.wallet != nil && !hasVariant && draft.things.allSatisfy({ !$0.hasNoun }) {
        return .changePayment
      }
      return .change
    case .replace: return hasVariant && !draft.variant.sameAgain ? .exchange : .replace
    case .remove: return draft.leavesHow ? leaving(draft) : .remove
    case .add: return .add
    // "Leave the address for later", "keep the payment as it is"
    case .keep: return draft.leavesHow || draft.isPostponed || draft.putsOff ? leaving(draft) : .keep
    case .undo: return .undo
    case .refund: return .refund
    case .ship: return .changeAddress
    case .send:
      if hasAddress { return .changeAddress }
      if draft.aboutPayment, draft.wallet != nil { return .changePayment }
      return draft.things.contains(where: \.isIndefinite) || draft.variant.sameAgain ? .replace : nil
    case .pay, .put:
      if draft.wallet == nil, hasAddress { return .changeAddress }
      if draft.wallet == nil, draft.action == .put, !draft.things.isEmpty { return .add }
      // "I'd like to pay it with my gift card instead"
      let paysIt = draft.isInstead && draft.things.contains { !$0.hasNoun && $0.thing.pronoun == .it }
      return draft.orders != nil || draft.aboutPayment || draft.wallet != nil && paysIt ? .changePayment : nil
    case .take: return draft.isInstead && hasVariant ? .change : nil
    case .want:
      if draft.isNegated { return draft.things.isEmpty && draft.orders != nil ? .cancel : .remove }
      if draft.aboutAddress || hasAddress { return .changeAddress }
      let isChange = draft.isInstead || draft.things.contains(where: \.hasNoun) || !draft.variant.steps.isEmpty
      return hasVariant && isChange ? .change : nil
    case nil:
      if draft.isInstead, hasVariant { return .change }
      if draft.hasMoved { return .changeProfileAddress }
      if draft.aboutAddress || hasAddress && draft.orders != nil,
        !resolver.context.asked.topics.contains(.address)
      {
        return .changeAddress
      }
      return nil
    }
  }
}
