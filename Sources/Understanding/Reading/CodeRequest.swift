internal import Discourse

/// Whether words ask for a one-time code once more, where one was sent: "send it again", "I did not get it".
public enum CodeRequest {
  private static let once: Set<String> = ["again", "another", "new", "fresh", "resend", "once", "second", "anew"]
  private static let sending: Set<String> = [
    "send", "resend", "text", "message", "email", "mail", "give", "get", "have", "need", "try", "code", "one", "it",
    "sent",
  ]
  private static let missing: Set<String> = [
    "not", "didn't", "didnt", "haven't", "havent", "hasn't", "hasnt", "never", "no", "nothing", "don't", "dont",
    "isn't",
    "where", "where's", "still",
  ]
  private static let coming: Set<String> = [
    "get", "got", "gotten", "receive", "received", "arrive", "arrived", "come", "came", "see",
  ]
  private static let things: Set<String> = ["code", "text", "message", "sms", "email", "mail"]
  /// Who cannot be reached there gets no code there.
  private static let elsewhere: Set<String> = [
    "anymore", "address", "access", "lost", "changed", "old", "different", "other", "person", "wrong", "stop",
  ]

  /// Whether they do.
  public static func asks(_ text: String) -> Bool {
    let words = Normalizer.words(text)
    guard (1...16).contains(words.count), !words.contains(where: elsewhere.contains) else { return false }
    let has = { (set: Set<String>) in words.contains(where: set.contains) }
    if words.contains("resend") || has(once), has(sending) {
      // "Don't send another one."
      return !words.contains { ["don't", "dont", "not", "never"].contains($0) } || has(coming)
    }
    if has(missing), has(coming) {
      return has(things) || words.contains("it") || words.contains("anything") || has(["nothing"])
    }
    if words.contains("expired") { return true }
    return words == ["no", "code"] || zip(words, words.dropFirst()).contains { $0 == "no" && things.contains($1) }
  }
}
