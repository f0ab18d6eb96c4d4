internal import Discourse

extension Assembler {
  /// Puts right what was said before in the same breath: the last clear word wins. False when there is nothing to put right.
  mutating func correct(with draft: Draft) -> Bool {
    guard let work = lastWork, !draft.isToo, draft.action != .add else { return false }
    var last = work.draft
    if let action = draft.action, action != .want || last.action == nil { last.action = action }
    if draft.isNegated { last.isNegated = true }
    correctGoods(&last, draft)
    last.orders = draft.orders ?? last.orders
    if !draft.variant.isEmpty { last.variant = draft.variant }
    if !draft.loose.isEmpty {
      let described = last.things.indices.last.flatMap { last.things[$0].values.isEmpty ? nil : $0 }
      if last.variant.isEmpty, last.loose.isEmpty, let described {
        last.things[described].values = draft.loose.flatMap { $0 }
      } else {
        last.variant.must = draft.loose
        last.loose = []
      }
    }
    last.wallet = draft.wallet ?? last.wallet
    last.address = draft.address ?? last.address
    last.reason = draft.reason ?? last.reason
    updateLast { $0.draft = last }
    return true
  }

  private func correctGoods(_ last: inout Draft, _ draft: Draft) {
    if draft.things.isEmpty {
      guard draft.extent != .named else { return }
      last.extent = draft.extent
      last.things = []
      return
    }
    guard let new = draft.things.first, draft.things.count == 1, !new.hasNoun, last.things.count == 1,
      last.things[0].hasNoun
    else {
      // "The large, actually the medium" names no goods but what is wanted of them.
      if let new = draft.things.first, !new.hasNoun, !new.values.isEmpty, last.things.isEmpty, !last.variant.isEmpty {
        last.variant.must = new.values.map { [$0] }
        return
      }
      last.things = draft.things
      last.extent = draft.extent
      return
    }
    switch new.thing.pronoun {
    case nil, .one:
      if !new.values.isEmpty {
        if last.variant.isEmpty {
          last.things[0].values = new.values
        } else {
          last.variant.must = new.values.map { [$0] }
        }
      }
      last.things[0].thing.ordinal = new.thing.ordinal ?? last.things[0].thing.ordinal
    case .other: last.things = draft.things
    default: break
    }
  }
}
