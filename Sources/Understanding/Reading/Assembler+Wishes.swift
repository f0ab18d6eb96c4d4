internal import Discourse

extension Assembler {
  /// Takes a clause that wants something.
  mutating func wish(_ said: Draft, _ segment: Segment, isValuesOnly: Bool) {
    var draft = said
    defer { note(draft) }
    if condition == nil, !isFallback, completes(draft) { return }
    if condition == nil, !isFallback, keepsOptions(draft) { return }
    keepsTheRest(&draft)
    if waits(draft, segment) {
      fronted = draft
      return
    }
    takeFronted(&draft)
    if !draft.hasObject, draft.orders == nil, let told,
      [.refund, .replace, .exchange, .giveBack, .cancel].contains(draft.action)
    {
      (draft.things, draft.extent) = (told.things, told.extent)
    }
    // "I ordered something, order W1. … I'd like a full refund."
    if !draft.hasObject, draft.orders == nil, told == nil, lastWish == nil, topic.isOrder, let order = topic.order,
      !order.reference.numbers.isEmpty, [.refund, .giveBack, .cancel].contains(draft.action)
    {
      draft.orders = order
    }
    wantsOfTold(&draft)
    told = nil
    if draft.ordersFirst { front = draft.orders }
    if draft.reason == nil, draft.action != nil, let reason {
      draft.reason = reason
      self.reason = nil
    }
    if draft.corrects, condition == nil, !isFallback, correct(with: draft) { return }
    if isFallback || isValuesOnly && acceptsBesides(draft, segment) {
      isFallback = false
      return fallback(draft, isValuesOnly: isValuesOnly)
    }
    if condition == nil {
      takesUp(&draft, segment)
      if inherits(&draft, segment) || joinsLast(draft, segment) { return }
    }
    // The order named up front is of what begins a wish of its own; "…, refund to my card" only adds to the one before.
    if draft.orders == nil, let front, !draft.things.contains(where: { $0.order != nil }) { draft.orders = front }
    if condition == nil { shareObject(with: draft, segment) }
    takeReason(&draft)
    if condition != nil, draft.variant.isEmpty, [.keep, .exchange, .change, .want, .make, nil].contains(draft.action) {
      draft.variant.must = conditionVariant
    }
    entries.append(.wish(Work(draft: draft, condition: condition, conditionValues: conditionValues)))
    (condition, conditionValues) = (nil, [])
    conditionVariant = []
  }

  /// "The board is too short. I want the longest one", "… I need the full size version": another variant of what was told of.
  private mutating func wantsOfTold(_ draft: inout Draft) {
    guard draft.action == .want || draft.action == .send, !draft.isNegated, draft.variant.isEmpty,
      let told = spokenOfAlone,
      told.count == 1,
      draft.things.count == 1, !draft.things[0].hasNoun,
      draft.things[0].thing.pronoun == .one || draft.things[0].isGeneric, draft.things[0].thing.ordinal == nil
    else { return }
    let wanted = draft.things[0]
    guard !wanted.values.isEmpty || !wanted.extremes.isEmpty || !wanted.comparatives.isEmpty else { return }
    draft.action = .change
    draft.things = told
    if self.told == nil { entries.removeLast() }
    draft.variant.must = wanted.values.map { [$0] }
    draft.variant.extremes = wanted.extremes.map { RawStep(order: $0, options: wanted.options) }
    draft.variant.steps = wanted.comparatives.map {
      RawStep(order: $0.order, options: wanted.options, places: $0.places, amount: $0.amount)
    }
  }

  /// What was told of, or named right before and nothing else.
  private var spokenOfAlone: [RawThing]? {
    if let told { return told.things }
    guard let last = lastWish, last == entries.count - 1, let work = lastWork, work.draft.action == nil,
      work.draft.isTale, work.condition == nil, work.draft.reason == nil, work.draft.things.allSatisfy(\.hasNoun)
    else { return nil }
    return work.draft.things
  }

