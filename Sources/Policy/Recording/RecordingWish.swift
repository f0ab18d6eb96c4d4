/// What a caller wants of the recording: read from words, so that an objection counts however it is put. In doubt it is one.
public enum RecordingWish: Hashable, Sendable {
  /// Not to be recorded; to be recorded after all.
  case refuse, allow

  /// The wish in these words; nil when they hold none, as a question whether the call is recorded.
  public static func read(_ text: String) -> RecordingWish? {
    let wishes = clauses(text).compactMap { wish(mindful($0)) }
    return wishes.contains(.refuse) ? .refuse : wishes.first
  }

  /// Whether these words say no to what was just told, and to nothing of their own: what "no" and "I'd rather not" mean behind a notice.
  public static func denies(_ text: String) -> Bool {
    clauses(text).contains { clause in
      let words = Array(mindful(clause).drop { polite.contains($0) })
      guard let first = words.first else { return false }
      if ["no", "nope", "nah"].contains(first) {
        return words.count == 1 || behindNo.contains(words[1]) || isDenial(words[1])
      }
      return words.contains { isDenial($0) || bare.contains($0) }
        && words.allSatisfy { isDenial($0) || bare.contains($0) || empty.contains($0) }
    }
  }

  /// What is said in one go: recognisers write no commas, and "listen and record this" is one wish.
  private static func clauses(_ text: String) -> [[String]] {
    let sentences = text.lowercased().replacing("’", with: "'").split { ",.;!?\n".contains($0) }
    return sentences.flatMap { sentence -> [[String]] in
      var clauses: [[String]] = [[]]
      let words = sentence.split { !$0.isLetter && $0 != "'" }.map(String.init)
      for (place, word) in words.enumerated() {
        let goesOn = place + 1 < words.count && ["record", "recording", "tape", "taping"].contains(words[place + 1])
        if word == "but" || word == "and" && !goesOn {
          clauses.append([])
        } else {
          clauses[clauses.count - 1].append(word)
        }
      }
      return clauses.filter { !$0.isEmpty }
    }
  }

  /// Without what sounds like an objection and is none: "I don't mind", "no problem".
  private static func mindful(_ words: [String]) -> [String] {
    var kept: [String] = []
    for word in words {
      let isNone =
        kept.last.map {
          word == "mind" && isDenial($0)
            || $0 == "no" && ["problem", "objection", "objections", "worries"].contains(word)
        } ?? false
      if isNone { kept.removeLast() } else { kept.append(word) }
    }
    return kept
  }

  private static func wish(_ words: [String]) -> RecordingWish? {
    guard let place = words.indices.first(where: { isRecording(words, at: $0) }) else {
      return objects(words) ? .refuse : nil
    }
    let before = words[max(0, place - 8)..<place]
    let after = words[(place + 1)..<min(words.count, place + 4)]
    if before.contains(where: isRefusing) || after.contains(where: { ending.contains($0) || isDenial($0) }) {
      return asks(words[..<place]) && !after.contains(where: ending.contains) ? nil : .refuse
    }
    let isQuestion = words.first.map { asking.contains($0) || ["can", "could", "will"].contains($0) } ?? false
    if isQuestion, !before.contains("please") { return nil }
    if place == 0, words[0] == "record" { return .allow }
    return before.contains(where: allowing.contains) || after.contains(where: fine.contains) ? .allow : nil
  }

  /// Whether these words only begin a question with a "not" in it ("why don't you", "is this call not being"). Anything more between the
  /// question's first word and the recording makes it a wish: "where is my order don't", "how do I turn off the".
  private static func asks(_ words: ArraySlice<String>) -> Bool {
    guard let first = words.first, asking.contains(first) || ["isn't", "aren't", "doesn't", "didn't"].contains(first)
    else { return false }
    let rest = words.dropFirst()
    if ["do", "does", "did"].contains(first), rest.first.map({ $0 == "not" || $0 == "never" }) ?? true { return false }
    return rest.allSatisfy { isNegation($0) || questions.contains($0) }
  }

  private static func isNegation(_ word: String) -> Bool {
    word.hasSuffix("n't") || ["not", "no", "never", "cannot", "dont", "cant", "wont", "didnt"].contains(word)
  }

  private static func isDenial(_ word: String) -> Bool { isNegation(word) && word != "no" }

  private static func isRefusing(_ word: String) -> Bool { isNegation(word) || refusing.contains(word) }

