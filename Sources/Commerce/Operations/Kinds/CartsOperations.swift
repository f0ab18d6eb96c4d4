/// Begins a cart.
public struct CreateCart: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Cart
  /// What it promises.
  public static let contract = Contract(
    .createCart, .write, risk: .low, errors: [.notFound, .outOfStock, .invalidArguments], budgetMilliseconds: 3_000)

  /// Whose.
  public var customer: String?
  /// What is put in.
  public var lines: [LineQuantity]

  /// Makes the operation.
  public init(customer: String? = nil, lines: [LineQuantity]) {
    self.customer = customer
    self.lines = lines
  }
}

/// One cart.
public struct FindCart: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Cart
  /// What it promises.
  public static let contract = Contract(.findCart, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The cart.
  public var cart: String

  /// Makes the operation.
  public init(cart: String) {
    self.cart = cart
  }
}

/// Says anew what is in a cart and how it is sent.
public struct ChangeCart: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Cart
  /// What it promises.
  public static let contract = Contract(
    .changeCart, .write, risk: .low, errors: [.notFound, .outOfStock, .refused, .invalidArguments],
    budgetMilliseconds: 3_000)

  /// The cart.
  public var cart: String
  /// All that is to be in it; empty: nothing.
  public var lines: [LineQuantity]
  /// The shipping option; nil: stays.
  public var shipping: String?

  /// Makes the operation.
  public init(cart: String, lines: [LineQuantity], shipping: String? = nil) {
    self.cart = cart
    self.lines = lines
    self.shipping = shipping
  }
}

/// Applies a code to a cart.
public struct ApplyPromotion: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Cart
  /// What it promises.
  public static let contract = Contract(
    .applyPromotion, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 3_000)

  /// The cart.
  public var cart: String
  /// The code.
  public var code: String

  /// Makes the operation.
  public init(cart: String, code: String) {
    self.cart = cart
    self.code = code
  }
}

/// Turns a cart into an order and takes the money.
public struct PlaceOrder: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Order
  /// What it promises.
  public static let contract = Contract(
    .placeOrder, .write, risk: .high, errors: [.notFound, .outOfStock, .declined, .refused, .invalidArguments],
    budgetMilliseconds: 6_000)

  /// The cart.
  public var cart: String
  /// Who orders.
  public var customer: String
  /// How it is paid: one of the customer's.
  public var paymentMethod: String
  /// Where it goes; nil: where the customer lives.
  public var deliverTo: Address?

  /// Makes the operation.
  public init(cart: String, customer: String, paymentMethod: String, deliverTo: Address? = nil) {
    self.cart = cart
    self.customer = customer
    self.paymentMethod = paymentMethod
    self.deliverTo = deliverTo
  }

  /// What is about a person.
  public static let personal: Set<String> = ["deliverTo"]
}
