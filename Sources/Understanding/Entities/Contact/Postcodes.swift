/// Postcodes of the countries whose patterns are known.
public enum Postcodes {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Postcode>] { [] }
}
