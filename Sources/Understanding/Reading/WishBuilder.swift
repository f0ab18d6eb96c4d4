internal import Discourse

/// Makes a wish of a clause.
struct WishBuilder {
  let resolver: Resolver

  /// The wish; nil when the clause wants nothing of goods or orders.
  func wish(_ draft: Draft) -> Wish? {
    var draft = draft
    settle(&draft)
    var wish = Wish(verb(draft), mood: mood(draft))
    guard wish.verb != nil || draft.namesSomething else { return nil }
    let items = products(draft)
    let things = draft.things.map { resolver.thing($0, fallback: items) }
    if !things.isEmpty || draft.extent != .named || !draft.except.isEmpty {
      wish.goods = GoodsReference(
        things, extent: draft.extent, except: draft.except.filter { $0.extent != .rest }.map { resolver.thing($0) })
      if wish.goods == GoodsReference() { wish.goods = nil }
    }
    if var orders = draft.orders {
      orders.containing += draft.orderContaining.map { resolver.thing($0) }
      wish.orders = orders
    }
    let variant = self.variant(draft, items)
    if !variant.isEmpty { wish.variant = variant }
    wish.wallet = draft.wallet
    wish.address = draft.address
    wish.reason = draft.reason
    wish.corrects = draft.corrects
    wish.confidence = draft.confidence
    return wish
  }

  private func mood(_ draft: Draft) -> Wish.Mood {
    if draft.isPostponed { return .postponed }
    if draft.isNegated { return .negated }
    if draft.action == .want { return .wanted }
    if draft.leads.contains(.mayHave), !draft.isPlease { return .asked }
    let asks = draft.leads.contains { $0 == .mayI || $0 == .howTo || $0 == .whatIf }
    if asks, !draft.isPlease { return .asked }
    return .wanted
  }

  /// The products that values of the clause are about.
  func products(_ draft: Draft) -> Set<Int> {
    let named = draft.things.filter { !$0.nouns.isEmpty }
    guard !named.isEmpty else { return resolver.spokenOf }
    return Set(named.flatMap { resolver.likely(resolver.candidates($0.nouns, having: $0.values)) })
  }

  /// Decides what values without a word between mean, and turns "I want a bigger one" into a change.
  private func settle(_ draft: inout Draft) {
    let topics = resolver.context.asked.topics
    let choosesVariant = topics.contains(.variant)
    if draft.action == .want || draft.action == .take || draft.action == nil {
      // A thing without a kind in answer to "which one instead?" is the variant.
      let isAnswer =
        choosesVariant || draft.isInstead
        || draft.action == .want && draft.things.contains { $0.isIndefinite && !$0.values.isEmpty }
      if isAnswer || draft.things.contains(where: { $0.isIndefinite && !$0.comparatives.isEmpty || $0.isDifferent }) {
        liftIntoVariant(&draft, keepNoun: true)
      }
    }
    if !draft.loose.isEmpty {
      let describes =
        !draft.variant.isEmpty && !draft.things.isEmpty
        || [.giveBack, .cancel, .remove, .refund, .keep, .add, .replace].contains(draft.action)
      if describes, let place = draft.things.indices.last {
        draft.things[place].values += draft.loose.flatMap { $0 }
      } else if describes {
        var raw = RawThing()
        raw.values = draft.loose.flatMap { $0 }
        draft.things.append(raw)
      } else {
        draft.variant.must += draft.loose
      }
      draft.loose = []
    }
    if !draft.present.isEmpty {
      if let place = draft.things.indices.last {
        draft.things[place].values += draft.present
      } else {
        var raw = RawThing()
        raw.thing.pronoun = .one
        raw.values = draft.present
        draft.things = [raw]
      }
      if draft.variant.isEmpty, let place = draft.things.indices.last {
        // "The 17 inch instead of the 13 inch": what stood first is wanted.
        let wanted = draft.things[place].values.filter { !draft.present.contains($0) }
        draft.variant.must = wanted.map { [$0] }
        draft.things[place].values = draft.present
      }
      draft.present = []
      if draft.action == nil || draft.action == .want { draft.isInstead = true }
    }
    if !draft.targets.isEmpty {
      for group in draft.variant.must.indices {
        for place in draft.variant.must[group].indices { draft.variant.must[group][place].options += draft.targets }
      }
      for place in draft.variant.steps.indices {
        if case .size = draft.variant.steps[place].order.measure {
          draft.variant.steps[place].order.measure = .option(draft.targets[0])
        }
      }
      if draft.variant.isEmpty {
        draft.variant.listWanted = true
        draft.variant.free += draft.targets
      }
    }
  }

