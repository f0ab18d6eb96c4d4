public import Discourse

/// Addresses spelled out, whole or in part.
public enum Addresses {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<[AddressPart]>] { [] }
}
