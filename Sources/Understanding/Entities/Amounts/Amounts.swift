/// Money and percentages.
public enum Amounts {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Amount>] { [] }
}
