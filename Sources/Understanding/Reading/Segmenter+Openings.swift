internal import Discourse

/// Where clauses begin: what a new predicate looks like, joined or not.
extension Segmenter {
  /// "… and the bottle exchanged for a bigger one"
  func startsPassive(_ index: Int) -> Bool {
    guard case .definite = atoms[index].kind else { return false }
    var sawNoun = false
    for place in index + 1..<min(index + 5, atoms.count) {
      if atoms[place].gap >= .comma { return false }
      switch atoms[place].kind {
      case .lexical(let hit): if hit.isNoun { sawNoun = true }
      case .verb(_, .past): return sawNoun
      default: return false
      }
    }
    return false
  }

  /// "… and the order with the mat": one more order for the same verb.
  func startsOrder(_ index: Int) -> Bool {
    guard case .definite = atoms[index].kind, index + 2 < atoms.count,
      case .orderNoun(isPlural: false) = atoms[index + 1].kind
    else { return false }
    switch atoms[index + 2].kind {
    case .pivot(.with), .relative: return true
    default: return false
    }
  }

  /// "… and keep everything else"
  func keepsGoods(_ index: Int) -> Bool {
    guard case .variant(.keepsRest) = atoms[index].kind else { return false }
    return ["keep", "leave"].contains(cells[atoms[index].cells.lowerBound].text)
  }

  /// "…, only the jacket"
  func isOnly(_ index: Int) -> Bool {
    ["only", "just"].contains(text(index)) && index + 1 < atoms.count
      && {
        if case .definite = atoms[index + 1].kind { true } else { false }
      }()
  }

  /// "… for the one with the helmet change the size": a verb behind what is named up front.
  func verbAhead(_ index: Int) -> Bool {
    for place in index + 1..<min(index + 9, atoms.count) {
      if atoms[place].gap >= .stop { return false }
      switch atoms[place].kind {
      case .verb(_, .base): return place > index + 1
      case .lead: return place > index + 1
      case .definite, .lexical, .pronoun, .orderNoun, .orderNumber, .ordinal, .pivot, .status, .extent, .moment,
        .relative, .word:
        break
      default: return false
      }
    }
    return false
  }

  /// "Please correct that: for order W1 …": nothing was said yet of what shall be other.
  func correctsBefore(_ start: Int, _ index: Int) -> Bool {
    var sawVerb = false
    for place in start..<index {
      switch atoms[place].kind {
      case .verb(.change, .base): sawVerb = true
      case .pronoun(.it), .lead, .filler: break
      default: return false
      }
    }
    return sawVerb
  }

  /// "The wrong keyboard" corrects nothing.
  func isBehindArticle(_ index: Int) -> Bool {
    switch atoms[index - 1].kind {
    case .definite, .indefinite: true
    default: false
    }
  }

  /// "… just go ahead with the other": a yes of its own behind something else, with what it is to.
  func assents(_ index: Int) -> Bool {
    var place = index
    while place < atoms.count, case .filler = atoms[place].kind { place += 1 }
    guard place + 1 < atoms.count else { return false }
    switch (atoms[place].kind, atoms[place + 1].kind) {
    case (.yes(isHard: true), .pivot(.with)): return true
    // "… just do the other"
    case (.ask(.inverted), .definite), (.ask(.inverted), .extent): return text(place) == "do"
    default: return false
    }
  }

  func joinsBefore(_ index: Int) -> Bool {
    if case .link = atoms[index - 1].kind { return true }
    return false
  }

  func skipsLink(_ link: Link?) -> Bool { link != nil && link != .also }

  func isAfterTell(_ index: Int) -> Bool {
    guard index > 0, case .lead(.tell) = atoms[index - 1].kind else { return false }
    return true
  }

  func startsVerb(_ index: Int) -> Bool {
    if case .verb(_, let form) = atoms[index].kind { return form != .past }
    return false
  }

