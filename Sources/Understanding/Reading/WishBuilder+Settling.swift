internal import Discourse

extension WishBuilder {
  /// Decides what values without a word between mean, and turns "I want a bigger one" into a change.
  func settle(_ draft: inout Draft) {
    let choosesVariant = resolver.context.asked.topics.contains(.variant)
    if draft.action == .want || draft.action == .take || draft.action == nil {
      // A thing without a kind in answer to "which one instead?" is the variant.
      let isIndefinite = draft.things.contains { $0.isIndefinite && (!$0.values.isEmpty || !$0.comparatives.isEmpty) }
      let isWanted = draft.action == .want && isIndefinite
      if choosesVariant || draft.isInstead && draft.present.isEmpty || isWanted
        || draft.things.contains(where: { $0.isIndefinite && !$0.comparatives.isEmpty || $0.isDifferent })
      {
        liftIntoVariant(&draft, choosesVariant)
      }
    }
    settleLoose(&draft)
    settlePresent(&draft)
    settleTargets(&draft)
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
      if raw.isDifferent { draft.variant.listWanted = true }
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
