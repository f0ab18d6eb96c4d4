/// One word of an utterance, typed or heard, with all that its writing tells besides. Marks are no words: they stand in the gap before
/// the word that follows, so that "w. two" and "W2", "a@b.com" and "a at b dot com" meet the same readers.
public struct Token: Hashable, Sendable {
  /// The word in lower case, apostrophes straight and inside only: "W2890441" is "w2890441", "O’Brien" is "o'brien".
  public var text: String
  /// The word as it was written.
  public var original: String
  /// All that stands between the previous word and this one: spaces, and marks such as "-", "@", "$", ", ".
  public let gap: String
  /// Where the word stands in the text, in UTF-8 code units.
  public var place: Range<Int>
  /// Whether no space stands between this word and the one before.
  public let isGlued: Bool

  /// Makes a token.
  public init(text: String, original: String, gap: String, place: Range<Int>) {
    self.text = text
    self.original = original
    self.gap = gap
    self.place = place
    isGlued = !gap.holdsSpace
  }

  /// The marks before the word, without the spaces: "$" in "for $49", "," in "red, 42".
  public var marks: String { gap.filter { !$0.isWhitespace } }

  /// Whether it is digits only.
  public var isDigits: Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

extension String {
  /// Whether a space is in it; asked of every gap, most of which are one.
  fileprivate var holdsSpace: Bool { utf8.contains(0x20) || contains(where: \.isWhitespace) }
}
