public import Commerce
public import Discourse

/// Finds stores in what was said: by name, nickname, landmark street or town, also half said or misheard.
public struct StoreMatcher: Sendable {
  private struct Name: Sendable {
    var store: Int
    var words: [String]
    var weight: Double
    /// A town may stand for several stores.
    var isTown: Bool
  }

  private let stores: [Store]
  private let names: [Name]

  /// Words in names that tell nothing apart.
  private static let empty: Set<String> = ["the", "store", "shop", "one", "branch", "in", "at", "on", "near", "of"]

  /// Prepares matching for the stores that exist.
  public init(stores: [Store]) {
    self.stores = stores
    var names: [Name] = []
    for (index, store) in stores.enumerated() {
      func add(_ text: String, weight: Double, town: Bool) {
        let words = Normalizer.words(text).filter { !Self.empty.contains($0) }
        if !words.isEmpty { names.append(Name(store: index, words: words, weight: weight, isTown: town)) }
      }
      add(store.name, weight: 1, town: false)
      for nickname in store.nicknames { add(nickname, weight: 0.95, town: false) }
      add(store.address.city, weight: 0.9, town: true)
    }
    self.names = names
  }

  /// The stores that may be meant, best first, each with a score of 0 to 1; only those worth asking about. The value is the
  /// store's identifier.
  public func match(_ words: [String]) -> [SlotCandidate] {
    guard !words.isEmpty else { return [] }
    var scores = [Double](repeating: 0, count: stores.count)
    for name in names {
      let found = name.words.map { wanted in words.map { Self.similarity($0, wanted) }.max() ?? 0 }
      let sum = found.reduce(0, +) / Double(found.count)
      // A name of several words half said counts, less than whole.
      let score = name.weight * (sum >= 0.8 ? sum : sum * sum)
      scores[name.store] = max(scores[name.store], score)
    }
    return scores.enumerated().filter { $0.element >= 0.6 }
      .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
      .map { SlotCandidate(value: stores[$0.offset].id, score: $0.element) }
  }

  /// The words of `words` that belong to a store's name, for taking them out of a sentence before it is classified.
  public func nameWords(in words: [String]) -> Set<Int> {
    var found: Set<Int> = []
    for name in names {
      let length = name.words.count
      guard length <= words.count else { continue }
      for start in 0...(words.count - length) where Array(words[start..<start + length]) == name.words {
        found.formUnion(start..<start + length)
      }
    }
    return found
  }

  /// 1 for equal words, less by edit distance over length; words of three letters or less must be equal.
  static func similarity(_ left: String, _ right: String) -> Double {
    if left == right { return 1 }
    guard left.count > 3, right.count > 3 else { return 0 }
    let share = 1 - Double(EditDistance.between(left, right)) / Double(max(left.count, right.count))
    return share >= 0.65 ? share : 0
  }
}
