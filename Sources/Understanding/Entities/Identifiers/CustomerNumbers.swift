/// User names and customer numbers: "noah_brown_6181", "my user id is …".
public enum CustomerNumbers {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] { [] }
}
