internal import Dialogue

/// What the customer of a scenario answers when the agent reads back what it heard, as people do before they go on with what they want: yes where
/// it is what was said, otherwise no with the right value, and the value again where it is asked for once more.
struct ReadBack {
  /// What was said for a slot, and in which words.
  private struct Told {
    var value: String
    var words: String
  }
  private var told: [String: Told] = [:]
  private var said: [String] = []
  /// The slot that was read back wrongly, until it is right.
  private var denied: String?

  /// So often is what was heard corrected; then the script goes on.
  static let mostAnswers = 4

  /// The customer says something of the script.
  /// - Parameters:
  ///   - before: What the dialogue was told by then, by slot.
  ///   - after: What it would have been told by the words in writing.
  mutating func take(_ words: String, before: [String: String], after: [String: String]) {
    said.append(words)
    denied = nil
    for (slot, value) in after where before[slot] != value { told[slot] = Told(value: value, words: words) }
  }

  /// The answer to what is asked; nil: nothing is read back, or the script says what follows.
  mutating func answer(to asked: AskedSlot?) -> String? {
    guard let asked else { return nil }
    let known = told[asked.slot]
    guard let value = asked.readBack else { return asked.slot == denied ? known.map(Self.spoken) : nil }
    let isRight = known.map { $0.value == value } ?? said.contains { Self.holds($0, value) }
    if isRight { return "yes" }
    denied = asked.slot
    return known.map { "no, it's \(Self.spoken($0))" } ?? "no"
  }

  /// The value where it is what was said, otherwise the words that meant it (a store's name for its identifier).
  private static func spoken(_ told: Told) -> String { holds(told.words, told.value) ? told.value : told.words }

  private static func holds(_ words: String, _ value: String) -> Bool {
    let value = plain(value)
    return !value.isEmpty && plain(words).contains(value)
  }

  private static func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
