internal import Commerce
internal import Discourse
internal import Understanding

/// Choices among results.
extension Conversation {
  /// Lets the customer choose: takes what was named already or stands alone, otherwise shows the best.
  mutating func choose(_ step: IntentDocument.Step.Choose, of intent: IntentDocument) -> Progress {
    let scope = scope
    let options = options(of: step, scope)
    guard !options.isEmpty else { return .at(step.none) }
    if let named = state.frames.last?.said, !named.isEmpty {
      let matcher = ChoiceMatcher(options: options, shape: elementShape(step, scope), today: state.today)
      // The latest word first: what was said long ago may have been about something else.
      for text in named.reversed() {
        switch matcher.answer(text, asked: false) {
        case .one(let index):
          keep(step.name, options[index].value)
          return .next
        case .several(let few) where few.count < options.count:
          return put(step, few.map { options[$0] }, from: 0)
        default: continue
        }
      }
    }
    if options.count == 1 {
      keep(step.name, options[0].value)
      if let single = step.single { sayText(single) }
      return .next
    }
    return put(step, options, from: 0)
  }

  private func elementShape(_ step: IntentDocument.Step.Choose, _ scope: FactScope) -> ContractShape {
    if case .list(let element)? = scope.value(step.from)?.shape { element } else { .text }
  }

  private func options(of step: IntentDocument.Step.Choose, _ scope: FactScope) -> [ChoiceMatcher.Option] {
    var elements = scope.value(step.from)?.elements ?? []
    if let only = step.only { elements = elements.filter { scope.with(step.name, $0).holds(only) } }
    if let prefer = step.prefer {
      let preferred = elements.filter { scope.with(step.name, $0).holds(prefer) }
      if !preferred.isEmpty { elements = preferred }
    }
    if let order = step.order {
      let measured = elements.enumerated().map {
        (index: $0.offset, measure: $0.element.at(order.segments[...])?.measure)
      }
      let sorted = measured.sorted { left, right in
        guard let one = left.measure, let other = right.measure else { return left.measure != nil }
        return one == other ? left.index < right.index : step.descending ? one > other : one < other
      }
      elements = sorted.map { elements[$0.index] }
    }
    if let field = step.distinct {
      var seen: Set<FieldTree> = []
      elements = elements.filter { element in
        element.at(field.segments[...]).map { seen.insert($0.tree).inserted } ?? true
      }
    }
    return elements.map { element in
      let inner = scope.with(step.name, element)
      let words = artefacts.responses.render(
        response(step.show, inner), choice: 0, on: state.opening?.channel ?? .chat, opensSentence: false
      ) { inner.fact($0) }
      return ChoiceMatcher.Option(value: element.tree, words: words)
    }
  }

  /// Shows the best of them: at most five in writing, three by voice.
  private mutating func put(
    _ step: IntentDocument.Step.Choose, _ options: [ChoiceMatcher.Option], from first: Int
  ) -> Progress {
    let most = state.opening?.channel.isSpoken == true ? 3 : 5
    let shown = first..<min(first + most, options.count)
    let few = options[shown]
    let facts = [
      "options": Fact(
        spoken: Spoken.list(few.map { $0.words.spoken }, or: true),
        written: few.count < 3
          ? Spoken.list(few.map { $0.words.written }, or: true)
          : few.enumerated().map { "\n\($0.offset + 1). \($0.element.words.written)" }.joined() + Template.listEnd),
      "count": Fact(spoken: Spoken.cardinal(options.count), written: String(options.count)),
    ]
    state.focus = .step(.choice(.init(options: options, shown: shown)))
    sayText(step.ask, facts)
    expect(.anything)
    return .waits
  }

  /// The choice of the step on top.
  private var openChoice: IntentDocument.Step.Choose? {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      intent.steps.indices.contains(frame.step), case .choose(let step) = intent.steps[frame.step]
    else { return nil }
    return step
  }

  /// Reads an answer to a choice. False when it is none.
  mutating func answered(_ choice: StepFocus.Choice, heard: [String]) -> Bool {
    guard let step = openChoice else { return false }
    let few = Array(choice.options[choice.shown])
    let shape = elementShape(step, scope)
    for text in heard.prefix(3) {
      switch ChoiceMatcher(options: few, shape: shape, today: state.today).answer(text, asked: true) {
      case .one(let index):
        take(few[index], step)
        return true
      case .several(let places) where places.count < few.count:
        _ = put(step, places.map { few[$0] }, from: 0)
        return true
      case .more:
        if choice.shown.upperBound < choice.options.count {
          _ = put(step, choice.options, from: choice.shown.upperBound)
        } else {
          refuse(step)
        }
        return true
      case .none:
        refuse(step)
        return true
      case .several, .unclear: break
      }
      // Something that was not shown, but is there.
      let all = ChoiceMatcher(options: choice.options, shape: shape, today: state.today)
      switch all.answer(text, asked: false) {
      case .one(let index):
        take(choice.options[index], step)
        return true
      case .several(let places) where places.count < choice.options.count:
        _ = put(step, places.map { choice.options[$0] }, from: 0)
        return true
      default: continue
      }
    }
    return false
  }

  private mutating func take(_ option: ChoiceMatcher.Option, _ step: IntentDocument.Step.Choose) {
    state.misunderstandings = 0
    keep(step.name, option.value)
    state.frames[state.frames.count - 1].step += 1
    advance()
  }

  private mutating func refuse(_ step: IntentDocument.Step.Choose) {
    state.misunderstandings = 0
    state.frames[state.frames.count - 1].step = step.none
    advance()
  }

  /// Shows a choice again.
  mutating func putAgain(_ choice: StepFocus.Choice) {
    guard let step = openChoice else { return expect(state.expectation) }
    _ = put(step, choice.options, from: choice.shown.lowerBound)
  }
}
