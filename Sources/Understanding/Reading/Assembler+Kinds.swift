internal import Discourse

/// What a clause is: a question, a wish, or a tale.
extension Assembler {
  func isQuestion(_ draft: Draft) -> Bool {
    if draft.tellsStatus, !draft.isStatement { return lastWish == nil }
    if draft.topics.contains(.compare) { return true }
    // "My PayPal for the difference" asks nothing.
    if draft.topics == [.difference], draft.wallet != nil, draft.asks.isEmpty, draft.leads.allSatisfy({ $0 == .you }) {
      return false
    }
    if draft.leads.contains(.howTo), draft.action == .giveBack { return true }
    if draft.leads.contains(where: { $0 == .mayI || $0 == .mayHave || $0 == .whatIf || $0 == .howTo }),
      draft.action != nil,
      draft.asks.isEmpty
    {
      return false
    }
    if draft.asks.first == .inverted, draft.isStatement || tells(draft) { return false }
    guard !draft.asks.isEmpty || draft.leads.contains(.tell) || !draft.topics.isEmpty || draft.endsAsQuestion else {
      return false
    }
    let isVerbOfWish = draft.action != nil && draft.action != .want && draft.form != .noun
    if isVerbOfWish, draft.asks.first == nil || draft.asks.first == .inverted, !asksOfThePast(draft) {
      return QuestionReader(draft, resolver).asksForExtra
    }
    return !QuestionReader(draft, resolver).kinds().isEmpty
  }

  /// "Did the lamp ship already?": the verb is what happened, not what is wished.
  private func asksOfThePast(_ draft: Draft) -> Bool {
    draft.asks.first == .inverted
      && draft.words.first { !["and", "so", "but", "also", "then", "hi", "hello"].contains($0) } == "did"
  }

  /// "The lamp is broken" has its verb behind the noun; "is the lamp broken" before.
  private func tells(_ draft: Draft) -> Bool {
    guard let first = draft.words.first(where: { !["and", "so", "but", "also", "then"].contains($0) }) else {
      return false
    }
    let opens = ["is", "are", "was", "were", "does", "do", "did", "has", "have", "will", "would", "am"].contains(first)
    return !opens && draft.asks.allSatisfy { $0 == .inverted } && !draft.endsAsQuestion && !draft.leads.contains(.tell)
  }

  /// "It came on Friday" in answer to which one.
  private func answersWhich(_ draft: Draft) -> Bool {
    let topics = resolver.context.asked.topics
    guard topics.contains(.goods) || topics.contains(.order) else { return false }
    return (draft.things.compactMap(\.order) + [draft.orders].compactMap { $0 }).contains {
      $0.reference.day != nil || $0.reference.status != nil || $0.reference.destination != nil
    }
  }

  /// "The helmet and the dumbbells don't fit me" in answer to which goods.
  private func tellsWhichIsWrong(_ draft: Draft) -> Bool {
    let trouble: Set<String> = [
      "broken", "broke", "fit", "fits", "wrong", "damaged", "faulty", "leaks", "leak", "stopped", "small", "big",
      "cracked", "defective",
    ]
    return resolver.context.asked.topics.contains(.goods) && draft.action == nil
      && draft.things.contains(where: \.hasNoun)
      && draft.words.contains(where: trouble.contains) && !draft.words.contains("keep")
  }

  func isWish(_ draft: Draft) -> Bool {
    switch draft.action {
    case .want, .send, .take, .put, .pay: return draft.namesSomething
    case nil where draft.hasUnknownVerb: return false
    case nil where draft.hasMoved && (draft.aboutAddress || draft.aboutProfileAddress || draft.hasSubject): return true
    case nil: break
    default: return true
    }
    if draft.isStatement || draft.asks.contains(.inverted) {
      return draft.reason != nil || answersWhich(draft) || tellsWhichIsWrong(draft)
        || draft.accepts && (!draft.allValues.isEmpty || draft.wallet != nil || draft.address != nil)
    }
    if draft.reason != nil { return true }
    // What is told besides in answer to "why?" names nothing.
    if resolver.context.asked.topics == [.reason], draft.isTale { return false }
    if !draft.asks.isEmpty || draft.leads.contains(.tell) { return false }
    let isBare = draft.things.allSatisfy { !$0.hasNoun && [.it, .them].contains($0.thing.pronoun) && $0.order == nil }
    if isBare, !draft.things.isEmpty, draft.variant.isEmpty, draft.wallet == nil, draft.loose.isEmpty,
      draft.extent == .named,
      resolver.context.asked.topics.isEmpty
    {
      return draft.isToo || draft.corrects
    }
    if draft.hasSubject { return draft.reason != nil || draft.wallet != nil && draft.things.isEmpty }
    return draft.namesSomething
  }
}
