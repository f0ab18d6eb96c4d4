public import Discourse
public import Documents

/// A value for a template in its spoken and its written form.
public struct Fact: Hashable, Codable, Sendable {
  /// As it is said ("four oh two one seven").
  public var spoken: String
  /// As it is written ("40217").
  public var written: String

  /// Makes a fact with two forms.
  public init(spoken: String, written: String) {
    self.spoken = spoken
    self.written = written
  }

  /// Makes a fact that is said as it is written.
  public init(_ text: String) { self.init(spoken: text, written: text) }
}

/// What the agent says: templates by key, several phrasings each. `{name}` is a fact; `[…]` is left out when a fact in it is missing.
public struct Responses: Hashable, Sendable {
  private var templates: [String: [Phrasing]] = [:]
  /// Facts in response files that the engine does not know: those of intents.
  private(set) var unresolved: [UnresolvedFact] = []

  /// A fact that only an intent can know.
  struct UnresolvedFact: Hashable, Sendable {
    var key: String
    var fact: String
    var file: String
    var line: Int
  }

  /// No responses.
  public init() {}

  /// Reads the response files: each a mapping of key to a list of phrasings. Throws a `DocumentError`.
  public static func read(_ files: [(file: String, text: String)]) throws(DocumentError) -> Responses {
    var responses = Responses()
    for (file, text) in files {
      for (key, value) in try Document(file: file, text: text).members() {
        if responses.templates[key] != nil { throw value.error("the response '\(key)' is defined twice; keep one") }
        responses.templates[key] = try Phrasing.read(value)
        for fact in responses.facts(of: key) where !Self.knownFacts.contains(fact) {
          guard !engineKeys.contains(key) else {
            throw value.error(
              "in '\(key)': there is no fact {\(fact)}; facts: \(Self.knownFacts.sorted().joined(separator: ", "))")
          }
          responses.unresolved.append(UnresolvedFact(key: key, fact: fact, file: file, line: value.line))
        }
      }
    }
    for key in Self.engineKeys where responses.templates[key] == nil {
      throw DocumentError(
        file: files.first?.file ?? "retail/responses/en", line: 0,
        message: "the response '\(key)' is missing; the engine needs it")
    }
    return responses
  }

  /// These and more; what is there stays.
  public func adding(_ texts: [String: [Phrasing]]) -> Responses {
    var more = self
    more.templates.merge(texts) { first, _ in first }
    return more
  }

  /// Whether a response exists; a key that ends in ".*" asks for a family.
  public func has(_ key: String) -> Bool {
    key.hasSuffix(".*") ? templates.keys.contains { $0.hasPrefix(key.dropLast(1)) } : templates[key] != nil
  }

  /// The names of the facts in a response, or in all of a family.
  func facts(of key: String) -> [String] {
    let phrasings =
      key.hasSuffix(".*")
      ? templates.filter { $0.key.hasPrefix(key.dropLast(1)) }.sorted { $0.key < $1.key }.flatMap(\.value)
      : templates[key] ?? []
    return phrasings.flatMap(\.all).flatMap { (try? Template.parse($0))?.facts ?? [] }
  }

  /// All templates that hold no fact: they can be synthesised before any call.
  public var fixedSentences: [String] {
    templates.values.flatMap { $0 }.map { $0.words(on: .phone) }.filter { !$0.contains("{") && !$0.contains("[") }
      .sorted()
  }

  /// Renders a response. `choice` picks the phrasing, so that the same conversation always says the same.
  /// A missing response is said as nothing: loading checks that it cannot happen.
  public func render(
    _ key: String, facts: [String: Fact], choice: UInt64, on channel: Channel = .phone
  ) -> Fact {
    render(key, choice: choice, on: channel) { facts[$0] }
  }

  /// Renders a response with facts that are found by name.
  public func render(
    _ key: String, choice: UInt64, on channel: Channel, opensSentence: Bool = true, _ fact: (String) -> Fact?
  ) -> Fact {
    guard let phrasings = templates[key], !phrasings.isEmpty else { return Fact("") }
    let words = phrasings[Int(choice % UInt64(phrasings.count))].words(on: channel)
    return Self.fill(words, opensSentence: opensSentence, fact)
  }

  /// Fills the facts of a text in.
  static func fill(_ text: String, opensSentence: Bool = true, _ fact: (String) -> Fact?) -> Fact {
    guard let template = try? Template.parse(text) else { return Fact("") }
    // A fact may open the sentence: "the Postal Service tried …".
    let written = template.fill { fact($0)?.written }
    return Fact(
      spoken: template.fill { fact($0)?.spoken },
      written: opensSentence ? written.prefix(1).uppercased() + written.dropFirst() : written)
  }

