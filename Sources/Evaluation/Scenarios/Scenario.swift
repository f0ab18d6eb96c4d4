public import Commerce
internal import Discourse
internal import Vendors

/// A conversation as a product owner writes it: what the customer says, what the agent must say and do, and how the world
/// stands afterwards. docs/scenarios.md has the format.
public struct Scenario: Sendable {
  /// Something that is expected, with the line that says so.
  struct Expected<Value: Sendable>: Sendable {
    var value: Value
    var line: Int
  }

  /// A record with a name of the scenario's own.
  struct Binding: Sendable {
    var name: String
    var kind: String
    /// What its record must hold; the first that does is taken.
    var holds: JSONValue
    var line: Int
  }

  /// A change of the world before it begins.
  struct Change: Sendable {
    var kind: String
    var id: String
    /// A merge patch (RFC 7396); nil takes the record away.
    var patch: JSONValue?
    var line: Int
  }

  /// What a customer does.
  enum Act: Sendable, Hashable {
    /// Says one of these, one in each run; keys something; says nothing.
    case says([String]), keys(String), silence
  }

  /// An operation, with some or all of its arguments.
  struct Done: Sendable {
    var name: String
    var arguments: JSONValue
  }

  /// A turn: what the customer does, and what must follow.
  struct Turn: Sendable {
    var act: Act
    var line: Int
    var says: [Expected<String>] = []
    var never: [Expected<String>] = []
    var operations: [Expected<Done>] = []
    var expects: Expected<String>?
  }

  /// How it ends.
  struct End: Sendable {
    /// The writes of the whole conversation in their order; those that are not named must not happen.
    var operations: [Expected<Done>] = []
    var records: [Expected<(kind: String, id: String, holds: JSONValue)>] = []
    var never: [Expected<String>] = []
    var ended: Expected<Bool>?
    /// The kind of handing over; "none" when nobody may take over.
    var handoff: Expected<String>?
    var line: Int
  }

  /// The file.
  public var file: String
  /// What it shows.
  public var title: String
  /// The intent it is about, and the outcome of it that it shows.
  public var intent: String
  public var outcome: String
  /// The sandbox whose documents and world it runs in.
  public var sandbox: String
  /// The moment it begins.
  public var start: Timestamp
  var channel: Channel
  var caller: String?
  var session: String?
  var freshSession: Bool
  var seed: UInt64
  /// What the surroundings tell, by kind.
  var signals: [String: String]
  var bindings: [Binding]
  var changes: [Change]
  var faults: [Fault]
  var greeting: [Expected<String>]
  var turns: [Turn]
  var end: End?

  /// How many runs it takes until every way of saying something was said.
  var runs: Int {
    turns.map { turn in if case .says(let ways) = turn.act { ways.count } else { 1 } }.max() ?? 1
  }
}
