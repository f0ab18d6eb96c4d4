internal import Discourse

/// A clause: which atoms, and how it hangs on what stands before.
struct Segment {
  var atoms: Range<Int>
  /// The guard word that opens it.
  var guardWord: GuardWord?
  /// Whether it begins a sentence.
  var opensSentence = false
  /// Whether a comma or a link stands before it.
  var link: Link?
  var afterComma = false
  /// Whether the verb of the clause before counts for it too ("… and the hose to 50 ft").
  var isGap = false
  /// Whether it puts right what was said before.
  var corrects = false
  /// Whether it tells why ("because …").
  var isReason = false
  /// Whether its guard word is a time ("when it arrives").
  var isWhen = false
}

/// Cuts an utterance into clauses.
struct Segmenter {
  let atoms: [Atom]
  let cells: [Cell]

  /// The clauses in order; links and guard words that open them are taken off.
  func segments() -> [Segment] {
    var segments: [Segment] = []
    var current = Segment(atoms: 0..<0, opensSentence: true)
    var index = 0
    var start = 0
    var state = State()
    func close(_ end: Int) {
      current.atoms = start..<end
      if !current.atoms.isEmpty || current.guardWord != nil || current.corrects { segments.append(current) }
    }
    while index < atoms.count {
      if let cut = cut(at: index, start: start, state, current) {
        close(index)
        current = cut.segment
        index = cut.next
        start = index
        state = State()
        state.isConditional = current.guardWord != nil && current.guardWord != .otherwise
        state.inheritsChange = current.isGap
        continue
      }
      state.note(atoms[index].kind)
      index += 1
    }
    close(atoms.count)
    return segments
  }

  /// What the clause so far holds.
  struct State {
    var hasContent = false
    var hasVerb = false
    var hasPivot = false
    var hasNoun = false
    /// A value behind a noun, which the verb wants of it.
    var hasValue = false
    /// Something that a verb can be about.
    var hasObject = false
    var hasWallet = false
    var isNegated = false
    var hasWhole = false
    var hasOrder = false
    var changes = false
    var isConditional = false
    var inheritsChange = false
    var compares = false
    var ships = false
    var count = 0

    mutating func note(_ kind: AtomKind) {
      count += 1
      switch kind {
      case .negator: isNegated = true
      case .lead, .filler, .link, .correction, .yes, .no, .control, .ask, .subject: break
      case .verb(let action, let form):
        if form != .past { hasVerb = true }
        if action == .ship || action == .send { ships = true }
        hasContent = true
        if [.exchange, .change, .make, .replace].contains(action) { changes = true }
      case .pivot(let pivot):
        if [.to, .for, .with, .in, .from].contains(pivot) { hasPivot = true }
        hasContent = true
      case .topic(.compare):
        compares = true
        hasContent = true
      case .wallet:
        hasWallet = true
        hasContent = true
      case .lexical(let hit):
        if hasNoun, hit.isValue, !hit.isNoun { hasValue = true }
        if hit.isNoun { (hasNoun, hasObject) = (true, true) }
        hasContent = true
      case .orderNoun, .orderNumber, .pronoun, .extent:
        if case .extent(.all) = kind { hasWhole = true }
        if case .orderNoun = kind { hasOrder = true }
        hasObject = true
        hasContent = true
      default: hasContent = true
      }
    }
  }

  private func cut(at index: Int, start: Int, _ state: State, _ current: Segment) -> (segment: Segment, next: Int)? {
    let atom = atoms[index]
    let isStop = index > start && atom.gap >= .stop || (index == 0 && start == 0 && false)
    var segment = Segment(atoms: 0..<0)
    segment.opensSentence = isStop || index == 0
    segment.afterComma = atom.gap == .comma
    // Guard words always open a clause.
    if case .guardWord(let word) = atom.kind, !isAfterTell(index) {
      segment.guardWord = word
      segment.opensSentence = isStop || !state.hasContent
      return (segment, index + 1)
    }
    if case .because = atom.kind {
      segment.isReason = true
      return (segment, index + 1)
    }
    // "Return it when it arrives": not before.
    if case .ask(.when) = atom.kind, state.hasVerb, index > start, atom.gap < .comma, !joinsBefore(index),
      index + 1 < atoms.count
    {
      segment.guardWord = .if
      segment.isWhen = true
      return (segment, index + 1)
    }
    if case .correction = atom.kind, index > start {
      segment.corrects = true
      return (segment, index + 1)
    }
    if case .no = atom.kind, index > start, state.hasContent, index + 1 < atoms.count {
      segment.corrects = true
      return (segment, index + 1)
    }
    var next = index
    var link: Link?
    while next < atoms.count {
      if case .link(let said) = atoms[next].kind, said != .over, said != .or || link == nil {
        link = link ?? said
      } else if next > index,
        case .filler = atoms[next].kind
      {
      } else {
        break
      }
      next += 1
    }
    segment.link = link
    if isStop { return (segment, skipsLink(link) ? next : index) }
    guard index > start, next < atoms.count else { return nil }
    if let link, case .guardWord(let word) = atoms[next].kind {
      segment.guardWord = word
      segment.opensSentence = true
      _ = link
      return (segment, next + 1)
    }
    let joined = link != nil || atom.gap == .comma
    if state.isConditional, state.count > 0, link == .then || atom.gap == .comma { return (segment, next) }
    if atom.gap == .comma, isOnly(index) { return (segment, index) }
    if joined, link != .or || startsVerb(next) && !state.compares, startsPredicate(next) { return (segment, next) }
    if joined, link == .and, state.hasOrder, startsOrder(next) {
      segment.isGap = true
      return (segment, next)
    }
    if joined, keepsGoods(next), !state.changes, !state.inheritsChange { return (segment, next) }
    if joined, let gap = gapping(next, state) {
      segment.isGap = gap
      return (segment, next)
    }
    if !joined, state.hasContent, startsStrongly(index, state) { return (segment, index) }
    return nil
  }

