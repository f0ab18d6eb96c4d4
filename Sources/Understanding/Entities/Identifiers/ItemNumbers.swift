/// Numbers of items and products of the context's shapes.
public enum ItemNumbers {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<NumberSaid>] { [] }
}
