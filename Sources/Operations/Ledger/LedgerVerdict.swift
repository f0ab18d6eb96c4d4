public import Commerce

/// What a person says became of a write.
public struct LedgerVerdict: Codable, Sendable {
  /// It took place; a rule forbade it; it did not.
  public enum Outcome: String, Codable, CaseIterable, Sendable {
    case done, refused
    case notDone = "not-done"
  }

  /// What became of it.
  public var outcome: Outcome
  /// The rule that forbade it, when it was refused.
  public var rule: RefusalReason?
  /// What it brought back, as JSON; nil: looked up, where that is possible.
  public var result: String?
  /// Who says so.
  public var by: String
  /// Where it was looked up, and what was seen there.
  public var reason: String

  /// Makes the value from its parts.
  public init(outcome: Outcome, rule: RefusalReason? = nil, result: String? = nil, by: String, reason: String) {
    self.outcome = outcome
    self.rule = rule
    self.result = result
    self.by = by
    self.reason = reason
  }
}

/// Why a verdict cannot be taken, for whoever gave it.
public struct LedgerObjection: Error, CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String

  /// Makes the value.
  public init(_ description: String) { self.description = description }
}
