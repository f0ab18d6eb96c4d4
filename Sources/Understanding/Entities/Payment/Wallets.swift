public import Discourse

/// Ways of paying.
public enum Wallets {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<WalletReference>] { [] }
}
