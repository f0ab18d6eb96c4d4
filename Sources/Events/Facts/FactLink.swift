internal import Commerce
public import Vendors

/// A way to find facts other than by their key: "orders of customer C-7", "everything of order 40217".
public struct FactLink: Hashable, Sendable, CustomStringConvertible {
  /// The link as text; the same on every machine.
  public let description: String

  private init(_ text: String) { description = text }

  /// The orders of a customer.
  public static func orders(of customer: String) -> FactLink { FactLink("orders/\(customer)") }
  /// Parcels, payments and whatever else belongs to a thing.
  public static func parts(of key: FactKey) -> FactLink { FactLink("parts/\(key)") }
  /// A variant's stock, place by place.
  public static func stock(of sku: String) -> FactLink { FactLink("sku/\(sku)") }
  /// Customers with a telephone number in E.164.
  public static func customers(phone: String) -> FactLink { FactLink("phone/\(phone)") }
}

extension Fact {
  /// Where it is found.
  public var links: Set<FactLink> {
    guard let record = word?.record else { return [] }
    var links: Set<FactLink> = []
    if let parent { links.insert(.parts(of: parent)) }
    switch record {
    case .order(let order): links.insert(.orders(of: order.customer))
    case .stock(let level): links.insert(.stock(of: level.sku))
    case .customer(let customer) where !customer.phone.isEmpty: links.insert(.customers(phone: customer.phone))
    default: break
    }
    return links
  }
}
