/// One-time codes, digits only.
public enum OneTimeCodes {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] { [] }
}
