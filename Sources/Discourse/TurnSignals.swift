/// What a turn's words tell besides their meaning: for figures, supervisors and handovers. No decision hangs on it.
public struct TurnSignals: Hashable, Codable, Sendable {
  /// How the customer sounds.
  public enum Sentiment: String, Hashable, Codable, Sendable, CaseIterable { case negative, neutral, positive }
  /// How much trouble the matter has been to the customer, as told in this turn: none told; some ("still waiting"); much ("the third
  /// time I call").
  public enum Effort: String, Hashable, Codable, Sendable, CaseIterable { case none, some, high }

  /// How the customer sounds.
  public var sentiment: Sentiment
  /// From -1 (furious) to 1 (delighted); 0 when nothing is told.
  public var score: Double
  /// How much trouble it has been.
  public var effort: Effort
  /// Why the customer is in touch, when this turn says so: an intent's name, what is wished of an order ("return"), "question" or
  /// "person".
  public var reason: String?

  /// Makes signals.
  public init(sentiment: Sentiment, score: Double, effort: Effort, reason: String?) {
    self.sentiment = sentiment
    self.score = score
    self.effort = effort
    self.reason = reason
  }
}
