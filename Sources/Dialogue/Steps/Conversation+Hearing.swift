internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// What the customer says, as far as the steps of the topmost intent wait for it.
extension Conversation {
  /// Takes an answer to what a step asked. False when the words are for somebody else.
  mutating func heardByStep(_ commands: [Command], _ words: [String]) -> Bool {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent), !words.isEmpty else {
      return false
    }
    let isEngines = commands.contains { [.repeat, .wait, .goodbye].contains($0) }
    switch state.focus {
    case .step(.choice(let choice)):
      if isEngines { return false }
      state.frames[state.frames.count - 1].said.append(words[0])
      return answered(choice, heard: words)
    case .step(.identity):
      return isEngines ? false : heardIdentity(commands, words)
    case .slot(let name):
      guard let slot = intent.slot(name), !slot.kind.isGrounded else { return false }
      return heard(slot, of: intent, commands, words, isEngines)
    case .step(.agreement(let operation)) where tellsWhy(operation, commands, words[0]):
      state.misunderstandings = 0
      sayQuestionAgain()
      return true
    case .step(let focus) where focus.isYesNo:
      return changed(by: words, of: intent)
    default: return false
    }
  }

  /// "I no longer need it" to the question whether an order shall be cancelled is why, and neither a yes nor a no: it is asked again.
  private func tellsWhy(_ operation: Operation, _ commands: [Command], _ said: String) -> Bool {
    guard operation.value is CancelOrder, !commands.contains(.affirm), ReasonReader.told(in: said, asked: false) != nil
    else { return false }
    // "I changed my mind", "I don't want to cancel it" take it back.
    let turning: Set<String> = ["mind", "cancel", "cancelled", "canceled", "keep", "leave", "stop", "wait"]
    return turning.isDisjoint(with: Normalizer.words(said))
  }

  /// The answer to a question for a slot, or for another one of the same intent.
  private mutating func heard(
    _ slot: IntentDocument.Slot, of intent: IntentDocument, _ commands: [Command], _ words: [String], _ isEngines: Bool
  ) -> Bool {
    if isEngines || slot.kind != .text && commands.contains(.cancel) { return false }
    if slot.kind == .text, commands == [.cancel] { return false }
    var listener = listener(words)
    let held = state.frames.last?.slots ?? [:]
    listener.taken = Set(intent.slots.filter { $0.name != slot.name }.compactMap { held[$0.name] })
    if let value = listener.value(of: slot, asked: true) {
      let last = state.frames.count - 1
      state.frames[last].said.append(words[0])
      // A number or an address that was heard, not typed, is read back.
      if slot.confirm != nil, state.opening?.channel.isSpoken == true, slot.kind.isEasilyMisheard,
        !(state.frames[last].refused[slot.name] ?? []).contains(value)
      {
        confirm(slot.name, value, others: [])
        return true
      }
      state.frames[last].slots[slot.name] = value
      state.misunderstandings = 0
      advance()
      return true
    }
    return changed(by: words, of: intent)
  }

  /// Takes what was said for slots other than the one asked for; goes back to the first step that needs one. False when nothing
  /// was.
  private mutating func changed(by words: [String], of intent: IntentDocument) -> Bool {
    guard var frame = state.frames.last else { return false }
    let before = frame.slots
    for slot in intent.slots where !slot.kind.isGrounded { listen(for: slot, of: intent, &frame, words) }
    guard frame.slots != before else { return false }
    frame.said.append(words[0])
    state.frames[state.frames.count - 1] = frame
    state.misunderstandings = 0
    advance()
    return true
  }

  /// Takes what was said for a slot without having been asked for.
  func listen(
    for slot: IntentDocument.Slot, of intent: IntentDocument, _ frame: inout ConversationState.Frame, _ words: [String]
  ) {
    var listener = listener(words)
    listener.taken = Set(intent.slots.filter { $0.name != slot.name }.compactMap { frame.slots[$0.name] })
    guard slot.kind.isSpontaneous, let value = listener.value(of: slot, asked: false),
      frame.slots[slot.name] != value
    else { return }
    frame.slots[slot.name] = value
    frame.step = min(frame.step, intent.firstUse(of: slot.name))
  }

  func listener(_ words: [String]) -> SlotListener {
    let seconds = state.now.milliseconds / 1_000 + Int64(state.opening?.utcOffsetSeconds ?? 0)
    return SlotListener(
      heard: words, today: state.today, now: TimeOfDay(minutes: Int((seconds % 86_400 + 86_400) % 86_400) / 60),
      lexicon: artefacts.lexicon, country: numbers.country, namedDay: { holiday(in: $0) })
  }

  // MARK: Yes, no, and once more

  mutating func affirm(_ focus: StepFocus) {
    state.misunderstandings = 0
    switch focus {
    case .agreement(let operation): act(operation)
    case .decision:
      state.frames[state.frames.count - 1].step += 1
      advance()
    case .article(let source, _):
      say(source)
      state.frames[state.frames.count - 1].step += 1
      advance()
    case .offer(let intent, let slots):
      move(past: true)
      accept(intent, slots)
    case .choice(let choice):
      // "Yes" to a single thing shown takes it.
      if choice.shown.count == 1, answered(choice, heard: ["the first"]) { return }
      notUnderstood()
    case .identity: notUnderstood()
    }
  }

  mutating func deny(_ focus: StepFocus) {
    switch focus {
    case .agreement: declineAct()
    case .decision(let no), .article(_, let no):
      state.misunderstandings = 0
      state.frames[state.frames.count - 1].step = no
      advance()
    case .offer:
      state.misunderstandings = 0
      move(past: true)
      advance()
    case .choice(let choice): if !answered(choice, heard: ["none"]) { notUnderstood() }
    case .identity: notUnderstood()
    }
  }

  /// The offered intent takes the place of the one that offered it.
  private mutating func accept(_ name: String, _ slots: [String: String]) {
    if let frame = state.frames.popLast() {
      state.lastServed = frame
      state.served += 1
    }
    var frame = ConversationState.Frame(intent: name, aspect: "")
    frame.slots = slots
    for slot in artefacts.intents.intent(name)?.slots ?? [] where slot.kind == .product {
      guard let said = slots[slot.name], ProductSaid(line: said) == nil else { continue }
      frame.slots[slot.name] = ProductSaid(name: said, text: said).line
    }
    state.frames.append(frame)
    advance()
  }

  /// Asks once more what a step waits for.
  mutating func askAgain(_ focus: StepFocus, notUnderstood: Bool = false) {
    let before = notUnderstood ? [focus.isYesNo ? "not_understood.yes_no" : "not_understood.choice"] : []
    switch focus {
    case .agreement(let operation): readBack(operation, before: before)
    case .decision, .offer, .article:
      if !before.isEmpty { say(before) }
      advance()
    case .choice(let choice):
      if !before.isEmpty { say(before) }
      putAgain(choice)
    case .identity: advance()
    }
  }
}

extension IntentDocument.Slot.Kind {
  /// Whether what is said is matched against records before it counts.
  var isGrounded: Bool { self == .orderNumber || self == .postcode || self == .store }

  /// Whether a value of it is taken wherever it is said.
  var isSpontaneous: Bool {
    switch self {
    case .day, .time, .email, .code, .money, .quantity, .choice, .number, .product: true
    case .phone, .name, .text, .orderNumber, .postcode, .store: false
    }
  }

  /// Whether it means the same in every intent, so that it is asked for once in a conversation.
  var isLasting: Bool { self == .store || self == .product || self == .email || self == .phone || self == .name }

  /// Whether a voice garbles it.
  var isEasilyMisheard: Bool {
    switch self {
    case .email, .phone, .name, .number, .code: true
    default: false
    }
  }
}

extension IntentDocument.Slot {
  /// What its value is remembered by.
  var memory: String { "\(kind.rawValue):\(name)" }
}

extension IntentDocument {
  /// The first step that needs a slot; behind the last when none does.
  func firstUse(of slot: String) -> Int {
    steps.firstIndex { $0.needs(slot) } ?? steps.count
  }
}
