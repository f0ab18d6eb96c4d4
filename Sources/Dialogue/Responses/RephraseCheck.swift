internal import Understanding

/// Whether another wording still says the same facts. A language model may choose words; what is claimed stays as the records have it.
public enum RephraseCheck {
  /// Words that change what is claimed or promised when they come or go.
  private static let weighty: Set<String> = [
    "not", "no", "never", "cannot", "can't", "won't", "isn't", "hasn't", "don't", "doesn't", "only", "unless", "if",
    "free", "guarantee",
    "guaranteed", "promise", "promised", "discount", "refund", "refunded", "cancelled", "canceled", "sent", "done",
    "shipped", "delivered",
    "today", "tomorrow", "immediately", "sorry", "will", "may", "must",
  ]

  /// Numbers that are words; alone they are no digit string.
  private static let small: Set<String> = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "half", "double", "twice", "once",
    "both",
  ]

  /// Whether `candidate` may be said in place of `original`.
  /// - Parameter facts: The values that the sentence was filled with, as written.
  public static func accepts(_ candidate: String, for original: String, facts: [String]) -> Bool {
    guard !candidate.isEmpty, candidate.count <= original.count * 8 / 5 + 20 else { return false }
    guard candidate.allSatisfy({ !"{}[]<>|\\`*_".contains($0) && !$0.isNewline }) else { return false }
    for fact in facts where !fact.isEmpty {
      guard occurrences(of: fact, in: candidate) == occurrences(of: fact, in: original) else { return false }
    }
    guard numbers(candidate) == numbers(original) else { return false }
    guard names(candidate, at: original).isEmpty else { return false }
    guard (candidate.last == "?") == (original.last == "?") else { return false }
    return weight(candidate) == weight(original)
  }

  private static func occurrences(of part: String, in text: String) -> Int {
    let part = Array(part.lowercased()), text = Array(text.lowercased())
    guard !part.isEmpty, text.count >= part.count else { return 0 }
    return (0...(text.count - part.count)).count { text[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// Digit strings and number words, in any order.
  private static func numbers(_ text: String) -> [String] {
    let words = Normalizer.words(text)
    let digits = text.split { !$0.isNumber }.map(String.init)
    return (digits + SpokenDigits.runs(in: words).map(\.digits) + words.filter { small.contains($0) }).sorted()
  }

  private static func weight(_ text: String) -> [String] {
    Normalizer.words(text).filter { weighty.contains($0) }.sorted()
  }

  /// Capitalised words inside sentences that the original does not have: names of people, places or goods brought in.
  private static func names(_ candidate: String, at original: String) -> [String] {
    let known = Set(Normalizer.words(original))
    var found: [String] = []
    var starts = true
    for word in candidate.split(separator: " ") {
      if !starts, word.first?.isUppercase == true, word != "I", !word.hasPrefix("I'") {
        let plain = Normalizer.words(String(word)).joined(separator: " ")
        if !known.contains(plain) { found.append(plain) }
      }
      starts = word.last.map { ".?!".contains($0) } ?? false
    }
    return found
  }
}
