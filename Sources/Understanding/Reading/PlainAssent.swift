public import Commerce

/// Whether words are a yes and nothing else. What changes an order, money or an address is done only after such a yes: a doubt, a question,
/// somebody else's yes or anything that is not understood beside it makes it none, and what is about to happen is read out again.
public enum PlainAssent {
  private static let agreeing: Set<String> = [
    "yes", "yeah", "yep", "yup", "yea", "sure", "ok", "okay", "correct", "right", "alright", "exactly", "absolutely",
    "confirm", "confirmed", "go", "do", "proceed", "continue", "fine", "perfect", "definitely", "certainly", "agreed",
    "agree",
    "affirmative", "aye", "indeed", "works", "sounds", "looks",
  ]
  private static let filling: Set<String> = [
    "please", "ahead", "it", "that", "that's", "thats", "is", "all", "thanks", "thank", "you", "with", "this", "and",
    "so",
    "good", "great", "of", "course", "i", "i'm", "a", "lot", "very", "much", "everything", "then", "just", "the",
    "both",
    "them", "those", "now", "am", "happy", "would", "like", "to", "for", "me", "well", "bye", "goodbye", "oh", "um",
    "uh",
    "hmm", "ah", "it's", "be", "kindly", "nice", "let's", "totally", "makes", "sense", "complete", "completely",
    "already",
    "plan", "list", "changes", "above", "finally", "lovely", "brilliant", "wonderful", "excellent", "super", "awesome",
    "fantastic", "splendid", "terrific", "cheers",
  ]
  /// Whole answers that agree without a word of agreement.
  private static let whole: Set<String> = [
    "that's it", "that is it", "sure why not", "yes why not", "ok why not", "okay why not", "of course", "by all means",
    "it is", "that's the one", "please", "yes it is",
  ]
  /// Words of agreement that mean the opposite.
  private static let sarcastic: Set<String> = [
    "yeah right", "oh yeah right", "yeah sure right", "oh right", "right right",
  ]
  private static let strong: Set<String> = [
    "yes", "yeah", "yep", "yup", "yea", "sure", "ok", "okay", "absolutely", "definitely", "aye",
  ]
  /// Words that may come before what is said.
  private static let leading: Set<String> = ["so", "and", "then", "oh", "well", "um", "uh", "hmm", "ah", "now", "just"]
  private static let asking: Set<String> = ["is", "am", "would", "it's", "do"]

  /// "I'm fine, thanks" wants nothing; "okay, bye" leaves: neither agrees to what was read out.
  private static func isPolite(_ words: [String]) -> Bool {
    let agreed = words.filter(agreeing.contains)
    let opening = words.drop { leading.contains($0) || ["no", "thanks", "thank", "you"].contains($0) }
    let isOfSelf = opening.first == "i'm" || opening.starts(with: ["i", "am"])
    if isOfSelf, !words.contains("with"), agreed.allSatisfy(mild.contains) { return true }
    return words.contains { $0 == "bye" || $0 == "goodbye" } && agreed.allSatisfy(mild.contains)
  }

  /// "Sounds like a lot", "looks so so": tells how it seems, not that it is wanted.
  private static func isImpression(_ words: [String]) -> Bool {
    guard words.filter(agreeing.contains).allSatisfy(["sounds", "looks"].contains) else { return false }
    return words.contains("like") || !words.contains { ["good", "great", "nice", "complete"].contains($0) }
  }

  private static let mild: Set<String> = ["fine", "ok", "okay", "alright", "right", "perfect", "works"]

  /// "That's right, is it": asks, whether or not its mark is written.
  private static func isTag(_ words: [String]) -> Bool {
    guard words.count > 2, !words.contains(where: strong.contains) else { return false }
    let tags = ["is it", "is that", "am i", "are you", "do you", "would you", "does it", "does that"]
    return tags.contains(words.suffix(2).joined(separator: " ")) && agreeing.contains(words[words.count - 3])
  }

  /// What is about to be done may be said again: "yes, cancel it", "yes, that is all for this order".
  private static let own: [OperationName: Set<String>] = [
    .cancelOrder: ["cancel", "order", "orders", "cancellation", "cancellations", "whole", "entire"],
    .returnItems: ["return", "returns", "order", "orders", "item", "items"],
    .exchangeItems: ["exchange", "exchanges", "swap", "order", "orders", "item", "items"],
    .changeOrderItems: ["change", "swap", "make", "update", "order", "orders", "item", "items"],
    .changeOrderAddress: ["change", "make", "update", "address", "addresses", "order", "orders"],
    .changeCustomerAddress: ["change", "make", "update", "address"],
    .changeOrderPayment: ["change", "make", "update", "payment", "order", "orders"],
  ]

