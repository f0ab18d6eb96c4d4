internal import Commerce
internal import Discourse
internal import Policy

/// Whoever is known by one order has not shown another: each that is named is shown by itself, with what was told already where that fits,
/// before anything of it is read or changed.
extension OrderDesk {
  /// Begins to find out about the next order that was named and was not shown; false where there is none.
  mutating func showsAnother() -> Bool {
    guard case .order? = identity.known, let number = unshown.first else { return false }
    let level = setting.rules.policy.rule(.findOrder)?.level ?? .v1
    identity.seeks = number
    identity.needs = level
    identity.isLooking = true
    identity.failed = false
    flush()
    acts.append(.need(level, order: number))
    return true
  }

  /// The orders that wishes and questions name, and of which nothing is known.
  private var unshown: [OrderNumber] {
    let references = entries.filter(\.isUnlooked).map(\.wish.orders) + questions.map(\.orders)
    return references.compactMap(\.self).flatMap(\.meant).map(\.id).filter { records.orderNumbered($0) == nil }
  }

  /// Asks for what shows that the order is theirs.
  mutating func askToShow(_ number: OrderNumber) {
    setFocus(.identity)
    // Whoever does not tell it, however often it is asked for, is not kept from all else.
    guard asked < Self.patience else { return leaveUnshown(number) }
    say(identity.failed ? .orderNotShown : .askToShowOrder, ["order": words.order(number)])
    ask(listenForPostcode())
  }

  /// How often it is asked for.
  private static let patience = 4

  /// Whether somebody passes it over: "skip it", "just the first one", "I don't know it".
  var passesOver: Bool { says(Self.passing) }

  private static let passing = [
    "skip", "forget", "never mind", "nevermind", "don't know", "dont know", "don't have", "dont have", "no idea",
    "not sure", "leave it", "leave that", "leave this", "only the first", "just the first", "do the first",
    "only the other", "just the other", "without it", "without that",
  ]

  /// It cannot be shown: what was wanted of it is left, and all else goes on.
  mutating func leaveUnshown(_ number: OrderNumber) {
    (identity.seeks, identity.needs, identity.isLooking, identity.failed) = (nil, nil, false, false)
    say(.leftUnshown, ["order": words.order(number)])
    for index in entries.indices where entries[index].isUnlooked && entries[index].wish.orders?.names(number) == true {
      if let rest = entries[index].wish.orders?.without(number) {
        entries[index].wish.orders = rest
      } else {
        entries[index].state = .refused(.notShown)
      }
    }
    questions = questions.compactMap { question in
      var question = question
      guard question.orders?.names(number) == true else { return question }
      question.orders = question.orders?.without(number)
      return question.orders == nil ? nil : question
    }
    if focus == .identity { focus = .none }
    proceed()
  }
}
