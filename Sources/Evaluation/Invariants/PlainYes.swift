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
    "well", "bye", "goodbye",
  ]

  /// How questions begin whose mark nobody wrote.
  private static let asking = ["is ", "can ", "would ", "do you ", "so is ", "and is "]

  /// The verb of what was read out may be said again: "yes, cancel it".
  private static let verbs: [OperationName: Set<String>] = [
    .cancelOrder: ["cancel", "order"], .returnItems: ["return", "order"],
    .exchangeItems: ["exchange", "swap", "order"],
    .changeOrderItems: ["change", "swap", "order"], .changeOrderAddress: ["send", "order"],
  ]

  static func `is`(_ text: String, to operation: OperationName) -> Bool {
    guard !text.contains("?"), !asking.contains(where: text.lowercased().hasPrefix) else { return false }
    let own = verbs[operation] ?? []
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    return words.contains { agreeing.contains($0) }
      && words.allSatisfy { agreeing.contains($0) || filling.contains($0) || own.contains($0) }
  }
}