  /// The facts that responses can name.
  public static let knownFacts: Set<String> = DeskLine.facts.union([
    "shop", "order_digits", "postcode_digits", "postcode_word", "value", "stores", "towns", "options", "topic", "other",
    "phone", "due", "last_digits", "subject",
    "subject_lower",
    "order",
    "placed", "rest", "carrier", "tracking", "expected", "delivered", "seen", "place", "count", "store", "city",
    "street",
    "store_phone", "landmark", "miles", "day", "reason", "opens", "closes", "next_day", "next_opens", "age", "total",
    "goods",
  ])

  /// The responses that the engine itself uses.
  public static let engineKeys =
    [
      "greeting", "recording_notice", "how_can_i_help", "anything_else", "what_else", "goodbye", "goodbye_unheard",
      "not_understood.first", "not_understood.guess", "not_understood.either",
      "not_understood.article", "not_understood.which", "not_understood.menu", "not_understood.yes_no",
      "not_understood.choice", "identity.ask",
      "identity.ask_again", "identity.mismatch", "identity.left", "identity.ambiguous",
      "identity.wrong_code", "identity.no_code", "identity.code", "identity.code_over", "identity.no_more_codes",
      "identity.codes_used_up",
      "identity.code_message", "silence.first",
      "silence.second", "patience.first", "patience.more", "voice.failed", "callback.noted",
      "take_your_time", "cancelled", "cancelled.nothing", "store.none_in", "store.nearest", "store.nearest_at",
      "confirm.keypad", "confirm.again", "callback.offer", "callback.ask_number", "callback.promised",
      "callback.impossible", "callback.declined", "callback.ask_email", "callback.promised_writing", "sorry_trouble",
      "backend.unavailable", "verify.failed",
      "small_talk", "store.which", "back_to", "next_wish", "stale.as_of", "outcome.unknown", "outcome.not_done",
      "outcome.conflict",
      "outcome.refused", "knowledge.person", "not_understood.trouble", "not_understood.story", "several_wishes",
      "order.without", "order.wrong_length", "order.understood", "order.check_digits", "order.check_digits_or_email",
      "product.no_such_name", "product.not_recorded",
      "callback.no_phone",
    ] + DeskLine.allCases.map(\.rawValue) + NamedWish.Kind.allCases.map(\.rawValue)
}

/// A parsed phrasing.
struct Template {
  enum Piece {
    case text(String), fact(String), optional([Piece])
  }

  struct Mistake: Error { var message: String }

  var pieces: [Piece]

  /// The names of the facts in it.
  var facts: [String] {
    func names(_ pieces: [Piece]) -> [String] {
      pieces.flatMap { piece -> [String] in
        switch piece {
        case .text: []
        case .fact(let name): [name]
        case .optional(let inner): names(inner)
        }
      }
    }
    return names(pieces)
  }

  static func parse(_ text: String) throws(Mistake) -> Template {
    var characters = Array(text)[...]
    let pieces = try pieces(&characters, nested: false)
    return Template(pieces: pieces)
  }

  private static func pieces(_ rest: inout ArraySlice<Character>, nested: Bool) throws(Mistake) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    func flush() { if !text.isEmpty { pieces.append(.text(text)); text = "" } }
    while let character = rest.popFirst() {
      switch character {
      case "{":
        flush()
        guard let end = rest.firstIndex(of: "}") else { throw Mistake(message: "a '{' has no '}'") }
        let name = String(rest[rest.startIndex..<end])
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "_.:".contains($0) }) else {
          throw Mistake(message: "'{\(name)}' is no fact's name")
        }
        pieces.append(.fact(name))
        rest = rest[(end + 1)...]
      case "[":
        flush()
        pieces.append(.optional(try Self.pieces(&rest, nested: true)))
      case "]":
        guard nested else { throw Mistake(message: "a ']' has no '['") }
        flush()
        return pieces
      default: text.append(character)
      }
    }
    if nested { throw Mistake(message: "a '[' has no ']'") }
    flush()
    return pieces
  }

  func fill(_ value: (String) -> String?) -> String {
    func fill(_ pieces: [Piece], strict: Bool) -> String? {
      var text = ""
      for piece in pieces {
        switch piece {
        case .text(let part): text += part
        case .fact(let name):
          guard let part = value(name) else { if strict { return nil } else { continue } }
          text += part
        case .optional(let inner): text += fill(inner, strict: true) ?? ""
        }
      }
      return text
    }
    let filled = fill(pieces, strict: false) ?? ""
    return Self.smooth(filled.split(separator: " ").joined(separator: " "))
  }

  /// Stands behind a list in lines, which ends its sentence.
  static let listEnd = "\u{1F}"

  /// Where facts meet words: "until on Monday" is "until Monday", and a list in lines needs no mark behind it.
  private static func smooth(_ text: String) -> String {
    var text = text
    for word in ["until", "after", "before", "by", "from", "since"] {
      text = text.replacing(" \(word) on ", with: " \(word) ")
    }
    guard text.contains(listEnd) else { return text }
    for mark in ["?", ".", ""] { text = text.replacing(listEnd + mark + " ", with: "\n") }
    for mark in ["?", ".", ""] { text = text.replacing(listEnd + mark, with: "") }
    return text
  }
}
