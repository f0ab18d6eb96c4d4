/// A name or number within something that is said: what a recording is worth asking for, however many of its other words are wrong.
public struct SpokenName: Hashable, Sendable {
  /// What it is ("order", "product", "store").
  public var kind: String
  /// As it is written.
  public var text: String

  /// Names it.
  public init(kind: String, text: String) {
    self.kind = kind
    self.text = text
  }

  /// Whether it stands whole within words; a number not as a part of a longer one.
  public func isHeard(in words: String) -> Bool {
    let wanted = WordErrors.words(text)
    let heard = WordErrors.words(words)
    guard !wanted.isEmpty, wanted.count <= heard.count else { return false }
    let isNumber = wanted.allSatisfy(WordErrors.digits.contains)
    return (0...heard.count - wanted.count).contains { start in
      let end = start + wanted.count
      guard Array(heard[start..<end]) == wanted else { return false }
      guard isNumber else { return true }
      return (start == 0 || !WordErrors.digits.contains(heard[start - 1]))
        && (end == heard.count || !WordErrors.digits.contains(heard[end]))
    }
  }

  /// What became of a name.
  public struct Outcome: Sendable {
    /// The name.
    public var name: SpokenName
    /// It stands in what was heard first; in one of all ways of hearing it; and it is what comes out when these are compared with what exists (nil:
    /// for such names nothing is compared).
    public var first: Bool, any: Bool, grounded: Bool?

    /// Puts it together.
    public init(name: SpokenName, first: Bool, any: Bool, grounded: Bool?) {
      self.name = name
      self.first = first
      self.any = any
      self.grounded = grounded
    }
  }

  /// How many names of a kind there were, and what became of them.
  public struct Recall: Sendable, Encodable, Equatable {
    /// All of them; of them heard first, heard at all, compared with what exists, and right by that.
    public var all = 0, first = 0, any = 0, compared = 0, grounded = 0

    mutating func count(_ outcome: Outcome) {
      all += 1
      first += outcome.first ? 1 : 0
      any += outcome.any ? 1 : 0
      if let isRight = outcome.grounded {
        compared += 1
        grounded += isRight ? 1 : 0
      }
    }
  }
}
