public import Commerce

/// The rules in force, from `retail/policy.yaml`.
public struct PolicyRules: Hashable, Codable, Sendable {
  /// How customers are identified.
  public var identification: IdentityRules
  /// The rule of each operation. What is not named and not public is not done.
  public var actions: [OperationName: ActionRule]
  /// In which order writes to one order are done.
  public var orderOfWrites: [OperationName]
  /// The switches as the file has them.
  public var switches: Switches
  /// When customers may be called back or written to; nil: at any time.
  public var contactHours: ClockHours?
  /// The hours within which a promised call back is made.
  public var callbackWithinHours: Int
  /// What the numbers look like that customers are asked for.
  public var numbers: AskedNumbers
  /// Matters that are no operations and end with a person or an approval ("account_closure").
  public var topics: [String: Restriction]
  /// When calls may be recorded.
  public var recording: RecordingRules
  /// Whether cards may be keyed on a telephone.
  public var cardsByKeypad: Bool

  /// Makes rules.
  public init(
    identification: IdentityRules, actions: [OperationName: ActionRule] = [:], orderOfWrites: [OperationName] = [],
    switches: Switches = Switches(), contactHours: ClockHours? = nil, callbackWithinHours: Int = 24,
    numbers: AskedNumbers = AskedNumbers(), topics: [String: Restriction] = [:],
    recording: RecordingRules = RecordingRules(), cardsByKeypad: Bool = false
  ) {
    self.recording = recording
    self.cardsByKeypad = cardsByKeypad
    self.identification = identification
    self.actions = actions
    self.orderOfWrites = orderOfWrites
    self.switches = switches
    self.contactHours = contactHours
    self.callbackWithinHours = callbackWithinHours
    self.numbers = numbers
    self.topics = topics
  }

  /// The rule of an operation: the one written, or for a read of public facts the open one.
  public func rule(_ name: OperationName) -> ActionRule? {
    if let rule = actions[name] { return rule }
    let contract = name.type.contract
    return contract.access == .read && contract.risk == .none ? ActionRule(level: .v0) : nil
  }
}
