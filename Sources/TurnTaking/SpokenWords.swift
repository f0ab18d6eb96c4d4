/// What words are, before anybody asks what they mean: nothing but hesitation, an acknowledgement that lets the other go on, or words
/// with a meaning of their own.
enum SpokenWords {
  enum Kind: Hashable, Sendable {
    /// No word, or only hesitation.
    case none
    /// "mm-hm", "okay", "right": goes on with what is said, unless it answers a question.
    case backchannel
    case content
  }

  /// Sounds that say nothing.
  private static let hesitations: Set<Substring> = ["um", "er", "erm", "ah", "eh", "hm", "uhm"]

  /// Words that acknowledge. Wording of the set: the acknowledgement tokens common in English conversation; "no" is none of them.
  private static let acknowledgements: Set<Substring> = [
    "mm", "mmm", "hmm", "mhm", "mmhm", "mmhmm", "mm-hm", "mm-hmm", "uh-huh", "uhhuh", "huh", "uh", "yeah", "yes", "yep",
    "yup",
    "okay", "ok", "k", "right", "sure", "alright", "good", "great", "nice", "cool", "perfect", "oh", "aha", "wow",
    "really",
    "exactly", "absolutely", "true", "fine", "gotcha", "thanks", "understood", "wonderful", "lovely",
  ]

  /// Words with which callers take the turn, each for itself.
  static let commands: Set<Substring> = [
    "stop", "wait", "no", "hello", "agent", "person", "representative", "operator", "repeat", "cancel", "wrong", "help",
    "pardon",
  ]

  /// The same as acknowledgements, in several words.
  private static let phrases: [[Substring]] = [
    ["i", "see"], ["got", "it"], ["all", "right"], ["sounds", "good"], ["thank", "you"], ["of", "course"],
    ["that's", "fine"],
    ["that's", "right"], ["that's", "good"], ["that's", "great"], ["i", "understand"], ["makes", "sense"],
    ["go", "on"],
  ]

  /// The words of a text: lower case, without marks at their edges.
  static func words(_ text: String) -> [Substring] {
    text.lowercased().split { $0 == " " || $0 == "," || $0 == "." || $0 == "?" || $0 == "!" || $0 == ";" || $0 == ":" }
  }

  static func kind(of text: String) -> Kind {
    let words = words(text).filter { !hesitations.contains($0) }
    // "uh" alone is hesitation, "uh huh" is not.
    guard !words.isEmpty, words != ["uh"] else { return .none }
    var rest = words[...]
    while let word = rest.first {
      if let phrase = phrases.first(where: { rest.starts(with: $0) }) {
        rest = rest.dropFirst(phrase.count)
      } else if acknowledgements.contains(word) {
        rest = rest.dropFirst()
      } else {
        return .content
      }
    }
    return .backchannel
  }
}
