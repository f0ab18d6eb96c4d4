/// An utterance cut into words. Its words are those of `Normalizer.words`, so places in one are places in the other.
public struct Tokens: Hashable, Sendable, RandomAccessCollection {
  /// The text that was cut.
  public let source: String
  /// What stands behind the last word ("%" in "10%").
  public let tail: String
  /// Whether capitals tell something: not when everything, or nothing, is written large.
  let isMixed: Bool
  private let tokens: [Token]

  /// Cuts a text: letters, digits and apostrophes make words, all else stands between them.
  public init(_ text: String) {
    var tokens: [Token] = []
    var gap = ""
    var word = ""
    // The place in the text in UTF-8 code units, and where the current word began.
    var place = 0
    var start = 0
    func close() {
      // An apostrophe at either end is a quotation mark, or a plural's, and no part of the word.
      let inner = word.drop(while: Self.isApostrophe)
      var original = String(inner)
      var trailing = ""
      while let last = original.last, Self.isApostrophe(last) {
        original.removeLast()
        trailing = String(last) + trailing
      }
      let leading = String(word.prefix(word.count - inner.count))
      word = ""
      guard !original.isEmpty else {
        gap += leading + trailing
        return
      }
      let begin = start + leading.utf8.count
      tokens.append(
        Token(
          text: Self.plain(original), original: original, gap: gap + leading,
          place: begin..<(begin + original.utf8.count)))
      gap = trailing
    }
    for character in text {
      if Self.belongsToWord(character) {
        if word.isEmpty { start = place }
        word.append(character)
      } else {
        if !word.isEmpty { close() }
        gap.append(character)
      }
      place += character.utf8.count
    }
    if !word.isEmpty { close() }
    source = text
    self.tokens = tokens
    isMixed =
      tokens.contains { $0.original.first?.isUppercase == true }
      && tokens.contains { $0.original.contains(where: \.isLowercase) }
    tail = gap
  }

  private static func plain(_ word: String) -> String {
    let plain = word.lowercased()
    return plain.utf8.allSatisfy { $0 < 0x80 } ? plain : plain.replacing("’", with: "'")
  }

  private static func belongsToWord(_ character: Character) -> Bool {
    // Nearly all are of these, and Unicode's tables take long.
    guard let ascii = character.asciiValue else {
      return character.isLetter || character.isNumber || isApostrophe(character)
    }
    return switch ascii {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x27: true
    default: false
    }
  }

  private static func isApostrophe(_ character: Character) -> Bool { character == "'" || character == "’" }

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place behind the last word.
  public var endIndex: Int { tokens.count }
  /// The word at a place.
  public subscript(position: Int) -> Token { tokens[position] }

  /// The word at a place in lower case; "" outside, so that readers may look ahead and back freely.
  public func text(_ position: Int) -> String { tokens.indices.contains(position) ? tokens[position].text : "" }

  /// What stands before the word at a place; behind the last word its tail.
  public func gap(_ position: Int) -> String {
    tokens.indices.contains(position) ? tokens[position].gap : position == tokens.count ? tail : ""
  }

  /// The text that the words of a range were written with, marks between them included.
  public func said(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last, tokens.indices.contains(first), tokens.indices.contains(last)
    else { return "" }
    let bytes = source.utf8
    let from = bytes.index(bytes.startIndex, offsetBy: tokens[first].place.lowerBound)
    let to = bytes.index(bytes.startIndex, offsetBy: tokens[last].place.upperBound)
    return String(source[from..<to])
  }
}
