/// Splits what is said into sentences, so that the first one can sound while the rest is made.
public enum Sentences {
  /// The sentences of a text, each with its closing mark.
  public static func split(_ text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      current.append(character)
      let ends = ".?!".contains(character) && (index + 1 == characters.count || characters[index + 1] == " ")
      if ends {
        let sentence = current.drop { $0 == " " }
        if !sentence.isEmpty { sentences.append(String(sentence)) }
        current = ""
      }
    }
    let rest = current.drop { $0 == " " }
    if !rest.isEmpty { sentences.append(String(rest)) }
    return sentences
  }

  /// The parts of what was said that can be wishes of their own: each begins as questions and wishes do.
  static func clauses(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    var parts: [[String]] = [[]]
    for word in words {
      let plain = word.lowercased().filter { $0.isLetter || $0 == "'" }
      if joints.contains(plain) {
        parts.append([])
        continue
      }
      parts[parts.count - 1].append(word)
      if let last = word.last, ".?!;:,".contains(last) { parts.append([]) }
    }
    var clauses: [[String]] = []
    for part in parts where !part.isEmpty {
      if clauses.isEmpty || leads.contains(part[0].lowercased().filter { $0.isLetter || $0 == "'" }) {
        clauses.append(part)
      } else {
        clauses[clauses.count - 1] += part
      }
    }
    return clauses.map { $0.joined(separator: " ") }
  }

  /// What may be a wish of its own: the whole, its clauses, and what begins with the words of a question in the midst of it, for what was
  /// said without any marks ("hi i bought a pack in your store can i return it by mail").
  static func wishes(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    let tails = words.indices.dropFirst().filter { index in
      words.count - index >= 3 && questions.contains(words[index].lowercased().filter { $0.isLetter || $0 == "'" })
    }.map { words[$0...].joined(separator: " ") }
    var found: [String] = []
    for part in [text] + clauses(text) + tails where !found.contains(part) { found.append(part) }
    return found
  }

  private static let questions: Set<String> = [
    "where", "where's", "when", "how", "what", "what's", "which", "who", "why", "can", "could", "do", "does", "did",
    "is",
    "are", "will", "was",
  ]
  private static let joints: Set<String> = ["and", "also", "plus", "then", "additionally"]
  private static let leads: Set<String> = [
    "where", "where's", "wheres", "when", "when's", "how", "what", "what's", "whats", "which", "who", "why", "can",
    "could",
    "would", "do", "does", "did", "is", "are", "will", "has", "have", "i", "i'd", "i'm", "please", "my", "book",
    "cancel",
    "change", "check", "tell", "send", "add", "find", "show", "update",
  ]

  // MARK: What asks

  /// The parts of what was said that ask or want something, in order, each without the story around it; none where nothing does. What begins
  /// with a condition or is merely told is set aside.
  static func asking(_ text: String) -> [String] {
    var parts: [String] = []
    for sentence in split(text.replacing("\n", with: ". ")) {
      for clause in clauses(sentence) {
        for part in opened(clause) where isAsking(part) && part.split(separator: " ").count > 2 { parts.append(part) }
      }
    }
    return parts
  }

  /// A clause and, where a question opens in its midst, the two parts of it.
  private static func opened(_ clause: String) -> [String] {
    let words = clause.split(separator: " ").map(String.init)
    let place = words.indices.dropFirst(2).first { index in
      guard words.count - index >= 3 else { return false }
      let word = plain(words[index])
      let next = plain(words[index + 1])
      if ["can", "could", "do", "does", "did", "is", "are", "will", "would", "should", "may"].contains(word) {
        return subjects.contains(next)
      }
      // "I want to know where it is" is one question, and "when it rained" none.
      return ["how", "what", "what's", "where", "where's", "why"].contains(word) && auxiliaries.contains(next)
        || word == "how" && ["long", "much", "many", "do", "can", "fast"].contains(next)
    }
    guard let place else { return [clause] }
    return [words[..<place], words[place...]].map { $0.joined(separator: " ") }
  }

  /// Whether a part asks or wants: by its first words, or by its mark.
  static func isAsking(_ part: String) -> Bool {
    if part.hasSuffix("?") { return true }
    var words = part.split(separator: " ").map { plain(String($0)) }
    while let first = words.first, openings.contains(first) { words.removeFirst() }
    guard let first = words.first else { return false }
    if questions.contains(first) || auxiliaries.contains(first) || requests.contains(first) { return true }
    if ["i", "we", "i'd", "we'd", "i'm", "id"].contains(first) {
      return words.dropFirst().prefix(3).contains {
        ["want", "need", "like", "love", "would", "wish", "wonder", "wondering", "looking", "wanted", "trying"]
          .contains($0)
      }
    }
    return ["any", "anything", "need", "want", "looking", "no", "wanna", "gotta"].contains(first)
  }

  private static func plain(_ word: String) -> String { word.lowercased().filter { $0.isLetter || $0 == "'" } }

  private static let openings: Set<String> = [
    "hi", "hello", "hey", "so", "and", "but", "also", "well", "ok", "okay", "please", "pls", "just", "um", "uh", "then",
    "like", "basically", "question", "morning", "yo", "hiya", "sorry", "guys", "first", "now", "or",
  ]
  private static let subjects: Set<String> = [
    "i", "you", "u", "we", "they", "it", "he", "she", "the", "my", "your", "ur", "that", "this", "there", "someone",
    "somebody", "anyone", "anybody", "these", "those", "a", "an", "any",
  ]
  private static let auxiliaries: Set<String> = [
    "can", "could", "do", "does", "did", "is", "are", "will", "would", "should", "may", "was", "were", "has", "have",
    "am", "might", "shall", "cannot", "can't", "isn't", "aren't", "won't", "doesn't", "don't",
  ]
  private static let requests: Set<String> = [
    "tell", "send", "give", "cancel", "change", "check", "book", "find", "show", "update", "add", "swap", "exchange",
    "return", "refund", "resend", "recommend", "reserve", "hold", "stop", "delete", "explain", "help", "move", "put",
  ]
}
