/// Numbers with units.
public enum Measures {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Measure>] { [] }
}
