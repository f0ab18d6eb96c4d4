/// What the dialogue expects the caller to say next. It steers how long to wait, which grammar to listen with, and how
/// many keys to collect. An answer of another kind is still welcome.
public enum Expectation: Hashable, Codable, Sendable {
  /// Free speech.
  case anything
  /// Yes or no.
  case yesNo
  /// A number of exactly `count` digits, spoken or keyed.
  case digits(count: Int)
  /// A postcode with letters, or of a length that differs by region.
  case postcode
  /// A telephone number; within the country it usually has so many digits, where that is one number.
  case telephone(digits: Int?)
  /// An e-mail address, spoken.
  case email
  /// A postal address.
  case address
  /// One of the stores, by name, nickname or town.
  case store
  /// One key out of `keys`, as in "press 1 for …".
  case menu(keys: [String])
  /// Nothing: the agent is about to end the conversation.
  case nothing
}

extension Expectation {
  /// The words that `word` gives.
  public static let words = [
    "anything", "yes_no", "digits", "postcode", "telephone", "email", "address", "store", "choice", "nothing",
  ]

  /// Whether any words may come: an e-mail or postal address or its code is spoken in words of its own, beside which everything else is said
  /// freely.
  public var isFree: Bool { self == .anything || self == .email || self == .address || self == .postcode }

  /// What is expected in one word, as other programs are told it.
  public var word: String {
    switch self {
    case .anything: "anything"
    case .yesNo: "yes_no"
    case .digits: "digits"
    case .postcode: "postcode"
    case .telephone: "telephone"
    case .email: "email"
    case .address: "address"
    case .store: "store"
    case .menu: "choice"
    case .nothing: "nothing"
    }
  }
}

/// How a conversation reaches us.
public enum Channel: String, Hashable, Codable, CaseIterable, Sendable {
  /// A telephone call; typed text; talk in a browser.
  case phone, chat, browser

  /// Whether both sides speak.
  public var isSpoken: Bool { self != .chat }
}
