import Commerce
import Databases
import Vendors

/// An operation's arguments by the names that statements call them.
struct SQLViewParameters {
  private let values: [String: PostgresValue?]

  init(_ operation: Commerce.Operation) throws(OperationFailure) {
    func text(_ value: String?) -> PostgresValue? { value.map { PostgresValue($0) } }
    switch operation.value {
    case let asked as FindOrder: values = ["order": text(asked.order)]
    case let asked as FindOrders:
      // Of one state alone there may be fewer than are asked for: all are read, and counted afterwards.
      values = [
        "customer": text(asked.customer),
        "limit": PostgresValue(asked.state == nil ? min(max(asked.limit, 1), 100) : 500),
      ]
    case let asked as ExistingOrders: values = ["orders": Self.array(asked.among), "caller": text(asked.caller)]
    case let asked as CheckPostcode: values = ["order": text(asked.order)]
    case let asked as CheckInventory: values = ["sku": text(asked.sku)]
    case let asked as IdentifyCustomer:
      values = [
        "email": text(asked.email), "phone": text(asked.phone), "loyaltyNumber": text(asked.loyaltyNumber),
        "givenName": text(asked.givenName), "familyName": text(asked.familyName),
        "postcode": text(asked.postcode.map(CanonicalWords.postcode)),
      ]
    default:
      throw OperationFailure(.unsupported, "\(operation.name.rawValue) is not connected", mayHaveHappened: false)
    }
  }

  /// Whether nothing at all is given.
  var isEmpty: Bool { values.values.allSatisfy { $0 == nil } }

  /// The values of `$1`…. Throws `invalidResponse` when the statement wants one that there is not.
  func ordered(for statement: SQLStatement, _ operation: OperationName) throws(OperationFailure) -> [PostgresValue?] {
    var ordered: [PostgresValue?] = []
    for name in statement.parameters ?? SQLViewSettings.parameters[operation] ?? [] {
      guard let value = values[name] else {
        throw OperationFailure(
          .invalidResponse, "\(operation.rawValue) has no parameter \(name)", mayHaveHappened: false)
      }
      ordered.append(value)
    }
    return ordered
  }

  /// A value of the form of a parameter that fits nothing.
  static func nothing(_ name: String) -> PostgresValue? {
    switch name {
    case "limit": 1
    case "orders": array([])
    default: ""
    }
  }

  /// A `text[]`.
  private static func array(_ texts: [String]) -> PostgresValue {
    let elements = texts.map {
      "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return PostgresValue("{" + elements.joined(separator: ",") + "}")
  }
}