  /// Whether a new predicate begins here, after a link or comma.
  func startsPredicate(_ index: Int) -> Bool {
    switch atoms[index].kind {
    case .verb(_, let form): return form != .past
    case .lead(let lead):
      // A trailing "please" begins nothing.
      if lead == .you, index + 1 >= atoms.count || atoms[index + 1].gap >= .comma { return false }
      return true
    case .negator:
      for place in index + 1..<min(index + 3, atoms.count) { if startsVerb(place) { return true } }
      if index + 1 < atoms.count, case .lead = atoms[index + 1].kind { return true }
      return false
    case .ask: return true
    // "… and then we'll talk about the bike"
    case .postponed: return ["i", "we", "let"].contains(cells[atoms[index].cells.lowerBound].text)
    case .subject: return index + 1 < atoms.count
    case .pronoun(let pronoun):
      guard pronoun == .it || pronoun == .them, index + 1 < atoms.count else { return false }
      return isFinite(index + 1)
    // "… and to pay with paypal"
    case .pivot(.to): return index + 1 < atoms.count && startsVerb(index + 1)
    case .pivot(let pivot): return [.for, .from, .in, .on, .with, .about].contains(pivot) && verbAhead(index)
    case .definite:
      // "my zip is …", "the lamp arrived broken"
      return statementAhead(index) || orderWithVerb(index)
    case .orderNumber, .orderNoun: return orderWithVerb(index)
    default: return false
    }
  }

  /// "… order W1 should go to …", "… W2 please: change …": an order named up front with its own verb right behind it.
  private func orderWithVerb(_ index: Int) -> Bool {
    var sawOrder = false
    for place in index..<min(index + 7, atoms.count) {
      if place > index, atoms[place].gap >= .stop { return false }
      switch atoms[place].kind {
      case .orderNumber, .orderNoun: sawOrder = true
      case .definite, .extent, .status, .ordinal: if sawOrder { return false }
      case .filler: break
      case .verb(_, let form): return sawOrder && form == .base && atoms[place].gap < .comma
      case .lead(.you):
        // "Cancel W1 and W2 please, …" is a list of orders.
        return sawOrder && atoms[place].gap < .comma && place + 1 < atoms.count && startsVerb(place + 1)
          && !isListed(index)
      // "… W2 needs to be cancelled"
      case .lead(.want): return sawOrder && ["needs to", "need to", "should"].contains(text(place))
      default: return false
      }
    }
    return false
  }

  /// Whether an order's number stands before the link that leads here.
  private func isListed(_ index: Int) -> Bool {
    for place in (0..<index).reversed() {
      switch atoms[place].kind {
      case .link, .filler: continue
      case .orderNumber: return true
      default: return false
      }
    }
    return false
  }

  func isFinite(_ index: Int) -> Bool {
    switch atoms[index].kind {
    case .ask(.inverted): return true
    case .word:
      return [
        "is", "was", "has", "came", "arrived", "does", "did", "broke", "looks", "were", "had", "stopped", "keeps",
        "will", "costs",
      ].contains(text(index))
    case .status, .reason: return true
    case .relative(.came), .relative(.wentTo), .relative(.pending), .relative(.sent), .relative(.cancelled): return true
    case .negator: return true
    default: return false
    }
  }

  func statementAhead(_ index: Int) -> Bool {
    for place in index + 1..<min(index + 4, atoms.count) {
      if atoms[place].gap >= .comma { return false }
      if case .ask(.inverted) = atoms[place].kind { return true }
      if case .clue = atoms[place].kind { return true }
    }
    return false
  }

  /// "… the hose to 50 ft" behind a clause of change; "paypal for the second" behind one of wallets.
  func gapping(_ index: Int, _ state: State) -> Bool? {
    let changes = state.changes || state.inheritsChange
    if state.hasWallet, !state.hasVerb, state.hasPivot, case .wallet = atoms[index].kind { return true }
    guard state.hasPivot || state.hasValue, changes || !state.hasVerb && state.hasNoun else { return nil }
    var sawNoun = false, sawOption = false
    for place in index..<min(index + 7, atoms.count) {
      // "…, the camera (zoom 5x) for …": what is in brackets still describes it.
      if place > index, atoms[place].gap >= .comma, !(sawNoun && describes(place)) { break }
      switch atoms[place].kind {
      case .lexical(let hit):
        if place > index, hit.isValue(behind: atoms[place - 1]) {
          if sawNoun { return true }
          sawOption = false
          continue
        }
        // "… the chair without armrests"; "… and screen size 7 inch" only says more of what is wanted.
        if sawNoun, hit.isValue, !hit.isNoun { return true }
        if hit.isNoun { sawNoun = true }
        // "… the color to red", but "… zoom 3x for …" is the last of what describes.
        sawOption = !hit.isNoun && !hit.options.isEmpty
      case .paymentNoun, .addressNoun, .ordinal: sawNoun = true
      case .indefinite, .comparative: if sawNoun || sawOption { return true }
      case .definite, .filler, .link(.also), .extent: break
      case .pivot(let pivot):
        return (sawNoun || sawOption) && [.to, .for, .with, .in, .from].contains(pivot) ? true : nil
      case .verb, .lead, .ask, .link: return nil
      case .number: sawOption = false
      default: break
      }
    }
    return nil
  }