  private static let refusing: Set<String> = [
    "rather", "prefer", "wish", "mind", "stop", "without", "object", "refuse", "quit", "cancel", "end", "delete",
    "erase",
    "off", "against", "decline", "uncomfortable", "disable", "withdraw", "revoke", "hate", "dislike",
  ]
  private static let ending: Set<String> = ["off", "stop", "no"]
  private static let allowing: Set<String> = [
    "can", "may", "ahead", "okay", "ok", "fine", "allow", "agree", "free", "yes",
  ]
  private static let fine: Set<String> = ["fine", "okay", "ok", "alright"]
  private static let asking: Set<String> = [
    "why", "is", "are", "do", "does", "did", "who", "how", "where", "when", "what",
  ]
  private static let questions: Set<String> = [
    "is", "are", "do", "does", "did", "you", "this", "it", "the", "call", "calls", "we", "they", "i", "me",
    "conversation",
    "line", "there", "that", "being", "be", "always", "normally", "usually", "really",
  ]

  private static let polite: Set<String> = [
    "um", "uh", "oh", "well", "sorry", "hello", "hi", "hey", "actually", "er", "hm", "please", "thanks",
  ]
  /// What may follow a "no" that is an answer, and no "no parcel has come".
  private static let behindNo: Set<String> = [
    "no", "thanks", "thank", "please", "i", "i'd", "i'm", "you", "we", "it's", "that's", "way", "sir", "never", "just",
    "sorry", "stop", "where", "what", "when", "how", "can", "could", "my",
  ]
  /// What alone says no.
  private static let bare: Set<String> = ["rather", "prefer", "decline", "refuse", "disagree", "object", "stop"]
  /// What says nothing of its own.
  private static let empty: Set<String> = [
    "i", "i'd", "i'll", "i'm", "we", "we'd", "you", "do", "did", "would", "will", "am", "is", "are", "be", "want",
    "like",
    "agree", "okay", "ok", "fine", "alright", "good", "cool", "comfortable", "happy", "accept", "allow", "with", "to",
    "that",
    "this", "it", "that's", "it's", "at", "all", "absolutely", "certainly", "definitely", "of", "course", "sure",
    "really",
    "thanks", "thank", "please", "if", "think", "so", "no", "for", "me", "us", "the", "a", "problem",
  ]

  /// Whether a word is about recording sound, not about records.
  private static func isRecording(_ words: [String], at place: Int) -> Bool {
    let before = place > 0 ? words[place - 1] : ""
    let after = place + 1 < words.count ? words[place + 1] : ""
    switch words[place] {
    case "recording", "recordings":
      // Who does not want "to talk to a recording" means us.
      return !(before == "a" && place > 1 && ["to", "with"].contains(words[place - 2]))
    case "taping": return true
    case "recorded", "taped": return after != "as" && isOfTheCall(words, participle: place)
    case "record":
      if after.isEmpty { return isVerb(before) }
      return ["me", "this", "the", "us", "my", "it", "our", "that", "calls", "anything", "what"].contains(after)
        && !["on", "a", "my", "your", "of", "any", "no", "the", "vinyl"].contains(before)
    case "tape":
      if before == "on" {
        return place > 1 && (["be"] + callers).contains(words[place - 2])
      }
      let isSound =
        ["me", "this", "us"].contains(after)
        || ["the", "our", "my"].contains(after) && place + 2 < words.count && callers.contains(words[place + 2])
      return isSound && isVerb(before)
    default: return false
    }
  }

  private static let callers = ["me", "us", "this", "call", "calls", "conversation", "line", "voice"]

  /// Whether a word comes before a verb, or none does: "don't record", but "the duct tape".
  private static func isVerb(_ before: String) -> Bool {
    before.isEmpty || isDenial(before) || before.hasSuffix("ly")
      || [
        "to", "you", "i", "they", "we", "please", "can", "could", "may", "will", "rather", "also", "just", "even",
        "ahead",
        "and", "or",
      ].contains(before)
  }

  /// Whether what is "recorded" is the call: "my return was not recorded" is about a return.
  private static func isOfTheCall(_ words: [String], participle place: Int) -> Bool {
    var isTold = false
    var subject = place - 1
    while subject >= 0 {
      let word = words[subject]
      if ["is", "was", "were", "has", "had", "have", "isn't", "wasn't", "weren't", "hasn't", "haven't"].contains(word) {
        isTold = true
      } else if !isDenial(word),
        !["to", "be", "being", "been", "get", "getting", "ever", "even", "still"].contains(word)
      {
        break
      }
      subject -= 1
    }
    guard subject >= 0 else { return true }
    if isTold { return (["i", "we", "that"] + callers).contains(words[subject]) }
    return !things.contains(words[subject])
  }

  private static let things: Set<String> = [
    "return", "returns", "order", "orders", "payment", "refund", "exchange", "purchase", "delivery", "parcel",
    "package",
    "address", "points", "complaint", "warranty", "box",
  ]

  /// "I do not consent", "I object" say the same beside a notice.
  private static func objects(_ words: [String]) -> Bool {
    if let place = words.firstIndex(where: { ["consent", "consenting"].contains($0) }) {
      return words[max(0, place - 4)..<place].contains(where: isRefusing)
    }
    return words.count <= 4 && words.contains("object") && words.contains("i")
  }
}
