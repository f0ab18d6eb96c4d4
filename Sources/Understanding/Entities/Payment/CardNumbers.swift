/// Numbers of payment cards: they pass the card networks' check sum (ISO/IEC 7812-1, H. P. Luhn) and must be cut from what is kept.
public enum CardNumbers {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] { [] }
}
