/// Order numbers of the context's shapes: typed, spoken sign by sign or in groups, spelled with code words, or by their end. Digits that were
/// announced as an order's but fit no shape by one digit come with little confidence, for `DigitConfusion` to compare with what exists.
public enum OrderNumbers {
  static let cues: Set<String> = [
    "order", "orders", "ordernumber", "purchase", "confirmation", "reference", "ref", "receipt", "tracking", "odrer",
    "oder", "ordr", "number", "no", "shipment", "package", "parcel", "delivery",
  ]

  /// What may stand between two numbers of which the same is wanted ("40217 and also 40218", "40217, and what about order 40218").
  public static let joining: Set<String> = [
    "and", "or", "also", "plus", "then", "both", "too", "order", "orders", "number", "what", "about", "how",
  ]

  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<NumberSaid>] {
    ReferenceNumbers(
      shapes: context.orderShapes, cues: cues,
      otherCues: ItemNumbers.cues.union(Cues.card).union(Cues.phone).union(Cues.postcode).union(Cues.code),
      isExpected: context.expected.contains(.orderNumber)
    ).find(in: tokens)
  }
}
