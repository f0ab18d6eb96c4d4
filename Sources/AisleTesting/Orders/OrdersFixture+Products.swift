public import Commerce

extension OrdersFixture {
  private static func variant(_ sku: String, _ options: [String: String], _ cents: Int, _ isThere: Bool = true)
    -> Variant
  {
    Variant(sku: sku, options: options, price: usd(cents), availability: isThere ? .inStock : .soldOut)
  }

  private static func lamp(
    _ sku: String, _ color: String, _ brightness: String, _ power: String, _ cents: Int, _ isThere: Bool = true
  )
    -> Variant
  {
    variant(sku, ["color": color, "brightness": brightness, "power source": power], cents, isThere)
  }

  private static func two(
    _ sku: String, _ one: (String, String), _ other: (String, String), _ cents: Int, _ isThere: Bool = true
  )
    -> Variant
  {
    variant(sku, [one.0: one.1, other.0: other.1], cents, isThere)
  }

  /// The products.
  public static let products: [Product] = [
    Product(
      id: "P-LAMP", name: "Desk Lamp", category: ["Home", "Lighting"],
      variants: [
        lamp("LAMP-BMM", "black", "medium", "mains", 4_200), lamp("LAMP-BHM", "black", "high", "mains", 4_800),
        lamp("LAMP-WLU", "white", "low", "USB", 4_000), lamp("LAMP-WMU", "white", "medium", "USB", 4_100),
        lamp("LAMP-WHU", "white", "high", "USB", 4_600, false), lamp("LAMP-BLU", "black", "low", "USB", 3_900),
        lamp("LAMP-SMM", "brass", "medium", "mains", 5_500),
      ]),
    Product(
      id: "P-KETTLE", name: "Camp Kettle", category: ["Outdoor", "Kitchen"],
      variants: [
        two("KETTLE-1S", ("capacity", "1L"), ("material", "steel"), 3_200),
        two("KETTLE-15S", ("capacity", "1.5L"), ("material", "steel"), 3_600),
        two("KETTLE-2S", ("capacity", "2L"), ("material", "steel"), 4_000, false),
        two("KETTLE-2E", ("capacity", "2L"), ("material", "enamel"), 4_400),
        two("KETTLE-750E", ("capacity", "750ml"), ("material", "enamel"), 3_000),
      ]),
    Product(
      id: "P-TENT", name: "Ridge Tent", category: ["Outdoor", "Tents"],
      variants: [
        two("TENT-2G", ("size", "2-person"), ("color", "green"), 19_900),
        two("TENT-3G", ("size", "3-person"), ("color", "green"), 24_900),
        two("TENT-3R", ("size", "3-person"), ("color", "red"), 24_900, false),
        two("TENT-4G", ("size", "4-person"), ("color", "green"), 31_900),
        two("TENT-4R", ("size", "4-person"), ("color", "red"), 31_500),
      ]),
    Product(
      id: "P-RUG", name: "Wool Rug", category: ["Home", "Rugs"],
      variants: [
        two("RUG-SG", ("size", "small"), ("color", "grey"), 9_000),
        two("RUG-MG", ("size", "medium"), ("color", "grey"), 12_200),
        two("RUG-LG", ("size", "large"), ("color", "grey"), 17_500),
        two("RUG-LB", ("size", "large"), ("color", "blue"), 18_200),
        two("RUG-MB", ("size", "medium"), ("color", "blue"), 12_900),
        two("RUG-SR", ("size", "small"), ("color", "red"), 8_500),
      ]),
    Product(
      id: "P-MUG", name: "Mug", category: ["Kitchen"],
      variants: [
        variant("MUG-R", ["color": "red"], 1_100), variant("MUG-B", ["color": "blue"], 1_100),
        variant("MUG-G", ["color": "green"], 1_200),
      ]),
    Product(
      id: "P-BOOT", name: "Trail Boots", category: ["Outdoor", "Footwear"],
      variants: [
        two("BOOT-8N", ("size", "8"), ("waterproof", "no"), 11_000),
        two("BOOT-9N", ("size", "9"), ("waterproof", "no"), 11_000),
        two("BOOT-9Y", ("size", "9"), ("waterproof", "yes"), 13_000),
        two("BOOT-10Y", ("size", "10"), ("waterproof", "yes"), 13_000),
      ]),
  ]
}
