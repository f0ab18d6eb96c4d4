import Commerce
import Vendors

/// Looking at products and stock.
extension ShopifyShop {
  func findProduct(_ asked: FindProduct, _ deadline: Deadline) async throws(OperationFailure) -> Product {
    if let product = asked.product {
      guard let gid = ShopifyID.gid("Product", product) else { throw noProduct }
      return try await self.product(gid, deadline)
    }
    guard let sku = asked.sku, let term = ShopifySearch.term("sku", sku) else { throw noProduct }
    let data = try await api.query(Self.ofVariant, ["query": .string(term)], deadline)
    let variant = try nodes(data, "productVariants").first { $0["sku"]?.string == sku }
    guard let gid = variant?["product"]?["id"]?.string else { throw noProduct }
    return try await self.product(gid, deadline)
  }

  private func product(_ gid: String, _ deadline: Deadline) async throws(OperationFailure) -> Product {
    let data = try await api.query(Self.product, ["id": .string(gid)], deadline)
    guard let json = try record(data, "product") else { throw noProduct }
    guard json["id"]?.string == gid else { throw other("product") }
    return try product(json, currency: data["shop"]?["currencyCode"]?.string)
  }

  /// Words are Shopify's to find; category, options and prices are compared here.
  func searchProducts(_ asked: SearchProducts, _ deadline: Deadline) async throws(OperationFailure) -> ProductList {
    guard asked.place == nil else {
      throw OperationFailure(
        .unsupported, "\(api.name) does not search products by place", mayHaveHappened: false)
    }
    // Bare words, so that each of them counts by itself.
    let words = asked.text.split { !$0.isLetter && !$0.isNumber }.filter { !["OR", "AND", "NOT"].contains($0) }
    var terms = words.map(String.init)
    if let category = asked.category, let term = ShopifySearch.term("product_type", category) { terms.append(term) }
    terms.append("status:active")
    let data = try await api.query(
      Self.products, ["query": .string(terms.joined(separator: " AND ")), "size": .whole(12)], deadline)
    guard let nodes = data["products"]?["nodes"]?.array else { throw api.invalid("told no products", isWrite: false) }
    var products: [Product] = []
    for node in nodes {
      var product: Product
      do throws(OperationFailure) {
        product = try self.product(node, currency: data["shop"]?["currencyCode"]?.string)
      } catch {
        // It has more variants than a search brings.
        guard let gid = node["id"]?.string else { throw error }
        product = try await self.product(gid, deadline)
      }
      guard
        asked.category.map({ wanted in product.category.contains { CanonicalWords.isSameName($0, wanted) } }) ?? true
      else { continue }
      product.variants = product.variants.filter { Self.fits($0, asked) }
      if !product.variants.isEmpty { products.append(product) }
    }
    let limit = min(max(1, asked.limit), 100)
    let inStock = products.filter { $0.variants.contains { $0.availability == .inStock } }
    let others = products.filter { !$0.variants.contains { $0.availability == .inStock } }
    return ProductList(products: Array((inStock + others).prefix(limit)), total: products.count)
  }

  private static func fits(_ variant: Variant, _ asked: SearchProducts) -> Bool {
    let options = asked.options.allSatisfy { name, value in
      variant.options.contains { CanonicalWords.isSameName($0.key, name) && CanonicalWords.isSameName($0.value, value) }
    }
    return options && (asked.minimumPrice.map { variant.price.minorUnits >= $0.minorUnits } ?? true)
      && (asked.maximumPrice.map { variant.price.minorUnits <= $0.minorUnits } ?? true)
      && (!asked.inStockOnly || variant.availability == .inStock)
  }

  func checkInventory(_ asked: CheckInventory, _ deadline: Deadline) async throws(OperationFailure) -> StockLevels {
    guard let term = ShopifySearch.term("sku", asked.sku) else { throw noProduct }
    let data = try await api.query(Self.stock, ["query": .string(term)], deadline)
    // Shopify finds without regard to case: the exact one first.
    let found = try nodes(data, "productVariants")
    let variant =
      found.first { $0["sku"]?.string == asked.sku }
      ?? found.first { $0["sku"]?.string?.lowercased() == asked.sku.lowercased() }
    guard let variant else { throw noProduct }
    do throws(Misfit) {
      let levels = try ShopifyCatalogue.stock(variant, places: settings.places, asOf: now())
      return StockLevels(levels: levels.filter { asked.places.isEmpty || asked.places.contains($0.place) })
    } catch {
      throw misfit(error, "stock")
    }
  }

  private func product(_ json: JSONValue, currency: String?) throws(OperationFailure) -> Product {
    guard let currency else { throw api.invalid("did not tell its currency", isWrite: false) }
    do throws(Misfit) { return try ShopifyCatalogue.product(json, currency: currency) } catch {
      throw misfit(error, "product")
    }
  }

  private var noProduct: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no such product", mayHaveHappened: false)
  }

  private static func parts(variants: Int) -> String {
    """
    fragment ProductParts on Product {
      id title productType vendor status description(truncateAt: 400)
      variants(first: \(variants)) {
        nodes {
          sku barcode price availableForSale inventoryQuantity inventoryPolicy selectedOptions { name value }
        }
        pageInfo { hasNextPage }
      }
    }
    """
  }
  private static let product = """
    query AisleFindProduct($id: ID!) { shop { currencyCode } product(id: $id) { ...ProductParts } }
    \(parts(variants: 200))
    """
  private static let ofVariant = """
    query AisleFindVariant($query: String!) { productVariants(first: 5, query: $query) { nodes { sku product { id } } } }
    """
  private static let products = """
    query AisleSearchProducts($query: String!, $size: Int!) {
      shop { currencyCode } products(first: $size, query: $query) { nodes { ...ProductParts } }
    }
    \(parts(variants: 30))
    """
  private static let stock = """
    query AisleCheckInventory($query: String!) {
      productVariants(first: 5, query: $query) {
        nodes {
          sku inventoryPolicy
          inventoryItem {
            inventoryLevels(first: 20) {
              nodes {
                location { id name }
                quantities(names: ["available", "on_hand", "committed", "reserved", "safety_stock", "incoming"]) {
                  name quantity
                }
              }
              pageInfo { hasNextPage }
            }
          }
        }
      }
    }
    """
}
