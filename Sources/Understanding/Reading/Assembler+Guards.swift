internal import Discourse

extension Assembler {
  /// A clause under "if", "unless", "in case".
  mutating func guarded(_ draft: Draft, _ word: GuardWord, _ segment: Segment, _ next: Segment?) {
    if asksUnder(draft, word) { return }
    var found: Condition =
      draft.words.isEmpty
      ? supposed
      : segment.isWhen ? .other("when " + draft.words.joined(separator: " ")) : ConditionReader.read(draft, word)
    if case .other(let text) = found, let wallet = lastWork?.draft.wallet,
      text.contains("cover") || text.contains("enough")
    {
      found = .covered(wallet)
    }
    let values = Self.values(of: draft, found, word)
    if word == .onlyIf, demands(draft, found) { return }
    if word == .if, softens(draft, found) { return }
    let isFollowed =
      next.map {
        !$0.opensSentence && $0.guardWord == nil && !$0.isReason
          && ($0.link == nil || $0.link == .then || segment.link != nil)
      } ?? false
    if fronted != nil, fronted?.orders == nil { flushFronted() }
    let isNegative = found == .possible(false) || found == .available(false)
    // "If you can't swap it, refund me": the swap is wanted, as far as it can be done.
    if word == .if, found == .possible(false), let action = draft.action, action != .want, isFollowed, !repeats(draft) {
      var wanted = draft
      wanted.isNegated = false
      wanted.leads = []
      entries.append(.wish(Work(draft: wanted, condition: .possible(true))))
      note(wanted)
      isFallback = true
      return
    }
    // "Exchange it for blue; if it is not available, cancel": what shall happen when the wish before cannot be.
    if lastWish != nil, isFollowed, isNegative, word == .if || word == .inCase {
      isFallback = true
      return
    }
    let isBehind = !(isFollowed && (segment.afterComma || segment.opensSentence))
    if let work = lastWork, work.condition == nil, isBehind {
      updateLast { last in
        last.condition = found
        last.conditionValues = values
        if last.draft.variant.isEmpty, [.exchange, .change, .make, .replace].contains(last.draft.action) {
          last.draft.variant.must = draft.variant.must + draft.loose
        }
      }
    } else if let work = lastWork, !isFollowed {
      // A second condition: both are kept in words, for the dialogue to ask about.
      let both = "\(work.condition.map(words) ?? "") and \(draft.words.joined(separator: " "))"
      updateLast {
        $0.condition = .other(both)
        $0.conditionValues = []
      }
    } else {
      if let known = condition {
        condition = .other("\(words(known)) and \(draft.words.joined(separator: " "))")
        conditionValues = []
      } else {
        condition = found
        conditionValues = values
      }
      // "Does it come in gold? If so, change mine to that."
      if draft.words.isEmpty, case .question(let asked)? = entries.last { conditionVariant = asked.allValues }
      let described = draft.things.filter { !$0.hasNoun || !$0.values.isEmpty }
      conditionVariant += draft.variant.must + draft.loose + described.flatMap { $0.values.map { [$0] } }
      note(draft)
    }
  }

  /// "If so", "in that case": what was asked or supposed just before; without words where nothing was.
  private var supposed: Condition {
    switch entries.last {
    case .question(let draft)?: return answered(draft, .if)
    case .wish(let work)? where work.draft.leads.contains(where: { $0 == .mayI || $0 == .mayHave }):
      return .possible(true)
    case .wish(let work)?: return work.condition ?? .other("")
    default: return .other("")
    }
  }

  /// "If not", "otherwise" behind a question: that what was asked is not so.
  private func opposed(_ wish: Draft) -> Condition {
    guard case .question(var draft)? = entries.last else { return .other("") }
    // Asked of what is wished for: it is about that itself. Of other goods it is for the dialogue to ask.
    draft.things.removeAll { asked in wish.things.contains { $0.thing.noun == asked.thing.noun } }
    return answered(draft, .unless)
  }

  /// That what a question asks is so, or, under "unless", is not.
  private func answered(_ question: Draft, _ word: GuardWord) -> Condition {
    var draft = question
    for kind in QuestionReader(draft, resolver).kinds() {
      switch kind {
      case .available, .choices, .property: return .available(word != .unless)
      // "Has it left": of goods on their way, where a bare "left" speaks of what is in stock.
      case .status: draft.words = draft.words.map { $0 == "left" ? "sent" : $0 }
      default: break
      }
    }
    // It is about what was asked of, whatever its number; told back, it is no question.
    draft.orders = nil
    if draft.asks.first == .inverted, !draft.words.isEmpty { draft.words.removeFirst() }
    return ConditionReader.read(draft, word)
  }

  /// What a condition says of the new variant, or of the thing itself: "if the new one is still waterproof".
  private static func values(of draft: Draft, _ found: Condition, _ word: GuardWord) -> [[RawValue]] {
    guard case .other = found, draft.orders == nil, draft.topics.isEmpty, draft.wallet == nil,
      draft.things.allSatisfy({ !$0.hasNoun }), draft.unknown.count < 2
    else { return [] }
    let isNegative = draft.words.contains { ["not", "no", "never"].contains($0) }
    guard isNegative != (word == .unless) else { return draft.allValues }
    return draft.allValues.map { group in
      group.map { value in
        var value = value
        value.comparison = .isNot
        return value
      }
    }
  }

  /// Whether two groups of values may be of one option.
  private static func alike(_ one: [RawValue], _ other: [RawValue]) -> Bool {
    let options = Set(one.flatMap { $0.senses.map(\.option) })
    return other.contains { value in
      value.senses.contains { options.contains($0.option) }
        || value.kind != nil && one.contains { $0.kind == value.kind }
    }
  }

