public import Discourse

/// A closed set of words that what was typed is mended toward. Only slips that fingers and ears make are mended: letters that changed
/// places, one too many or too few, a key beside the right one, a sound written another way. Short words are left alone, for among
/// them every slip is another word.
public struct Vocabulary: Sendable {
  private struct Entry: Sendable {
    var word: String
    var bytes: [UInt8]
    var letters: UInt32
  }

  private let words: Set<String>
  private let byLength: [Int: [Entry]]

  /// Makes a vocabulary; words of fewer than five letters are never mended toward.
  public init(_ words: some Sequence<String>) {
    self.words = Set(words)
    let entries = self.words.sorted().filter { $0.utf8.count >= Self.least && $0.utf8.allSatisfy(Slips.isLetter) }.map {
      Entry(word: $0, bytes: Array($0.utf8), letters: Slips.letters($0.utf8))
    }
    byLength = Dictionary(grouping: entries, by: \.bytes.count)
  }

  /// Whether a word is in it.
  public func contains(_ word: String) -> Bool { words.contains(word) }

  /// The entry that a word in lower case is meant for, with how near it is, 0 to 1; nil when none is near, when two are as near as each
  /// other, and for words that are short or in the vocabulary already.
  public func repair(_ word: String) -> Candidate? {
    let bytes = Array(word.utf8)
    guard bytes.count >= Self.least, bytes.allSatisfy(Slips.isLetter), !words.contains(word) else { return nil }
    let limit = Self.limit(bytes.count)
    let letters = Slips.letters(bytes)
    var best: (entry: Entry, cost: Double)?
    var second = Double.infinity
    for length in bytes.count - 2...bytes.count + 2 {
      for entry in byLength[length] ?? [] where (letters ^ entry.letters).nonzeroBitCount <= 4 {
        guard let cost = Slips.cost(from: entry.bytes, to: bytes, limit: limit + Self.margin) else { continue }
        if cost < best?.cost ?? .infinity {
          second = min(second, best?.cost ?? .infinity)
          best = (entry, cost)
        } else {
          second = min(second, cost)
        }
      }
    }
    guard let best, best.cost <= limit, second - best.cost >= Self.margin else { return nil }
    return Candidate(best.entry.word, score: 1 - best.cost / Double(bytes.count))
  }

  private static let least = 5
  /// By how much the best must be nearer than the next.
  private static let margin = 0.15

  /// How much may have slipped in a word of so many letters.
  private static func limit(_ count: Int) -> Double { count < 6 ? 1 : count < 8 ? 1.1 : 1.75 }
}
