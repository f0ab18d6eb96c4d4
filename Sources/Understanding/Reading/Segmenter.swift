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
  /// Whether what is wanted of its goods stands behind them ("… and the bottle exchanged").
  var isPassive = false
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
    /// A verb behind what it is done with ("I want it cancelled").
    var isPassive = false
    var changes = false
    var isConditional = false
    var inheritsChange = false
    var compares = false
    var ships = false
    var refunds = false
    var count = 0

    mutating func note(_ kind: AtomKind) {
      count += 1
      switch kind {
      case .negator: isNegated = true
      case .lead, .filler, .link, .correction, .yes, .no, .control, .ask, .subject: break
      case .verb(let action, let form):
        if form != .past { hasVerb = true }
        if form == .past, hasObject { isPassive = true }
        if action == .ship || action == .send { ships = true }
        if action == .refund { refunds = true }
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
    // "… and if so change mine": the guard stands by itself.
    if index == start, current.guardWord == .if, index > 0, text(index - 1).hasPrefix("if ") {
      segment.link = .then
      return (segment, index)
    }
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
    if case .no = atom.kind, index > start, state.hasContent, index + 1 < atoms.count, !isBehindArticle(index) {
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
    // "Leave the payment, just go ahead with the purifier"
    if joined, state.hasContent, link != .or, assents(next) { return (segment, next) }
    if joined, correctsBefore(start, index), case .pivot(.for) = atoms[next].kind { return (segment, next) }
    if joined, link == .but, case .extent = atoms[next].kind, verbAhead(next) { return (segment, next) }
    if joined, link == .and, state.isPassive, startsPassive(next) {
      segment.isPassive = true
      return (segment, next)
    }
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

  func text(_ index: Int) -> String { atoms[index].cells.map { cells[$0].text }.joined(separator: " ") }
}
