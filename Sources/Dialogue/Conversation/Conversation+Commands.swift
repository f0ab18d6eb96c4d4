internal import Commerce
internal import Discourse
internal import Understanding

extension Conversation {
  /// What the commands of one utterance do, read against what was asked.
  mutating func interpret(_ commands: [Command], words: [String]) {
    let plain = plainly(commands, words)
    if let besides = besidesYes(commands, plain, words), state.focus == .desk { state.desk?.besidesYes = besides }
    let commands = plain
    if pointsAtGuess(commands, words) { return }
    if heardOfHandOver(commands, words) || heardPostcode(words) || toldByEmail(words) { return }
    if serveAtDesk(commands, words: words) { return }
    let start = commands.lazy.compactMap { command -> (String, Double)? in
      if case .start(let intent, let confidence) = command { (intent, confidence) } else { nil }
    }.first
    let fills = commands.compactMap { command -> (String, [SlotCandidate])? in
      if case .fill(let slot, let candidates) = command { (slot, candidates) } else { nil }
    }

    // "Two person, green" chooses a tent and asks for nobody.
    if commands.contains(.person), case .step(.choice) = state.focus, Self.countPersons(words),
      heardByStep(commands, words)
    {
      return
    }
    if hasNoOrderNumber(commands, words) { return }
    // Who begins by lacking a number is told where it stands before a person is offered.
    if commands.contains(.person), isFree, state.frames.isEmpty,
      Normalizer.words(words.first ?? "").contains("number"), knows(words)
    {
      return
    }
    if commands.contains(.person) { return offerCallback("person-asked-for") }
    if heardByStep(commands, words) { return }
    if let (label, confidence) = start, !answersFocus(fills) || !isCurrent(label), !isNumberAskedFor(fills, words),
      !isBareAnswer(fills, words) || confidence > 0.95
    {
      keepForLater(commands, words)
      return begin(label, fills: fills, words: words, confidence: confidence)
    }
    if commands.contains(.repeat) { return sayAgain() }
    if commands.contains(.wait) { return waitAwhile() }
    if take(fills, denied: commands.contains(.deny), words: words) { return }
    if commands.contains(.goodbye), !isYesNoFocus || !commands.contains(.affirm) {
      // "I'm good" for "is that right?" is more often a misheard yes than a farewell, and who is hung up on cannot put it right.
      return isYesNoFocus && Self.saysToBeWell(words) ? notUnderstood() : goodbye()
    }
    if commands.contains(.cancel) {
      // For an answer to yes or no, "cancel" or "go back" is more often a misheard "correct" than a change of mind, and
      // dropping the work is what cannot be undone: it takes saying it twice.
      if isYesNoFocus, state.misunderstandings == 0, !commands.contains(.deny) {
        return commands.contains(.affirm) ? affirm() : notUnderstood()
      }
      return cancel()
    }
    if commands.contains(.affirm) { return affirm() }
    if commands.contains(.deny) { return deny() }
    if askedAboutAnotherDay(words) { return }
    if commands.contains(.smallTalk) { return smallTalk() }
    notUnderstood(words)
  }

  /// "Hold on": what was asked waits. A list is what is said again afterwards, as a yes stands no longer directly behind it.
  private mutating func waitAwhile() {
    let list = awaitsAgreement ? state.lastPrompts : nil
    state.isCutShort = list != nil
    state.lastPrompts = []
    say(["take_your_time"])
    if let list { state.lastPrompts = list }
    expect(state.expectation)
  }

  /// Whether the caller says to be well ("I am all good") and nothing else.
  private static func saysToBeWell(_ heard: [String]) -> Bool {
    let words = Normalizer.words(heard.first ?? "")
    return words.contains { ["good", "fine", "set"].contains($0) } && words.allSatisfy(wellWords.contains)
  }

  private static let wellWords: Set<String> = [
    "i", "i'm", "im", "am", "we", "we're", "are", "it", "it's", "is", "all", "just", "oh", "well", "good", "fine",
    "set", "here",
  ]

