internal import Discourse

extension WishBuilder {
  /// Decides what values without a word between mean, and turns "I want a bigger one" into a change.
  func settle(_ draft: inout Draft) {
    let topics = resolver.context.asked.topics
    let choosesVariant = topics.contains(.variant)
    settleWallet(&draft)
    if draft.reason != nil, draft.action == nil {
      draft.things.removeAll { !$0.hasNoun && $0.thing.pronoun == .it || $0.thing.concept != nil && $0.nouns.isEmpty }
    }
    // What is told besides in answer to "why?" names nothing.
    if draft.reason != nil, draft.action == nil, topics.contains(.reason) {
      (draft.things, draft.loose, draft.variant) = ([], [], RawVariant())
    }
    if draft.clues.isEmpty == false, draft.action == nil { draft.things.removeAll { !$0.hasNoun && $0.values.isEmpty } }
    if draft.action == nil, !choosesVariant, topics.contains(.goods), !draft.things.isEmpty, !draft.variant.must.isEmpty
    {
      // "The laptop with 16 gigs" in answer to which one.
      draft.things[draft.things.count - 1].values += draft.variant.must.flatMap { $0 }
      draft.variant.must = []
    }
    if let place = draft.things.lastIndex(where: \.hasNoun), !draft.version.isEmpty {
      if draft.wantsVersion, !topics.contains(.goods) {
        draft.variant.must += draft.version.map { [$0] }
        draft.isInstead = true
      } else {
        draft.things[place].values += draft.version
      }
    }
    if draft.action == .want || draft.action == .take || draft.action == nil {
      // A thing without a kind in answer to "which one instead?" is the variant.
      let isIndefinite = draft.things.contains { $0.isIndefinite && (!$0.values.isEmpty || !$0.comparatives.isEmpty) }
      let namesOption = draft.things.contains { !$0.hasNoun && !$0.options.isEmpty && !$0.values.isEmpty }
      let isWanted = draft.action == .want && (isIndefinite || namesOption)
      if draft.action == .want, namesOption || draft.leads.contains(.want) && draft.words.contains("rather") {
        draft.isInstead = true
      }
      if choosesVariant || draft.isInstead && draft.present.isEmpty || isWanted
        || draft.things.contains(where: { $0.isIndefinite && !$0.comparatives.isEmpty || $0.isDifferent })
      {
        liftIntoVariant(&draft, choosesVariant)
      }
    }
    settleLoose(&draft)
    settlePresent(&draft)
    settleTargets(&draft)
    settleSame(&draft)
    if topics.contains(.goods) { settleCount(&draft) }
    if choosesVariant { settleChoice(&draft) }
    if topics.contains(.address) { settleAddress(&draft) }
    if topics.contains(.order) { settleOrder(&draft) }
  }

  /// "The exact same watch, with a metal band" is the same but for the band.
  private func settleSame(_ draft: inout Draft) {
    let variant = draft.variant
    guard variant.sameAgain, !variant.must.isEmpty || !variant.steps.isEmpty || !variant.preferences.isEmpty else {
      return
    }
    draft.variant.sameAgain = false
    draft.variant.keepsRest = true
  }

  /// "Just one" in answer to how many.
  private func settleCount(_ draft: inout Draft) {
    guard draft.action == nil, draft.extent == .named else { return }
    if draft.things.isEmpty, draft.loose.isEmpty, draft.variant.must.count == 1, draft.variant.must[0].count == 1,
      let number = Int(draft.variant.must[0][0].text)
    {
      // "2": of those that were read out the second, otherwise how many.
      draft.variant.must = []
      guard !resolver.context.asked.choices.isEmpty else { return draft.extent = .count(number) }
      var raw = RawThing()
      raw.thing.ordinal = number
      draft.things = [raw]
      return
    }
    guard draft.things.count == 1, draft.loose.isEmpty, draft.variant.isEmpty else { return }
    var one = Thing()
    one.pronoun = .one
    let said = draft.things[0]
    guard said.thing == one, said.values.isEmpty, said.order == nil, !said.isDefinite, !said.isIndefinite,
      said.extremes.isEmpty, said.comparatives.isEmpty, !said.isDifferent
    else { return }
    draft.extent = .count(1)
    draft.things = []
  }

  /// "4" of a list of five is the fourth of it, unless it is a size that one of them has.
  private func settleChoice(_ draft: inout Draft) {
    let choices = resolver.context.asked.choices
    guard draft.things.isEmpty, draft.loose.isEmpty, draft.variant.must.count == 1, draft.variant.must[0].count == 1,
      let number = Int(draft.variant.must[0][0].text), number > 0, number <= choices.count,
      draft.variant.must[0][0].options.isEmpty
    else { return }
    let isValue = choices.contains { choice in
      choice.split { !$0.isNumber && !$0.isLetter && $0 != "." }.contains { $0 == "\(number)" }
    }
    guard !isValue else { return }
    draft.variant.must = []
    var raw = RawThing()
    raw.thing.ordinal = number
    draft.things = [raw]
  }

