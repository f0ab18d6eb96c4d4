internal import Commerce

/// Identifiers, amounts and lists as the Admin API writes them.
public enum ShopifyID {
  /// The number in "gid://shopify/Order/5540000040217?x=y"; nil when it is none.
  public static func number(_ gid: String?) -> String? {
    guard let gid, gid.hasPrefix("gid://shopify/"), let last = gid.split(separator: "/").last else { return nil }
    let number = last.prefix { $0 != "?" }
    return number.isEmpty ? nil : String(number)
  }

  /// The global identifier of a number; nil when it holds anything but digits, so that nothing else can be asked for.
  public static func gid(_ kind: String, _ number: String) -> String? {
    guard (1...20).contains(number.utf8.count), number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return "gid://shopify/\(kind)/\(number)"
  }
}

extension JSONValue {
  /// The number of a global identifier that must be there. Throws a `Misfit`.
  func shopifyID(_ key: String) throws(Misfit) -> String {
    guard let number = ShopifyID.number(self[key]?.string) else { throw Misfit(key) }
    return number
  }

  /// The shop's side of a `MoneyBag` that must be there. Throws a `Misfit`.
  func shopMoney(_ key: String) throws(Misfit) -> Money {
    guard let money = self[key]?["shopMoney"], let currency = money["currencyCode"]?.string,
      let amount = money["amount"]?.money(currency), amount.isUsual
    else { throw Misfit(key) }
    return amount
  }

  /// The nodes of a connection; one that is missing counts as empty. Throws a `Misfit` when there are more than were
  /// read: what is left out silently would be lost.
  func nodes(_ key: String) throws(Misfit) -> [JSONValue] {
    guard let connection = self[key] else { return [] }
    guard let nodes = connection["nodes"]?.array else { throw Misfit(key) }
    guard connection["pageInfo"]?["hasNextPage"]?.bool != true else { throw Misfit("\(key): more than are read") }
    return nodes
  }
}
