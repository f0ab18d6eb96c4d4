import Commerce
import Vendors

/// Looking at customers. WooCommerce finds them by e-mail address and by words of their names; a telephone number is found
/// in their orders.
extension WooShop {
  /// Everything given must fit. WooCommerce knows no loyalty numbers, so one that is given fits nobody.
  func identifyCustomer(
    _ asked: IdentifyCustomer, _ deadline: Deadline
  ) async throws(OperationFailure) -> CustomerMatches {
    let isNamed = asked.givenName != nil && asked.familyName != nil && asked.postcode != nil
    guard asked.loyaltyNumber == nil, asked.email != nil || asked.phone != nil || isNamed else {
      return CustomerMatches(customers: [])
    }
    let candidates = try await candidates(asked, deadline)
    var customers: [String] = []
    for json in candidates where Self.fits(json, asked) {
      guard let id = json["id"]?.identifier else { throw api.invalid("told a customer without its id", isWrite: false) }
      customers.append(id)
    }
    return CustomerMatches(customers: customers)
  }

  private func candidates(
    _ asked: IdentifyCustomer, _ deadline: Deadline
  ) async throws(OperationFailure) -> [JSONValue] {
    if let email = asked.email {
      // What cannot be an address is refused by WooCommerce; it fits nobody.
      guard email.filter({ $0 == "@" }).count == 1, !email.contains(where: \.isWhitespace), email.first != "@",
        email.split(separator: "@").last?.contains(".") == true
      else { return [] }
      return try await api.list("/customers", [("email", email), ("role", "all")], limit: 100, deadline)
    }
    if let family = asked.familyName, asked.givenName != nil, asked.postcode != nil {
      return family.isEmpty ? [] : try await api.list("/customers", [("search", family), ("role", "all")], deadline)
    }
    guard let phone = asked.phone, phone.filter(\.isNumber).count >= 7 else { return [] }
    let orders = try await api.list(
      "/orders", [("search", phone), ("_fields", "id,customer_id,billing")], limit: 100, deadline)
    let ids = Set(
      orders.filter { CanonicalWords.isSamePhone($0["billing"]?["phone"]?.string ?? "", phone) }
        .compactMap { $0["customer_id"]?.integer }.filter { $0 > 0 })
    guard !ids.isEmpty else { return [] }
    let include = ids.sorted().map(String.init).joined(separator: ",")
    return try await api.list("/customers", [("include", include), ("role", "all")], limit: 100, deadline)
  }

  private static func fits(_ json: JSONValue, _ asked: IdentifyCustomer) -> Bool {
    func isSame(_ wanted: String?, _ found: [String?], _ same: @escaping (String, String) -> Bool) -> Bool {
      guard let wanted else { return true }
      return found.compactMap(\.self).contains { same($0, wanted) }
    }
    let (billing, shipping) = (json["billing"], json["shipping"])
    return isSame(asked.email, [json["email"]?.string], CanonicalWords.isSameName)
      && isSame(asked.phone, [billing?["phone"]?.string], CanonicalWords.isSamePhone)
      && isSame(asked.givenName, [json["first_name"]?.string], CanonicalWords.isSameName)
      && isSame(asked.familyName, [json["last_name"]?.string], CanonicalWords.isSameName)
      && isSame(asked.postcode, [billing?["postcode"]?.string, shipping?["postcode"]?.string]) {
        CanonicalWords.postcode($0) == CanonicalWords.postcode($1)
      }
  }

  func findCustomer(_ asked: FindCustomer, _ deadline: Deadline) async throws(OperationFailure) -> Customer {
    guard Self.isID(asked.customer) else { throw noCustomer }
    let json = try await api.get(PeerRequest.path("customers", asked.customer), [], deadline)
    guard json["id"]?.identifier == asked.customer else {
      throw api.invalid("told another customer than was asked", isWrite: false)
    }
    let orders = try await api.list(
      "/orders", [("customer", asked.customer), ("_fields", "id,number,date_created_gmt")], deadline)
    do throws(Misfit) { return try WooCustomer.customer(json, orders: orders) } catch {
      throw misfit(error, "customer")
    }
  }
}
