internal import Foundation

/// The rows of the tau retail world as its files have them.
enum TauRows {
  /// Money: dollars there, as a number with a fraction.
  struct Dollars: Codable, Hashable, Sendable {
    var cents: Int

    init(cents: Int) { self.cents = cents }

    init(from decoder: any Decoder) throws {
      var exact = try decoder.singleValueContainer().decode(Decimal.self) * 100
      var whole = Decimal()
      NSDecimalRound(&whole, &exact, 0, .plain)
      cents = NSDecimalNumber(decimal: whole).intValue
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(Decimal(cents) / 100)
    }
  }

  struct Address: Codable, Hashable, Sendable {
    var address1: String
    var address2: String
    var city: String
    var country: String
    var state: String
    var zip: String
  }

  struct Item: Codable, Hashable, Sendable {
    var name: String
    var product: String
    var item: String
    var price: Dollars
    var options: [String: String]

    enum CodingKeys: String, CodingKey {
      case name, price, options
      case product = "product_id"
      case item = "item_id"
    }
  }

  struct Fulfillment: Codable, Hashable, Sendable {
    var tracking: [String]
    var items: [String]

    enum CodingKeys: String, CodingKey {
      case tracking = "tracking_id"
      case items = "item_ids"
    }
  }

  struct Transaction: Codable, Hashable, Sendable {
    var kind: String
    var amount: Dollars
    var method: String

    enum CodingKeys: String, CodingKey {
      case amount
      case kind = "transaction_type"
      case method = "payment_method_id"
    }
  }

  struct Order: Codable, Hashable, Sendable {
    var number: String
    var user: String
    var address: Address
    var items: [Item]
    var fulfillments: [Fulfillment]
    var status: String
    var payments: [Transaction]
    var cancelReason: String?
    var returnItems: [String]?
    var returnMethod: String?
    var exchangeItems: [String]?
    var exchangeNewItems: [String]?
    var exchangeMethod: String?
    var exchangeDifference: Dollars?

    enum CodingKeys: String, CodingKey {
      case address, items, fulfillments, status
      case number = "order_id"
      case user = "user_id"
      case payments = "payment_history"
      case cancelReason = "cancel_reason"
      case returnItems = "return_items"
      case returnMethod = "return_payment_method_id"
      case exchangeItems = "exchange_items"
      case exchangeNewItems = "exchange_new_items"
      case exchangeMethod = "exchange_payment_method_id"
      case exchangeDifference = "exchange_price_difference"
    }
  }

  struct Name: Codable, Hashable, Sendable {
    var first: String
    var last: String

    enum CodingKeys: String, CodingKey {
      case first = "first_name"
      case last = "last_name"
    }
  }

  struct Method: Codable, Hashable, Sendable {
    var source: String
    var id: String
    var brand: String?
    var lastFour: String?
    var balance: Dollars?

    enum CodingKeys: String, CodingKey {
      case source, id, brand, balance
      case lastFour = "last_four"
    }
  }

  struct User: Codable, Hashable, Sendable {
    /// Its own identifier: the second edition repeats it in the row.
    var id: String?
    var name: Name
    var address: Address
    var email: String
    var methods: [String: Method]
    var orders: [String]

    enum CodingKeys: String, CodingKey {
      case name, address, email, orders
      case id = "user_id"
      case methods = "payment_methods"
    }
  }

  struct Variant: Codable, Hashable, Sendable {
    var item: String
    var options: [String: String]
    var available: Bool
    var price: Dollars

    enum CodingKeys: String, CodingKey {
      case options, available, price
      case item = "item_id"
    }
  }

  struct Product: Codable, Hashable, Sendable {
    var name: String
    var id: String
    var variants: [String: Variant]

    enum CodingKeys: String, CodingKey {
      case name, variants
      case id = "product_id"
    }
  }
}
