public import Discourse

/// What the desk for orders takes up for an intent.
public enum DeskTask: Hashable, Sendable {
  /// Something to be done; something to be told from records.
  case wish(Wish.Verb), question(Question.Kind)
  /// Nothing beyond what was said: whoever named goods or an order is asked what to do with them.
  case listen

  /// By its name in documents: a verb, a question, or `listen`; nil when the desk begins nothing with it.
  public init?(_ name: String) {
    if let verb = Wish.Verb(rawValue: name), Self.verbs.contains(verb) {
      self = .wish(verb)
    } else if let kind = Self.questions[name] {
      self = .question(kind)
    } else if name == "listen" {
      self = .listen
    } else {
      return nil
    }
  }

  /// All names there are.
  public static var names: [String] { verbs.map(\.rawValue) + questions.keys.sorted() + ["listen"] }

  private static let verbs: [Wish.Verb] = [
    .cancel, .return, .refund, .exchange, .replace, .change, .remove, .add, .changeAddress, .changePayment,
    .changeProfileAddress,
  ]
  private static let questions: [String: Question.Kind] = [
    "status": .status, "orders": .orders, "balance": .balance, "wallets": .wallets, "profile": .profile,
    "refundTime": .refundTime,
  ]

  /// The desk's command for it, beside what was said of it: words that name goods without a verb get this one.
  func commands(with heard: [Command]) -> [Command] {
    switch self {
    case .listen: return heard
    case .question(let kind): return [.question(Question(kind))] + heard
    case .wish(let verb):
      var heard = heard
      let place = heard.firstIndex { command in
        if case .wish(let wish) = command {
          wish.verb == nil && (wish.goods != nil || wish.orders != nil)
        } else {
          false
        }
      }
      guard let place, case .wish(var wish) = heard[place] else { return [.wish(Wish(verb))] + heard }
      wish.verb = verb
      heard[place] = .wish(wish)
      return heard
    }
  }
}
