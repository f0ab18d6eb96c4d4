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
    return words.joined(separator: " ")
  }

  /// "I need 2 tents" counts them.
  private static func isPlural(_ word: String) -> Bool { word.count > 3 && word.lowercased().hasSuffix("s") }

  private static let beforeTo: Set<String> = [
    "need", "want", "wanna", "like", "going", "got", "how", "where", "trying", "able", "have", "wants", "needs",
    "tried",
  ]
  private static let beforeFor: Set<String> = ["looking", "waiting", "thanks", "thx", "asking", "searching", "wait"]
}
