internal import Commerce
internal import Discourse

/// What the caller hears when something behind the conversation is slow, deaf or dumb. Each rung leads to the next, and the last is a call
/// back that is on record:
///
/// | what fails | what is said next |
/// |---|---|
/// | a back end or an engine takes long | patience is asked for, twice at most for one answer |
/// | no engine hears | the keypad, at once: to say it again would not help |
/// | no engine speaks | what was spoken ahead: the promise of a call back; when that fails too, the line goes to the carrier's fallback |
/// | a back end is gone, words are not understood | see `Conversation+Repair`, `Conversation+HandOver` |
extension Conversation {
  /// How often patience is asked for until there is an answer.
  private static let mostPatience = 2

  /// Asks for patience, where the caller waits for something.
  mutating func askPatience() {
    guard state.phase == .open, state.opening?.channel.isSpoken == true, state.patience.asked < Self.mostPatience,
      waitsForUs
    else { return }
    let kept = state.lastPrompts
    if state.patience.to != state.prompts || state.prompts == 0 { state.patience.from = state.prompts + 1 }
    say([state.patience.asked == 0 ? "patience.first" : "patience.more"])
    state.patience.to = state.prompts
    state.patience.asked += 1
    // Who asks what was said means the answer before.
    state.lastPrompts = kept
  }

  /// Whether the caller has said something that was not answered. The stores are read at the beginning, behind our own words.
  private var waitsForUs: Bool {
    if case .stores? = state.pending?.purpose { return !state.deferred.isEmpty }
    return true
  }

  /// Nobody could make out what was said, and saying it again would be no better: the keys, where there are any.
  mutating func notHeard() {
    guard state.opening?.channel.isSpoken == true else { return notUnderstood() }
    switch state.focus {
    case .open, .anythingElse, .menu, .confirm: state.misunderstandings = max(1, state.misunderstandings)
    case .slot(let name):
      guard let index = state.frames.indices.last else { break }
      state.frames[index].attempts[name] = max(1, state.frames[index].attempts[name] ?? 0)
    case .step(let focus) where focus.isYesNo:
      notUnderstood()
      if case .step = state.focus, state.phase == .open { say(["confirm.keypad"]) }
      return
    default: break
    }
    notUnderstood()
  }

  /// The voice has failed. What was spoken ahead is left to tell the caller what happens; when that cannot be said either, the call ends, and
  /// the carrier's fallback speaks.
  mutating func cannotSpeak(_ prompt: Int) {
    if let unspoken = state.unspoken {
      guard state.phase == .open, prompt > unspoken.upperBound else { return }
      effects.append(.end(outcome: outcome(.unresolved)))
      state.phase = .closing
      return
    }
    // What was to be said behind it was given up with it.
    state.unspoken = prompt...max(prompt, state.prompts)
    guard state.phase == .open, state.promised == nil else { return }
    say(["voice.failed"])
    // What was sent off takes its course; nothing of it can be told any more.
    (state.pending, state.seeking, state.deferred, state.deskCalls) = (nil, nil, [], [])
    giveUp("voice-failed")
  }
}
