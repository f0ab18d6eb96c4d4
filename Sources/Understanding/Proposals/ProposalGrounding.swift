public import Discourse

/// Turns what a language model proposed into commands, by having plain sentences made of it read like anything else that was said.
/// What cannot be read that way, names what nobody said, or would lose its condition is dropped.
public struct ProposalGrounding: Sendable {
  /// Commands, and what was dropped with the reason, for the journal.
  public struct Outcome: Hashable, Codable, Sendable {
    /// In the order proposed; may be empty.
    public var commands: [Command]
    /// One line each: what and why.
    public var dropped: [String]
  }

  /// At most so many items of one proposal are looked at.
  static let limit = 8
  private let intents: Set<String>
  private let read: @Sendable (String) -> [Command]

  /// Makes a grounding.
  /// - Parameters:
  ///   - intents: The intents that can be started.
  ///   - read: How a sentence is understood here and now.
  public init(intents: Set<String>, read: @escaping @Sendable (String) -> [Command]) {
    self.intents = intents
    self.read = read
  }

  /// The commands that hold of a proposal.
  /// - Parameter heard: All ways of hearing the utterance, as said.
  public func ground(_ proposal: Proposal, heard: [String]) -> Outcome {
    var outcome = Outcome(commands: [], dropped: [])
    for (place, item) in proposal.items.enumerated() {
      if place >= Self.limit {
        outcome.dropped.append("\(item.act.rawValue): more than \(Self.limit) items")
        break
      }
      switch commands(item, heard: heard) {
      case .success(let found): outcome.commands += found
      case .failure(let flaw): outcome.dropped.append("\(item.act.rawValue): \(flaw.reason)")
      }
    }
    return outcome
  }

  private struct Flaw: Error { var reason: String }

  private func commands(_ item: Proposal.Item, heard: [String]) -> Result<[Command], Flaw> {
    if let bare = Self.bare[item.act] { return .success([bare]) }
    if item.act == .start {
      guard let intent = item.intent, intents.contains(intent) else {
        return .failure(Flaw(reason: "no such intent"))
      }
      return .success([.start(intent: intent, confidence: 0.6)])
    }
    guard let sentence = ProposalSentence.make(item) else {
      return .failure(Flaw(reason: "too little or too much said"))
    }
    guard Self.numbersWereSaid(sentence, heard) else { return .failure(Flaw(reason: "a number that was not said")) }
    let found = read(sentence).filter { $0 != .notUnderstood && $0 != .affirm }
    guard !found.isEmpty else { return .failure(Flaw(reason: "it cannot be read")) }
    for command in found {
      guard case .wish(let wish) = command else {
        // Sentences of wishes may hold nothing but wishes: whatever else is read into them was not proposed.
        if [.question, .answer].contains(item.act) { continue }
        return .failure(Flaw(reason: "it reads as something else"))
      }
      if let flaw = Self.flaw(of: wish, in: item) { return .failure(Flaw(reason: flaw)) }
      if item.condition == nil, wish.verb != nil, Self.isGuarded(heard) {
        return .failure(Flaw(reason: "something was said under a condition that it lacks"))
      }
    }
    return .success(found)
  }

  private static let guards: Set<String> = ["if", "unless", "otherwise", "provided", "assuming", "case", "depending"]

  /// Whether anything that was heard stands under a condition. A model that leaves conditions out must not make a wish of what hangs on
  /// them: then the local reading counts.
  private static func isGuarded(_ heard: [String]) -> Bool {
    heard.contains { Normalizer.words($0).contains(where: guards.contains) }
  }

  private static func flaw(of wish: Wish, in item: Proposal.Item) -> String? {
    if item.act == .answer || item.act == .question {
      // An answer names; it neither does nor takes back.
      return wish.verb == nil || wish.mood == .asked ? nil : "a wish inside an answer"
    }
    guard wish.verb == verbs[item.act] else { return "it reads as another wish" }
    return item.condition == nil || wish.condition != nil ? nil : "its condition was lost"
  }

  private static let bare: [Proposal.Item.Act: Command] = [
    .deny: .deny, .person: .person, .repeat: .repeat, .wait: .wait, .stop: .cancel, .goodbye: .goodbye,
    .smallTalk: .smallTalk,
  ]

  private static let verbs: [Proposal.Item.Act: Wish.Verb] = [
    .cancel: .cancel, .return: .return, .exchange: .exchange, .change: .change, .keep: .keep,
    .changeAddress: .changeAddress, .changePayment: .changePayment,
  ]

  /// Every run of three digits or more must be in what was heard: models make numbers up.
  static func numbersWereSaid(_ sentence: String, _ heard: [String]) -> Bool {
    let said = heard.map { text in
      let words = Normalizer.words(text)
      return text.filter { $0.isASCII && $0.isNumber } + " "
        + SpokenDigits.runs(in: words).map(\.digits).joined(separator: " ")
    }
    let runs = sentence.split { !($0.isASCII && $0.isNumber) }.filter { $0.count >= 3 }
    return runs.allSatisfy { run in said.contains { $0.contains(run) } }
  }
}
