internal import Commerce

/// What counts as a plain yes: words of agreement and courtesy and nothing else.
enum PlainYes {
  private static let agreeing: Set<String> = [
    "yes", "yeah", "yep", "yup", "sure", "ok", "okay", "correct", "right", "exactly", "absolutely", "confirm",
    "confirmed", "go", "do", "proceed", "fine", "perfect", "definitely", "agreed", "affirmative", "aye",
  ]
  private static let filling: Set<String> = [
    "please", "ahead", "it", "that", "that's", "thats", "is", "all", "thanks", "thank", "you", "with", "this", "and",
    "so", "good", "great", "of", "course", "i", "a", "lot", "very", "much", "looks", "sounds", "everything", "then",
    "just", "the", "both", "them", "those", "now", "am", "happy", "would", "like", "to", "can", "for", "me", "my",
    "well", "bye", "goodbye", "finally", "lovely", "brilliant", "wonderful", "excellent", "cheers",
  ]

  /// How questions begin whose mark nobody wrote.
  private static let asking = ["is ", "can ", "would ", "do you ", "so is ", "and is "]

  /// The verb of what was read out may be said again: "yes, cancel it".
  private static let verbs: [OperationName: Set<String>] = [
    .cancelOrder: ["cancel", "order"], .returnItems: ["return", "order"],
    .exchangeItems: ["exchange", "swap", "order"],
    .changeOrderItems: ["change", "swap", "order"], .changeOrderAddress: ["send", "order"],
  ]

  /// - Parameter named: Words of the list itself where it holds one thing alone: its name and what it becomes.
  static func `is`(_ text: String, to operation: OperationName, named: Set<String> = []) -> Bool {
    guard !text.contains("?"), !asking.contains(where: text.lowercased().hasPrefix) else { return false }
    let own = (verbs[operation] ?? []).union(named)
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    if words.count == 3, words.suffix(2) == ["why", "not"], agreeing.contains(words[0]) { return true }
    let known = agreeing.union(filling).union(own)
    return words.contains { agreeing.contains($0) }
      && words.allSatisfy { word in known.contains(word) || known.contains { isTurned(word, $0) } }
  }

  /// "If you cannot do that, then yes": what stands behind "then", where the agent said right before that it cannot.
  static func behindRefusal(_ text: String, in lines: [String]) -> String {
    let said = text.lowercased().replacing("’", with: "'")
    guard said.hasPrefix("if "), lines.contains(where: { $0.contains("cannot") }),
      ["can't", "cannot", "not possible", "impossible", "no way"].contains(where: said.contains),
      let place = said.firstRange(of: " then ") ?? said.firstRange(of: ", ")
    else { return text }
    return String(said[place.upperBound...])
  }

  /// "Ahaed": a longer word with two neighbouring letters inside it changed round.
  private static func isTurned(_ word: String, _ meant: String) -> Bool {
    let (said, meant) = (Array(word), Array(meant))
    guard said.count == meant.count, said.count >= 5 else { return false }
    let other = said.indices.filter { said[$0] != meant[$0] }
    return other.count == 2 && other[0] > 0 && other[1] == other[0] + 1 && other[1] < said.count - 1
      && said[other[0]] == meant[other[1]] && said[other[1]] == meant[other[0]]
  }
}
