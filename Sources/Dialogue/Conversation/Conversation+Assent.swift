internal import Discourse
internal import Understanding

/// The yes to what changes something.
extension Conversation {
  /// Whether exactly what was read out is about to be done.
  var awaitsAgreement: Bool {
    if case .step(.agreement) = state.focus { return true }
    return state.focus == .desk && state.desk?.readOut != nil
  }

  /// The commands without a yes that is none: where something is about to be done or promised, only a plain one counts.
  func plainly(_ commands: [Command], _ words: [String]) -> [Command] {
    guard let said = words.first else { return commands }
    if awaitsAgreement, !commands.contains(.affirm) {
      return agreesInOtherWords(commands, said) ? [.affirm] : commands
    }
    guard commands.contains(.affirm) else { return commands }
    let isPlain: Bool
    switch state.focus {
    case _ where awaitsAgreement:
      let read = state.desk?.readOut ?? []
      isPlain = isPlainYes(said)
      // "Yes, that's everything, go ahead" leaves only once it is done.
      if isPlain, commands.contains(.goodbye) { return plainly(commands.filter { $0 != .goodbye }, words) }
      // "Yes, cancel it", "yes, both orders": what is named is what was read out.
      if isPlain, !read.isEmpty {
        let isOff = read.allSatisfy { $0.action == .cancelOrder }
        return commands.filter { !$0.isContent && $0 != .notUnderstood && ($0 != .cancel || !isOff) }
      }
    case .offerCallback: isPlain = PlainAssent.is(said, also: ["call", "back", "callback"])
    // Elsewhere nothing is done by a yes, and more words do no harm.
    default: return commands
    }
    guard !isPlain else { return commands.filter { $0 != .notUnderstood } }
    let rest = commands.filter { $0 != .affirm }
    return rest.isEmpty ? [.notUnderstood] : rest
  }

  /// Below which confidence of hearing a yes is asked for again before anything is done by it: engines that listen for a yes or no hear one in
  /// other words and in noise, and are unsure of it. Measured in docs/speech-engines.md.
  private static let faint = 0.7

  /// Asks for a yes once more that was hardly heard, then for the key, at last for a person; false where it was heard well enough or is none.
  /// What was read out stays as it is.
  mutating func asksYesAgain(_ said: Transcript, _ commands: [Command]) -> Bool {
    guard awaitsAgreement, state.opening?.channel.isSpoken == true,
      let confidence = said.alternatives.first?.confidence, confidence < Self.faint,
      plainly(commands, said.alternatives.map(\.text)).contains(.affirm)
    else {
      state.faintYeses = 0
      return false
    }
    state.faintYeses += 1
    guard state.faintYeses <= 3 else {
      giveUp("not-understood")
      return true
    }
    let list = state.lastPrompts
    say([state.faintYeses == 1 ? "confirm.again" : "confirm.keypad"])
    state.lastPrompts = list
    expect(.yesNo)
    return true
  }

  /// Whether nothing but a plain yes was said although it was taken for something else ("waterproof is fine with me, do it").
  private func agreesInOtherWords(_ commands: [Command], _ said: String) -> Bool {
    let read = state.desk?.readOut ?? []
    guard read.count == 1 else { return false }
    let isHarmless = commands.allSatisfy { command in
      switch command {
      case .notUnderstood, .question: true
      // Only what the list has already.
      case .wish(let wish): wish.verb == nil && wish.condition == nil && wish.otherwise.isEmpty
      default: false
      }
    }
    return isHarmless && isPlainYes(said)
  }

  /// Whether words are a plain yes to just what was read out.
  private func isPlainYes(_ said: String) -> Bool {
    let read = state.desk?.readOut ?? []
    return PlainAssent.is(
      said, to: read.map(\.action.operation), of: read.compactMap(\.order),
      extent: state.focus == .desk ? state.desk?.extent ?? AssentExtent() : AssentExtent(things: 1),
      also: state.desk?.restated ?? [])
  }

  /// "If you really can't give a discount, then yes" behind the refusal of just that: what stands behind it, without the if. Anything else
  /// as it is: what hangs on something else is no plain word.
  func settled(_ said: Transcript) -> Transcript {
    guard state.focus == .desk, let refused = state.desk?.refusedJustNow, !refused.isEmpty,
      let parts = RefusedCondition.parts(of: said.text)
    else { return said }
    guard !parts.isGeneral else { return Transcript(typed: parts.rest) }
    let verbs = Reader.read(Transcript(typed: parts.impossible), in: readingContext).compactMap {
      command -> Wish.Verb? in
      if case .wish(let wish) = command { wish.verb } else { nil }
    }
    let isRefused = verbs.allSatisfy { verb in
      refused.contains { $0 == verb || $0.kind == verb.kind && verb.kind != .other }
    }
    return !verbs.isEmpty && isRefused ? Transcript(typed: parts.rest) : said
  }

  /// The words beside a yes to the list that keep it from being one; nil when no yes was said, or a plain one.
  func besidesYes(_ commands: [Command], _ plain: [Command], _ words: [String]) -> [String]? {
    guard awaitsAgreement, commands.contains(.affirm), !plain.contains(.affirm), let said = words.first else {
      return nil
    }
    let read = state.desk?.readOut ?? []
    return PlainAssent.besides(
      said, to: read.map(\.action.operation), of: read.compactMap(\.order), also: state.desk?.restated ?? [])
  }
}
