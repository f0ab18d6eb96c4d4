/// Whether somebody who was sent a one-time code wants it again: "send it again", "I did not get it", "nothing came".
public enum CodeWanted {
  private static let sending: Set<String> = [
    "send", "resend", "resent", "again", "another", "new", "text", "mail", "email",
  ]
  private static let lacking: Set<String> = [
    "didn't", "didnt", "not", "haven't", "havent", "hasn't", "hasnt", "never", "nothing", "no", "without",
  ]
  private static let coming: Set<String> = [
    "get", "got", "gotten", "receive", "received", "come", "came", "arrive", "arrived", "code", "message", "anything",
    "there",
  ]

  /// Whether it is so.
  public static func `is`(_ text: String) -> Bool {
    guard !text.contains(where: \.isNumber) else { return false }
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    guard words.count <= 16 else { return false }
    if words.contains("resend") { return true }
    let sends = words.filter(sending.contains)
    // "Send it again", "a new code please", "another one"
    if sends.count > 1 || !sends.isEmpty && words.contains(where: { ["code", "one"].contains($0) }) { return true }
    if words == ["again"] || words == ["again", "please"] || words == ["once", "more"] { return true }
    return words.contains(where: lacking.contains) && words.contains(where: coming.contains)
  }
}
