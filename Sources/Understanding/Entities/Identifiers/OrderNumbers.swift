/// Order numbers of the context's shapes: typed, spoken sign by sign or in groups, spelled, or by their end.
public enum OrderNumbers {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<NumberSaid>] { [] }
}