  /// Moves what describes things into the variant that is wanted.
  private func liftIntoVariant(_ draft: inout Draft, keepNoun: Bool) {
    for place in draft.things.indices {
      draft.variant.must += draft.things[place].values.map { [$0] }
      draft.variant.extremes += draft.things[place].extremes
      if resolver.context.asked.topics.contains(.variant), !draft.things[place].isIndefinite {
        // "The cheaper" of those that were read out.
        draft.variant.extremes += draft.things[place].comparatives.map(\.order)
      } else {
        draft.variant.steps += draft.things[place].comparatives.map {
          OptionStep($0.order, places: $0.places, amount: $0.amount)
        }
      }
      if draft.things[place].isDifferent { draft.variant.listWanted = true }
      draft.things[place].values = []
      draft.things[place].extremes = []
      draft.things[place].comparatives = []
    }
    draft.things.removeAll {
      !$0.hasNoun && $0.thing.ordinal == nil && ($0.thing.pronoun == .one || $0.thing.pronoun == nil)
        && $0.thing.order == nil
    }
  }

  func variant(_ draft: Draft, _ items: Set<Int>) -> VariantWish {
    let raw = draft.variant
    var wish = VariantWish()
    wish.must = raw.must.filter { !$0.isEmpty }.map { resolver.constraint(group: $0, items) }
    wish.preferences = raw.preferences.filter { !$0.isEmpty }.map { resolver.constraint(group: $0, items) }
    wish.steps = raw.steps.map { OptionStep(resolver.order($0.order, items), places: $0.places, amount: $0.amount) }
    wish.extremes = raw.extremes.map { resolver.order($0, items) }
    wish.free = raw.free.map { resolver.optionName($0, items) }
    wish.keepsRest = raw.keepsRest
    wish.like = raw.like.map { resolver.thing($0) }
    wish.likeOptions = raw.likeOptions.map { resolver.optionName($0, items) }
    wish.price = raw.price
    wish.sameAgain = raw.sameAgain
    wish.listWanted = raw.listWanted
    wish.otherKind = raw.otherKind.map { resolver.thing($0) }
    return wish
  }

  private func verb(_ draft: Draft) -> Wish.Verb? {
    let hasVariant = !draft.variant.isEmpty
    switch draft.action {
    case .cancel: return .cancel
    case .giveBack: return .return
    case .exchange: return .exchange
    case .change, .make:
      if draft.aboutProfileAddress { return .changeProfileAddress }
      if draft.aboutAddress || draft.address != nil && !hasVariant { return .changeAddress }
      if draft.aboutPayment || draft.wallet != nil && !hasVariant && draft.things.allSatisfy({ !$0.hasNoun }) {
        return .changePayment
      }
      return .change
    case .replace: return hasVariant && !draft.variant.sameAgain ? .exchange : .replace
    case .remove: return .remove
    case .add: return .add
    case .keep: return .keep
    case .undo: return .undo
    case .refund: return .refund
    case .ship:
      return .changeAddress
    case .send:
      if draft.address != nil { return .changeAddress }
      return draft.things.contains(where: \.isIndefinite) || draft.variant.sameAgain ? .replace : nil
    case .pay, .put:
      if draft.wallet == nil { return draft.action == .put && !draft.things.isEmpty ? .add : nil }
      return draft.orders != nil || draft.aboutPayment ? .changePayment : nil
    case .take: return draft.isInstead && hasVariant ? .change : nil
    case .want:
      if draft.isNegated { return draft.things.isEmpty && draft.orders != nil ? .cancel : .remove }
      if hasVariant, draft.isInstead || draft.things.contains(where: \.hasNoun) || !draft.variant.steps.isEmpty {
        return .change
      }
      return nil
    case nil:
      if draft.isInstead, hasVariant { return .change }
      return nil
    }
  }
}