  /// "What would I get back if I returned both?": the question is about what stands under the guard.
  private mutating func asksUnder(_ draft: Draft, _ word: GuardWord) -> Bool {
    guard word == .if, condition == nil, draft.hasObject, draft.action != nil || draft.isStatement,
      case .question(var asked)? = entries.last, !asked.things.contains(where: \.hasNoun), asked.orders == nil
    else { return false }
    asked.things = draft.things
    asked.extent = draft.extent
    asked.except = draft.except
    asked.orders = draft.orders
    entries[entries.count - 1] = .question(asked)
    note(draft)
    return true
  }

  /// "Waterproof if possible": the last of several wishes is only a preference.
  private mutating func softens(_ draft: Draft, _ found: Condition) -> Bool {
    guard found == .possible(true) || found == .available(true), draft.words.count < 3, !draft.hasObject,
      let work = lastWork, work.condition == nil, work.draft.variant.preferences.isEmpty,
      !(work.draft.variant.must + work.draft.loose).isEmpty,
      work.draft.variant.must.count + work.draft.loose.count + work.draft.variant.steps.count
        + work.draft.variant.extremes.count > 1
        || work.draft.things.contains(where: { $0.hasNoun && !$0.values.isEmpty })
    else { return false }
    updateLast { last in
      let group = last.draft.loose.popLast() ?? last.draft.variant.must.popLast()
      last.draft.variant.preferences = [group].compactMap { $0 }
    }
    return true
  }

  /// "As long as it's gold": what must hold of the variant.
  private mutating func demands(_ draft: Draft, _ found: Condition) -> Bool {
    guard case .other = found, draft.action == nil, draft.topics.isEmpty, draft.orders == nil,
      draft.things.allSatisfy({ !$0.hasNoun }), !draft.allValues.isEmpty, draft.unknown.isEmpty
    else { return false }
    let values = draft.allValues
    if let work = lastWork, [.exchange, .change, .make, .replace, .want, nil].contains(work.draft.action) {
      updateLast { $0.draft.variant.must += values }
    } else if lastWish == nil {
      var wanted = Draft()
      wanted.variant.must = values
      entries.append(.wish(Work(draft: wanted)))
    } else {
      return false
    }
    return true
  }

  private func words(_ condition: Condition) -> String {
    switch condition {
    case .available(let isTrue): isTrue ? "available" : "not available"
    case .possible(let isTrue): isTrue ? "possible" : "not possible"
    case .price: "the price is right"
    case .covered: "it is covered"
    case .has: "it is as wanted"
    case .standing(let status, let isTrue): isTrue ? "it is \(status.rawValue)" : "it is not \(status.rawValue)"
    case .other(let words): words
    }
  }

  /// Whether a clause speaks of the wish before again ("exchange it; if you can't exchange it …").
  private func repeats(_ draft: Draft) -> Bool { lastWork.map { $0.draft.action == draft.action } ?? false }

  /// "Black if you have it, white is fine too": one more value that will do.
  func acceptsBesides(_ draft: Draft, _ segment: Segment) -> Bool {
    guard let work = lastWork, condition == nil else { return false }
    return !work.draft.variant.preferences.isEmpty && draft.action == nil
      && (draft.accepts || segment.link == .but || segment.link == .or || segment.link == .then)
  }

  /// What shall happen otherwise goes to the wish before; bare values are its next preference.
  mutating func fallback(_ draft: Draft, isValuesOnly: Bool) {
    guard let work = lastWork else {
      entries.append(
        .wish(Work(draft: draft, condition: condition ?? opposed(draft), conditionValues: conditionValues)))
      (condition, conditionValues) = (nil, [])
      return
    }
    if isValuesOnly {
      let values = draft.allValues
      updateLast { last in
        if last.draft.variant.preferences.isEmpty {
          // "The red one; if not, the blue": the one is a wish as weak as the other.
          if last.draft.variant.isEmpty, let place = last.draft.things.indices.last, !last.draft.things[place].hasNoun {
            last.draft.variant.must = last.draft.things[place].values.map { [$0] }
            last.draft.things.remove(at: place)
          }
          // "XL in purple, otherwise black": what the second wish says nothing of must be.
          let said = last.draft.variant.must + last.draft.loose
          let compared = said.filter { group in values.contains { Self.alike(group, $0) } }
          let fixed = said.filter { group in !values.contains { Self.alike(group, $0) } }
          last.draft.variant.preferences = compared.isEmpty ? said : compared
          last.draft.variant.must = compared.isEmpty ? [] : fixed
          last.draft.loose = []
        }
        last.draft.variant.preferences += values
        // "Blue if you have it, if not green": the condition only says that blue is a wish.
        if last.condition == .available(true) || last.condition == .possible(true) { last.condition = nil }
      }
    } else if draft.action == nil || draft.action == .pay, let kind = draft.wallet?.kind, work.draft.wallet != nil {
      updateLast { $0.draft.wallet?.otherwise.append(kind) }
    } else {
      var other = draft
      if !other.hasObject, other.action != nil {
        other.things = work.draft.things
        other.orders = work.draft.orders
        other.extent = work.draft.extent
      }
      let (condition, values) = (self.condition, conditionValues)
      updateLast { last in
        // "Failing that return it" behind "failing that ceramic" is the last resort of the same wish.
        last.otherwise.append(Work(draft: other, condition: condition, conditionValues: values))
      }
      (self.condition, conditionValues) = (nil, [])
    }
  }
}