  /// "Like order W1", "the same as for W1" in answer to where something shall go.
  private func settleAddress(_ draft: inout Draft) {
    guard draft.address == nil, draft.addressOf == nil, let order = draft.variant.like?.order,
      draft.variant.like?.hasNoun == false
    else { return }
    draft.addressOf = order
    draft.variant.like = nil
  }

  /// "The latest one", "the one I placed on Monday" in answer to which order.
  private func settleOrder(_ draft: inout Draft) {
    if draft.action == nil, draft.orders == nil, draft.things.isEmpty, [.both, .all].contains(draft.extent),
      draft.except.isEmpty
    {
      draft.orders = RawOrder()
      draft.orders?.reference.all = true
      return draft.extent = .named
    }
    guard draft.orders == nil, draft.things.count == 1, !draft.things[0].hasNoun, draft.things[0].values.isEmpty,
      draft.things[0].thing.pronoun == .one || draft.things[0].thing.pronoun == nil, draft.variant.isEmpty
    else { return }
    var order = draft.things[0].order ?? RawOrder()
    order.reference.ordinal = draft.things[0].thing.ordinal ?? order.reference.ordinal
    guard order.reference != OrderReference() || !order.containing.isEmpty else { return }
    draft.orders = order
    draft.things = []
  }

  /// "Not the PayPal, the other one"; "the other one" where a wallet was asked for.
  private func settleWallet(_ draft: inout Draft) {
    let others = draft.things.filter { !$0.hasNoun && $0.thing.pronoun == .other }
    guard !others.isEmpty else { return }
    if draft.wallet?.negated == true || draft.wallet == nil && resolver.context.asked.topics.contains(.wallet) {
      draft.wallet = draft.wallet ?? WalletReference()
      draft.wallet?.other = true
      draft.things.removeAll { !$0.hasNoun && $0.thing.pronoun == .other }
    }
  }

  /// Values behind a noun describe it where a variant is told besides or the verb changes nothing; otherwise they are wanted.
  private func settleLoose(_ draft: inout Draft) {
    guard !draft.loose.isEmpty else { return }
    let isFixed = [.giveBack, .cancel, .remove, .refund, .keep, .add, .replace].contains(draft.action)
    if let place = draft.things.indices.last, isFixed || !draft.variant.isEmpty {
      draft.things[place].values += draft.loose.flatMap { $0 }
    } else if isFixed {
      var raw = RawThing()
      raw.values = draft.loose.flatMap { $0 }
      draft.things.append(raw)
    } else {
      draft.variant.must += draft.loose
    }
    draft.loose = []
  }

  /// "Instead of the black", "from 9 to 10": what there is now.
  private func settlePresent(_ draft: inout Draft) {
    guard !draft.present.isEmpty else { return }
    if draft.things.isEmpty {
      var raw = RawThing()
      raw.thing.pronoun = .one
      draft.things = [raw]
    }
    let place = draft.things.count - 1
    if draft.variant.isEmpty {
      // "The 17 inch instead of the 13 inch": what stood first is wanted.
      draft.variant.must = draft.things[place].values.map { [$0] }
      draft.things[place].values = draft.present
    } else {
      draft.things[place].values += draft.present
    }
    draft.present = []
    if draft.action == nil || draft.action == .want { draft.isInstead = true }
  }

  /// "Change the size of … to 9": the values are of the options named; without values a choice is wanted.
  private func settleTargets(_ draft: inout Draft) {
    guard !draft.targets.isEmpty else { return }
    for group in draft.variant.must.indices {
      for place in draft.variant.must[group].indices { draft.variant.must[group][place].options += draft.targets }
    }
    for place in draft.variant.steps.indices where draft.variant.steps[place].options.isEmpty {
      draft.variant.steps[place].options = draft.targets
    }
    if draft.variant.isEmpty {
      draft.variant.listWanted = true
      draft.variant.free.append(draft.targets)
    }
    draft.targets = []
  }

  /// Moves what describes things into the variant that is wanted.
  private func liftIntoVariant(_ draft: inout Draft, _ choosesVariant: Bool) {
    for place in draft.things.indices {
      let raw = draft.things[place]
      draft.variant.must += raw.values.map { [$0] }
      draft.variant.extremes += raw.extremes.map { RawStep(order: $0, options: raw.options) }
      if choosesVariant, !raw.isIndefinite {
        // "The cheaper" of those that were read out.
        draft.variant.extremes += raw.comparatives.map { RawStep(order: $0.order, options: raw.options) }
      } else {
        draft.variant.steps += raw.comparatives.map {
          RawStep(order: $0.order, options: raw.options, places: $0.places, amount: $0.amount)
        }
      }
      if raw.isDifferent, draft.variant.like == nil { draft.variant.listWanted = true }
      draft.things[place].values = []
      draft.things[place].extremes = []
      draft.things[place].comparatives = []
    }
    draft.things.removeAll { raw in
      !raw.hasNoun && raw.thing.ordinal == nil && (raw.thing.pronoun == .one || raw.thing.pronoun == nil)
        && raw.order == nil
    }
  }
}
