internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Runs the steps of the topmost intent.
extension Conversation {
  /// Whether the run goes on with the next step, somewhere else, or waits (for the customer, a back end, or nothing more).
  enum Progress { case next, at(Int), waits }

  /// Carries the topmost intent on as far as it goes without the caller or a back end.
  mutating func advance() {
    while state.pending == nil, state.promised == nil, state.phase == .open, let frame = state.frames.last,
      let intent = artefacts.intents.intent(frame.intent)
    {
      guard frame.step < intent.steps.count else { return finish(frame, of: intent, .done) }
      switch run(intent.steps[frame.step], of: intent, frame: frame) {
      case .waits: return
      case .next: move(to: frame.step + 1, if: frame.intent)
      case .at(let place): move(to: place, if: frame.intent)
      }
    }
  }

  private mutating func move(to step: Int, if intent: String) {
    if state.frames.last?.intent == intent { state.frames[state.frames.count - 1].step = step }
  }

  /// The topmost intent is over.
  private mutating func finish(
    _ frame: ConversationState.Frame, of intent: IntentDocument, _ outcome: IntentOutcome
  ) {
    state.lastServed = frame
    state.lastServed?.said = []
    remember(frame, intent)
    state.frames.removeLast()
    if !frame.given, outcome == .done || outcome == .notFound || outcome == .refused { state.served += 1 }
    state.misunderstandings = 0
    if let below = state.frames.last, let title = artefacts.intents.intent(below.intent)?.title {
      say(["back_to"], facts: ["topic": Fact(title.lowercased())])
    }
    resumeOrAsk(closing: outcome == .done ? intent.closing : nil)
  }

  /// Keeps what the customer gave, for later intents that need the same.
  private mutating func remember(_ frame: ConversationState.Frame, _ intent: IntentDocument) {
    for slot in intent.slots where slot.kind.isLasting {
      if let value = frame.slots[slot.name] { state.remembered[slot.memory] = value }
    }
    // The product that was chosen in the end is the one that is spoken of.
    let chosen = frame.facts.sorted { $0.key < $1.key }.compactMap { name, tree -> ProductSaid? in
      guard case .record(let record)? = intent.shapes[name], record.name == "Product", let id = tree["id"]?.text,
        let name = tree["name"]?.text
      else { return nil }
      return ProductSaid(id: id, name: name, text: name)
    }
    if let chosen = chosen.last { state.remembered["product:product"] = chosen.line }
  }

  /// Whether words name some thing that the catalogue does not know ("reserve a zorblat"): it is not the one spoken of before.
  private func namesSomethingElse(_ text: String) -> Bool {
    let words = Normalizer.words(text)
    guard !words.contains(where: ["it", "that", "this", "them", "those", "one"].contains) else { return false }
    return zip(words, words.dropFirst()).contains { article, noun in
      ["a", "an", "any", "some", "another"].contains(article) && ProductFinder.mayBeGoods(noun)
    }
  }

  /// Whether what is left of a sentence can be a thing's name: some few words, none of them of a store or a question's ("long will austin").
  private func mayBeThing(_ value: String) -> Bool {
    guard let thing = ProductSaid(line: value) else { return true }
    let words = Normalizer.words(thing.name)
    let isOdd = ["will", "long", "how", "hold", "would", "whether", "that", "when", "because", "don't", "can't"]
    return thing.id != nil
      || words.count <= 3
        && words.allSatisfy { !isOdd.contains($0) } && (storeMatcher?.nameWords(in: words).isEmpty ?? true)
  }

  /// A thing that the catalogue does not know, in what was said or in a part of it ("do you sell bear canisters and are they allowed there").
  private func unknownThing(in said: String, _ slot: IntentDocument.Slot) -> String? {
    for part in [said] + Sentences.clauses(said) {
      if let value = listener([part]).value(of: slot, asked: true), mayBeThing(value) { return value }
    }
    return nil
  }

  /// Whether what began an intent is the story that it asks for: what was once told is not asked again.
  private func tellsEnough(_ said: String, _ slot: IntentDocument.Slot) -> Bool {
    let words = Normalizer.words(said).filter { word in
      !word.contains(where: \.isNumber) && !SpokenDigits.isNumber(word) && word != "order" && word != "number"
    }
    return words.count >= slot.told
  }

