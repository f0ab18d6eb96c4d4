internal import Discourse

/// The searches of a decoder, one for each kind of answer.
enum SearchName: Hashable, Sendable {
  case free, yesNo, store
  case digits(Int)
  case menu([String])

  /// The search for an expectation.
  init(_ expectation: Expectation, hasStores: Bool) {
    self =
      switch expectation {
      case .anything, .email, .address, .postcode, .nothing: .free
      case .telephone(let digits): digits.map { .digits($0) } ?? .free
      case .yesNo: .yesNo
      case .digits(let count): .digits(min(max(count, 1), 20))
      case .store: hasStores ? .store : .free
      case .menu(let keys): .menu(keys)
      }
  }

  /// What the decoder knows it by.
  var name: String {
    switch self {
    case .free: "free"
    case .yesNo: "yesno"
    case .store: "store"
    case .digits(let count): "digits-\(count)"
    case .menu(let keys): "menu-" + keys.joined(separator: "-")
    }
  }

  /// Whether the words already are a complete answer.
  func isSatisfied(by text: String) -> Bool {
    switch self {
    case .digits(let count): Words.digits(in: text).count == count
    case .yesNo: Grammar.affirmations.contains(text) || Grammar.negations.contains(text)
    case .free, .store, .menu: false
    }
  }
}

/// What is done with recognised words before they leave the room.
enum Words {
  /// Leaves out hesitations and writes doubled digits as two.
  static func normalized(_ hypothesis: String) -> String {
    var result: [Substring] = []
    var doubled = false
    for word in hypothesis.split(separator: " ") {
      switch word {
      case "um", "uh": continue
      case "double": doubled = true
      default:
        if doubled { result.append(Grammar.digits.contains(String(word)) ? word : "double") }
        doubled = false
        result.append(word)
      }
    }
    return result.joined(separator: " ")
  }

  /// The digit words among the words.
  static func digits(in text: String) -> [Substring] {
    text.split(separator: " ").filter { Grammar.digits.contains(String($0)) }
  }
}
