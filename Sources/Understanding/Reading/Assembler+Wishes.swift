internal import Discourse

extension Assembler {
  /// Takes a clause that wants something.
  mutating func wish(_ draft: Draft, _ segment: Segment) {
    var draft = draft
    defer { note(draft) }
    // Goods or orders named up front wait for their verb.
    if draft.action == nil, !segment.isGap, condition == nil, !isFallback, !draft.corrects, fronted == nil {
      if lastWish == nil || segment.opensSentence, !draft.isToo, segment.link != .and {
        if draft.variant.isEmpty, draft.wallet == nil, draft.address == nil, draft.reason == nil,
          !draft.things.isEmpty || draft.orders != nil || draft.extent != .named
        {
          fronted = draft
          return
        }
      }
    }
    takeFronted(&draft)
    if draft.ordersFirst { front = draft.orders }
    if draft.orders == nil, let front, !draft.things.contains(where: { $0.thing.order != nil }) { draft.orders = front }
    if draft.corrects, condition == nil, !isFallback, correct(with: draft) { return }
    if draft.action == nil, let last = lastWish, case .wish(let work) = entries[last] {
      // "And the rug too" does with the rug what was said of the other.
      if draft.isToo || segment.link == .and && work.draft.action != nil, !draft.things.isEmpty || draft.orders != nil {
        draft.action = work.draft.action
        draft.leads = work.draft.leads
        draft.isNegated = work.draft.isNegated
      } else if joinsLast(draft, segment) {
        return
      }
    }
    if isFallback {
      isFallback = false
      fallback(draft)
      return
    }
    // "Cancel or return the lamp": the object of the second is the first one's too.
    if let last = lastWish, case .wish(var work) = entries[last], work.draft.things.isEmpty, work.draft.orders == nil,
      work.draft.extent == .named, segment.link == .or || segment.link == .and, work.draft.action != nil,
      draft.action != nil, work.draft.variant.isEmpty, work.draft.wallet == nil, work.draft.address == nil
    {
      work.draft.things = draft.things
      work.draft.extent = draft.extent
      work.draft.orders = draft.orders
      entries[last] = .wish(work)
    }
    if condition != nil, draft.variant.isEmpty, [.keep, .exchange, .change, .want, .make, nil].contains(draft.action) {
      draft.variant.must = conditionVariant
    }
    conditionVariant = []
    entries.append(.wish(Work(draft: draft, condition: condition)))
    condition = nil
  }

  /// A reason, a wallet, a variant, an address said right behind a wish belongs to it.
  private mutating func joinsLast(_ draft: Draft, _ segment: Segment) -> Bool {
    guard let last = lastWish, case .wish(var work) = entries[last], condition == nil, !isFallback else { return false }
    if isFallback { return false }
    var isTaken = false
    if draft.things.isEmpty, draft.orders == nil, draft.extent == .named {
      if let reason = draft.reason, work.draft.reason == nil {
        work.draft.reason = reason
        isTaken = true
      }
      if let wallet = draft.wallet, work.draft.wallet == nil {
        work.draft.wallet = wallet
        isTaken = true
      }
      if let address = draft.address, work.draft.address == nil {
        work.draft.address = address
        isTaken = true
      }
      if !draft.variant.isEmpty || !draft.loose.isEmpty, work.draft.action != .giveBack, work.draft.action != .cancel {
        work.draft.variant.must += draft.variant.must + draft.loose
        work.draft.variant.preferences += draft.variant.preferences
        work.draft.variant.steps += draft.variant.steps
        work.draft.variant.extremes += draft.variant.extremes
        work.draft.variant.free += draft.variant.free
        work.draft.variant.keepsRest = work.draft.variant.keepsRest ?? draft.variant.keepsRest
        work.draft.variant.like = work.draft.variant.like ?? draft.variant.like
        work.draft.variant.price = work.draft.variant.price ?? draft.variant.price
        isTaken = true
      }
    }
    if isTaken { entries[last] = .wish(work) }
    return isTaken
  }

