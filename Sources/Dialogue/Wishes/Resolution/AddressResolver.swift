internal import Commerce
internal import Discourse

/// Which address a reference means: from records wherever they hold it, in the caller's spelling where not.
struct AddressResolver {
  enum Found: Hashable, Sendable {
    /// This; one of these; nothing on record fits; parts of it are missing.
    case address(Address), several([Address]), none, incomplete(Address, missing: [AddressPart.Field])
  }

  var records: CustomerRecords
  /// What an address was before this conversation changed it: by order, "" for the profile.
  var before: [String: Address] = [:]
  /// What is there now, whose fields stay where only parts are said.
  var current: Address?

  /// Addresses on record, the profile's first, each once.
  var known: [Address] {
    ([records.customer?.address].compactMap { $0 } + records.orders.map(\.deliverTo)).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }

  func resolve(_ reference: AddressReference, of order: OrderNumber?, mentions: Mentions) -> Found {
    switch reference {
    case .profile: return records.customer.map { .address($0.address) } ?? .none
    case .previous: return before[order ?? ""].map { .address($0) } ?? .none
    case .order(let other):
      switch OrderResolver(records: records, mentions: mentions).resolve(other) {
      case .orders(let numbers), .several(let numbers):
        let addresses = numbers.compactMap { records.order($0)?.deliverTo }.reduce(into: [Address]()) {
          if !$0.contains($1) { $0.append($1) }
        }
        return one(addresses)
      case .none, .unknown: return .none
      }
    case .matching(let text):
      let words = Self.words(text)
      let fitting = known.filter { Self.mentions($0, words) }
      let others = fitting.filter { $0 != current }
      return one(others.isEmpty ? fitting : others)
    case .parts(let parts): return merged(parts)
    }
  }

  private func one(_ addresses: [Address]) -> Found {
    switch addresses.count {
    case 0: .none
    case 1: .address(addresses[0])
    default: .several(addresses)
    }
  }

  /// Parts on top of what stays. A new street without a second line has none; what a record holds of the same town is taken from there.
  private func merged(_ parts: [AddressPart]) -> Found {
    var said: [AddressPart.Field: String] = [:]
    for part in parts { said[part.field] = part.value }
    let base = current ?? records.customer?.address
    guard var address = base else { return .none }
    let keepsPlace = said[.city] == nil && said[.postcode] == nil && said[.region] == nil
    if let street = said[.street] {
      address.street = street
      address.street2 = said[.street2] ?? ""
    } else if let second = said[.street2] {
      address.street2 = second
    }
    if keepsPlace { return .address(address) }
    address.city = said[.city] ?? ""
    address.postcode = said[.postcode] ?? ""
    address.region = said[.region].map(Self.region) ?? ""
    if let country = said[.country] { address.country = Self.country(country, like: known) }
    // The same town on record tells what was left out.
    let alike = known.filter { record in
      (said[.city].map { $0.lowercased() == record.city.lowercased() } ?? true)
        && (said[.postcode].map { $0 == record.postcode } ?? true)
    }
    if said[.city] == nil, let city = Self.single(alike.map(\.city)) { address.city = city }
    if said[.region] == nil, let region = Self.single(alike.map(\.region)) { address.region = region }
    if said[.postcode] == nil, said[.street] == nil, let code = Self.single(alike.map(\.postcode)) {
      address.postcode = code
    }
    if said[.street] == nil, let whole = Self.single(alike.map(\.street)) { address.street = whole }
    var missing: [AddressPart.Field] = []
    if address.street.isEmpty { missing.append(.street) }
    if address.city.isEmpty { missing.append(.city) }
    if address.region.isEmpty { missing.append(.region) }
    if address.postcode.isEmpty { missing.append(.postcode) }
    return missing.isEmpty ? .address(address) : .incomplete(address, missing: missing)
  }

  private static func single(_ values: [String]) -> String? {
    let distinct = Set(values)
    return distinct.count == 1 ? distinct.first : nil
  }

  static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !fillers.contains($0) }
  }

  /// What is said around the words of an address and is none of them ("the Fort Worth one you have on file").
  private static let fillers: Set<String> = [
    "the", "one", "address", "my", "in", "to", "at", "you", "have", "has", "on", "file", "got", "already", "place",
    "that",
    "this", "which", "where", "it", "is", "was", "went", "goes", "go", "of", "from", "for", "your", "i", "we",
  ]

  /// Whether an address holds all the words: of its street, town, state (also spelled out) and postcode.
  static func mentions(_ address: Address, _ said: [String]) -> Bool {
    guard !said.isEmpty else { return false }
    var text = [address.street, address.street2, address.city, address.region, address.postcode].joined(separator: " ")
    if let name = states.first(where: { $0.value == address.region })?.key { text += " " + name }
    let own = Set(words(text))
    return said.allSatisfy { own.contains($0) }
  }

  /// A state's postal code from its name; anything else as said.
  static func region(_ said: String) -> String {
    states[said.lowercased()] ?? (said.count <= 3 ? said.uppercased() : said)
  }

  private static func country(_ said: String, like known: [Address]) -> String {
    switch OptionWords.folded(said) {
    case "us", "usa", "unitedstates", "unitedstatesofamerica", "america": return "US"
    case "uk", "unitedkingdom", "greatbritain", "england": return "GB"
    case "canada": return "CA"
    default: return said.count == 2 ? said.uppercased() : known.first?.country ?? said
    }
  }

  static let states: [String: String] = [
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME",
    "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO",
    "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC",
  ]
}
