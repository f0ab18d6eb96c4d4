/// What a caller wants of the recording: read from words, so that an objection counts however it is put. In doubt it is one.
public enum RecordingWish: Hashable, Sendable {
  /// Not to be recorded; to be recorded after all.
  case refuse, allow

  /// The wish in these words; nil when they hold none, as a question whether the call is recorded.
  public static func read(_ text: String) -> RecordingWish? {
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    guard let place = words.indices.first(where: { isRecording(words, at: $0) }) else {
      return objects(words) ? .refuse : nil
    }
    let before = words[max(0, place - 7)..<place]
    let after = words[(place + 1)..<min(words.count, place + 4)]
    if before.contains(where: refusing.contains) || after.contains(where: ending.contains) {
      // "Why don't you record this", "you are not recording this, are you".
      return before.first.map { asking.contains($0) } == true && !before.contains("stop") ? nil : .refuse
    }
    let beginning = words.first ?? ""
    if asking.contains(beginning), !before.contains("please") { return nil }
    if before.contains(where: allowing.contains) || after.contains(where: fine.contains) { return .allow }
    return nil
  }

  private static let refusing: Set<String> = [
    "don't", "dont", "not", "no", "stop", "without", "never", "object", "refuse", "quit", "cancel", "end", "delete",
    "erase", "cannot", "can't", "won't", "off", "against", "decline", "mustn't", "shouldn't", "uncomfortable", "disable",
  ]
  private static let ending: Set<String> = ["off", "stop", "no"]
  private static let allowing: Set<String> = ["can", "may", "ahead", "okay", "ok", "fine", "allow", "agree", "free", "yes"]
  private static let fine: Set<String> = ["fine", "okay", "ok", "alright"]
  private static let asking: Set<String> = [
    "why", "is", "are", "do", "does", "did", "can", "could", "who", "how", "where", "when", "what", "will", "am",
  ]

  /// Whether a word is about recording sound, not about records.
  private static func isRecording(_ words: [String], at place: Int) -> Bool {
    switch words[place] {
    case "recording", "recordings", "taping", "taped": return true
    case "recorded": return !["is", "was"].contains(words[place]) && (place + 1 == words.count || words[place + 1] != "as")
    case "record", "tape":
      guard place + 1 < words.count else { return place > 0 && !["on", "of", "the", "a", "my", "your"].contains(words[place - 1]) }
      return ["me", "this", "the", "us", "my", "it", "our", "that", "calls", "anything", "what"].contains(words[place + 1])
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
