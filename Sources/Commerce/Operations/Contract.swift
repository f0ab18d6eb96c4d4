/// What a typed operation promises: the part of it that does not change from call to call.
public struct Contract: Hashable, Sendable {
  /// The operation's name in the field's words, as it stands in intents, journals, routes and metrics.
  public var name: OperationName
  /// Whether it changes anything.
  public var access: Access
  /// How much harm a wrong call does.
  public var risk: Risk
  /// The business failures it may end in, besides the technical ones that every operation may meet.
  public var errors: Set<OperationFailure.Code>
  /// How long a caller may be kept waiting for it, in milliseconds, all retries included.
  public var budgetMilliseconds: Int

  /// Makes a contract.
  public init(
    _ name: OperationName, _ access: Access, risk: Risk, errors: Set<OperationFailure.Code>,
    budgetMilliseconds: Int
  ) {
    self.name = name
    self.access = access
    self.risk = risk
    self.errors = errors
    self.budgetMilliseconds = budgetMilliseconds
  }

  /// Whether an operation changes anything.
  public enum Access: String, CaseIterable, Codable, Sendable {
    /// Looks only, and may be repeated at will; or changes a record.
    case read, write
  }

  /// The harm that a wrong or unauthorised call does.
  public enum Risk: String, CaseIterable, Codable, Comparable, Sendable {
    /// Public facts; facts about one customer, or a change easily undone; a change to goods or addresses; a change to money;
    /// a change that nobody can undo.
    case none, low, medium, high, critical

    /// Whether `left` harms less.
    public static func < (left: Risk, right: Risk) -> Bool { left.rank < right.rank }

    private var rank: Int { Risk.allCases.firstIndex(of: self) ?? 0 }
  }
}

/// A value of the vocabulary: it can be compared, kept and sent, and says which of its fields are about a person.
public protocol ContractValue: Hashable, Codable, Sendable {
  /// The fields, by their coding keys, that are personal data (GDPR article 4): never in logs, sealed in journals.
  static var personal: Set<String> { get }
  /// What must hold of fields besides their types, by their coding keys.
  static var rules: [String: FieldRule] { get }
}

extension ContractValue {
  /// No personal data.
  public static var personal: Set<String> { [] }
  /// No rules.
  public static var rules: [String: FieldRule] { [:] }
}

/// One typed operation: its arguments are its stored properties.
public protocol TypedOperation: ContractValue {
  /// What a successful call brings back.
  associatedtype Outcome: ContractValue
  /// What it promises.
  static var contract: Contract { get }
  /// Groups of arguments, all texts, by their coding keys: at least one group must be there whole, or nothing says what is
  /// asked about. Empty: no such rule.
  static var oneOf: [[String]] { get }
}

extension TypedOperation {
  /// No such rule.
  public static var oneOf: [[String]] { [] }
}
