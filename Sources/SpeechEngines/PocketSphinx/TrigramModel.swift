internal import Foundation

/// A trigram language model over whole sentences, smoothed by interpolation with the lower orders.
///
/// Source: I. H. Witten and T. C. Bell, "The zero-frequency problem", IEEE Trans. Information Theory 37(4), 1991, method C,
/// in its interpolated form: p(w|h) = (c(h,w) + T(h) p(w|h')) / (c(h) + T(h)), T(h) the number of distinct words after h. The
/// back-off weight is then T(h) / (c(h) + T(h)), exactly.
struct TrigramModel {
  private struct Context {
    var total = 0.0
    var followers: [Int: Double] = [:]
  }

  private var words: [String] = []
  private var index: [String: Int] = [:]
  private var contexts: [[Int]: Context] = [:]

  /// Makes an empty model that knows `vocabulary` beside the words of its sentences.
  init(vocabulary: some Sequence<String>) {
    for word in ["<s>", "</s>"] { _ = id(word) }
    for word in vocabulary { _ = id(word) }
  }

  /// Every word it can score.
  var vocabulary: [String] { words }

  /// Counts a sentence with a weight.
  mutating func add(_ sentence: [String], weight: Double = 1) {
    guard !sentence.isEmpty else { return }
    let ids = [0] + sentence.map { id($0) } + [1]
    for position in 1..<ids.count {
      for order in 0...2 where position >= order {
        let context = Array(ids[(position - order)..<position])
        contexts[context, default: Context()].total += weight
        contexts[context, default: Context()].followers[ids[position], default: 0] += weight
      }
    }
  }

  /// The probability of a word after at most two others.
  private func probability(_ word: Int, after context: [Int]) -> Double {
    let shorter = context.isEmpty ? 1 / Double(words.count - 1) : probability(word, after: Array(context.dropFirst()))
    guard let counts = contexts[context] else { return shorter }
    let types = Double(counts.followers.count)
    return (counts.followers[word, default: 0] + types * shorter) / (counts.total + types)
  }

  private func backoff(_ context: [Int]) -> Double {
    guard let counts = contexts[context] else { return 1 }
    let types = Double(counts.followers.count)
    return types / (counts.total + types)
  }

  /// The model as an ARPA file.
  func arpa() -> String {
    var orders: [[String]] = [[], [], []]
    for word in words.indices {
      // The start of a sentence is never predicted.
      let value = word == 0 ? -99 : log10(probability(word, after: []))
      orders[0].append(Self.line(value, [words[word]], log10(backoff([word]))))
    }
    // The decoder's reader wants n-grams grouped by their context, in the order of the unigrams.
    for context in contexts.keys.filter({ !$0.isEmpty }).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      for word in contexts[context, default: Context()].followers.keys.sorted() {
        let gram = context + [word]
        let weight = context.count == 1 ? log10(backoff(gram)) : nil
        orders[context.count].append(
          Self.line(log10(probability(word, after: context)), gram.map { words[$0] }, weight))
      }
    }
    var text = "\\data\\\n"
    for (order, lines) in orders.enumerated() { text += "ngram \(order + 1)=\(lines.count)\n" }
    for (order, lines) in orders.enumerated() {
      text += "\n\\\(order + 1)-grams:\n" + lines.joined(separator: "\n") + "\n"
    }
    return text + "\n\\end\\\n"
  }

  private mutating func id(_ word: String) -> Int {
    if let known = index[word] { return known }
    words.append(word)
    index[word] = words.count - 1
    return words.count - 1
  }

  private static func line(_ value: Double, _ gram: [String], _ backoff: Double?) -> String {
    let head = "\(rounded(value)) \(gram.joined(separator: " "))"
    return backoff.map { head + " \(rounded($0))" } ?? head
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