  private mutating func takeFronted(_ draft: inout Draft) {
    guard let said = fronted else { return }
    if draft.things.allSatisfy({ !$0.hasNoun && $0.values.isEmpty && $0.thing.ordinal == nil }),
      draft.extent == .named || !said.things.isEmpty, draft.orders == nil || said.orders == nil
    {
      fronted = nil
      if draft.things.isEmpty || !said.things.isEmpty {
        draft.things = said.things.isEmpty ? draft.things : said.things
      }
      if draft.extent == .named { draft.extent = said.extent }
      draft.orders = draft.orders ?? said.orders
      draft.orderContaining += said.orderContaining
      draft.except += said.except
      draft.corrects = draft.corrects || said.corrects
      if said.orders != nil, said.things.isEmpty { front = said.orders }
      return
    }
    if said.things.isEmpty, said.extent == .named, let orders = said.orders {
      // "For order W1, change …"
      fronted = nil
      front = orders
      if draft.orders == nil {
        draft.orders = orders
        draft.orderContaining += said.orderContaining
      }
      return
    }
    flushFronted()
  }

  /// What was named up front and found no verb stands as named.
  mutating func flushFronted() {
    guard let said = fronted else { return }
    fronted = nil
    entries.append(.wish(Work(draft: said, condition: condition)))
    condition = nil
  }

  /// What shall happen otherwise goes to the wish before; bare values are its next preference.
  private mutating func fallback(_ draft: Draft) {
    guard let last = lastWish, case .wish(var work) = entries[last] else {
      entries.append(.wish(Work(draft: draft, condition: condition ?? .other("otherwise"))))
      condition = nil
      return
    }
    let isValues =
      draft.action == nil && draft.wallet == nil && draft.things.allSatisfy { !$0.hasNoun && $0.thing.pronoun != .it }
      && draft.orders == nil && draft.extent == .named
    let values =
      draft.variant.must + draft.loose + draft.things.flatMap { $0.values.map { [$0] } } + draft.variant.preferences
    if isValues, !values.isEmpty {
      if work.draft.variant.preferences.isEmpty {
        work.draft.variant.preferences = work.draft.variant.must + work.draft.loose
        work.draft.variant.must = []
        work.draft.loose = []
      }
      work.draft.variant.preferences += values
    } else if draft.wallet != nil, draft.action == nil, work.draft.wallet != nil, let kind = draft.wallet?.kind {
      work.draft.wallet?.otherwise.append(kind)
    } else {
      var other = draft
      if other.things.isEmpty, other.orders == nil, other.extent == .named, other.action != nil {
        other.things = work.draft.things
        other.orders = work.draft.orders
        other.extent = work.draft.extent
      }
      work.otherwise.append(Work(draft: other, condition: condition))
      condition = nil
    }
    entries[last] = .wish(work)
  }

  /// A clause under "if", "unless", "in case".
  mutating func guarded(_ draft: Draft, _ word: GuardWord, _ segment: Segment, _ next: Segment?) {
    let found = ConditionReader.read(draft, word)
    let followed =
      next.map {
        !$0.opensSentence && $0.guardWord == nil && ($0.link == nil || $0.link == .then || segment.link != nil)
      } ?? false
    flushFrontedBefore(word)
    // "If you can't swap it, refund me": the swap is wanted, as far as it can be done.
    if word != .unless, case .possible(false) = found, let action = draft.action, action != .want, followed {
      var wanted = draft
      wanted.isNegated = false
      wanted.leads = []
      entries.append(.wish(Work(draft: wanted, condition: .possible(true))))
      note(wanted)
      isFallback = true
      return
    }
    // "If it is not available, cancel": what shall happen when the wish before cannot be.
    if lastWish != nil, followed, found == .possible(false) || found == .available(false), word != .unless,
      word != .onlyIf
    {
      isFallback = true
      return
    }
    if let last = lastWish, case .wish(var work) = entries[last],
      !(followed && (segment.afterComma || segment.opensSentence)),
      work.condition == nil
    {
      work.condition = found
      if work.draft.variant.isEmpty, [.exchange, .change, .make, .replace].contains(work.draft.action) {
        work.draft.variant.must = draft.variant.must + draft.loose
      }
      entries[last] = .wish(work)
    } else if !followed, let last = lastWish, case .wish(var work) = entries[last] {
      work.condition = work.condition ?? found
      entries[last] = .wish(work)
    } else {
      condition = found
      conditionVariant =
        draft.variant.must + draft.loose + draft.things.filter { !$0.hasNoun }.flatMap { $0.values.map { [$0] } }
      note(draft)
    }
  }

