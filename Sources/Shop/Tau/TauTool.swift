public import Commerce
internal import Foundation

/// A typed operation as the tau retail world would call it: the other way round from `TauCall`.
public struct TauTool: Encodable, Hashable, Sendable {
  /// A value of an argument.
  enum Value: Encodable, Hashable, Sendable {
    case text(String), texts([String])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .texts(let texts): try container.encode(texts)
      }
    }
  }

  /// The tool's name.
  public var name: String
  var arguments: [String: Value]

  /// As JSON on one line: `{"arguments": {…}, "name": "…"}`.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// The tool for an operation; nil when that world has none.
  public init?(_ operation: Commerce.Operation) {
    guard let (name, arguments) = Self.write(operation.value) ?? Self.read(operation.value) else { return nil }
    self.name = name
    self.arguments = arguments
  }

  private static func write(_ operation: any TypedOperation) -> (String, [String: Value])? {
    switch operation {
    case let asked as CancelOrder:
      let reason = TauMapping.reasons.first { $0.1 == asked.reason }?.0 ?? asked.reason.rawValue
      return ("cancel_pending_order", ["order_id": .text(asked.order), "reason": .text(reason)])
    case let asked as ChangeOrderAddress:
      return (
        "modify_pending_order_address", address(asked.address).merging(["order_id": .text(asked.order)]) { $1 }
      )
    case let asked as ChangeCustomerAddress:
      return ("modify_user_address", address(asked.address).merging(["user_id": .text(asked.customer)]) { $1 })
    case let asked as ChangeOrderPayment:
      return (
        "modify_pending_order_payment",
        ["order_id": .text(asked.order), "payment_method_id": .text(asked.paymentMethod)]
      )
    case let asked as ChangeOrderItems:
      return (
        "modify_pending_order_items",
        items(asked.changes).merging([
          "order_id": .text(asked.order), "payment_method_id": .text(asked.paymentMethod),
        ]) { $1 }
      )
    case let asked as ReturnItems:
      return (
        "return_delivered_order_items",
        [
          "order_id": .text(asked.order), "item_ids": .texts(TauRules.single(asked.lines)),
          "payment_method_id": .text(asked.refundTo),
        ]
      )
    case let asked as ExchangeItems:
      return (
        "exchange_delivered_order_items",
        items(asked.changes).merging([
          "order_id": .text(asked.order), "payment_method_id": .text(asked.paymentMethod),
        ]) { $1 }
      )
    default: return nil
    }
  }

  private static func read(_ operation: any TypedOperation) -> (String, [String: Value])? {
    switch operation {
    case let asked as IdentifyCustomer:
      if let email = asked.email { return ("find_user_id_by_email", ["email": .text(email)]) }
      guard let first = asked.givenName, let last = asked.familyName, let zip = asked.postcode else { return nil }
      return (
        "find_user_id_by_name_zip",
        ["first_name": .text(first), "last_name": .text(last), "zip": .text(zip)]
      )
    case let asked as FindCustomer: return ("get_user_details", ["user_id": .text(asked.customer)])
    case let asked as FindOrder: return ("get_order_details", ["order_id": .text(asked.order)])
    case let asked as FindProduct:
      if let product = asked.product { return ("get_product_details", ["product_id": .text(product)]) }
      return asked.sku.map { ("get_item_details", ["item_id": .text($0)]) }
    case is SearchProducts: return ("list_all_product_types", [:])
    default: return nil
    }
  }

  private static func items(_ changes: [LineChange]) -> [String: Value] {
    let single = TauRules.single(changes)
    return ["item_ids": .texts(single.map(\.sku)), "new_item_ids": .texts(single.map(\.newSku))]
  }

  private static func address(_ address: Address) -> [String: Value] {
    let row = TauMapping.row(address)
    return [
      "address1": .text(row.address1), "address2": .text(row.address2), "city": .text(row.city),
      "state": .text(row.state), "country": .text(row.country), "zip": .text(row.zip),
    ]
  }
}
