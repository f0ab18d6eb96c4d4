internal import Commerce
internal import Discourse

/// Finding out who is on the line: everything that was given is tried in turn, each once, and the number of tries is bounded.
struct Identification: Hashable, Codable, Sendable {
  private(set) var emails: [String] = []
  private(set) var names: [Name] = []
  private(set) var postcodes: [String] = []
  private(set) var phones: [String] = []
  /// Order numbers told: they do not prove anything by themselves.
  private(set) var orders: [String] = []
  private(set) var tried: [IdentifyCustomer] = []
  /// Utterances whose clues led nowhere.
  var failures = 0
  /// The customer, once found.
  var customer: String?

  struct Name: Hashable, Codable, Sendable {
    var given: String
    var family: String
  }

  /// How many candidates of one way are tried.
  static let width = 5

  /// Keeps what was told. Says whether anything was new.
  mutating func note(_ clues: [IdentityClue]) -> Bool {
    let before = self
    for clue in clues {
      switch clue {
      case .email(let candidates): emails.merge(candidates.map { $0.id.lowercased() })
      case .postcode(let candidates): postcodes.merge(candidates.map(\.id))
      case .phone(let candidates): phones.merge(candidates.map(\.id))
      case .order(let candidates): orders.merge(candidates.map(\.id))
      case .name(let given, let family):
        let name = Name(given: given, family: family)
        names.removeAll { $0 == name || $0.family.isEmpty && !family.isEmpty }
        // The latest is tried first: "everyone says Pip, but it's Philippa".
        names.insert(name, at: 0)
      case .customerNumber, .code: continue
      }
    }
    return self != before
  }

  /// The next question to the back end; nil when all that was told has been tried.
  func next(_ rules: DeskRules) -> IdentifyCustomer? {
    var asks: [IdentifyCustomer] = []
    for way in rules.identity {
      switch way {
      case .email: asks += emails.prefix(Self.width).map { IdentifyCustomer(email: $0) }
      case .nameAndPostcode:
        for name in names.prefix(3) where !name.given.isEmpty && !name.family.isEmpty {
          asks += postcodes.prefix(Self.width).map {
            IdentifyCustomer(givenName: name.given, familyName: name.family, postcode: $0)
          }
        }
      case .orderAndPostcode: continue
      }
    }
    return asks.first { !tried.contains($0) }
  }

  mutating func mark(_ ask: IdentifyCustomer) { tried.append(ask) }

  /// Whether a name was told whole, and whether a postcode was: what of the second way is still missing.
  var hasName: Bool { names.contains { !$0.given.isEmpty && !$0.family.isEmpty } }
  var hasPostcode: Bool { !postcodes.isEmpty }
}

extension [String] {
  /// Adds what is new, newest first.
  fileprivate mutating func merge(_ values: [String]) {
    let fresh = values.filter { !contains($0) }
    insert(contentsOf: fresh, at: 0)
  }
}
