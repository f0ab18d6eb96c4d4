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
    /// Values that the condition asks of the new variant, or of the thing.
    var conditionValues: [[RawValue]] = []
    var otherwise: [Work] = []
  }

  /// What was spoken of last: what "it", "them" and "that order" stand for.
  struct Topic {
    var things: [RawThing] = []
    var extent: GoodsReference.Extent = .named
    var order: RawOrder?
    var isOrder = false
  }

  var entries: [Entry] = []
  var clues: [IdentityClue] = []
  var topic = Topic()
  /// An order named up front, for all that follows ("for order W1, …").
  var front: RawOrder?
  /// Goods named up front, for the next verb.
  var fronted: Draft?
  var condition: Condition?
  /// What the condition says of a variant ("if the blue one is sold out").
  var conditionVariant: [[RawValue]] = []
  /// Values that the condition asks for ("if the new one is waterproof").
  var conditionValues: [[RawValue]] = []
  var isFallback = false
  /// Whether the next clause puts right what was said.
  var corrects = false
  /// Goods of which something was told before ("both kettles leak"): what a wish without an object is about.
  var told: Topic?
  /// The clause behind the one at hand.
  var upcoming: Segment?
  /// A reason that was told before its wish.
  var reason: String?

  init(resolver: Resolver, atoms: [Atom], cells: [Cell], tail: Gap) {
    self.resolver = resolver
    self.atoms = atoms
    self.cells = cells
    self.tail = tail
  }

  /// The last wish, wherever it stands.
  var lastWish: Int? {
    entries.lastIndex { if case .wish = $0 { true } else { false } }
  }

  /// Changes the last wish.
  mutating func updateLast(_ change: (inout Work) -> Void) {
    guard let last = lastWish, case .wish(var work) = entries[last] else { return }
    change(&work)
    entries[last] = .wish(work)
  }

  /// The last wish.
  var lastWork: Work? {
    guard let last = lastWish, case .wish(let work) = entries[last] else { return nil }
    return work
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
    upcoming = next
    var reader = ClauseReader(atoms, cells, segment.atoms)
    reader.isGuarded = segment.guardWord != nil && segment.guardWord != .otherwise
    var inherited = segment.isGap ? lastWork?.draft.action : nil
    // "Ship it to Denver, sorry, to Austin"
    if segment.corrects, let action = lastWork?.draft.action, [.ship, .send].contains(action) { inherited = action }
    // "I'd like the kettle refunded and the bottle exchanged"
    if segment.isPassive { inherited = .want }
    var draft = reader.read(inheriting: inherited)
    let end = segment.atoms.upperBound
    draft.endsAsQuestion = (end < atoms.count ? atoms[end].gap : tail) == .question
    if segment.link == .also { draft.isToo = true }
    // "Neither cancel it nor change it"
    let start = segment.atoms.lowerBound
    if start > 0, let cell = atoms[start - 1].cells.first, cells[cell].text == "nor" { draft.isNegated = true }
    if segment.corrects { corrects = true }
    clues += draft.clues
    // "Never mind the payment method"
    if draft.action == nil, draft.leavesHow, drops(segment) { draft.action = .keep } else { controls(segment, draft) }
    if draft.words.isEmpty, segment.guardWord == nil { return }
    let isValuesOnly = draft.isValuesOnly
    resolvePronouns(&draft)
    if segment.isReason { return because(draft) }
    if let word = segment.guardWord, word != .otherwise { return guarded(draft, word, segment, next) }
    if segment.guardWord == .otherwise { isFallback = true }
    if isQuestion(draft) {
      flushFronted()
      note(draft)
      entries.append(.question(draft))
    } else if isFarewell(segment), draft.action == nil, draft.things.isEmpty, draft.reason == nil {
      note(draft)
    } else if isWish(draft) {
      draft.corrects = draft.corrects || corrects
      corrects = false
      wish(draft, segment, isValuesOnly: isValuesOnly)
    } else if !draft.words.isEmpty {
      if draft.corrects { corrects = true }
      note(draft)
      // "It's Lei Li, order W5166363": the order is for all that follows.
      if !draft.clues.isEmpty, draft.things.allSatisfy({ !$0.hasNoun }),
        draft.orders?.reference.numbers.isEmpty == false
      {
        front = draft.orders
      }
      if !draft.things.filter(\.hasNoun).isEmpty { told = topic }
    }
  }

  /// Commands that stand by themselves in a clause: a person, wait, repeat, goodbye.
  private mutating func controls(_ segment: Segment, _ draft: Draft) {
    for index in segment.atoms {
      guard case .control(let command) = atoms[index].kind else { continue }
      // "If it shipped, never mind" drops nothing by itself; "we don't want it, that's all" is no farewell.
      if segment.guardWord != nil, segment.guardWord != .otherwise, command == .cancel { continue }
      if command == .goodbye, draft.reason != nil { continue }
      if command == .person, tellsOfPerson(index, segment, draft) { continue }
      // "Size 8 and waterproof, nothing else"
      let said = atoms[index].cells.map { cells[$0].text }.joined(separator: " ")
      if command == .goodbye, lastWish != nil || draft.action != nil, said.hasPrefix("nothing") { continue }
      entries.append(.command(command))
    }
  }

  /// "My supervisor told me …", "because the manager of my team …": told of, and not asked for.
  private func tellsOfPerson(_ index: Int, _ segment: Segment, _ draft: Draft) -> Bool {
    guard draft.leads.isEmpty, draft.action == nil, index + 1 < segment.atoms.upperBound else { return false }
    if segment.isReason || resolver.context.asked.topics == [.reason] { return true }
    switch atoms[index + 1].kind {
    case .word: return !["please", "there", "here", "right"].contains(cells[atoms[index + 1].cells.lowerBound].text)
    default: return false
    }
  }

  /// "That's all for this order."
  private func isFarewell(_ segment: Segment) -> Bool {
    segment.atoms.contains { if case .control(.goodbye) = atoms[$0].kind { true } else { false } }
  }

  /// Whether nothing but to let something be is asked for.
  private func drops(_ segment: Segment) -> Bool {
    segment.guardWord == nil
      && segment.atoms.contains { if case .control(.cancel) = atoms[$0].kind { true } else { false } }
  }

  /// Remembers what a clause spoke of.
  mutating func note(_ draft: Draft) {
    let named = draft.things.filter { $0.hasNoun || $0.order != nil }
    if let order = draft.orders {
      topic.order = order
      topic.isOrder = named.isEmpty
    }
    if !named.isEmpty {
      topic.things = named
      topic.extent = draft.extent
      topic.isOrder = false
    }
  }

  /// "I bought two kettles, I only want to return the electric one"
  private func describesAnother(_ raw: RawThing, _ draft: Draft) -> Bool {
    !raw.values.isEmpty && topic.things.count == 1 && draft.variant.isEmpty
      && [.cancel, .giveBack, .remove, .keep, .refund].contains(draft.action)
  }

  private mutating func resolvePronouns(_ draft: inout Draft) {
    let place = draft.things.firstIndex {
      !$0.hasNoun && [.it, .them, .one, .same].contains($0.thing.pronoun) && $0.order == nil
    }
    guard let place else {
      if draft.extent == .both, draft.things.isEmpty, topic.things.count == 2 { draft.things = topic.things }
      // "None of the jackets fit, return all of them"
      if draft.action != nil, draft.things.isEmpty, draft.orders == nil, draft.pointsAtAll, let told {
        draft.things = told.things
      }
      if draft.things.isEmpty, draft.targets.isEmpty, draft.orders == nil, draft.action != nil, !draft.variant.isEmpty,
        topic.things.count == 1
      {
        draft.things = topic.things
      }
      return
    }
    let raw = draft.things[place]
    // "The lamp and the rug: I want to return that": all that waits for its verb.
    if [.it, .them].contains(raw.thing.pronoun), raw.values.isEmpty, fronted?.things.isEmpty == false { return }
    // "Cancel order W1, I ordered it by mistake": it is that order.
    if raw.thing.pronoun == .it, raw.values.isEmpty, place >= draft.thingsBeforeOrder, draft.variant.isEmpty,
      draft.orders?.reference.numbers.isEmpty == false
    {
      draft.things.remove(at: place)
      return
    }
    if raw.thing.pronoun == .it, topic.isOrder || topic.things.isEmpty {
      if let order = topic.order, draft.orders == nil, draft.variant.isEmpty {
        draft.orders = order
        draft.things.remove(at: place)
      }
      return
    }
    guard let last = topic.things.last else { return }
    if raw.thing.pronoun == .same {
      // "Get me the same in 11"
      guard topic.things.count == 1, !draft.variant.isEmpty || !draft.loose.isEmpty else { return }
      draft.things[place] = last
      draft.variant.keepsRest = true
      return
    }
    if raw.thing.pronoun == .them || draft.extent == .both {
      draft.things.replaceSubrange(place...place, with: topic.things)
      if draft.extent == .named { draft.extent = topic.extent }
    } else if raw.thing.pronoun == .it {
      draft.things[place] = last
      draft.things[place].values += raw.values
    } else if raw.values.isEmpty && raw.extremes.isEmpty && raw.thing.ordinal == nil && raw.comparatives.isEmpty {
      draft.things[place] = last
    } else if draft.action != .want, draft.action != nil, !raw.isDefinite || describesAnother(raw, draft) {
      draft.things[place] = last
      draft.things[place].values = raw.values
      draft.things[place].thing.quantity = raw.thing.quantity
      renames(&draft.things[place])
    }
  }

  /// "The electric one" of two kettles is an electric kettle.
  private func renames(_ thing: inout RawThing) {
    let head = Cells.keys(thing.thing.noun).last ?? ""
    for (place, value) in thing.values.enumerated() {
      let phrase = value.key.joined(separator: " ") + " " + head
      guard let nouns = resolver.lexicon.nouns[phrase] else { continue }
      thing.nouns = nouns
      thing.thing.noun = phrase
      thing.values.remove(at: place)
      return
    }
  }
}
