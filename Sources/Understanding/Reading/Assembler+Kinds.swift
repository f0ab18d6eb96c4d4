internal import Discourse

/// What a clause is: a question, a wish, or a tale.
extension Assembler {
  func isQuestion(_ draft: Draft) -> Bool {
    if draft.tellsStatus, !draft.isStatement { return true }
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
    if isVerbOfWish, draft.asks.first == nil || draft.asks.first == .inverted { return false }
    return !QuestionReader(draft, resolver).kinds().isEmpty
  }

  /// "The lamp is broken" has its verb behind the noun; "is the lamp broken" before.
  private func tells(_ draft: Draft) -> Bool {
    guard let first = draft.words.first(where: { !["and", "so", "but", "also", "then"].contains($0) }) else {
      return false
    }
    let opens = ["is", "are", "was", "were", "does", "do", "did", "has", "have", "will", "would", "am"].contains(first)
    return !opens && draft.asks.allSatisfy { $0 == .inverted } && !draft.endsAsQuestion && !draft.leads.contains(.tell)
  }

  func isWish(_ draft: Draft) -> Bool {
    switch draft.action {
    case .want, .send, .take, .put, .pay: return draft.namesSomething
    case nil: break
    default: return true
    }
    if draft.isStatement || draft.asks.contains(.inverted) {
      return draft.reason != nil || draft.accepts && !draft.allValues.isEmpty
    }
    if draft.reason != nil { return true }
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
