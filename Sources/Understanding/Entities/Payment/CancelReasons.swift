public import Commerce

/// Why an order is called off.
public enum CancelReasons {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<CancelReason>] { [] }
}