  /// Whether persons are counted, as the size of a thing is told.
  private static func countPersons(_ heard: [String]) -> Bool {
    let words = Normalizer.words(heard.first ?? "")
    return words.indices.dropFirst().contains { place in
      ["person", "persons", "people"].contains(words[place]) && SpokenDigits.isNumber(words[place - 1])
    }
  }

  /// What was wanted in the same breath waits its turn.
  private mutating func keepForLater(_ commands: [Command], _ words: [String]) {
    let labels = commands.compactMap { command -> String? in
      if case .start(let label, _) = command { label } else { nil }
    }
    guard labels.count > 1, let text = words.first else { return }
    let stores =
      commands.lazy.compactMap { command -> [SlotCandidate]? in
        if case .fill("store", let candidates) = command { candidates } else { nil }
      }.first ?? []
    state.later = labels.dropFirst().map { .init(label: $0, said: text, stores: stores) }
    let titles = labels.compactMap { topicTitle($0) }
    if titles.count == labels.count, intent(of: labels[0])?.name != artefacts.intents.answering?.name {
      say(["several_wishes"], facts: ["topic": Fact(titles[0]), "other": Fact(Spoken.list(Array(titles.dropFirst())))])
    }
  }

  /// "And on Sunday?" after an answer about a day: the same intent again, for that day.
  private mutating func askedAboutAnotherDay(_ words: [String]) -> Bool {
    guard state.frames.isEmpty, let last = state.lastServed,
      let intent = artefacts.intents.intent(last.intent), intent.slots.contains(where: { $0.kind == .day })
    else { return false }
    let said = words.prefix(3).map(Normalizer.words)
    guard said.contains(where: { DayParser.day(in: $0, today: state.today) != nil || holiday(in: $0) != nil }) else {
      return false
    }
    begin(intent.name, fills: [], words: words)
    return true
  }

  var isYesNoFocus: Bool {
    switch state.focus {
    case .confirm, .offerCallback, .guess: true
    case .step(let focus): focus.isYesNo
    default: false
    }
  }

  private func isCurrent(_ label: String) -> Bool {
    guard let frame = state.frames.last else { return false }
    return intent(of: label)?.name == frame.intent
  }

  private func answersFocus(_ fills: [(String, [SlotCandidate])]) -> Bool {
    switch state.focus {
    case .slot, .confirm, .choose, .callbackNumber: !fills.isEmpty
    default: false
    }
  }

  /// Whether hardly anything was said but the store that was asked for ("the one in Boise"): that is no new topic.
  private func isBareAnswer(_ fills: [(String, [SlotCandidate])], _ words: [String]) -> Bool {
    guard case .slot(let name) = state.focus, slotKind(name) == .store, fills.contains(where: { $0.0 == "store" })
    else {
      return false
    }
    return Normalizer.words(words.first ?? "").count <= 5
  }

  /// Whether nothing was said but the number that was asked for ("my order number is 40217"): by itself that would be a wish to hear of the order.
  private func isNumberAskedFor(_ fills: [(String, [SlotCandidate])], _ words: [String]) -> Bool {
    guard case .slot(let name) = state.focus, !fills.isEmpty else { return false }
    let said = Normalizer.words(words.first ?? "")
    guard slotKind(name) == .orderNumber || !said.contains("order") else { return false }
    let runs = SpokenDigits.runs(in: said)
    return !runs.isEmpty
      && said.indices.allSatisfy { place in
        Self.numberLeads.contains(said[place]) || runs.contains { $0.range.contains(place) }
      }
  }

  private static let numberLeads: Set<String> = [
    "my", "the", "an", "order", "number", "code", "zip", "postcode", "is", "was", "it", "its", "it's", "that", "that's",
    "this",
    "yes", "yeah", "yep", "sure", "okay", "ok", "so", "well", "uh", "um", "hi", "hello", "please", "of", "course",
    "here", "i",
    "have", "think", "for", "thanks", "thank", "you",
  ]

