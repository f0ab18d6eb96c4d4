internal import Commerce
internal import Discourse
internal import Understanding

extension Conversation {
  /// Nothing in it made sense: help, then the keypad, then a person.
  mutating func notUnderstood(_ words: [String] = []) {
    if state.focus == .open || state.focus == .anythingElse, knows(words) || guesses(words) { return }
    state.misunderstandings += 1
    let bound = state.frames.last.flatMap { artefacts.intents.intent($0.intent)?.misunderstandings } ?? 3
    switch state.focus {
    case .slot(let name), .choose(let name, _):
      ask(name, failed: true)
    case .confirm(let slot, let value, let others):
      if state.misunderstandings > bound { return giveUp("not-understood") }
      // The value is read again: the caller may have spoken over it, and must not say yes to what was not heard.
      // The keys 1 and 2 answer any question of yes or no.
      let first = state.misunderstandings == 1
      confirm(
        slot, value, others: others, before: first ? ["not_understood.yes_no"] : [],
        after: first ? [] : ["confirm.keypad"])
    case .step(let focus):
      if state.misunderstandings > bound { return giveUp("not-understood") }
      askAgain(focus, notUnderstood: true)
    case .offerCallback(let reason):
      if state.misunderstandings > bound { return giveUp(reason) }
      say(["confirm.keypad"])
      expect(.yesNo)
    case .guess(let labels, let said): answeredGuess(labels, said, by: words)
    case .callbackNumber(let reason):
      takeCallbackNumber([], reason: reason)
    case .writingAddress: _ = heardOfHandOver([.notUnderstood], words)
    case .desk: perform(withDesk { $0.hear([.notUnderstood]) })
    case .open, .anythingElse, .menu:
      switch state.misunderstandings {
      case 1:
        // Who told a story need not tell it again: a person can take it up as it is.
        let isStory = Normalizer.words(words.first ?? "").count > 3
        if isStory { state.offersPerson = true }
        let near = isStory ? nearestHelp(words.first ?? "") : nil
        if near == Self.helpWithGoods, showsKind(words.first ?? "") { return }
        if let near {
          say((isUnhappy ? ["not_understood.sorry"] : []) + [near])
        } else {
          say([!isStory ? "not_understood.first" : isUnhappy ? "not_understood.trouble" : "not_understood.story"])
        }
        if isStory, state.focus == .open { state.focus = .anythingElse }
        expect(.anything)
      case 2..<bound: menu()
      case bound where bound == 2: menu()
      default: giveUp("not-understood")
      }
    }
  }

  /// Whether what was said last was so ill a word that help begins with being sorry.
  var isUnhappy: Bool { state.signals.latest.map { $0.score <= -0.4 } ?? false }

  /// "Press 1 for …": only where free speech has failed.
  private mutating func menu() {
    let entries = artefacts.intents.intents.filter(\.enabled).compactMap { intent in
      intent.menu.map { (key: $0.key, label: $0.label, intent: intent.name) }
    }.sorted { $0.key < $1.key }
    let keys = entries.map { (spoken: Spoken.number(Int($0.key) ?? 0), written: $0.key, label: $0.label) }
    let options = Fact(
      spoken: Spoken.list(keys.map { "press \($0.spoken) for \($0.label)" }, or: true),
      written: Spoken.list(keys.map { "press \($0.written) for \($0.label)" }, or: true))
    state.focus = .menu(Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.intent) }))
    say(["not_understood.menu"], facts: ["options": options])
    expect(.menu(keys: entries.map(\.key)))
  }

  /// Keys, read against what was asked.
  mutating func pressed(_ keys: String) {
    effects.append(.understood([.fill(slot: "keys", candidates: [SlotCandidate(value: keys, score: 1)])]))
    switch state.focus {
    case .menu(let options):
      guard let intent = options[keys] else { return notUnderstood() }
      begin(intent, fills: [], words: [])
    case .guess(let labels, let said) where labels.count == 2:
      guard let place = ["1", "2"].firstIndex(of: keys) else { return keysAsNumber(keys) }
      beginGuessed(labels[place], said)
    case .confirm, .offerCallback, .guess:
      switch keys {
      case "1": affirm()
      case "2": deny()
      default: keysAsNumber(keys)
      }
    case .step(let focus) where focus.isYesNo:
      switch keys {
      // A digit that was typed is no word of agreement: in writing there are no keys.
      case "1" where awaitsAgreement && state.opening?.channel.isSpoken != true: notUnderstood()
      case "1": affirm()
      case "2": deny()
      default: keysAsNumber(keys)
      }
    case .callbackNumber(let reason):
      takeCallbackNumber([keys], reason: reason)
    // The number of a thing that was read out, or a value that it has.
    case .desk where state.desk?.askedNow.choices.isEmpty == false:
      interpret(understood(Transcript(typed: keys), nil), words: [keys])
    default: keysAsNumber(keys)
    }
  }

  private mutating func keysAsNumber(_ keys: String) {
    interpret([.fill(slot: "number", candidates: [SlotCandidate(value: keys, score: 1)])], words: [])
  }

  /// Nothing was said: ask again, help, and at last let the caller go.
  mutating func silence() {
    state.silences += 1
    switch state.silences {
    case 1:
      say(["silence.first"])
      if state.frames.isEmpty, state.focus == .open { expect(.anything) } else { sayQuestionAgain() }
    case 2:
      say(["silence.second"])
      sayQuestionAgain()
    default: end(outcome(.abandoned), saying: ["goodbye_unheard"])
    }
  }
}
