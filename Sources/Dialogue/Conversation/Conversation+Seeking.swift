internal import Commerce
public import Discourse
public import Policy
internal import Understanding

/// Something the shell was asked for on behalf of the identity.
struct Seeking: Hashable, Codable, Sendable {
  /// Who works the answer off: the desk for orders, the steps of an intent, or the check of a postcode.
  enum Seeker: String, Codable, Sendable { case desk, steps, check }
  /// How often it was tried elsewhere; that a code is sent.
  enum What: Hashable, Codable, Sendable { case tries, code(String) }

  var seeker: Seeker
  var what: What
}

/// What the identity needs from outside: counters across conversations, and one-time codes.
extension Conversation {
  /// Has the shell do a step of the identity; steps that are not for the shell are passed over.
  mutating func ask(_ step: IdentityStep, for seeker: Seeking.Seeker) {
    switch step {
    case .recall(let keys):
      state.seeking = Seeking(seeker: seeker, what: .tries)
      effects.append(.recall(keys))
    case .sendCode(let id, let customer, let channels, let digits):
      state.seeking = Seeking(seeker: seeker, what: .code(id))
      state.codeFor = seeker
      effects.append(.sendCode(id: id, customer: customer, by: channels, digits: digits))
    case .count(let keys): effects.append(.count(keys))
    case .forget(let keys): effects.append(.forget(keys))
    default: return
    }
  }

  /// The shell reports what it was asked for; anything else is passed over.
  mutating func found(_ event: IdentityEvent) {
    guard let seeking = state.seeking else { return }
    switch (seeking.what, event) {
    case (.tries, .counted): break
    case (.code(let id), .codeSent(let sent, _, _)) where id == sent: break
    case (.code(let id), .codeNotSent(let sent)) where id == sent: break
    default: return
    }
    state.seeking = nil
    guard state.phase == .open else { return }
    state.lastPrompts = []
    pursueCode(event, for: seeking.seeker)
    resumeDeferred()
  }

  /// A code was said or keyed.
  mutating func answered(_ digest: CodeDigest) { pursueCode(.code(digest), for: state.codeFor ?? .steps) }

  mutating func pursueCode(_ event: IdentityEvent, for seeker: Seeking.Seeker) {
    switch seeker {
    case .desk: seek(event)
    case .steps: pursue(event)
    case .check: check(identity(event))
    }
  }

  /// What the customer reads who is sent a code. The code comes from the shell and goes back to it: nothing of it stays here.
  public func codeMessage(_ code: String) -> String {
    let facts = [
      "shop": Fact(artefacts.profile.name), "value": Fact(code),
      "count": Fact("\(artefacts.policy.identification.code?.minutes ?? 10)"),
    ]
    return artefacts.responses.render("identity.code_message", facts: facts, choice: 0, on: .chat).written
  }

  /// How many digits a one-time code has that is waited for now; nil while none is.
  public var awaitedCode: Int? {
    guard let digits = artefacts.policy.identification.code?.digits else { return nil }
    // It can arrive before it is known to have been sent.
    if case .code(_)? = state.seeking?.what { return digits }
    guard let expires = state.identity.codeExpires else { return nil }
    // One that is over is still answered as such while it is asked for; otherwise a number is a number again.
    let isAsked = state.expectation == .digits(count: digits) && artefacts.policy.numbers.postcodeDigits != digits
    return state.now < expires || isAsked ? digits : nil
  }

  /// An event with the digest of a one-time code in the code's place, while one is waited for; any other as it is. Shells pass everything
  /// through here before they journal it.
  public func withoutCode(_ event: Input.Event, digest: (String) -> CodeDigest) -> Input.Event {
    // Whether a new one is wanted is no question to be answered with the old one.
    let offered = state.offersCode ? artefacts.policy.identification.code?.digits : nil
    guard let digits = awaitedCode ?? offered else { return event }
    switch event {
    // A slip of the finger is a code but for a digit.
    case .keys(let keys) where keys.count >= 4: return .code(digest(keys), said: Transcript(alternatives: []))
    case .utterance(let transcript, let proposal):
      if let found = Self.code(in: transcript, digits: digits) { return .code(digest(found.code), said: found.rest) }
      let redaction = Redaction([.code, .card], codeDigits: digits)
      let kept = transcript.alternatives.map {
        Alternative(text: redaction.apply(to: $0.text), confidence: $0.confidence)
      }
      return .utterance(Transcript(alternatives: kept), proposal: proposal)
    default: return event
    }
  }

  /// A code of so many digits in what was said, and what was said without it; nil when there is none. Shells digest the one and journal the
  /// other.
  public static func code(in transcript: Transcript, digits: Int) -> (code: String, rest: Transcript)? {
    for alternative in transcript.alternatives {
      let runs = SpokenDigits.runs(in: Normalizer.words(alternative.text)).map(\.digits)
      let joined = Self.joined(alternative.text)
      guard let code = runs.first(where: { $0.count == digits }) ?? (isCode(joined, digits) ? joined : nil) else {
        continue
      }
      let redaction = Redaction([.code, .card], codeDigits: digits)
      // Other hearings of the same code are the code but for a digit.
      let rest = transcript.alternatives.map { other in
        let holds = SpokenDigits.runs(in: Normalizer.words(other.text)).contains { $0.digits.count >= 3 }
        let isWhole = holds && (other != alternative || isCode(Self.joined(other.text), digits))
        return Alternative(text: isWhole ? "[code]" : redaction.apply(to: other.text), confidence: other.confidence)
      }
      return (code, Transcript(alternatives: rest))
    }
    return nil
  }

  private static func joined(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "-" } }

  private static func isCode(_ text: String, _ digits: Int) -> Bool {
    text.count == digits && text.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