  /// Starts an intent, or one of its aspects, with what was said along with it.
  /// - Parameter confidence: How sure it is that it is meant; nil where that was not judged.
  mutating func begin(
    _ label: String, fills: [(String, [SlotCandidate])], words: [String], confidence: Double? = nil
  ) {
    let parts = label.split(separator: "#").map(String.init)
    guard let name = parts.first, let intent = artefacts.intents.intent(name) else { return notUnderstood() }
    state.misunderstandings = 0
    if let open = state.frames.last, open.intent != name, open.intent == artefacts.intents.answering?.name {
      // What no article answered asked what else it is about. That is told now, and there is nothing to come back to.
      state.frames.removeLast()
    }
    var frame = ConversationState.Frame(intent: name, aspect: parts.count > 1 ? parts[1] : "")
    if let open = state.frames.last, open.intent == name {
      // Said again, or made more precise: the same work goes on.
      frame = open
      frame.aspect = parts.count > 1 ? parts[1] : open.aspect
      state.frames.removeLast()
    } else if let last = state.lastServed, last.intent == name, !frame.aspect.isEmpty || fills.isEmpty {
      // A further question about what was just told.
      frame.slots = last.slots
      if frame.aspect.isEmpty, intent.slots.contains(where: { $0.kind == .orderNumber }) { frame.aspect = last.aspect }
    }
    if let confidence { frame.confidence = confidence }
    if let text = words.first { frame.said.append(text) }
    fill(&frame, of: intent, with: fills, words: words)
    nearestToTown(&frame, of: intent, words)
    state.frames.append(frame)
    advance()
  }

