internal import Commerce

/// How cases go on.
enum CaseRules {
  /// When an answer is promised.
  static func due(_ priority: CasePriority, opened: Timestamp) -> Timestamp {
    let hours: Int64 =
      switch priority {
      case .urgent: 4
      case .high: 24
      case .normal: 48
      case .low: 120
      }
    return opened.adding(milliseconds: hours * 3_600_000)
  }
}
