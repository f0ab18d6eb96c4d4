internal import Commerce
internal import Discourse
internal import Policy

/// One response with its facts.
struct Saying: Hashable, Codable, Sendable {
  var line: DeskLine
  var facts: [String: Fact] = [:]
  /// Whether it stands on a line of its own in writing.
  var isItem = false
  /// What was understood to be wanted, for the fact {wish}.
  var wishes: [NamedWish]?
}

/// What the desk wants done. Reads may go at the same time; a write is made alone, and the next waits for its result.
enum DeskAct: Hashable, Codable, Sendable {
  case say([Saying])
  case ask(Expectation)
  case read(Operation)
  case write(Operation)
  /// Who it is was told; or more must be known before something can be done, and policy says what to ask for.
  case identify([IdentityClue])
  case need(VerificationLevel, order: OrderNumber?)
  /// A person shall take over; what the reason is.
  case person(String)
  /// The conversation can end.
  case end
}

/// What the desk asked last, which says how the next words are read.
enum DeskFocus: Hashable, Codable, Sendable {
  case none, identity, readOut, amend, anythingElse, beforeGoodbye, beforePerson
  /// About one wish: which goods, how many of them, which orders, which variant, one of those nearest to what there is not, whether its
  /// condition holds, which address.
  case goods(Int), howMany(Int), orders(Int), variant(Int), offer(Int), condition(Int), address(Int)
  /// The whole order, another variant, or leave it; the return or the exchange.
  case wholeOrNothing(OrderNumber), exclusion(OrderNumber)
  /// Which payment method for these wishes, out of these; why these orders are called off; whether what was asked about shall be done.
  case wallet([Int], options: [String])
  case reason([Int])
  case offered([Int])
}
