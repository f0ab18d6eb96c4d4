internal import Discourse

/// Joins the clauses of an utterance into commands in the order said: pronouns find what they stand for, conditions their wishes,
/// corrections what they correct, and what is shared is shared.
struct Assembler {
  let resolver: Resolver
  let atoms: [Atom]
  let cells: [Cell]
  let tail: Gap

  /// One thing said.
  enum Entry {
    case wish(Work)
    case question(Draft)
    case command(Command)
  }

  /// A wish in the making.
  struct Work {
    var draft: Draft
    var condition: Condition?
    var otherwise: [Work] = []
  }

  var entries: [Entry] = []
  var clues: [IdentityClue] = []
  /// The goods and orders spoken of last.
  var topic: [RawThing] = []
  var topicOrder: OrderReference?
  /// An order named up front, for all that follows ("for order W1, …").
  var front: OrderReference?
  /// Goods named up front, for the next verb.
  var fronted: Draft?
  var condition: Condition?
  /// What the condition says of a variant ("if the blue one is sold out").
  var conditionVariant: [[RawValue]] = []
  var isFallback = false
  var lastWish: Int? {
    entries.lastIndex { if case .wish = $0 { true } else { false } }
  }

  init(resolver: Resolver, atoms: [Atom], cells: [Cell], tail: Gap) {
    self.resolver = resolver
    self.atoms = atoms
    self.cells = cells
    self.tail = tail
  }

  /// The commands of all clauses.
  mutating func commands() -> [Command] {
    let segments = Segmenter(atoms: atoms, cells: cells).segments()
    for (place, segment) in segments.enumerated() {
      add(segment, next: place + 1 < segments.count ? segments[place + 1] : nil)
    }
    flushFronted()
    return output()
  }

  private mutating func add(_ segment: Segment, next: Segment?) {
    var inherited: Action?
    if segment.isGap, let last = lastWish, case .wish(let work) = entries[last] { inherited = work.draft.action }
    var reader = ClauseReader(atoms, cells, segment.atoms)
    var draft = reader.read(inheriting: inherited)
    let end = segment.atoms.upperBound
    draft.endsAsQuestion = (end < atoms.count ? atoms[end].gap : tail) == .question
    if segment.corrects { draft.corrects = true }
    if segment.link == .also { draft.isToo = true }
    clues += draft.clues
    controls(segment)
    resolvePronouns(&draft)
    if let word = segment.guardWord, word != .otherwise {
      guarded(draft, word, segment, next)
      return
    }
    if segment.guardWord == .otherwise { isFallback = true }
    if isQuestion(draft) {
      flushFronted()
      note(draft)
      entries.append(.question(draft))
      return
    }
    if isWish(draft) {
      wish(draft, segment)
    } else {
      note(draft)
    }
  }

  /// Commands that stand by themselves in a clause: a person, wait, repeat, goodbye.
  private mutating func controls(_ segment: Segment) {
    for index in segment.atoms {
      if case .control(let command) = atoms[index].kind { entries.append(.command(command)) }
    }
  }

  private func isQuestion(_ draft: Draft) -> Bool {
    if draft.leads.contains(.howTo), draft.action == .giveBack { return true }
    if draft.leads.contains(where: { $0 == .mayI || $0 == .whatIf || $0 == .howTo }), draft.action != nil {
      return false
    }
    if draft.asks.first == .inverted, draft.isStatement || startsAsStatement(draft) { return false }
    if !draft.asks.isEmpty || draft.leads.contains(.tell) || !draft.topics.isEmpty || draft.endsAsQuestion {
      return draft.action == nil || draft.action == .want || draft.asks.first != nil && draft.asks.first != .inverted
        ? !QuestionReader(draft, resolver).kinds().isEmpty : false
    }
    return false
  }

  /// "The lamp is broken" has its verb behind the noun; "is the lamp broken" before.
  private func startsAsStatement(_ draft: Draft) -> Bool {
    guard let first = draft.words.first else { return false }
    return !["is", "are", "was", "were", "does", "do", "did", "has", "have", "will", "would", "am"].contains(first)
      && draft.asks.allSatisfy { $0 == .inverted } && !draft.endsAsQuestion && !draft.leads.contains(.tell)
  }

  private func isWish(_ draft: Draft) -> Bool {
    if let action = draft.action, action != .want, action != .send, action != .take, action != .put { return true }
    if draft.action != nil { return draft.namesSomething }
    if draft.isStatement || draft.asks.contains(.inverted) { return draft.reason != nil }
    if draft.words.first.map({ ["i", "we", "he", "she", "you"].contains($0) }) ?? false {
      return draft.reason != nil || draft.wallet != nil
    }
    return draft.namesSomething
  }

  /// Remembers what a clause spoke of.
  mutating func note(_ draft: Draft) {
    let named = draft.things.filter { $0.hasNoun || $0.thing.order != nil }
    if !named.isEmpty { topic = named }
    if let orders = draft.orders { topicOrder = orders }
  }

  private mutating func resolvePronouns(_ draft: inout Draft) {
    guard let place = draft.things.firstIndex(where: { !$0.hasNoun && [.it, .them, .one].contains($0.thing.pronoun) })
    else {
      if draft.extent == .both, draft.things.isEmpty, topic.count == 2 { draft.things = topic }
      if draft.things.isEmpty, draft.action != nil, !draft.variant.isEmpty, topic.count == 1 { draft.things = topic }
      return
    }
    if topic.isEmpty {
      if let order = topicOrder, draft.orders == nil, draft.variant.isEmpty, draft.things[place].thing.pronoun == .it {
        draft.orders = order
        draft.things.remove(at: place)
      }
      return
    }
    let raw = draft.things[place]
    if raw.thing.pronoun == .them || draft.extent == .both {
      draft.things.replaceSubrange(place...place, with: topic)
    } else if raw.thing.pronoun == .it, let last = topic.last {
      var thing = last
      thing.values += raw.values
      draft.things[place] = thing
    } else if let last = topic.last, raw.values.isEmpty || !raw.isDefinite {
      var thing = last
      thing.values = raw.values
      draft.things[place] = thing
    }
  }
}