  private mutating func flushFrontedBefore(_ word: GuardWord) {
    if fronted != nil, fronted?.orders == nil { flushFronted() }
  }

  /// Puts right what was said before in the same breath: the last clear word wins.
  private mutating func correct(with draft: Draft) -> Bool {
    guard let last = lastWish, case .wish(var work) = entries[last], !draft.isToo else { return false }
    let verbless = draft.action == nil
    if !verbless, !draft.things.isEmpty, draft.things.contains(where: \.hasNoun), !work.draft.things.isEmpty,
      draft.action != work.draft.action, draft.orders != nil
    {
      return false
    }
    if let action = draft.action, action != .want || work.draft.action == nil { work.draft.action = action }
    if draft.isNegated { work.draft.isNegated = true }
    if !draft.things.isEmpty {
      if let new = draft.things.first, draft.things.count == 1, !new.hasNoun, work.draft.things.count == 1,
        work.draft.things[0].hasNoun
      {
        if new.thing.pronoun == nil || new.thing.pronoun == .one {
          work.draft.things[0].values = new.values.isEmpty ? work.draft.things[0].values : new.values
          work.draft.things[0].thing.ordinal = new.thing.ordinal ?? work.draft.things[0].thing.ordinal
        } else if new.thing.pronoun == .other {
          work.draft.things = draft.things
        }
      } else {
        work.draft.things = draft.things
        work.draft.extent = draft.extent
      }
    } else if draft.extent != .named {
      work.draft.extent = draft.extent
      work.draft.things = []
    }
    work.draft.orders = draft.orders ?? work.draft.orders
    if !draft.variant.isEmpty { work.draft.variant = draft.variant }
    if !draft.loose.isEmpty {
      if work.draft.variant.isEmpty, let place = work.draft.things.indices.last,
        !work.draft.things[place].values.isEmpty
      {
        work.draft.things[place].values = draft.loose.flatMap { $0 }
      } else {
        work.draft.variant.must = draft.loose
        work.draft.loose = []
      }
    }
    work.draft.wallet = draft.wallet ?? work.draft.wallet
    work.draft.address = draft.address ?? work.draft.address
    work.draft.reason = draft.reason ?? work.draft.reason
    entries[last] = .wish(work)
    return true
  }

  /// The commands in order.
  func output() -> [Command] {
    var commands: [Command] = []
    if !clues.isEmpty { commands.append(.identify(clues)) }
    let builder = WishBuilder(resolver: resolver)
    for entry in entries {
      switch entry {
      case .wish(let work): if let wish = build(work, builder) { commands.append(.wish(wish)) }
      case .question(let draft):
        let reader = QuestionReader(draft, resolver)
        if draft.leads.contains(.howTo), draft.action == .giveBack {
          commands.append(.question(reader.question(.howToReturn)))
        } else {
          commands += reader.kinds().map { .question(reader.question($0)) }
        }
      case .command(let command): if !commands.contains(command) { commands.append(command) }
      }
    }
    if let condition {
      // A condition whose wish was not understood: the words are kept for the engine to ask about.
      var open = Wish()
      open.condition = condition
      commands.append(.wish(open))
    }
    return commands
  }

  private func build(_ work: Work, _ builder: WishBuilder) -> Wish? {
    guard var wish = builder.wish(work.draft) else { return nil }
    wish.condition = work.condition
    wish.otherwise = work.otherwise.compactMap { build($0, builder) }
    return wish
  }
}