  /// Uses values as the answer to what was asked. False when they are none.
  private mutating func take(_ fills: [(String, [SlotCandidate])], denied: Bool, words: [String]) -> Bool {
    guard !fills.isEmpty else { return false }
    let numbers = fills.first { $0.0 == "number" }?.1 ?? []
    if case .callbackNumber(let reason) = state.focus, !numbers.isEmpty {
      takeCallbackNumber(numbers.map(\.value), reason: reason)
      return true
    }
    guard var frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent) else {
      return startFromValue(fills, words: words)
    }
    switch state.focus {
    case .slot(let name), .confirm(let name, _, _), .choose(let name, _):
      guard let slot = intent.slot(name) else { return false }
      if slot.kind == .postcode, let orderSlot = intent.slots.first(where: { $0.kind == .orderNumber }), denied {
        // "No, it's 40219" when the postcode is asked for: it is the order that was wrong.
        reopen(orderSlot.name, with: numbers)
        return true
      }
      switch slot.kind {
      case .orderNumber, .postcode:
        let fitting = numbers.filter { abs($0.value.count - slot.digits) <= 1 }
        guard !fitting.isEmpty else { return false }
        if case .confirm(_, let value, _) = state.focus {
          if denied || fitting[0].value != value { frame.refused[name, default: []].append(value) }
          if !denied, fitting.contains(where: { $0.value == value }) {
            // "Yes, four oh two one seven": the same number again is a yes.
            frame.refused[name]?.removeAll { $0 == value }
            state.frames[state.frames.count - 1] = frame
            affirm()
            return true
          }
        }
        frame.heard[name] = fitting
      case .store:
        guard let stores = fills.first(where: { $0.0 == "store" })?.1 else {
          // Keyed or said postcode: the nearest store by postcode is the one.
          guard let number = numbers.first(where: { $0.value.count == slot.digits }) else { return false }
          frame.slots[name] = nearestStore(to: number.value)?.id
          break
        }
        if case .choose(_, let values) = state.focus {
          let narrowed = stores.filter { values.contains($0.value) }
          frame.heard[name] = narrowed.isEmpty ? stores : narrowed
        } else {
          frame.heard[name] = stores
        }
        var days = frame
        fill(&days, of: intent, with: [], words: words)
        frame.slots.merge(days.slots) { _, new in new }
      default: return false
      }
      state.frames[state.frames.count - 1] = frame
      advance()
      return true
    default:
      fill(&frame, of: intent, with: fills, words: words)
      state.frames[state.frames.count - 1] = frame
      advance()
      return true
    }
  }

  private func slotKind(_ name: String) -> IntentDocument.Slot.Kind? {
    state.frames.last.flatMap { artefacts.intents.intent($0.intent)?.slot(name)?.kind }
  }

  /// Takes a grounded value back and asks for it again, or takes what was said in its place.
  private mutating func reopen(_ slot: String, with heard: [SlotCandidate]) {
    let last = state.frames.count - 1
    state.frames[last].slots[slot] = nil
    state.frames[last].order = nil
    state.frames[last].heard[slot] = heard.isEmpty ? nil : heard
    state.frames[last].step = 0
    advance()
  }

  // MARK: Yes, no and the small words

  mutating func affirm() {
    switch state.focus {
    case .confirm(let slot, let value, _):
      state.misunderstandings = 0
      state.frames[state.frames.count - 1].slots[slot] = value
      state.frames[state.frames.count - 1].heard[slot] = nil
      advance()
    case .offerCallback(let reason): callback(reason)
    case .guess(let labels, let said): agreed(toGuess: labels, said)
    case .step(let focus): affirm(focus)
    case .anythingElse where state.wasOfferedPerson: callback("knowledge")
    case .anythingElse, .open:
      say(["what_else"])
      expect(.anything)
      state.focus = .open
    case .slot, .choose, .menu, .callbackNumber, .writingAddress, .desk: notUnderstood()
    }
  }

  mutating func deny() {
    switch state.focus {
    case .confirm(let slot, let value, let others):
      state.frames[state.frames.count - 1].refused[slot, default: []].append(value)
      if let next = others.first {
        confirm(slot, next, others: Array(others.dropFirst()))
      } else {
        state.frames[state.frames.count - 1].heard[slot] = nil
        ask(slot, failed: true)
      }
    case .anythingElse where state.wasOfferedPerson:
      say(["what_else"])
      expect(.anything)
    case .anythingElse, .open: goodbye()
    case .step(let focus): deny(focus)
    case .guess:
      state.focus = .open
      say(["not_understood.first"])
      expect(.anything)
    case .offerCallback:
      say(["callback.declined"])
      resumeOrAsk()
    case .slot(let name) where slotKind(name) == .postcode:
      guard let frame = state.frames.last,
        let order = artefacts.intents.intent(frame.intent)?.slots.first(where: { $0.kind == .orderNumber })
      else { return notUnderstood() }
      reopen(order.name, with: [])
    case .slot, .choose, .menu, .callbackNumber, .writingAddress, .desk: notUnderstood()
    }
  }

  mutating func goodbye() {
    if state.desk?.unfinished.isEmpty == false { return perform(withDesk { $0.hear([.goodbye]) }) }
    end(outcome(.unresolved), saying: ["goodbye"])
  }

  mutating func cancel() {
    // A bare "stop" to begin with is of something else than this conversation.
    if state.frames.isEmpty, state.desk == nil, state.served == 0, state.focus == .open {
      say(["cancelled.nothing"])
      return expect(.anything)
    }
    if !state.frames.isEmpty { state.frames.removeLast() }
    say(["cancelled"])
    resumeOrAsk()
  }

  private mutating func smallTalk() {
    if case .anythingElse = state.focus {
      // "Thank you" after the answer is not a question; what is left is whether there is more.
      say(["anything_else"])
      return expect(.anything)
    }
    say(["small_talk"])
    if state.frames.isEmpty { expect(.anything) } else { sayQuestionAgain() }
  }

  /// Goes back to the intent underneath, or asks what else there is.
  mutating func resumeOrAsk(closing: String? = nil) {
    if state.frames.isEmpty, state.desk?.isOpen == true {
      perform(withDesk { $0.askAgain() })
    } else if state.frames.isEmpty, !state.later.isEmpty {
      let next = state.later.removeFirst()
      if let title = topicTitle(next.label) { say(["next_wish"], facts: ["topic": Fact(title)]) }
      begin(
        next.label, fills: numberFills(next.said) + (next.stores.isEmpty ? [] : [("store", next.stores)]),
        words: [next.said])
    } else if state.frames.isEmpty {
      say([closing ?? "anything_else"])
      state.focus = .anythingElse
      expect(.anything)
    } else {
      advance()
    }
  }
}
