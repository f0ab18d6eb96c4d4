internal import Commerce

/// What there is to buy.
enum CatalogueRules {
  static func register(in rules: inout ShopRules) {
    rules.on(FindProduct.self, find)
    rules.on(SearchProducts.self) { asked, world throws(OperationFailure) in
      try ProductSearch(asked: asked).run(in: world)
    }
  }

  @Sendable private static func find(_ asked: FindProduct, _ world: any World) throws(OperationFailure) -> Product {
    if let id = asked.product { return try current(try world.need(Product.self, id), in: world) }
    return try current(try variant(asked.sku ?? "", in: world).0, in: world)
  }

  /// A variant with its product. Throws `.notFound`.
  static func variant(_ sku: String, in world: any World) throws(OperationFailure) -> (Product, Variant) {
    for product in try world.list(Product.self, "sku", sku) {
      if let variant = product.variants.first(where: { $0.sku == sku }) { return (product, variant) }
    }
    throw OperationFailure(.notFound, "there is no such variant")
  }

  /// A product with what can be had of it now.
  static func current(_ product: Product, in world: any World) throws(OperationFailure) -> Product {
    var product = product
    for index in product.variants.indices {
      product.variants[index].availability = try Stockroom.availability(of: product.variants[index], in: world)
    }
    return product
  }
}
