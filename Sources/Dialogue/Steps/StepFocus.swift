internal import Commerce

/// What a step waits for the customer to say.
enum StepFocus: Hashable, Codable, Sendable {
  /// One of the things shown; how many were passed over before them.
  case choice(Choice)
  /// Yes or no; where to go on after no.
  case decision(no: Int)
  /// Yes or no to exactly this change.
  case agreement(Operation)
  /// Yes or no to another intent, with its slots.
  case offer(intent: String, slots: [String: String])
  /// Yes or no to an article's question being the one that was asked; where to go on after no.
  case article(KnowledgeBase.Source, no: Int)
  /// Who they are.
  case identity

  /// A choice that was put.
  struct Choice: Hashable, Codable, Sendable {
    /// All there are, best first.
    var options: [ChoiceMatcher.Option]
    /// The places of those just shown.
    var shown: Range<Int>
  }

  /// Whether yes or no is the answer.
  var isYesNo: Bool {
    switch self {
    case .decision, .agreement, .offer, .article: true
    case .choice, .identity: false
    }
  }
}
