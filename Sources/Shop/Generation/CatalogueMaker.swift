internal import Commerce

/// Makes the catalogue: about five products of each kind, each with all combinations of its options.
struct CatalogueMaker {
  var random: SplitMix64

  mutating func make() -> [Product] {
    var products: [Product] = []
    for kind in ProductKind.all {
      let names = random.shuffled(ProductKind.lines).prefix(random.pick(3...6))
      for name in names { products.append(product(kind, name: "\(name) \(kind.noun)", number: products.count + 1)) }
    }
    return products
  }

  private mutating func product(_ kind: ProductKind, name: String, number: Int) -> Product {
    let dollars = random.pick(kind.dollars)
    let cents = dollars * 100 + random.pick([-1, -5, 0, 0])
    let combinations = Self.combinations(kind.options)
    let variants = combinations.enumerated().map { index, options in
      Variant(
        sku: "\(kind.code)-\(Self.padded(number, to: 4))-\(Self.padded(index + 1, to: 2))", options: options,
        price: Money(minorUnits: cents + surcharge(options, cents: cents), currency: "USD"),
        gtin: Self.gtin(item: number * 100 + index))
    }
    return Product(id: "P\(Self.padded(number, to: 4))", name: name, category: kind.category, variants: variants)
  }

  /// Bigger forms of costly things cost more.
  private func surcharge(_ options: [String: String], cents: Int) -> Int {
    switch options["capacity"] ?? options["volume"] ?? options["length"] {
    case "three person", "fifty liter", "long", "one hundred foot": cents / 1_000 * 100
    case "four person": cents / 500 * 100
    default: 0
    }
  }

  private static func combinations(_ options: [(name: String, values: [String])]) -> [[String: String]] {
    options.reduce([[:]]) { partial, option in
      partial.flatMap { chosen in option.values.map { chosen.merging([option.name: $0]) { $1 } } }
    }
  }

  /// A GTIN-14: indicator 0, a company prefix, the item, and the GS1 check digit (weights 3 and 1 from the left).
  private static func gtin(item: Int) -> String {
    let body = "00850417" + padded(item % 100_000, to: 5)
    let sum = body.utf8.enumerated().reduce(0) { $0 + Int($1.element - 48) * ($1.offset.isMultiple(of: 2) ? 3 : 1) }
    return body + String((10 - sum % 10) % 10)
  }

  /// A number with leading zeros.
  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Variant {
  /// The variant in words ("green, three person"): the values in the order of their options' names; empty when there is
  /// no choice.
  var words: String { options.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ") }
}
