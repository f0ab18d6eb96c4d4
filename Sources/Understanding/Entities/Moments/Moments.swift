/// Days, times and stretches of either.
public enum Moments {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Moment>] { [] }
}
