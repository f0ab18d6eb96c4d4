/// What a caller wants of the recording: read from words, so that an objection counts however it is put. In doubt it is one.
public enum RecordingWish: Hashable, Sendable {
  /// Not to be recorded; to be recorded after all.
  case refuse, allow

  /// The wish in these words; nil when they hold none, as a question whether the call is recorded.
  public static func read(_ text: String) -> RecordingWish? {
    let clauses = text.lowercased().replacing("’", with: "'").split { ",.;!?\n".contains($0) }
      .flatMap { $0.split { !$0.isLetter && $0 != "'" }.split { $0 == "and" || $0 == "but" } }
      .map { $0.map(String.init) }
    let wishes = clauses.compactMap(wish)
    return wishes.contains(.refuse) ? .refuse : wishes.first
  }

  private static func wish(_ words: [String]) -> RecordingWish? {
    guard let place = words.indices.first(where: { isRecording(words, at: $0) }) else {
      return objects(words) ? .refuse : nil
    }
    let before = words[max(0, place - 7)..<place]
    let after = words[(place + 1)..<min(words.count, place + 4)]
    let asks = words.first.map(asking.contains) == true && !(words.count > 1 && words[1] == "not")
    if before.contains(where: refusing.contains) || after.contains(where: ending.contains) {
      // "Why don't you record this"; but "can you not record this".
      return asks && !before.contains("stop") ? nil : .refuse
    }
    if asks || ["can", "could", "will"].contains(words.first), !before.contains("please") { return nil }
    if place == 0, words[0] == "record" { return .allow }
    return before.contains(where: allowing.contains) || after.contains(where: fine.contains) ? .allow : nil
  }

  private static let refusing: Set<String> = [
    "don't", "dont", "not", "no", "stop", "without", "never", "object", "refuse", "quit", "cancel", "end", "delete",
    "erase", "cannot", "can't", "won't", "off", "against", "decline", "mustn't", "shouldn't", "uncomfortable",
    "disable",
  ]
  private static let ending: Set<String> = ["off", "stop", "no"]
  private static let allowing: Set<String> = [
    "can", "may", "ahead", "okay", "ok", "fine", "allow", "agree", "free", "yes",
  ]
  private static let fine: Set<String> = ["fine", "okay", "ok", "alright"]
  private static let asking: Set<String> = [
    "why", "is", "are", "do", "does", "did", "who", "how", "where", "when", "what",
  ]

  /// Whether a word is about recording sound, not about records.
  private static func isRecording(_ words: [String], at place: Int) -> Bool {
    switch words[place] {
    case "recording", "recordings", "taping", "taped": return true
    case "recorded":
      return !["is", "was"].contains(words[place]) && (place + 1 == words.count || words[place + 1] != "as")
    case "record", "tape":
      guard place + 1 < words.count else {
        return place > 0 && !["on", "of", "the", "a", "my", "your"].contains(words[place - 1])
      }
      return ["me", "this", "the", "us", "my", "it", "our", "that", "calls", "anything", "what"].contains(
        words[place + 1])
        && !["on", "a", "my", "your", "of", "any", "no"].contains(place > 0 ? words[place - 1] : "")
    default: return false
    }
  }

  /// "I do not consent", "I object" say the same beside a notice.
  private static func objects(_ words: [String]) -> Bool {
    if let place = words.firstIndex(where: { ["consent", "consenting"].contains($0) }) {
      return words[max(0, place - 4)..<place].contains { refusing.contains($0) }
    }
    return words.count <= 4 && words.contains("object") && words.contains("i")
  }
}
