/// E-mail addresses in lower case: typed, or spoken with "at" and "dot".
public enum Emails {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] { [] }
}