  private func describes(_ index: Int) -> Bool {
    guard case .lexical(let hit) = atoms[index].kind else { return false }
    return !hit.isNoun && (hit.isValue || !hit.options.isEmpty)
  }

  /// Whether a new predicate begins here although nothing joins it: speech has no commas.
  func startsStrongly(_ index: Int, _ state: State) -> Bool {
    switch atoms[index].kind {
    case .lead(let lead):
      if lead == .you, text(index) == "please" {
        return index + 1 < atoms.count && startsVerb(index + 1) && state.hasVerb
      }
      // "Order W1 should be paid with my card"
      if lead == .want, ["should", "needs to", "need to"].contains(text(index)), index > 0 {
        switch atoms[index - 1].kind {
        case .orderNumber, .orderNoun: return false
        default: break
        }
      }
      return true
    case .ask(.where) where index > 0:
      if case .pivot(.to) = atoms[index - 1].kind { return false }
      return state.hasVerb && !state.ships
    case .ask(let ask):
      // "Change how it is paid"
      if ask == .how || ask == .where, index > 0, case .verb(.change, _) = atoms[index - 1].kind { return false }
      return state.hasVerb && ask != .inverted && ask != .which && ask != .what
    case .verb(_, .base):
      guard state.hasVerb || state.isConditional, index > 0 else { return false }
      // "The refund for the lamp should go to …"
      if state.refunds, case .verb(.ship, _) = atoms[index].kind { return false }
      // "If the boots can stay"
      if state.isConditional,
        ["can", "must", "should", "has", "needs"].contains(cells[atoms[index].cells.lowerBound].text)
      {
        return false
      }
      switch atoms[index - 1].kind {
      // "The refund should go to …" has its verb behind its noun.
      case .lead, .negator, .pivot(.to), .subject, .link, .definite, .indefinite, .verb(_, .noun): return false
      // "Cancel the payment change"
      case .paymentNoun, .addressNoun: return text(index) != "change"
      case .word: return state.isConditional && !["will", "can", "could", "to", "would"].contains(text(index - 1))
      default: return true
      }
    case .filler where ["just", "only"].contains(text(index)):
      // "I don't want the whole order cancelled just the lamp"
      guard state.isNegated, state.hasWhole, index + 2 < atoms.count, case .definite = atoms[index + 1].kind,
        case .lexical(let hit) = atoms[index + 2].kind
      else { return false }
      return hit.isNoun
    case .pronoun(let pronoun):
      // "Cancel my order it isn't needed"
      return state.hasObject && index > 0 && (pronoun == .it || pronoun == .them) && index + 1 < atoms.count
        && ["it", "they", "this"].contains(text(index)) && isFinite(index + 1) && !isBehindPreposition(index)
    case .subject:
      guard index + 1 < atoms.count, ["i", "we"].contains(text(index)) else { return false }
      // "Unless you can do better I'm cancelling"
      if state.isConditional, state.count > 2, index + 2 < atoms.count, text(index + 1) == "am",
        case .verb(_, .ing) = atoms[index + 2].kind
      {
        return true
      }
      guard state.hasVerb else { return false }
      if case .negator = atoms[index + 1].kind { return true }
      return false
    default: return false
    }
  }

  func isBehindPreposition(_ index: Int) -> Bool {
    switch atoms[index - 1].kind {
    case .lead: text(index - 1) != "please"
    case .pivot, .relative, .guardWord, .link, .verb, .negator, .variant, .extent: true
    default: false
    }
  }
}
