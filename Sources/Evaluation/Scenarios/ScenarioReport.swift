/// What a set of scenarios showed, as text.
public struct ScenarioReport: Sendable {
  /// All runs.
  public var runs: [ScenarioRunner.Run]
  /// Whether what was said stands with each failure.
  public var showsTranscripts: Bool

  /// Makes a report.
  public init(runs: [ScenarioRunner.Run], showsTranscripts: Bool) {
    self.runs = runs
    self.showsTranscripts = showsTranscripts
  }

  /// How many runs were as expected; how many were not; how many could not be played.
  public var passed: Int { runs.count { $0.failures.isEmpty && $0.skipped == nil } }
  /// How many were not.
  public var failed: Int { runs.count { !$0.failures.isEmpty } }
  /// How many could not be played.
  public var skipped: Int { runs.count { $0.skipped != nil } }

  /// The failures, the table by intent, and the sum: "N passed, N failed" is the last line.
  public var text: String {
    var lines: [String] = []
    for run in runs where !run.failures.isEmpty {
      lines += run.failures
      if showsTranscripts { lines += run.transcript }
    }
    for reason in Set(runs.compactMap(\.skipped)).sorted() { lines.append("not played: \(reason)") }
    let intents = Set(runs.map(\.scenario.intent)).sorted()
    let width = max(6, intents.map(\.count).max() ?? 0)
    func row(_ name: String, _ cells: [String]) -> String {
      name + String(repeating: " ", count: width - name.count) + cells.map { "  " + $0 }.joined()
    }
    func cell(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    lines.append(row("intent", ["scenarios", " runs", "passed", "outcomes"]))
    for intent in intents {
      let own = runs.filter { $0.scenario.intent == intent }
      let outcomes = Set(own.map(\.scenario.outcome)).sorted().map { outcome in
        own.contains { $0.scenario.outcome == outcome && !$0.failures.isEmpty } ? "\(outcome) (failed)" : outcome
      }
      lines.append(
        row(
          intent,
          [
            cell("\(Set(own.map(\.scenario.file)).count)", 9), cell("\(own.count)", 5),
            cell("\(own.count { $0.failures.isEmpty && $0.skipped == nil })", 6), outcomes.joined(separator: ", "),
          ]))
    }
    lines.append("\(passed) passed, \(failed) failed" + (skipped > 0 ? ", \(skipped) not played" : ""))
    return lines.joined(separator: "\n")
  }
}
