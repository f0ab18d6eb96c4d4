public import Discourse
public import Policy

/// What a chatting customer is shown.
public enum TextEvent: Sendable {
  /// The agent says this.
  case said(String)
  /// What the last words were taken to mean.
  case understood([Command])
  /// What policy said of an operation.
  case decided(Decision)
  /// It is the customer's turn.
  case awaiting
  /// The conversation is over.
  case ended
}
