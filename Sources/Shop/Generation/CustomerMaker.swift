internal import Commerce

/// Makes customers: no two share a telephone number or an e-mail address.
struct CustomerMaker {
  var random: SplitMix64
  private var phones: Set<String> = []
  private var emails: Set<String> = []

  init(random: SplitMix64) { self.random = random }

  mutating func make(_ count: Int) -> [Customer] {
    (1...count).map { number in
      let city = random.pick(City.all)
      let given = random.pick(Words.givenNames)
      let family = random.pick(Words.familyNames)
      return Customer(
        id: "C\(CatalogueMaker.padded(number, to: 5))", givenName: given, familyName: family,
        email: email(given, family), phone: phone(city), address: Self.address(in: city, &random))
    }
  }

  /// An address whose city, state and ZIP code belong together.
  static func address(in city: City, _ random: inout SplitMix64) -> Address {
    let number = random.pick(100...4_999)
    return Address(
      street: "\(number) \(random.pick(Words.streets)) \(random.pick(Words.streetKinds))", city: city.name,
      region: city.region, postcode: random.pick(city.postcodes), country: "US")
  }

  /// A number of the 555 exchange, which belongs to nobody's private line.
  private mutating func phone(_ city: City) -> String {
    while true {
      // 0100 to 0199 are the stores'.
      let phone = "+1\(city.areaCode)555\(CatalogueMaker.padded(random.pick(200...9_999), to: 4))"
      if phones.insert(phone).inserted { return phone }
    }
  }

  /// An address under the domains that RFC 2606 reserves.
  private mutating func email(_ given: String, _ family: String) -> String {
    let name = [given, family].map { $0.lowercased().filter { $0 != "'" } }.joined(separator: ".")
    let domain = random.pick(["example.com", "example.com", "example.org", "example.net"])
    var candidate = "\(name)@\(domain)"
    while !emails.insert(candidate).inserted { candidate = "\(name)\(random.pick(2...999))@\(domain)" }
    return candidate
  }
}
