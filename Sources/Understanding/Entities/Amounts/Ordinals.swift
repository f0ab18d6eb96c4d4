/// Which one in a row: 1 is the first, -1 the last, -2 the last but one.
public enum Ordinals {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Int>] { [] }
}
