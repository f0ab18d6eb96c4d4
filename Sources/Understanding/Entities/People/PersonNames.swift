/// Names of persons.
public enum PersonNames {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<PersonName>] { [] }
}
