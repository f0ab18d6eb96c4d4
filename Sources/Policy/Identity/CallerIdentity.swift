public import Commerce

/// Who is on the line, as far as it is known: a machine over `IdentityEvent`. It is a value, it holds no code in clear, and what it grants
/// comes from answers of back ends and shells only, never from words.
public struct CallerIdentity: Hashable, Codable, Sendable {
  /// The one customer of this conversation, once known.
  public internal(set) var customer: String?
  /// What was earned.
  var grants: [Grant] = []
  /// Wrong tries of this conversation.
  public internal(set) var wrongTries = 0
  /// Whether no more tries are allowed.
  public internal(set) var isLocked = false

  /// Nobody yet.
  public init() {}

  /// Something earned.
  struct Grant: Hashable, Codable, Sendable {
    var by: [ClueKind]
    var level: VerificationLevel
    var order: OrderNumber?
    var customer: String?
    var at: Timestamp
  }

  /// Takes one event and says what is to be done.
  public mutating func handle(_ event: IdentityEvent, at now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    []
  }

  /// The level for an order, a customer, or nothing in particular, at a moment.
  public func level(
    order: OrderNumber? = nil, customer: String? = nil, at now: Timestamp, _ rules: IdentityRules
  ) -> VerificationLevel { .v0 }

  /// What would raise the level for an order or the customer: the ways that earn at least this, each with the clues it still lacks.
  public func ways(to level: VerificationLevel, order: OrderNumber? = nil, _ rules: IdentityRules) -> [[ClueKind]] {
    []
  }
}
