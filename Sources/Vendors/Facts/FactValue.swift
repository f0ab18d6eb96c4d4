public import Commerce

/// What is known of one thing, in the retail vocabulary.
///
/// As JSON: `{"order": {…}}`.
public enum FactValue: Hashable, Codable, Sendable {
  /// One for each kind of key.
  case order(Order), shipment(Shipment), stock(StockLevel), payment(Payment), refund(Refund),
    paymentLink(PaymentLink), customer(Customer), product(Product), appointment(Appointment), `return`(Return)

  /// What it is about, as the record names itself.
  public var key: FactKey {
    switch self {
    case .order(let value): FactKey(.order, value.number)
    case .shipment(let value): FactKey(.shipment, value.trackingNumber)
    case .stock(let value): .stock(sku: value.sku, place: value.place)
    case .payment(let value): FactKey(.payment, value.id)
    case .refund(let value): FactKey(.refund, value.id)
    case .paymentLink(let value): FactKey(.paymentLink, value.id)
    case .customer(let value): FactKey(.customer, value.id)
    case .product(let value): FactKey(.product, value.id)
    case .appointment(let value): FactKey(.appointment, value.id)
    case .return(let value): FactKey(.return, value.id)
    }
  }

  /// The record itself.
  public var record: any ContractValue {
    switch self {
    case .order(let value): value
    case .shipment(let value): value
    case .stock(let value): value
    case .payment(let value): value
    case .refund(let value): value
    case .paymentLink(let value): value
    case .customer(let value): value
    case .product(let value): value
    case .appointment(let value): value
    case .return(let value): value
    }
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init(_ kind: FactKey.Kind) { stringValue = kind.rawValue }
    init?(intValue: Int) { nil }
  }

  /// Reads the one member and what stands under it. Throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    guard container.allKeys.count == 1, let name = container.allKeys.first,
      let kind = FactKey.Kind(rawValue: name.stringValue)
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not exactly one known kind of fact"))
    }
    self = try FactValue(kind, from: container.superDecoder(forKey: name))
  }

  /// Reads a record of a kind that is known already. Throws a `DecodingError`.
  public init(_ kind: FactKey.Kind, from decoder: any Decoder) throws {
    self =
      switch kind {
      case .order: .order(try Order(from: decoder))
      case .shipment: .shipment(try Shipment(from: decoder))
      case .stock: .stock(try StockLevel(from: decoder))
      case .payment: .payment(try Payment(from: decoder))
      case .refund: .refund(try Refund(from: decoder))
      case .paymentLink: .paymentLink(try PaymentLink(from: decoder))
      case .customer: .customer(try Customer(from: decoder))
      case .product: .product(try Product(from: decoder))
      case .appointment: .appointment(try Appointment(from: decoder))
      case .return: .return(try Return(from: decoder))
      }
  }

  /// Writes the record under its kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    try container.encode(record, forKey: Name(key.kind))
  }
}
