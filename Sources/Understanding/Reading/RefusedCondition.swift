/// "If you really can't do that, then yes": where just that was refused, what stands behind it is said without an if.
public enum RefusedCondition {
  /// What is said to be impossible, and what is wanted in that case.
  public struct Parts: Hashable, Sendable {
    /// The words under the "if".
    public var impossible: String
    /// Whether they name nothing in particular ("if you can't do that").
    public var isGeneral: Bool
    /// The words behind it.
    public var rest: String
  }

  private static let opening: Set<Substring> = [
    "well", "ok", "okay", "fine", "alright", "so", "and", "but", "then", "hmm", "oh", "right",
  ]
  private static let negative: Set<Substring> = [
    "can't", "cannot", "cant", "couldn't", "won't", "isn't", "not", "impossible", "unable", "no", "aren't", "doesn't",
  ]
  private static let ability: Set<Substring> = [
    "can't", "cannot", "cant", "can", "couldn't", "could", "won't", "will", "possible", "impossible", "able", "unable",
    "way",
    "allowed", "option", "choice", "work",
  ]
  private static let general: Set<Substring> = [
    "if", "you", "we", "i", "it", "that", "that's", "this", "it's", "so", "there", "there's", "really", "truly",
    "actually",
    "definitely", "absolutely", "just", "simply", "do", "done", "be", "is", "a", "an", "the", "other", "to", "make",
    "happen",
    "at", "all", "help", "with", "anything", "about", "around", "still", "seriously", "for", "me", "any", "case",
    "doesn't",
    "isn't", "aren't", "not", "no", "work", "then", "better", "else", "offer", "get", "have", "find",
  ]
  private static let assent: Set<Substring> = ["yes", "yeah", "yep", "yup", "ok", "okay", "sure", "go", "fine"]

  /// The parts; nil where nothing is said to be impossible first.
  public static func parts(of text: String) -> Parts? {
    let words = text.replacing("\u{2019}", with: "'").split { $0.isWhitespace }
    func bare(_ word: Substring) -> Substring { Substring(word.lowercased().filter { $0.isLetter || $0 == "'" }) }
    let said = words.map(bare)
    guard let start = said.firstIndex(where: { !opening.contains($0) }), said[start] == "if" else { return nil }
    for end in words.indices where end > start + 2 {
      let closes = words[end - 1].hasSuffix(",")
      guard said[end] == "then" || closes || assent.contains(said[end]) else { continue }
      let impossible = said[start..<end]
      guard impossible.contains(where: negative.contains), impossible.contains(where: ability.contains) else {
        continue
      }
      let first = said[end] == "then" ? end + 1 : end
      guard first < words.count else { return nil }
      return Parts(
        impossible: words[start + 1..<end].joined(separator: " "),
        isGeneral: impossible.allSatisfy { general.contains($0) || ability.contains($0) },
        rest: words[first...].joined(separator: " "))
    }
    return nil
  }
}
