/// What a caller can mean: the closed set that understanding turns words into, and all that a language model could propose.
public enum Command: Hashable, Codable, Sendable {
  /// Start an intent of the intent map, with how sure we are (0 to 1).
  case start(intent: String, confidence: Double)
  /// Set or correct a slot with candidate values, best first.
  case fill(slot: String, candidates: [SlotCandidate])
  /// Something wanted of goods, orders or the account; without a verb something named in answer or correction.
  case wish(Wish)
  /// Something that records can answer.
  case question(Question)
  /// Who the customer says he is.
  case identify([IdentityClue])
  /// Yes.
  case affirm
  /// No.
  case deny
  /// Say the last thing again.
  case `repeat`
  /// Give me a moment.
  case wait
  /// Let me talk to a person.
  case person
  /// Stop this, never mind.
  case cancel
  /// Goodbye; nothing more.
  case goodbye
  /// Thanks, hello: a word that asks for nothing.
  case smallTalk
  /// None of the above.
  case notUnderstood
}

/// One possible value of a slot with how likely it is, 0 to 1.
public struct SlotCandidate: Hashable, Codable, Sendable {
  /// The value in its normal form (digits "40217", a store's identifier).
  public var value: String
  /// How likely it is among the candidates.
  public var score: Double

  /// Makes a candidate.
  public init(value: String, score: Double) {
    self.value = value
    self.score = score
  }
}
