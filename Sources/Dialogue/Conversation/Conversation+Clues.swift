internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// What was said about who somebody is, fitted to what is asked: five digits may be an order or a postcode.
extension Conversation {
  /// The clues as they are to be taken now.
  func fitting(_ clues: [IdentityClue]) -> [IdentityClue] {
    let open = state.identity.ways(to: wantedLevel, artefacts.policy.identification)
    // Of an order that is to be shown the number is known.
    let isSought = state.desk?.identity.seeks != nil
    let wantsPostcodeAlone = open.contains([.postcode]) || isSought
    let wantsOrder = open.contains { $0.contains(.order) } && !isSought
    let numbers = clues.compactMap { if case .order(let heard) = $0 { heard } else { nil } }.joined().map(\.id)
    let hasPostcode = clues.contains { if case .postcode = $0 { true } else { false } }
    return clues.compactMap { clue in
      switch clue {
      case .order(let heard) where wantsPostcodeAlone && !wantsOrder:
        // An order is known already, and what is still missing has its shape.
        guard heard.allSatisfy({ $0.id.count == 5 && $0.id.allSatisfy(\.isNumber) }) else { return clue }
        return hasPostcode ? nil : .postcode(heard)
      case .postcode(let heard) where wantsOrder && !wantsPostcodeAlone && heard.contains { numbers.contains($0.id) }:
        return nil
      default: return clue
      }
    }
  }

  private var wantedLevel: VerificationLevel {
    state.desk?.identity.needs ?? artefacts.policy.rule(.findOrders)?.level ?? .v1
  }

  /// The order that the customer named along with what is wanted of it, while nobody is known yet: it need not be asked for.
  var orderNamed: IdentityClue? {
    guard let desk = state.desk, desk.identity.known == nil else { return nil }
    for command in desk.inbox {
      // Of several the first: each is shown by itself, so that nobody tries several in one breath.
      if let numbers = command.orders?.first, !numbers.isEmpty { return .order(numbers) }
    }
    return nil
  }
}
