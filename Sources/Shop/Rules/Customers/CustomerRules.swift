internal import Commerce

/// Who buys, and how they are reached.
enum CustomerRules {
  static func register(in rules: inout ShopRules) {
    rules.on(IdentifyCustomer.self, identify)
    rules.on(FindCustomer.self) { asked, world throws(OperationFailure) in
      try world.need(Customer.self, asked.customer)
    }
    rules.on(ChangeCustomerAddress.self, changeAddress)
    rules.on(ChangeContact.self, changeContact)
  }

  /// Everything that is given must fit; nothing given fits nobody. A name alone does not tell: it takes a postcode too.
  @Sendable private static func identify(
    _ asked: IdentifyCustomer, _ world: any World
  ) throws(OperationFailure) -> CustomerMatches {
    var lookups: [Lookup] = []
    if let email = asked.email { lookups.append(Lookup("email", Customer.folded(email))) }
    if let phone = asked.phone { lookups.append(Lookup("phone", phone)) }
    if let number = asked.loyaltyNumber { lookups.append(Lookup("loyalty", Customer.folded(number))) }
    if let given = asked.givenName, let family = asked.familyName, let postcode = asked.postcode {
      lookups.append(Lookup("name", Customer.nameKey(given, family, postcode)))
    }
    guard let first = lookups.first else { return CustomerMatches(customers: []) }
    let found = try world.list(Customer.self, first.name, first.value).filter { customer in
      Set(lookups).isSubset(of: customer.lookups)
    }
    return CustomerMatches(customers: found.map(\.id))
  }

  @Sendable private static func changeAddress(
    _ asked: ChangeCustomerAddress, _ world: any World
  ) throws(OperationFailure) -> Customer {
    var customer = try world.need(Customer.self, asked.customer)
    try check(asked.address, in: world)
    customer.address = asked.address
    try world.put(customer)
    return customer
  }

  /// Whether a letter could be sent there. Throws `.invalidArguments`.
  static func check(_ address: Address, in world: any World) throws(OperationFailure) {
    guard !world.profile.isTau else { return }
    let needed = [address.street, address.city, address.postcode, address.country]
    guard needed.allSatisfy({ !Customer.folded($0).isEmpty }) else {
      throw OperationFailure(.invalidArguments, "an address needs a street, a city, a postcode and a country")
    }
  }

  /// An address or a number that is another customer's is a conflict: it would identify two.
  @Sendable private static func changeContact(
    _ asked: ChangeContact, _ world: any World
  ) throws(OperationFailure) -> Customer {
    var customer = try world.need(Customer.self, asked.customer)
    guard asked.email != nil || asked.phone != nil else {
      throw OperationFailure(.invalidArguments, "neither an e-mail address nor a telephone number is given")
    }
    if let email = asked.email {
      let parts = email.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !email.contains(where: \.isWhitespace) else {
        throw OperationFailure(.invalidArguments, "that is not an e-mail address")
      }
      try refuseShared("email", Customer.folded(email), customer.id, in: world)
      customer.email = email
    }
    if let phone = asked.phone {
      guard phone.first == "+", (8...16).contains(phone.utf8.count),
        phone.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { throw OperationFailure(.invalidArguments, "that is not a telephone number in E.164") }
      try refuseShared("phone", phone, customer.id, in: world)
      customer.phone = phone
    }
    try world.put(customer)
    return customer
  }

  private static func refuseShared(
    _ name: String, _ value: String, _ own: String, in world: any World
  ) throws(OperationFailure) {
    guard try world.list(Customer.self, name, value).allSatisfy({ $0.id == own }) else {
      throw OperationFailure(.conflict, "another customer is reached that way already")
    }
  }
}