  /// Goods or orders named up front wait for their verb.
  private func waits(_ draft: Draft, _ segment: Segment) -> Bool {
    guard draft.action == nil, !segment.isGap, condition == nil, !isFallback, !draft.corrects || lastWish == nil,
      fronted == nil
    else {
      return false
    }
    // "… and order W2 please: change …", "besides that, in order W2 I want …"
    let isOfOrder = draft.things.isEmpty && draft.extent == .named && draft.orders != nil
    let hasVerbBehind = upcoming.map { !$0.opensSentence && $0.guardWord == nil && !$0.isReason } ?? false
    guard !draft.isToo || isOfOrder && draft.isFronted && hasVerbBehind || pointsBack else { return false }
    let isUpFront = isOfOrder && (draft.isPlease || draft.isPlacedFirst) && hasVerbBehind || pointsBack
    guard draft.isFronted || isUpFront || (lastWish == nil || segment.opensSentence) && segment.link != .and else {
      return false
    }
    return draft.variant.isEmpty && draft.wallet == nil && draft.address == nil && draft.reason == nil
      && draft.addressOf == nil && draft.hasObject
  }

  /// Whether the clause behind does something with "it" or "that": with what this one names.
  private var pointsBack: Bool {
    guard let upcoming, !upcoming.opensSentence, upcoming.guardWord == nil else { return false }
    var sawVerb = false
    for index in upcoming.atoms {
      switch atoms[index].kind {
      case .verb(_, let form): sawVerb = sawVerb || form == .base
      case .pronoun(.it), .pronoun(.them): return sawVerb
      case .lead, .filler, .negator, .back, .off: break
      default: return false
      }
    }
    return false
  }

  private mutating func takeFronted(_ draft: inout Draft) {
    guard let said = fronted else { return }
    let isOfOrders = said.things.isEmpty && said.extent == .named
    let isRepeated = draft.things.map(\.thing.noun) == said.things.map(\.thing.noun) && !draft.things.isEmpty
    let needsObject =
      isRepeated || draft.things.allSatisfy { !$0.hasNoun && $0.values.isEmpty && $0.thing.ordinal == nil }
    if isOfOrders, said.orders != nil {
      // "For order W1, …", "the parcel with the lamp in it, cancel it"
      fronted = nil
      front = said.orders
      if draft.orders == nil { draft.orders = said.orders }
      draft.things.removeAll { $0.thing.pronoun == .it && !$0.hasNoun && draft.variant.isEmpty }
    } else if needsObject, draft.action != nil, draft.orders == nil || said.orders == nil {
      fronted = nil
      draft.things = said.things
      if draft.extent == .named { draft.extent = said.extent }
      draft.orders = draft.orders ?? said.orders
      draft.except += said.except
      draft.corrects = draft.corrects || said.corrects
      draft.isNegated = draft.isNegated || said.isNegated
      if !said.loose.isEmpty { draft.loose = said.loose + draft.loose }
    } else {
      flushFronted()
    }
  }

  /// What was named up front and found no verb stands as named.
  mutating func flushFronted() {
    guard let said = fronted else { return }
    fronted = nil
    entries.append(.wish(Work(draft: said, condition: condition, conditionValues: conditionValues)))
    (condition, conditionValues) = (nil, [])
  }

  /// "Modify order W1: the chair to red and the lamp to blue": the order named with the verb is where the goods behind it are.
  private mutating func takesUp(_ draft: inout Draft, _ segment: Segment) {
    guard segment.isGap, let last = lastWish, last == entries.count - 1, let work = lastWork, work.condition == nil,
      work.draft.action == draft.action, let orders = work.draft.orders,
      work.draft.things.allSatisfy({ !$0.hasNoun && $0.values.isEmpty }),
      work.draft.extent == .named, work.draft.except.isEmpty, work.draft.variant.isEmpty, work.draft.loose.isEmpty,
      work.draft.targets.isEmpty, work.draft.wallet == nil, work.draft.address == nil, work.draft.reason == nil,
      draft.things.contains(where: \.hasNoun)
    else { return }
    front = orders
    if draft.leads.isEmpty { draft.leads = work.draft.leads }
    draft.isNegated = draft.isNegated || work.draft.isNegated
    draft.isPlease = draft.isPlease || work.draft.isPlease
    entries.remove(at: last)
  }

