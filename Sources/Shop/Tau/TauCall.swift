public import Commerce

/// A call of one of the tau retail world's tools.
public struct TauCall: Decodable, Sendable {
  /// The tool's name.
  public var name: String
  private var arguments: Arguments

  private struct Arguments: Decodable {
    var orderID: String?
    var userID: String?
    var productID: String?
    var itemID: String?
    var email: String?
    var firstName: String?
    var lastName: String?
    var zip: String?
    var reason: String?
    var items: [String]?
    var newItems: [String]?
    var method: String?
    var address1: String?
    var address2: String?
    var city: String?
    var state: String?
    var country: String?

    enum CodingKeys: String, CodingKey {
      case email, zip, reason, address1, address2, city, state, country
      case orderID = "order_id"
      case userID = "user_id"
      case productID = "product_id"
      case itemID = "item_id"
      case firstName = "first_name"
      case lastName = "last_name"
      case items = "item_ids"
      case newItems = "new_item_ids"
      case method = "payment_method_id"
    }

    /// All six parts or nothing.
    var address: Address? {
      guard let address1, let address2, let city, let state, let country, let zip else { return nil }
      return TauMapping.address(
        TauRows.Address(address1: address1, address2: address2, city: city, country: country, state: state, zip: zip))
    }

    /// Old and new items by position; nil when they are not as many.
    var changes: [LineChange]? {
      guard let items, let newItems, items.count == newItems.count else { return nil }
      return zip2(items, newItems)
    }

    private func zip2(_ old: [String], _ new: [String]) -> [LineChange] {
      Swift.zip(old, new).map { LineChange(sku: $0, newSku: $1) }
    }
  }

  /// The typed operation it means; nil when it means none (a note, a sum, a transfer) or lacks what it needs.
  public var operation: Commerce.Operation? { typed.map { Commerce.Operation($0) } }

  private var typed: (any TypedOperation)? { write ?? read }

  private var write: (any TypedOperation)? {
    let asked = arguments
    switch name {
    case "cancel_pending_order":
      guard let order = asked.orderID else { return nil }
      return CancelOrder(order: order, reason: TauMapping.reasons.first { $0.0 == asked.reason }?.1 ?? .other)
    case "modify_pending_order_address":
      guard let order = asked.orderID, let address = asked.address else { return nil }
      return ChangeOrderAddress(order: order, address: address)
    case "modify_user_address":
      guard let user = asked.userID, let address = asked.address else { return nil }
      return ChangeCustomerAddress(customer: user, address: address)
    case "modify_pending_order_payment":
      guard let order = asked.orderID, let method = asked.method else { return nil }
      return ChangeOrderPayment(order: order, paymentMethod: method)
    case "modify_pending_order_items":
      guard let order = asked.orderID, let changes = asked.changes, let method = asked.method else { return nil }
      return ChangeOrderItems(order: order, changes: changes, paymentMethod: method)
    case "return_delivered_order_items":
      guard let order = asked.orderID, let items = asked.items, let method = asked.method else { return nil }
      return ReturnItems(order: order, lines: items.map { LineQuantity(sku: $0) }, refundTo: method)
    case "exchange_delivered_order_items":
      guard let order = asked.orderID, let changes = asked.changes, let method = asked.method else { return nil }
      return ExchangeItems(order: order, changes: changes, paymentMethod: method)
    default: return nil
    }
  }

  private var read: (any TypedOperation)? {
    let asked = arguments
    switch name {
    case "find_user_id_by_email": return IdentifyCustomer(email: asked.email)
    case "find_user_id_by_name_zip":
      return IdentifyCustomer(givenName: asked.firstName, familyName: asked.lastName, postcode: asked.zip)
    case "get_user_details": return FindCustomer(customer: asked.userID ?? "")
    case "get_order_details": return FindOrder(order: asked.orderID ?? "")
    case "get_product_details": return FindProduct(product: asked.productID ?? "")
    case "get_item_details": return FindProduct(sku: asked.itemID ?? "")
    case "list_all_product_types": return SearchProducts(limit: 100)
    default: return nil
    }
  }
}

/// A practice task: what the caller wants, in words, and the calls of one right run.
public struct TauTask: Decodable, Sendable {
  /// The task's identifier.
  public var id: String
  /// The customer it is about.
  public var user: String
  /// What the caller knows and wants.
  public var instruction: String
  /// The calls of one right run.
  public var actions: [TauCall]

  enum CodingKeys: String, CodingKey {
    case id, instruction, actions
    case user = "user_id"
  }
}
