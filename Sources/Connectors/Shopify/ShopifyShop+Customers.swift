import Commerce
import Vendors

/// Looking at customers.
extension ShopifyShop {
  /// Everything given must fit. Shopify knows no loyalty numbers, so one that is given fits nobody.
  func identifyCustomer(
    _ asked: IdentifyCustomer, _ deadline: Deadline
  ) async throws(OperationFailure) -> CustomerMatches {
    guard asked.loyaltyNumber == nil else { return CustomerMatches(customers: []) }
    var terms: [String?] = []
    if let email = asked.email { terms.append(ShopifySearch.term("email", email)) }
    if let phone = asked.phone { terms.append(ShopifySearch.term("phone", phone)) }
    if let given = asked.givenName, let family = asked.familyName, asked.postcode != nil {
      terms += [ShopifySearch.term("first_name", given), ShopifySearch.term("last_name", family)]
    }
    // A value that cannot be searched for fits nobody; nothing given fits nobody either.
    let known = terms.compactMap(\.self)
    guard !known.isEmpty, known.count == terms.count else { return CustomerMatches(customers: []) }
    let data = try await api.query(
      Self.identify, ["query": .string(known.joined(separator: " AND "))], deadline)
    var customers: [String] = []
    for node in try nodes(data, "customers") where Self.fits(node, asked) {
      guard let id = ShopifyID.number(node["id"]?.string) else {
        throw api.invalid("told a customer without its id", isWrite: false)
      }
      customers.append(id)
    }
    return CustomerMatches(customers: customers)
  }

  /// The search is Shopify's; whether it fits is compared here.
  private static func fits(_ node: JSONValue, _ asked: IdentifyCustomer) -> Bool {
    func isSame(_ wanted: String?, _ found: String?, _ same: @escaping (String, String) -> Bool) -> Bool {
      guard let wanted else { return true }
      return found.map { same($0, wanted) } ?? false
    }
    let address = node["defaultAddress"]
    return isSame(asked.email, node["defaultEmailAddress"]?["emailAddress"]?.string, CanonicalWords.isSameName)
      && isSame(asked.phone, node["defaultPhoneNumber"]?["phoneNumber"]?.string, CanonicalWords.isSamePhone)
      && isSame(asked.givenName, node["firstName"]?.string, CanonicalWords.isSameName)
      && isSame(asked.familyName, node["lastName"]?.string, CanonicalWords.isSameName)
      && isSame(asked.postcode, address?["zip"]?.string) {
        CanonicalWords.postcode($0) == CanonicalWords.postcode($1)
      }
  }

  func findCustomer(_ asked: FindCustomer, _ deadline: Deadline) async throws(OperationFailure) -> Customer {
    guard let gid = ShopifyID.gid("Customer", asked.customer) else { throw noCustomer }
    let data = try await api.query(Self.customer, ["id": .string(gid)], deadline)
    guard let json = try record(data, "customer") else { throw noCustomer }
    guard json["id"]?.string == gid else { throw other("customer") }
    do throws(Misfit) { return try ShopifyCustomer.customer(json) } catch { throw misfit(error, "customer") }
  }

  private static let identify = """
    query AisleIdentify($query: String!) {
      customers(first: 20, query: $query) {
        nodes {
          id firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
          defaultAddress { zip }
        }
      }
    }
    """
  private static let customer = """
    query AisleFindCustomer($id: ID!) {
      customer(id: $id) {
        id firstName lastName locale defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
        defaultAddress { address1 address2 city provinceCode countryCodeV2 zip phone }
        orders(first: 100, sortKey: CREATED_AT, reverse: true) { nodes { name createdAt } }
      }
    }
    """
}
