/// What a language model takes an utterance to mean: a recorded input like any other, believed only as far as `Understanding` can ground it.
/// There is no yes in it: nobody but the customer agrees to anything.
public struct Proposal: Hashable, Codable, Sendable {
  /// One thing proposed.
  public struct Item: Hashable, Codable, Sendable {
    /// What a model may propose: the closed set.
    public enum Act: String, Hashable, Codable, Sendable, CaseIterable {
      /// An intent of the map, by its name.
      case start
      /// Wishes about goods and orders.
      case cancel, `return`, exchange, change, keep
      /// Where an order goes; how it is paid.
      case changeAddress = "change_address"
      /// See `changeAddress`.
      case changePayment = "change_payment"
      /// A question that records can answer; an answer to what was asked.
      case question, answer
      /// Conversation.
      case deny, person, `repeat`, wait, stop, goodbye
      /// Talk that asks for nothing.
      case smallTalk = "small_talk"
    }

    /// What.
    public var act: Act
    /// The intent's name, for `start`.
    public var intent: String?
    /// The goods in the customer's words ("the small green tent").
    public var goods: String?
    /// The order in the customer's words ("the one that went to Denver").
    public var order: String?
    /// What shall be instead ("a larger one in red").
    public var to: String?
    /// The payment method in the customer's words ("my visa").
    public var with: String?
    /// What it hangs on, in the customer's words ("it is still in stock").
    public var condition: String?
    /// A question or an answer in plain words.
    public var words: String?

    /// Makes an item; the parts are set afterwards.
    public init(_ act: Act) { self.act = act }
  }

  /// What was proposed, in the order said.
  public var items: [Item]
  /// Which model said so.
  public var model: String

  /// Makes a proposal.
  public init(items: [Item], model: String) {
    self.items = items
    self.model = model
  }
}

/// What a language model is told about an utterance: no more than it takes to read it.
public struct ProposalQuestion: Hashable, Sendable {
  /// The ways of hearing it, best first, personal data replaced by placeholders.
  public var heard: [String]
  /// What was asked last, as written.
  public var asked: String
  /// What is expected, in a word or two ("yes or no", "a choice").
  public var expecting: String
  /// The names of the intents that can be started, each with what it is for.
  public var intents: [(name: String, title: String)]

  /// Makes a question.
  public init(heard: [String], asked: String, expecting: String, intents: [(name: String, title: String)]) {
    self.heard = heard
    self.asked = asked
    self.expecting = expecting
    self.intents = intents
  }

  /// Alike in every part.
  public static func == (left: Self, right: Self) -> Bool {
    left.heard == right.heard && left.asked == right.asked && left.expecting == right.expecting
      && left.intents.elementsEqual(right.intents) { $0 == $1 }
  }

  /// By its parts.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(heard)
    hasher.combine(asked)
    hasher.combine(expecting)
    for intent in intents { hasher.combine(intent.name) }
  }
}