  /// "… and the order with the mat": one more order for the same verb.
  private func startsOrder(_ index: Int) -> Bool {
    guard case .definite = atoms[index].kind, index + 2 < atoms.count,
      case .orderNoun(isPlural: false) = atoms[index + 1].kind
    else { return false }
    switch atoms[index + 2].kind {
    case .pivot(.with), .relative: return true
    default: return false
    }
  }

  /// "… and keep everything else"
  private func keepsGoods(_ index: Int) -> Bool {
    guard case .variant(.keepsRest) = atoms[index].kind else { return false }
    return ["keep", "leave"].contains(cells[atoms[index].cells.lowerBound].text)
  }

  /// "…, only the jacket"
  private func isOnly(_ index: Int) -> Bool {
    ["only", "just"].contains(text(index)) && index + 1 < atoms.count
      && {
        if case .definite = atoms[index + 1].kind { true } else { false }
      }()
  }

  /// "… for the one with the helmet change the size": a verb behind what is named up front.
  private func verbAhead(_ index: Int) -> Bool {
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

  private func joinsBefore(_ index: Int) -> Bool {
    if case .link = atoms[index - 1].kind { return true }
    return false
  }

  private func skipsLink(_ link: Link?) -> Bool { link != nil && link != .also }

  private func isAfterTell(_ index: Int) -> Bool {
    guard index > 0, case .lead(.tell) = atoms[index - 1].kind else { return false }
    return true
  }

  private func startsVerb(_ index: Int) -> Bool {
    if case .verb(_, let form) = atoms[index].kind { return form != .past }
    return false
  }

  /// Whether a new predicate begins here, after a link or comma.
  private func startsPredicate(_ index: Int) -> Bool {
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
    case .pivot(let pivot): return [.for, .from, .in, .on, .with].contains(pivot) && verbAhead(index)
    case .definite:
      // "my zip is …", "the lamp arrived broken"
      return statementAhead(index)
    default: return false
    }
  }

  private func isFinite(_ index: Int) -> Bool {
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

  private func statementAhead(_ index: Int) -> Bool {
    for place in index + 1..<min(index + 4, atoms.count) {
      if atoms[place].gap >= .comma { return false }
      if case .ask(.inverted) = atoms[place].kind { return true }
      if case .clue = atoms[place].kind { return true }
    }
    return false
  }

  /// "… the hose to 50 ft" behind a clause of change; "paypal for the second" behind one of wallets.
  private func gapping(_ index: Int, _ state: State) -> Bool? {
    let changes = state.changes || state.inheritsChange
    if state.hasWallet, !state.hasVerb, state.hasPivot, case .wallet = atoms[index].kind { return true }
    guard state.hasPivot || state.hasValue, changes || !state.hasVerb && state.hasNoun else { return nil }
    var sawNoun = false
    for place in index..<min(index + 7, atoms.count) {
      if place > index, atoms[place].gap >= .comma { break }
      switch atoms[place].kind {
      case .lexical(let hit):
        // "… the chair without armrests"
        if sawNoun, hit.isValue, !hit.isNoun { return true }
        if hit.isNoun || !hit.options.isEmpty { sawNoun = true }
      case .paymentNoun, .addressNoun, .ordinal: sawNoun = true
      case .indefinite, .comparative: if sawNoun { return true }
      case .definite, .filler, .link(.also), .extent: break
      case .pivot(let pivot):
        return sawNoun && [.to, .for, .with, .in, .from].contains(pivot) ? true : nil
      case .verb, .lead, .ask, .link: return nil
      default: break
      }
    }
    return nil
  }

  /// Whether a new predicate begins here although nothing joins it: speech has no commas.
  private func startsStrongly(_ index: Int, _ state: State) -> Bool {
    switch atoms[index].kind {
    case .lead(let lead):
      if lead == .you, text(index) == "please" {
        return index + 1 < atoms.count && startsVerb(index + 1) && state.hasVerb
      }
      return true
    case .ask(.where) where index > 0:
      if case .pivot(.to) = atoms[index - 1].kind { return false }
      return state.hasVerb && !state.ships
    case .ask(let ask):
      return state.hasVerb && ask != .inverted && ask != .which && ask != .what
    case .verb(_, .base):
      guard state.hasVerb || state.isConditional, index > 0 else { return false }
      // "If the boots can stay"
      if state.isConditional,
        ["can", "must", "should", "has", "needs"].contains(cells[atoms[index].cells.lowerBound].text)
      {
        return false
      }
      switch atoms[index - 1].kind {
      case .lead, .negator, .pivot(.to), .subject, .link, .definite, .indefinite: return false
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

  private func isBehindPreposition(_ index: Int) -> Bool {
    switch atoms[index - 1].kind {
    case .lead: text(index - 1) != "please"
    case .pivot, .relative, .guardWord, .link, .verb, .negator, .variant, .extent: true
    default: false
    }
  }

  private func text(_ index: Int) -> String { atoms[index].cells.map { cells[$0].text }.joined(separator: " ") }
}
