/// Numbers of items and products of the context's shapes. A number of ten digits may as well be a telephone number: `Entities` weighs the two.
public enum ItemNumbers {
  static let cues: Set<String> = [
    "item", "items", "product", "sku", "article", "variant", "model", "part", "products", "catalogue", "catalog",
  ]

  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<NumberSaid>] {
    ReferenceNumbers(
      shapes: context.itemShapes, cues: cues,
      otherCues: OrderNumbers.cues.subtracting(["number", "no"]).union(Cues.card).union(Cues.phone).union(Cues.postcode)
        .union(Cues.code),
      isExpected: context.expected.contains(.itemNumber)
    ).find(in: tokens)
  }
}
