public import Policy

/// The one-time code of rehearsals: where a conversation is played through without a shell, codes are always this one.
public enum RehearsalCode {
  /// What the customer is sent.
  public static let code = "314159"

  /// The digest that stands for a code; one of nothing fits no code.
  public static func digest(_ code: String) -> CodeDigest { CodeDigest(Array((code.isEmpty ? "none" : code).utf8)) }
}
