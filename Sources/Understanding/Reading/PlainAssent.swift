public import Commerce

/// Whether words are a yes and nothing else. What changes an order, money or an address is done only after such a yes: a doubt, a question,
/// somebody else's yes or anything that is not understood beside it makes it none, and what is about to happen is read out again.
public enum PlainAssent {
  /// Whole answers that agree without a word of agreement.
  private static let whole: Set<String> = [
    "that is it", "sure why not", "yes why not", "ok why not", "okay why not", "of course", "by all means",
    "it is", "that is the one", "please", "yes it is",
  ]
  /// Words of agreement that mean the opposite.
  private static let sarcastic: Set<String> = [
    "yeah right", "oh yeah right", "yeah sure right", "oh right", "right right",
  ]

  /// "Okay, bye" leaves: it does not agree to what was read out.
  private static func isLeaving(_ words: [String]) -> Bool {
    words.contains { $0 == "bye" || $0 == "goodbye" } && !words.contains(where: plain.contains)
  }

  private static let plain: Set<String> = [
    "yes", "yeah", "yep", "yup", "yea", "aye", "sure", "go", "do", "confirm", "confirmed", "agreed", "agree", "proceed",
    "continue",
    "absolutely", "definitely", "certainly", "exactly", "correct",
  ]

  /// Whether it is.
  /// - Parameters:
  ///   - operations: What was read out directly before.
  ///   - orders: The orders that it was about: all of them may be named again, never some of them.
  ///   - extent: How much that was: words that say more or less of it make the yes none.
  ///   - also: Further words that may stand beside the yes.
  public static func `is`(
    _ said: String, to operations: [OperationName] = [], of orders: [OrderNumber] = [],
    extent: AssentExtent = AssentExtent(), also: Set<String> = []
  ) -> Bool {
    guard said.utf8.count <= 1_000, let rest = without(orders, said), isPlainlyWritten(rest) else { return false }
    let grammar = AssentGrammar(operations, values: also, extent: extent)
    let vocabulary = grammar.vocabulary
    let words = words(of: withoutClosing(rest)).map { word in
      word == AssentGrammar.orderMark || vocabulary.contains(word) ? word : meant(by: word, among: vocabulary) ?? word
    }
    let plain = words.joined(separator: " ")
    if sarcastic.contains(plain) { return false }
    return whole.contains(plain) || grammar.isYes(words) && !isLeaving(words)
  }

  /// The words beside a yes that keep it from being plain, as said; empty when it is no word but how it was said (a question).
  public static func besides(
    _ said: String, to operations: [OperationName] = [], of orders: [OrderNumber] = [], also: Set<String> = []
  ) -> [String] {
    let known = AssentGrammar(operations, values: also, extent: AssentExtent()).vocabulary.union(shortened.keys)
    let words = withoutClosing(without(orders, said) ?? said).split {
      !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’"
    }
    return words.map(String.init).filter { word in
      let word = word.lowercased().replacing("’", with: "'")
      return !known.contains(word) && word != AssentGrammar.orderMark && meant(by: word, among: known) == nil
    }
  }

  // MARK: Writing

  /// Marks beside the words may say the opposite: a question's of any script, a thumb that points down, a line struck through.
  private static func isPlainlyWritten(_ said: String) -> Bool {
    var said = said
    for smile in [":-)", ":)", ";)", ":D"] { said = said.replacing(smile, with: " ") }
    let start = said.drop { $0.isWhitespace }
    // Who trails off has not said yes yet.
    guard start.first != "!", !said.contains("..."), !said.contains("…") else { return false }
    return said.allSatisfy { character in
      if character.isLetter || character.isWhitespace { return true }
      if marks.contains(character) { return true }
      // With whatever colour of skin, and whether drawn or written.
      return character.unicodeScalars.allSatisfy { friendly.contains($0) }
    }
  }

  private static let marks: Set<Character> = [".", ",", ";", ":", "!", "'", "’", "-", "–", "—"]
  private static let friendly = Set(
    "👍👌🙏😊🙂😀😃😄😁✅🎉❤💯🙌👏🏻🏼🏽🏾🏿\u{FE0F}".unicodeScalars)

  private static func words(of said: String) -> [String] {
    said.lowercased().replacing("’", with: "'").split { !$0.isLetter && $0 != "'" }.flatMap { word in
      shortened[String(word)] ?? [String(word)]
    }
  }

  private static let shortened: [String: [String]] = [
    "that's": ["that", "is"], "thats": ["that", "is"], "it's": ["it", "is"], "i'm": ["i", "am"], "im": ["i", "am"],
    "i'd": ["i", "would"], "that'd": ["that", "would"], "they're": ["those", "are"],
  ]

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

  /// "Ahaed", "plaese": a slip of the fingers inside a longer word, two letters changed round, one missing or one too many. Words that are
  /// words themselves slip into none.
  private static func meant(by word: String, among known: Set<String>) -> String? {
    guard word.count >= 5, word.count <= 20, word.allSatisfy({ $0.isLetter && $0.isASCII }),
      !OrdinaryWords.contains(word), !Grammar.words.contains(word)
    else { return nil }
    return known.filter { isSlip(Array(word), of: Array($0)) }.min()
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

  /// The words with a mark in place of the numbers of the orders; nil when only some of them are named.
  private static func without(_ orders: [OrderNumber], _ said: String) -> String? {
    var text = said.uppercased()
    func bare(_ number: OrderNumber) -> String { number.uppercased().filter { $0.isLetter || $0.isNumber } }
    let numbers = Set(orders.map(bare)).sorted()
    let named = numbers.filter { text.contains($0) }
    guard named.isEmpty || named == numbers else { return nil }
    for number in named { text = text.replacing(number, with: " \(AssentGrammar.orderMark) ") }
    return named.isEmpty ? said : text.filter { $0 != "#" }
  }
}
