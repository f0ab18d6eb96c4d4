internal import Commerce

/// Finding products by words, category, options, price and place.
struct ProductSearch {
  var asked: SearchProducts

  private struct Match {
    var product: Product
    var score: Int
    var isOnHand: Bool
  }

  /// What fits, what can be had first, then what fits its name best, then by identifier.
  func run(in world: any World) throws(OperationFailure) -> ProductList {
    let words = Self.words(asked.text)
    var matches: [Match] = []
    for product in try world.all(Product.self) {
      guard let score = score(product, words), let match = try match(product, score, in: world) else { continue }
      matches.append(match)
    }
    matches.sort {
      ($0.isOnHand ? 0 : 1, -$0.score, $0.product.id) < ($1.isOnHand ? 0 : 1, -$1.score, $1.product.id)
    }
    let limit = min(max(1, asked.limit), 100)
    return ProductList(products: matches.prefix(limit).map(\.product), total: matches.count)
  }

  /// How well its words fit; nil when one does not. A word of the name counts more than one of the description.
  private func score(_ product: Product, _ words: [String]) -> Int? {
    if let category = asked.category {
      let wanted = category.lowercased()
      guard product.category.contains(where: { $0.lowercased() == wanted }) else { return nil }
    }
    guard !words.isEmpty else { return 0 }
    let name = Self.words(product.name)
    let rest = Self.words(
      ([product.description, product.brand] + product.category + product.variants.flatMap { $0.options.values })
        .joined(separator: " "))
    var score = 0
    for word in words {
      if name.contains(where: { Self.fits($0, word) }) {
        score += 2
      } else if rest.contains(where: { Self.fits($0, word) }) {
        score += 1
      } else {
        return nil
      }
    }
    return score
  }

  private func match(_ product: Product, _ score: Int, in world: any World) throws(OperationFailure) -> Match? {
    let wanted = product.variants.filter { variant in
      asked.options.allSatisfy { name, value in
        variant.options.contains {
          $0.key.lowercased() == name.lowercased() && $0.value.lowercased() == value.lowercased()
        }
      }
    }
    guard !wanted.isEmpty else { return nil }
    let prices = wanted.map(\.price.minorUnits)
    if let least = asked.minimumPrice, (prices.min() ?? 0) < least.minorUnits { return nil }
    if let most = asked.maximumPrice, (prices.min() ?? 0) > most.minorUnits { return nil }
    let current = try CatalogueRules.current(product, in: world)
    var isOnHand = current.variants.contains { variant in
      variant.availability.isOnHand && wanted.contains { $0.sku == variant.sku }
    }
    if let place = asked.place {
      isOnHand = false
      for variant in wanted where !isOnHand {
        let stock = try world.find(VariantStock.self, variant.sku)
        isOnHand = stock?.places.contains { $0.id == place && $0.free(at: world.now) > 0 } == true
      }
      guard isOnHand else { return nil }
    }
    guard isOnHand || !asked.inStockOnly else { return nil }
    return Match(product: current, score: score, isOnHand: isOnHand)
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether a word is the wanted one, in the singular or the plural.
  private static func fits(_ word: String, _ wanted: String) -> Bool {
    word == wanted || word + "s" == wanted || word == wanted + "s"
  }
}
