internal import Commerce
public import Discourse
public import Policy
public import Understanding

/// Cards: their numbers never come in here. What was said of one was cut before, what was keyed comes as a token.
extension Conversation {
  private static let mostCardTries = 3

  /// Takes note that a card's number, or another secret, was cut out of what was said, and tells what to do instead; gives what is left, or
  /// nil when that was all.
  mutating func mindCard(_ transcript: Transcript) -> Transcript? {
    guard transcript.alternatives.contains(where: { $0.text.contains(CardWatch.placeholder) }) else {
      guard transcript.alternatives.contains(where: { $0.text.contains(CardWatch.secretPlaceholder) }) else {
        return transcript
      }
      say(["secret.spoken"])
      return rest(of: transcript) { $0.contains(CardWatch.secretPlaceholder) }
    }
    // Where another number is asked for, the keys are that one's.
    state.awaitsCard = false
    state.awaitsCard =
      artefacts.policy.cardsByKeypad && state.opening?.channel.isSpoken == true && wantedNumber == .nothing
    say([state.awaitsCard ? "card.spoken_keypad" : "card.spoken"])
    return rest(of: transcript) { $0.contains(CardWatch.placeholder) || $0.contains(CardWatch.secretPlaceholder) }
  }

  /// A card was keyed.
  mutating func keyed(_ card: KeyedCard) {
    switch card {
    case .taken(let token):
      (state.card, state.awaitsCard, state.cardTries) = (token, false, 0)
      say(["card.taken"], facts: ["last_digits": Spoken.digits(token.lastFour)])
    case .refused(let reason):
      state.cardTries += 1
      let goesOn = reason != .noToken && state.cardTries < Self.mostCardTries && artefacts.policy.cardsByKeypad
      state.awaitsCard = goesOn
      say([goesOn ? "card.again" : "card.not_taken"])
      if goesOn { return expect(.anything) }
    }
    askAnew()
  }

  /// What goes along to a person of a card that was keyed.
  var cardAttached: [String: String] {
    state.card.map { ["card": "\($0.network) ending in \($0.lastFour), token \($0.token)"] } ?? [:]
  }

  /// How the media's edge is to treat what comes from the caller now. A function of the state, so that a replay gives the same.
  public var mediaOrders: MediaOrders {
    guard let opening = state.opening, opening.channel.isSpoken else { return MediaOrders(number: wantedNumber) }
    var orders = MediaOrders(number: wantedNumber)
    if let digits = awaitedCode {
      orders.secret = .code(digits: digits)
    } else if state.awaitsCard {
      orders.secret = .card
    }
    let rules = artefacts.policy.recording
    let isPaused: Bool =
      switch orders.secret {
      case .code: rules.pauses.contains(.code)
      case .card: rules.pauses.contains(.card)
      case nil: state.frames.last.map { rules.pausedIntents.contains($0.intent) } ?? false
      }
    orders.recording = state.recording?.order(isPaused: isPaused, refused: rules.refused) ?? .off
    return orders
  }

  private var wantedNumber: CardWatch.Wanted {
    if state.awaitsCard { return .card }
    if case .digits(let count) = state.expectation { return .digits(count) }
    if case .telephone = state.expectation { return .phone }
    guard case .slot(let name) = state.focus, let frame = state.frames.last,
      let slot = artefacts.intents.intent(frame.intent)?.slots.first(where: { $0.name == name })
    else { return .nothing }
    switch slot.kind {
    case .code, .number: return .own
    case .phone: return .phone
    default: return slot.digits > 0 ? .digits(slot.digits) : .nothing
    }
  }
}

extension Command {
  /// Whether it shows that no card will be keyed after all.
  var turnsFromCard: Bool {
    switch self {
    case .start, .wish, .question, .deny, .cancel, .person, .goodbye: true
    default: false
    }
  }
}

/// How the media's edge is to treat what comes from the caller.
public struct MediaOrders: Hashable, Sendable {
  /// What is to be keyed that nobody else may learn; nil: nothing.
  public var secret: SecretWanted?
  /// What kind of number is asked for.
  public var number: CardWatch.Wanted
  /// Whether the call is recorded.
  public var recording: RecordingOrder

  /// Makes orders.
  public init(secret: SecretWanted? = nil, number: CardWatch.Wanted = .nothing, recording: RecordingOrder = .off) {
    self.secret = secret
    self.number = number
    self.recording = recording
  }
}
