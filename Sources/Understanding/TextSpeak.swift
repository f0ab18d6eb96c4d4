/// Figures that are typed for words ("need 2 fix it", "looking 4 boots"): read as numbers they would be quantities.
public enum TextSpeak {
  /// The text with such figures as the words that they stand for.
  public static func spelledOut(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for place in words.indices.dropFirst() where place + 1 < words.count {
      let before = words[place - 1].lowercased()
      guard words[place + 1].first?.isLetter == true else { continue }
      switch words[place] {
      case "2" where beforeTo.contains(before) && !isPlural(words[place + 1]): words[place] = "to"
      case "4" where beforeFor.contains(before): words[place] = "for"
      default: continue
      }
    }
    for place in words.indices where isCode(words[place]) { words[place] = "code" }
    return words.joined(separator: " ")
  }

  /// Capitals with figures behind them ("SAVE20"), as codes of offers are written.
  private static func isCode(_ word: String) -> Bool {
    let word = word.drop { !$0.isLetter }.prefix { $0.isLetter || $0.isNumber }
    let letters = word.prefix { $0.isUppercase }
    return letters.count >= 4 && letters.count < word.count && word.dropFirst(letters.count).allSatisfy(\.isNumber)
  }

  /// "I need 2 tents" counts them.
  private static func isPlural(_ word: String) -> Bool { word.count > 3 && word.lowercased().hasSuffix("s") }

  private static let beforeTo: Set<String> = [
    "need", "want", "wanna", "like", "going", "got", "how", "where", "trying", "able", "have", "wants", "needs",
    "tried",
  ]
  private static let beforeFor: Set<String> = ["looking", "waiting", "thanks", "thx", "asking", "searching", "wait"]
}
