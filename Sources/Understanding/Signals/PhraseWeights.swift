/// Phrases with weights, found at a place in a text, the longest first.
struct PhraseWeights: Sendable {
  private var byFirst: [String: [(words: [String], weight: Double)]] = [:]

  /// Makes a list from phrases by their weight.
  init(_ lists: [(weight: Double, phrases: String)]) {
    for list in lists {
      for phrase in list.phrases.split(separator: ",") {
        let words = phrase.split(separator: " ").map(String.init)
        guard let first = words.first else { continue }
        byFirst[first, default: []].append((words, list.weight))
      }
    }
    for first in byFirst.keys { byFirst[first]?.sort { $0.words.count > $1.words.count } }
  }

  /// The weight of the longest phrase that begins at a place, and where it ends.
  func match(in tokens: Tokens, at place: Int) -> (Double, Int)? {
    for (words, weight) in byFirst[tokens.text(place)] ?? [] {
      if words.indices.allSatisfy({ tokens.text(place + $0) == words[$0] }) { return (weight, place + words.count) }
    }
    return nil
  }
}