  /// Runs one step.
  private mutating func run(
    _ step: IntentDocument.Step, of intent: IntentDocument, frame: ConversationState.Frame
  ) -> Progress {
    switch step {
    case .identify(let level): return identify(level)
    case .collect(let name):
      tellUnknownName(for: intent.slot(name))
      tellNotRecorded(for: intent.slot(name))
      if frame.slots[name] != nil { return .next }
      guard let slot = intent.slot(name) else { return .next }
      if slot.kind.isLasting, frame.heard[name] == nil, let value = state.remembered[slot.memory],
        slot.kind != .product || !namesSomethingElse(frame.said.last ?? "")
      {
        state.frames[state.frames.count - 1].slots[name] = value
        return .next
      }
      if slot.told > 0, let said = frame.said.first, tellsEnough(said, slot) {
        state.frames[state.frames.count - 1].slots[name] = said
        return .next
      }
      // A thing that the catalogue does not know is looked up all the same, before it is asked for.
      if slot.kind == .product, frame.attempts[name] == nil, let said = frame.said.last,
        let value = unknownThing(in: said, slot)
      {
        state.frames[state.frames.count - 1].slots[name] = value
        return .next
      }
      return collect(slot, frame) ? .next : .waits
    case .verify(let name, let order):
      return verify(name, order, intent, frame)
    case .call(let call): return self.call(call, of: intent)
    case .choose(let choice): return choose(choice, of: intent)
    case .rank(let ranking): return showsKindInstead(frame, ofPassage: false) ? .waits : rank(ranking)
    case .branch(let condition, let otherwise): return scope.holds(condition) ? .next : .at(otherwise)
    case .jump(let place): return .at(place)
    case .say(let saying):
      say(saying)
      return .next
    case .tell(let response):
      tell(response, frame, intent)
      return .next
    case .act(let act):
      propose(act)
      return .waits
    case .decide(let text, let no):
      state.focus = .step(.decision(no: no))
      sayText(text)
      expect(.yesNo)
      return .waits
    case .person(let person):
      handOver(person, intent)
      return .waits
    case .offer(let intent, let ask, let with):
      return offer(intent, ask, with)
    case .end(let outcome):
      finish(frame, of: intent, outcome)
      return .waits
    case .answer(let otherwise):
      if showsKindInstead(frame, ofPassage: true) { return .waits }
      if asksWhich(frame) { return .waits }
      if let progress = answerFromKnowledge(frame) { return progress }
      if asksForArticle(frame.said, otherwise: otherwise) || helpsNearby(frame) { return .waits }
      return .at(otherwise)
    case .desk(let task):
      leaveToDesk(task, frame)
      return .waits
    }
  }

  // MARK: What is known

  /// All that the steps of the topmost intent know now.
  var scope: FactScope {
    let offset = state.opening?.utcOffsetSeconds ?? 0
    var values: [String: FactValue] = [
      "today": FactValue(tree: .text(state.today.iso8601), shape: .day),
      "now": FactValue(tree: .text(state.now.rfc3339), shape: .moment),
      "hour": FactValue(tree: .text(hourOfDay), shape: .text),
      "channel": FactValue(tree: .text(state.opening?.channel.rawValue ?? "chat"), shape: .text),
      "conversation": FactValue(tree: .text(state.opening?.conversation ?? ""), shape: .text),
      "shop": FactValue(tree: .text(artefacts.profile.name), shape: .text),
    ]
    func add(_ name: String, _ text: String?) {
      if let text { values[name] = FactValue(tree: .text(text), shape: .text) }
    }
    add("caller", state.opening?.from)
    add("customer", state.customer)
    add("weather", state.opening?.signals["weather"])
    add("aspect", state.frames.last?.aspect)
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent) else {
      return FactScope(values: values, today: state.today, utcOffset: offset)
    }
    add("said", frame.said.joined(separator: " "))
    for slot in intent.slots {
      guard let text = frame.slots[slot.name] else { continue }
      values[slot.name] = SlotValue.fact(text, slot, stores: state.stores)
    }
    for (name, tree) in frame.facts {
      if let shape = intent.shapes[name] { values[name] = FactValue(tree: tree, shape: shape) }
    }
    return FactScope(values: values, today: state.today, utcOffset: offset)
  }

  private var hourOfDay: String {
    let seconds = state.now.milliseconds / 1_000 + Int64(state.opening?.utcOffsetSeconds ?? 0)
    switch (seconds % 86_400 + 86_400) % 86_400 / 3_600 {
    case 5..<12: return "morning"
    case 12..<17: return "afternoon"
    case 17..<22: return "evening"
    default: return "night"
    }
  }

  /// Keeps a fact of the topmost intent.
  mutating func keep(_ name: String, _ tree: FieldTree) {
    guard !state.frames.isEmpty else { return }
    state.frames[state.frames.count - 1].facts[name] = tree
  }

  // MARK: Saying

  /// The response that a text names now.
  func response(_ text: TextReference, _ scope: FactScope) -> String {
    guard let path = text.by, let value = scope.value(path) else { return text.key }
    switch value.tree {
    case .text(let ending): return text.key + ending
    case .flag(let flag): return text.key + String(flag)
    default: return text.key
    }
  }

  /// Says a text of the topmost intent.
  mutating func sayText(_ text: TextReference, _ more: [String: Fact] = [:], before: [String] = []) {
    let scope = scope
    say(before + [response(text, scope)], facts: more, scope: scope)
  }

  private mutating func say(_ saying: IntentDocument.Step.Say) {
    let scope = scope
    guard let each = saying.each else { return say([response(saying.text, scope)], scope: scope) }
    let elements = (scope.value(each)?.elements ?? []).filter { element in
      saying.only.map { scope.with(saying.name, element).holds($0) } ?? true
    }
    for element in elements.prefix(saying.most) {
      let inner = scope.with(saying.name, element)
      say([response(saying.text, inner)], scope: inner)
    }
  }
}
