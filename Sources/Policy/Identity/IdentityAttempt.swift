internal import Commerce

/// One attempt: one combination of things said, looked up in all their hearings, counted as one try.
struct IdentityAttempt: Hashable, Codable, Sendable {
  /// What is shown right when one of the look-ups matches.
  var by: [ClueKind]
  /// The look-ups, best hearing first.
  var lookups: [Operation]
  /// The order whose owner must be whom the look-up finds; nil when that is all, or the look-up checks it itself.
  var order: OrderNumber?
  /// The way that it goes; nil for what was not said.
  var way: [ClueKind]?
  /// What a wrong try is counted by.
  var keys: [TryKey]
  /// Whether it only names whom a code is sent to: then nothing shows whether it fitted.
  var isNaming = false
  /// Whether missing it is a wrong try of the caller's.
  var counts = true

  /// This attempt for naming whom a code goes to, with the others of its kind in it: several addresses said in one breath get one code.
  func naming(with others: [IdentityAttempt], _ hearings: Int) -> IdentityAttempt {
    var all = self
    all.isNaming = true
    for other in others.dropFirst() where other.by == by && other.order == order {
      all.lookups += other.lookups
      all.keys += other.keys.filter { !all.keys.contains($0) }
    }
    all.lookups = Array(all.lookups.prefix(max(1, hearings)))
    return all
  }

  /// Whose customer has the calling number.
  static func callingNumber(_ number: String) -> IdentityAttempt {
    IdentityAttempt(
      by: [.callingNumber], lookups: [Operation(IdentifyCustomer(phone: number))], keys: [], counts: false)
  }
}

extension ClueMemory {
  /// The attempts that use these kinds, all of them, newest said first; one for each combination of things said.
  func attempts(_ kinds: [ClueKind], hearings: Int) -> [IdentityAttempt] {
    guard !kinds.isEmpty, kinds.allSatisfy(has) else { return [] }
    func choices<Said>(_ kind: ClueKind, _ list: [Said]) -> [Said?] { kinds.contains(kind) ? list.map { $0 } : [nil] }
    var found: [IdentityAttempt] = []
    for order in choices(.order, orders) {
      for name in choices(.name, names) {
        for number in choices(.customerNumber, numbers) {
          for email in choices(.email, emails) {
            for phone in choices(.phone, phones) {
              for postcode in choices(.postcode, postcodes) {
                let said = Said(
                  orders: order ?? [], name: name, number: number, emails: email ?? [], phones: phone ?? [],
                  postcodes: postcode ?? [])
                found += said.attempts(kinds, hearings)
              }
            }
          }
        }
      }
    }
    return found
  }

  /// One combination of things said, with the hearings of each.
  private struct Said {
    var orders: [String]
    var name: Name?
    var number: String?
    var emails: [String]
    var phones: [String]
    var postcodes: [String]

    func attempts(_ kinds: [ClueKind], _ hearings: Int) -> [IdentityAttempt] {
      let others = kinds.filter { $0 != .order && $0 != .postcode }
      if kinds.contains(.order), others.isEmpty {
        return kinds.contains(.postcode) ? [byPostcode(kinds, hearings)] : []
      }
      let lookups = Array(identifications().prefix(max(1, hearings)))
      guard kinds.contains(.order) else { return [IdentityAttempt(by: kinds, lookups: lookups, keys: claims)] }
      // An order whose owner is compared is one hearing: each would be a record read.
      return orders.prefix(1).map { order in
        IdentityAttempt(by: kinds, lookups: lookups, order: order, keys: [.order(order)] + claims)
      }
    }

    /// Orders and postcodes together make no more combinations than hearings are allowed.
    private func byPostcode(_ kinds: [ClueKind], _ hearings: Int) -> IdentityAttempt {
      let numbers = Array(orders.prefix(max(1, hearings)))
      let each = max(1, hearings / max(1, numbers.count))
      return IdentityAttempt(
        by: kinds,
        lookups: numbers.map { Operation(CheckPostcode(order: $0, candidates: Array(postcodes.prefix(each)))) },
        keys: numbers.map { .order($0) })
    }

    private func identifications() -> [Operation] {
      func each(_ list: [String]) -> [String?] { list.isEmpty ? [nil] : list.map { $0 } }
      var lookups: [Operation] = []
      for email in each(emails) {
        for phone in each(phones) {
          for postcode in each(postcodes) {
            lookups.append(
              Operation(
                IdentifyCustomer(
                  email: email, phone: phone, loyaltyNumber: number, givenName: name?.given, familyName: name?.family,
                  postcode: postcode)))
          }
        }
      }
      return lookups
    }

    /// What was claimed, without the half that is guessed: wrong postcodes add up under the name they were tried with.
    private var claims: [TryKey] {
      var keys: [TryKey] = []
      if let email = emails.first { keys.append(.claim(email)) }
      if let phone = phones.first { keys.append(.claim(phone)) }
      if let number { keys.append(.claim(number.lowercased())) }
      if let name { keys.append(.claim("\(name.given) \(name.family)".lowercased())) }
      return keys
    }
  }
}
