public import Discourse

/// Whether what was heard so far already answers what is expected.
public enum Completeness: Hashable, Sendable {
  /// Nothing more is needed.
  case complete
  /// It may be all or not.
  case open
  /// More must follow: half a number, an address without its end, a sentence that stops at "and".
  case incomplete

  /// Judges words.
  /// - Parameter text: What the recogniser has, in lower or upper case.
  public init(of text: String, expecting expectation: Expectation) {
    let words = SpokenWords.words(text).filter { $0 != "um" && $0 != "uh" && $0 != "er" }
    guard let last = words.last else {
      self = .open
      return
    }
    let spoken = SpokenDigits(words)
    switch expectation {
    case .digits(let count):
      self =
        spoken.count == count && spoken.endsWithDigit
        ? .complete
        : spoken.count == 0
          ? (Self.hanging.contains(last) ? .incomplete : .open) : spoken.count < count ? .incomplete : .open
    case .yesNo: self = Self.plain(words) ? .complete : Self.hanging.contains(last) ? .incomplete : .open
    case .menu(let keys): self = spoken.count == 1 && keys.contains(spoken.digits) ? .complete : .open
    case .telephone(let digits): self = Self.telephone(spoken, digits, last)
    case .email: self = Self.email(words)
    case .address: self = Self.address(words, spoken)
    case .anything, .store, .postcode, .nothing: self = Self.free(words, spoken)
    }
  }

  /// Words after which a sentence goes on.
  private static let hanging: Set<Substring> = [
    "and", "or", "but", "the", "a", "an", "my", "your", "is", "it's", "its", "to", "for", "of", "with", "from", "at",
    "in", "on",
    "because", "if", "that", "can", "could", "do", "does", "did", "would", "will", "have", "has", "had", "be", "been",
    "very", "some",
    "any", "which", "when", "where", "who", "how", "what", "whether", "into", "by", "as", "not", "really", "just",
    "also", "we", "they", "this", "dot", "number", "i", "i'm", "i'd", "want", "like", "dash", "underscore", "double",
    "triple",
    "name's", "are", "was", "about", "than", "then", "please", "so", "number's", "uhm",
  ]
  /// Those of them that end a request as often as they begin its rest; and two words that only begin one.
  private static let ending: Set<Substring> = [
    "please", "that", "this", "so", "do", "what", "not", "when", "where", "in", "on",
  ]
  private static let openings: Set<[Substring]> = [
    ["tell", "me"], ["can", "you"], ["could", "you"], ["would", "you"], ["do", "you"], ["if", "you"], ["let", "me"],
    ["show", "me"],
    ["give", "me"], ["need", "you"],
  ]
  private static let agreeing: Set<Substring> = [
    "yes", "yeah", "yep", "yup", "sure", "correct", "right", "okay", "ok", "please", "no", "nope", "nah", "thanks",
    "thank",
    "you", "that's", "that", "is", "it", "absolutely", "course", "of", "definitely", "exactly", "ahead", "go", "do",
  ]
  private static let deciding: Set<Substring> = [
    "yes", "yeah", "yep", "yup", "sure", "correct", "right", "okay", "ok", "no", "nope", "nah", "absolutely",
    "definitely", "exactly",
    "course", "ahead",
  ]
  private static let endings: Set<Substring> = [
    "com", "net", "org", "edu", "gov", "info", "io", "us", "uk", "ca", "de", "fr", "eu", "biz", "me",
  ]
  private static let refusing: Set<Substring> = [
    "don't", "what", "why", "can't", "cannot", "know", "person", "agent", "have", "remember", "no", "repeat", "wait",
  ]
  private static let streets: Set<Substring> = [
    "street", "avenue", "road", "drive", "lane", "boulevard", "court", "place", "way", "circle", "highway", "st", "ave",
    "rd",
  ]

