internal import Commerce
internal import Discourse

/// What was said about who somebody is: by kind, each thing said with its hearings, newest first.
struct ClueMemory: Hashable, Codable, Sendable {
  /// A name in its parts.
  struct Name: Hashable, Codable, Sendable {
    var given: String
    var family: String
  }

  var orders: [[String]] = []
  var postcodes: [[String]] = []
  var emails: [[String]] = []
  var phones: [[String]] = []
  var names: [Name] = []
  var numbers: [String] = []

  /// The kinds of clue that can be said.
  static let said: [ClueKind] = [.order, .postcode, .email, .phone, .name, .customerNumber]
  /// How many different things of a kind are remembered: what is bounded cannot be flooded.
  private static let depth = 8

  /// Remembers what was said. A one-time code is not taken: it comes as a digest.
  mutating func take(_ clues: [IdentityClue]) {
    for clue in clues.reversed() {
      switch clue {
      case .order(let heard): Self.put(Self.texts(heard), &orders)
      case .postcode(let heard): Self.put(Self.texts(heard), &postcodes)
      case .email(let heard): Self.put(Self.texts(heard).map { $0.lowercased() }, &emails)
      case .phone(let heard): Self.put(Self.texts(heard), &phones)
      case .name(let given, let family):
        let name = Name(given: Self.trimmed(given), family: Self.trimmed(family))
        guard !name.given.isEmpty, !name.family.isEmpty else { continue }
        Self.put(name, &names)
      case .customerNumber(let number):
        let number = Self.trimmed(number)
        if !number.isEmpty { Self.put(number, &numbers) }
      case .code: continue
      }
    }
  }

  private static func put<Element: Equatable>(_ element: Element, _ list: inout [Element]) {
    list.removeAll { $0 == element }
    list.insert(element, at: 0)
    if list.count > depth { list.removeLast() }
  }

  private static func put(_ element: [String], _ list: inout [[String]]) {
    guard !element.isEmpty else { return }
    list.removeAll { $0 == element }
    list.insert(element, at: 0)
    if list.count > depth { list.removeLast() }
  }

  private static func texts(_ heard: [Candidate]) -> [String] {
    var texts: [String] = []
    for candidate in heard {
      let text = trimmed(candidate.id)
      if !text.isEmpty, !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Whether something of a kind was said.
  func has(_ kind: ClueKind) -> Bool {
    switch kind {
    case .order: !orders.isEmpty
    case .postcode: !postcodes.isEmpty
    case .email: !emails.isEmpty
    case .phone: !phones.isEmpty
    case .name: !names.isEmpty
    case .customerNumber: !numbers.isEmpty
    case .code, .session, .freshSession, .callingNumber: false
    }
  }
}
