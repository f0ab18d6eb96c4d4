internal import Discourse
internal import Policy
internal import Understanding

/// One-time codes that did not come, did not fit, or are over: what is possible instead.
extension Conversation {
  /// Takes words that ask for a code once more, or answer whether one is wanted. False when they are about something else.
  /// - Parameter wasOffered: Whether it was just asked if a new code is to be sent.
  mutating func heardOfCode(_ text: String, _ commands: [Command], wasOffered: Bool) -> Bool {
    guard let seeker = state.codeFor, wasOffered || awaitedCode != nil, !commands.contains(.person) else {
      return false
    }
    let agrees = wasOffered && commands.contains(.affirm) && !commands.contains(.deny)
    if agrees || CodeRequest.asks(text) {
      pursueCode(.codeAgain, for: seeker)
      return true
    }
    guard wasOffered else { return false }
    if commands.contains(.deny) || commands.contains(.cancel) {
      giveUp("verification-failed")
      return true
    }
    guard commands == [.notUnderstood] else { return false }
    state.misunderstandings += 1
    if state.misunderstandings > 2 { giveUp("not-understood") } else { offerCode() }
    return true
  }

  /// The code that was out is over: asks whether a new one is to be sent.
  mutating func offerCode() {
    say(["identity.code_over"])
    state.offersCode = true
    expect(.yesNo)
  }

  /// No more codes are sent: one that is out still counts, otherwise a person goes on.
  mutating func noMoreCodes() {
    if let digits = awaitedCode {
      say(["identity.no_more_codes"])
      return expect(.digits(count: digits))
    }
    say(["identity.codes_used_up"])
    giveUp("verification-failed")
  }
}