  /// A yes or no and nothing that goes beyond it.
  private static func plain(_ words: [Substring]) -> Bool {
    words.count <= 5 && words.allSatisfy(agreeing.contains) && words.contains(where: deciding.contains)
      && (words.last == "please" || words.last == "it" || words.last == "that"
        || !hanging.contains(words[words.count - 1]))
  }

  private static func telephone(_ spoken: SpokenDigits, _ digits: Int?, _ last: Substring) -> Completeness {
    guard spoken.count > 0 else { return hanging.contains(last) ? .incomplete : .open }
    guard let digits else { return spoken.count < 7 ? .incomplete : .open }
    if spoken.endsWithDigit, spoken.count == digits + (spoken.digits.hasPrefix("1") ? 1 : 0) { return .complete }
    return spoken.count < digits ? .incomplete : .open
  }

  private static func email(_ words: [Substring]) -> Completeness {
    if words.contains(where: refusing.contains) { return .open }
    guard let at = words.firstIndex(where: { $0 == "at" || $0.contains("@") }) else { return .incomplete }
    let tail = words[at...]
    // "jane@example.com" comes as two words, because marks between words are dropped.
    let isWhole =
      endings.contains(words[words.count - 1]) && (tail.count >= 3 || words[at].contains("@") && tail.count == 2)
    return isWhole ? .complete : .incomplete
  }

  private static func address(_ words: [Substring], _ spoken: SpokenDigits) -> Completeness {
    if words.contains(where: refusing.contains) { return .open }
    if spoken.trailing >= 5 { return .complete }
    if spoken.endsWithDigit || hanging.contains(words[words.count - 1]) { return .incomplete }
    return words.contains(where: streets.contains) ? .open : .incomplete
  }

  private static func free(_ words: [Substring], _ spoken: SpokenDigits) -> Completeness {
    let last = words[words.count - 1]
    // "please" ends a request as often as it begins one.
    if hanging.contains(last), !ending.contains(last) { return .incomplete }
    if words.count >= 2, openings.contains([words[words.count - 2], last]) { return .incomplete }
    if words.contains(where: { $0 == "email" || $0 == "e-mail" }), words.contains(where: { $0 == "is" || $0 == "it's" })
    {
      return email(Array(words.drop { $0 != "is" && $0 != "it's" }.dropFirst())) == .incomplete ? .incomplete : .open
    }
    // Spelled out, an address is known by its dots.
    if words.contains("dot"), words.count > 1 { return email(words) == .incomplete ? .incomplete : .open }
    if spoken.endsWithDigit, (1..<5).contains(spoken.trailing),
      words.contains(where: { $0 == "number" || $0 == "zip" || $0 == "code" || $0 == "postcode" })
    {
      return .incomplete
    }
    return .open
  }
}

/// The digits among words, spoken or written.
struct SpokenDigits: Sendable {
  private(set) var digits = ""
  /// How many digits the words end with.
  private(set) var trailing = 0
  private(set) var endsWithDigit = false
  var count: Int { digits.count }

  private static let single: [Substring: String] = [
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
  ]
  private static let tens: [Substring: String] = [
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8",
    "ninety": "9",
  ]

  init(_ words: [Substring]) {
    var times = 1
    var open: String?
    for word in words {
      if let ten = open, let one = Self.single[word], one.count == 1, one != "0" {
        add(ten + one)
        open = nil
        continue
      }
      if let ten = open { add(ten + "0") }
      open = nil
      if word == "double" || word == "triple" {
        times = word == "double" ? 2 : 3
        endsWithDigit = false
      } else if let ten = Self.tens[word] {
        open = ten
      } else if let said = Self.single[word] {
        add(String(repeating: said, count: times))
        times = 1
      } else {
        let written = word.filter { $0.isASCII && $0.isNumber }
        if !written.isEmpty, written.count == word.filter({ $0 != "-" }).count {
          add(written)
        } else {
          endsWithDigit = false
          trailing = 0
        }
        times = 1
      }
    }
    if let ten = open { add(ten + "0") }
  }

  private mutating func add(_ more: String) {
    digits += more
    trailing += more.count
    endsWithDigit = true
  }
}