  /// "And the rug too" does with the rug what was said of the other.
  private mutating func inherits(_ draft: inout Draft, _ segment: Segment) -> Bool {
    guard draft.action == nil, let work = lastWork, work.draft.action != nil else { return false }
    if work.draft.isNegated, work.draft.extent == .all, draft.hasObject,
      ["just", "only", "but"].contains(draft.words.first)
    {
      // "Don't cancel the whole order, just the lamp"
      draft.action = work.draft.action
      return false
    }
    guard draft.isToo || segment.link == .and, draft.hasObject, !draft.isPostponed, !draft.isAssent else {
      return false
    }
    draft.action = work.draft.action
    draft.leads = work.draft.leads
    draft.isNegated = work.draft.isNegated
    return false
  }

  /// "I pressed the button twice, so please take one off": why was told first.
  private mutating func takeReason(_ draft: inout Draft) {
    guard draft.action != nil, draft.reason == nil, let last = lastWish, last == entries.count - 1,
      let told = lastWork?.draft, told.action == nil, let reason = told.reason, !told.hasObject, told.variant.isEmpty,
      told.wallet == nil, told.address == nil, lastWork?.condition == nil
    else { return }
    draft.reason = reason
    entries.remove(at: last)
  }

  /// "… but keep the frame as it is" is of the variant that is wanted.
  private mutating func keepsOptions(_ draft: Draft) -> Bool {
    guard draft.action == .keep, !draft.targets.isEmpty, draft.things.allSatisfy({ !$0.hasNoun }), draft.orders == nil,
      let work = lastWork, !work.draft.variant.isEmpty
    else { return false }
    updateLast { $0.draft.variant.keepsRest = true }
    return true
  }

  /// "Cancel the grill and keep everything else" keeps goods, where another variant would keep their options.
  private func keepsTheRest(_ draft: inout Draft) {
    guard draft.action == nil, draft.variant.keepsRest == true, ["keep", "leave"].contains(draft.words.first),
      !draft.hasObject, draft.loose.isEmpty, draft.variant.must.isEmpty,
      lastWork.map({ [.cancel, .giveBack, .remove, .refund].contains($0.draft.action) }) ?? false
    else { return }
    draft.variant = RawVariant()
    draft.action = .keep
    draft.extent = .rest
  }

  /// "Cancel. All of it. Now.": the object of a verb that has none yet.
  private mutating func completes(_ draft: Draft) -> Bool {
    guard draft.action == nil, draft.hasObject, draft.variant.isEmpty, draft.wallet == nil, draft.address == nil,
      let work = lastWork, work.draft.action != nil, work.draft.action != .want, !work.draft.hasObject,
      work.draft.variant.isEmpty, work.draft.wallet == nil, work.draft.address == nil, !work.draft.leavesHow
    else { return false }
    updateLast { last in
      last.draft.things = draft.things
      last.draft.extent = draft.extent
      last.draft.except = draft.except
      last.draft.orders = draft.orders
      last.draft.reason = last.draft.reason ?? draft.reason
    }
    return true
  }

