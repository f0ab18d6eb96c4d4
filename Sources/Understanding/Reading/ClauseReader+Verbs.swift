internal import Discourse

/// What a clause's verb does, by its form and by what was said before it.
extension ClauseReader {
  mutating func verb(_ action: Action, _ form: VerbForm) {
    // "Do you have my correct address?"
    if action == .change, form == .base, text == "correct", isDescribing { return }
    let negated = negates
    negates = false
    // "The backpack I'm keeping"
    if last == .like || zone == .like { return }
    // "Can it go to my office?"
    if action == .ship, ["can ", "could "].contains(where: text.hasPrefix) { draft.leads.append(.mayI) }
    // "The refund should go to my card", "the difference goes on the gift card": money, and no parcel.
    if action == .ship, isOfMoney {
      draft.action = draft.action ?? .pay
      return
    }
    if form == .past, action == .change, draft.aboutAddress || draft.aboutProfileAddress { draft.hasMoved = true }
    if form == .noun, draft.unknown.contains(where: { !Self.lightVerbs.contains($0) }) || draft.hasSubject,
      draft.action == nil
    {
      return
    }
    if [.giveBack, .exchange, .remove, .add, .keep, .refund, .replace, .cancel].contains(action) {
      nouns.takesUnknown = true
    }
    if draft.orders != nil, draft.action == nil { draft.ordersFirst = true }
    switch form {
    case .past:
      // "I want it returned", "get this cancelled": what is wanted; otherwise it tells what was.
      if draft.action == .want || draft.leads.contains(where: { $0 == .want || $0 == .you || $0 == .mayI }) {
        draft.action = action
        draft.form = .base
      } else if draft.action == nil {
        draft.isStatement = true
      }
    case .noun:
      // "… not get it and have a refund": what comes of it.
      if draft.isNegated, draft.action == .want, link == .and { return }
      if draft.action == .add, !draft.things.isEmpty {
        draft.action = action
      } else if [nil, .want, .make, .take].contains(draft.action) {
        draft.action = action
        draft.form = .noun
        zone = .object
      } else {
        return
      }
    case .base, .ing:
      // "Cancel the payment change"
      if action == .change, draft.leavesHow, [.keep, .remove, .cancel].contains(draft.action) { return }
      // "Return, not exchange"
      if negated, draft.action != nil, draft.action != .want, !draft.isNegated { return }
      guard draft.action == nil || draft.action == .want || draft.things.isEmpty && draft.variant.isEmpty else {
        return
      }
      draft.action = action
      draft.form = form
      zone = .object
      // "I want to return it" is one wish; what "want" was negated with stays.
      if negated { draft.isNegated = true }
      return
    }
    if negated { draft.isNegated = true }
  }

  /// Verbs that only say that what their noun names shall be done: "start a return", "arrange an exchange".
  private static let lightVerbs: Set<String> = [
    "start", "arrange", "request", "initiate", "open", "process", "file", "begin", "organise", "organize", "register",
    "submit", "issue", "schedule",
  ]

  /// Whether what stands here describes the noun behind it: "the correct address", "have my correct address".
  private var isDescribing: Bool {
    guard index > 0, index + 1 < end else { return false }
    switch (atoms[index - 1].kind, atoms[index + 1].kind) {
    case (.definite, _): return true
    case (.ask(.inverted), .addressNoun), (.ask(.inverted), .paymentNoun): return nouns.text(index - 1).hasSuffix("my")
    default: return false
    }
  }

  private var isOfMoney: Bool {
    draft.action == .refund || draft.action == nil && (draft.topics == [.difference] || draft.unknown == ["money"])
  }

  mutating func particleBack() {
    switch draft.action {
    // "Put it back on my card" is of money.
    case .put where restHasWallet: draft.action = .refund
    case .send, .take, .put, .ship, .want: draft.action = .giveBack
    case .change, .make: draft.action = .undo
    default: break
    }
  }

  private var restHasWallet: Bool {
    draft.wallet != nil || atoms[index..<end].contains { if case .wallet = $0.kind { true } else { false } }
  }

  /// "Change how it is paid", "change where it goes": that is what shall be other, and nothing is asked.
  mutating func changesHow(_ ask: Ask) -> Bool {
    guard draft.action == .change, draft.asks.isEmpty else { return false }
    if ask == .inverted { return draft.aboutPayment || draft.aboutAddress }
    let rest = (index + 1..<end).flatMap { atoms[$0].cells.map { cells[$0].text } }
    if ask == .how, rest.contains(where: ["paid", "pay", "charged", "billed"].contains) {
      draft.aboutPayment = true
      return true
    }
    if ask == .where, rest.contains(where: ["goes", "sent", "delivered", "shipped"].contains) {
      draft.aboutAddress = true
      return true
    }
    return false
  }
}
