internal import Commerce

/// What a cart costs: its lines at today's prices, what its codes take off, and how it is sent.
enum CartPricing {
  /// How long a cart is kept after it was last touched, in milliseconds.
  static let lifetime: Int64 = 24 * 3_600_000
  /// From this subtotal on, standard sending costs nothing.
  private static let freeFrom = 7_500

  /// The ways to send goods of a subtotal.
  static func shipping(for subtotal: Money) -> [ShippingOption] {
    let standard = subtotal.minorUnits < freeFrom ? 695 : 0
    return [
      ShippingOption(
        id: "standard", name: "standard", price: Money(minorUnits: standard, currency: subtotal.currency), days: 5),
      ShippingOption(
        id: "express", name: "express", price: Money(minorUnits: 1_995, currency: subtotal.currency), days: 2),
    ]
  }

  /// The cart with its sums made anew. Whoever changes a cart's lines, codes or sending ends with this.
  static func priced(_ cart: Cart, in world: any World) throws(OperationFailure) -> Cart {
    var cart = cart
    let currency = cart.lines.first?.unitPrice.currency ?? cart.subtotal.currency
    cart.subtotal = Money(
      minorUnits: cart.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice.minorUnits }, currency: currency)
    cart.shippingOptions = cart.lines.isEmpty ? [] : shipping(for: cart.subtotal)
    let chosen = cart.shipping?.id ?? "standard"
    cart.shipping = cart.shippingOptions.first { $0.id == chosen }
    let goods = cart.subtotal.minorUnits + (cart.shipping?.price.minorUnits ?? 0)
    cart.discount = Money(
      minorUnits: min(goods, try CartDiscount.discount(on: cart, in: world)), currency: currency)
    cart.total = Money(minorUnits: goods - cart.discount.minorUnits, currency: currency)
    return cart
  }

  /// Lines out of what is asked, at today's prices. Throws `.notFound`, `.invalidArguments` or `.outOfStock`.
  static func lines(_ asked: [LineQuantity], in world: any World) throws(OperationFailure) -> [CartLine] {
    var lines: [CartLine] = []
    for wanted in asked {
      guard (1...1_000).contains(wanted.quantity) else {
        throw OperationFailure(.invalidArguments, "a line is of 1 to 1000")
      }
      let (product, variant) = try CatalogueRules.variant(wanted.sku, in: world)
      if let index = lines.firstIndex(where: { $0.sku == wanted.sku }) {
        lines[index].quantity += wanted.quantity
      } else {
        lines.append(
          CartLine(
            sku: variant.sku, name: product.name, variant: variant.words, quantity: wanted.quantity,
            unitPrice: variant.price))
      }
    }
    for line in lines {
      guard let stock = try world.find(VariantStock.self, line.sku), stock.free(at: world.now) >= line.quantity else {
        throw OperationFailure(.outOfStock, "there is not enough of a variant left")
      }
    }
    return lines
  }
}