  /// Whether it is.
  /// - Parameters:
  ///   - operations: What was read out directly before.
  ///   - orders: The orders that it was about: all of them may be named again, never some of them.
  ///   - also: Further words that may stand beside the yes.
  public static func `is`(
    _ said: String, to operations: [OperationName] = [], of orders: [OrderNumber] = [], also: Set<String> = []
  ) -> Bool {
    guard let rest = without(orders, said), !rest.contains("?"), !rest.contains(where: \.isNumber) else { return false }
    let text = withoutClosing(rest)
    let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.map(String.init)
    let plain = words.joined(separator: " ")
    if sarcastic.contains(plain) { return false }
    if whole.contains(plain) { return true }
    // "Is that right", "so do you": a question, whether or not its mark is written, as no recogniser writes one.
    let opening = words.drop { leading.contains($0) }
    if let first = opening.first, asking.contains(first), !words.contains(where: strong.contains),
      first != "do" || ["you", "i", "we"].contains(opening.dropFirst().first ?? "")
    {
      return false
    }
    if isPolite(words) || isTag(words) || isImpression(words) { return false }
    let known = known(operations, also)
    return words.contains { agreeing.contains($0) || slips($0, into: agreeing) }
      && words.allSatisfy { known.contains($0) || slips($0, into: known) }
  }

  /// The words beside a yes that keep it from being plain, as said; empty when it is no word but how it was said (a question).
  public static func besides(
    _ said: String, to operations: [OperationName] = [], of orders: [OrderNumber] = [], also: Set<String> = []
  ) -> [String] {
    let known = known(operations, also)
    let words = withoutClosing(without(orders, said) ?? said).split {
      !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’"
    }
    return words.map(String.init).filter { word in
      let word = word.lowercased().replacing("’", with: "'")
      return !known.contains(word) && !slips(word, into: known)
    }
  }

  /// "Yes, that should be everything": that there is no more takes nothing from a yes.
  private static func withoutClosing(_ said: String) -> String {
    let text = said.lowercased()
    for phrase in ["that should be", "that'll be", "that will be", "that would be"] {
      for whole in ["everything", "all", "it"] where text.hasSuffix(phrase + " " + whole) {
        return String(said.prefix(said.count - phrase.count - whole.count - 1))
      }
    }
    return said
  }

  private static func known(_ operations: [OperationName], _ also: Set<String>) -> Set<String> {
    operations.reduce(into: also.union(agreeing).union(filling)) { $0.formUnion(own[$1] ?? []) }
  }

  /// "Ahaed", "plaese": a slip of the fingers inside a longer word, two letters changed round, one missing or one too many. Words that are
  /// words themselves slip into none.
  private static func slips(_ word: String, into known: Set<String>) -> Bool {
    guard word.count >= 5, word.allSatisfy({ $0.isLetter && $0.isASCII }), !OrdinaryWords.contains(word),
      !Grammar.words.contains(word)
    else { return false }
    return known.contains { isSlip(Array(word), of: Array($0)) }
  }

  private static func isSlip(_ word: [Character], of meant: [Character]) -> Bool {
    guard meant.count >= 5, abs(word.count - meant.count) <= 1, word.first == meant.first, word.last == meant.last,
      word != meant
    else { return false }
    let head = zip(word, meant).prefix { $0 == $1 }.count
    let tail = zip(word.reversed(), meant.reversed()).prefix { $0 == $1 }.count
    if word.count != meant.count { return head + tail >= min(word.count, meant.count) }
    return head + tail == word.count - 2 && word[head] == meant[head + 1] && word[head + 1] == meant[head]
  }

  /// The words without the numbers of the orders; nil when only some of them are named.
  private static func without(_ orders: [OrderNumber], _ said: String) -> String? {
    var text = said.uppercased()
    func bare(_ number: OrderNumber) -> String { number.uppercased().filter { $0.isLetter || $0.isNumber } }
    let numbers = Set(orders.map(bare)).sorted()
    let named = numbers.filter { text.contains($0) }
    guard named.isEmpty || named == numbers else { return nil }
    for number in named { text = text.replacing(number, with: " ") }
    return named.isEmpty ? said : text.filter { $0 != "#" }
  }
}
