public import Commerce

/// What a poll found and did.
public struct ReconciliationReport: Hashable, Codable, Sendable {
  /// The system.
  public var source: String
  /// Its stream.
  public var stream: String
  /// Whether everything was compared, or what changed since the last poll.
  public var isFull: Bool
  /// When it began.
  public var startedAt: Timestamp
  /// When it ended.
  public var finishedAt: Timestamp
  /// Records compared.
  public var checked = 0
  /// Records that the read model did not have: events that were lost.
  public var missing = 0
  /// Records that the read model had otherwise: events that were lost.
  public var differing = 0
  /// Facts that the source has no more: deletions that were lost.
  public var extra = 0
  /// Records of which the read model has a newer word than the source: told since the page was made, or never true.
  public var ahead = 0
  /// Records that were repaired and still are not as the source has them.
  public var unrepaired = 0
  /// Records that are not what the source promises, and could not be compared.
  public var unusable: Int?

  /// What was put right.
  public var repaired: Int { missing + differing + extra - unrepaired }
  /// Whether the read model now equals the source in all that was compared.
  public var isEqual: Bool { ahead == 0 && unrepaired == 0 && unusable == nil }
}
