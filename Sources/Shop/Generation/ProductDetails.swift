internal import Commerce

/// What the catalogue says of products besides names and prices: descriptions, makers, weights, what goes together, and
/// how long they are taken back.
struct ProductDetails {
  var random: SplitMix64

  private static let brands = ["Northfell", "Timberline Works", "Halden", "Kestrel Supply", "Maple and Main", "Orrin"]
  private static let praise = [
    "Made to last for years", "Light enough to take along everywhere", "A favorite of our own staff",
    "Simple, sturdy and easy to clean", "Made of recycled materials",
  ]

  mutating func fill(_ products: inout [Product]) {
    let byLeaf = Dictionary(grouping: products, by: { $0.category.last ?? "" })
    let byNoun = Dictionary(grouping: products, by: { Self.noun($0) })
    for index in products.indices {
      let product = products[index]
      let praise = random.pick(Self.praise)
      products[index].brand = random.pick(Self.brands)
      products[index].description = "\(praise): the \(product.name) by \(products[index].brand)."
      let grams = random.pick(2...90) * 50
      products[index].attributes = [
        "weight": "\(grams / 1_000).\(grams % 1_000 / 100) kg", "warranty": random.pick(["one year", "two years"]),
      ]
      products[index].returnDays = Self.returnDays(product)
      let same = (byNoun[Self.noun(product)] ?? []).map(\.id).filter { $0 != product.id }
      let near = (byLeaf[product.category.last ?? ""] ?? []).map(\.id).filter { $0 != product.id && !same.contains($0) }
      products[index].substitutes = Array(random.shuffled(same).prefix(2))
      products[index].related = Array(random.shuffled(near).prefix(2))
    }
  }

  /// The name without its line ("rain jacket").
  private static func noun(_ product: Product) -> String {
    product.name.split(separator: " ").dropFirst().joined(separator: " ")
  }

  /// By category, and not at all for what is worn on the skin or drunk from.
  static func returnDays(_ product: Product) -> Int {
    if ["wool socks", "water bottle"].contains(noun(product)) { return 0 }
    switch product.category.last {
    case "Clothing", "Footwear": return 60
    case "Water", "Snow", "Cycling": return 14
    case "Patio", "Workshop": return 45
    default: return 30
    }
  }
}