  /// A reason, a wallet, a variant, an address said right behind a wish belongs to it; so does a second option of the same thing.
  private mutating func joinsLast(_ draft: Draft, _ segment: Segment) -> Bool {
    guard let work = lastWork else { return false }
    if segment.isGap, draft.things.isEmpty, !draft.targets.isEmpty, !draft.variant.isEmpty {
      var variant = draft.variant
      for group in variant.must.indices {
        for place in variant.must[group].indices { variant.must[group][place].options += draft.targets }
      }
      updateLast { last in
        for group in last.draft.variant.must.indices where !last.draft.targets.isEmpty {
          for place in last.draft.variant.must[group].indices {
            last.draft.variant.must[group][place].options += last.draft.targets
          }
        }
        last.draft.targets = []
        last.draft.variant.add(variant)
      }
      return true
    }
    let isSameOrder = draft.orders == nil || draft.orders?.reference == work.draft.orders?.reference
    // "I no longer need it" behind a wish is why.
    if draft.action == .want, draft.isNegated, isSameOrder,
      draft.things.allSatisfy({ !$0.hasNoun }) || draft.things.count == work.draft.things.count,
      !segment.isGap, work.draft.reason == nil,
      draft.things.allSatisfy({ thing in work.draft.things.contains { $0.thing.noun == thing.thing.noun } })
        || draft.things.isEmpty
    {
      updateLast { $0.draft.reason = draft.words.joined(separator: " ") }
      return true
    }
    if let reason = draft.reason, draft.action == nil, isSameOrder, !isBareChange(work.draft),
      draft.things.allSatisfy({ !$0.hasNoun || $0.thing.noun == work.draft.things.last?.thing.noun }),
      work.draft.reason == nil
    {
      updateLast { $0.draft.reason = reason }
      return true
    }
    if mergesOrders(draft) { return true }
    // "Cancel it and refund me": what comes of it anyway.
    if draft.action == .refund, !draft.hasObject, draft.wallet == nil, draft.variant.isEmpty, draft.loose.isEmpty,
      !draft.isNegated, segment.link == .and,
      [.cancel, .giveBack, .remove].contains(work.draft.action) || work.draft.action == .want && work.draft.isNegated,
      work.draft.hasObject
    {
      return true
    }
    // "… and use PayPal for the difference"
    let paysOnly = [.refund, .pay, .put, .take, .want].contains(draft.action) && draft.wallet != nil
    // "… and put the payment on my PayPal" is of how the order is paid.
    if draft.action == .put, draft.aboutPayment { return false }
    if draft.action == .pay, work.draft.aboutAddress || [.ship, .send, .keep, .undo].contains(work.draft.action) {
      return false
    }
    guard draft.action == nil || paysOnly, !draft.hasObject else { return false }
    let takesVariant = work.draft.action != .giveBack && work.draft.action != .cancel
    var isTaken = false
    updateLast { last in
      if let reason = draft.reason, last.draft.reason == nil {
        last.draft.reason = reason
        isTaken = true
      }
      if let wallet = draft.wallet, last.draft.wallet == nil {
        last.draft.wallet = wallet
        isTaken = true
      }
      if let address = draft.address, last.draft.address == nil {
        last.draft.address = address
        isTaken = true
      }
      if !draft.variant.isEmpty || !draft.loose.isEmpty, takesVariant {
        last.draft.variant.add(draft.variant)
        last.draft.variant.must += draft.loose
        isTaken = true
      }
    }
    return isTaken
  }

  /// "Please correct that: …" wants nothing by itself that a reason could be of.
  private func isBareChange(_ draft: Draft) -> Bool {
    draft.action == .change && draft.things.allSatisfy { !$0.hasNoun && $0.values.isEmpty } && draft.orders == nil
      && draft.variant.isEmpty && draft.loose.isEmpty && draft.wallet == nil && draft.address == nil
  }

  /// "It ends with 31, and it has a laptop in it": more is said of the same order.
  private mutating func mergesOrders(_ draft: Draft) -> Bool {
    guard draft.action == nil, draft.things.isEmpty, let new = draft.orders, new.reference.numbers.isEmpty,
      !draft.isToo,
      draft.variant.isEmpty, draft.wallet == nil, let known = lastWork?.draft.orders,
      known.containing.isEmpty || new.containing.isEmpty,
      new.reference.ordinal == nil, new.reference.pronoun == nil || new.reference.pronoun == .it
    else { return false }
    var order = known
    order.containing += new.containing
    order.reference.status = order.reference.status ?? new.reference.status
    order.reference.destination = order.reference.destination ?? new.reference.destination
    order.reference.day = order.reference.day ?? new.reference.day
    updateLast { $0.draft.orders = order }
    return true
  }

  /// "Cancel or return the lamp": the object of the second is the first one's too.
  private mutating func shareObject(with draft: Draft, _ segment: Segment) {
    guard segment.link == .or || segment.link == .and, draft.action != nil, let work = lastWork,
      work.draft.action != nil,
      !work.draft.hasObject, work.draft.variant.isEmpty, work.draft.wallet == nil, work.draft.address == nil
    else { return }
    updateLast { last in
      last.draft.things = draft.things
      last.draft.extent = draft.extent
      last.draft.orders = draft.orders
    }
  }

  /// Why something is wanted: of the wish before, or of the one that follows.
  mutating func because(_ draft: Draft) {
    let text = draft.reason ?? draft.words.joined(separator: " ")
    note(draft)
    if let work = lastWork, work.draft.reason == nil, work.draft.action != nil {
      updateLast { $0.draft.reason = text }
    } else {
      reason = text
    }
  }
}
