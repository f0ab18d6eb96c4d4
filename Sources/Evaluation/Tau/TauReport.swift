/// What a set of runs showed, as text.
public struct TauReport: Sendable {
  /// All runs.
  public var runs: [TauRun]
  /// Tasks that no script can follow.
  public var unscripted: Int

  /// Makes a report.
  public init(runs: [TauRun], unscripted: Int) {
    self.runs = runs
    self.unscripted = unscripted
  }

  private static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = (part * 1_000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private static func middle(_ values: [Int]) -> Int { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

  /// The figures, by what was wanted and by persona, and the commonest reasons of loss.
  public var text: String {
    let won = runs.filter { $0.loss == nil }
    var lines = [
      "\(runs.count) runs, \(won.count) won: \(Self.percent(won.count, runs.count))"
        + (unscripted > 0 ? " (\(unscripted) tasks that no script can follow are left out)" : "")
    ]
    lines += passes
    lines.append(
      "caller's turns: median \(Self.middle(runs.map(\.lines.count))), most \(runs.map(\.lines.count).max() ?? 0); "
        + "repairs \(runs.reduce(0) { $0 + $1.repairs }); questions put twice \(runs.reduce(0) { $0 + $1.askedTwice.count })"
    )
    let breaches = runs.flatMap(\.breaches)
    lines.append("changes made: \(runs.reduce(0) { $0 + $1.writes }), of them without authority: \(breaches.count)")
    for breach in Set(breaches.map(\.description)).sorted().prefix(10) { lines.append("  breach: \(breach)") }
    lines += table("by what is wanted", runs.flatMap { run in Set(run.kinds).map { ($0, run) } })
    lines += table("by how many wishes", runs.map { (String($0.kinds.count), $0) })
    lines += table(
      "by persona", runs.flatMap { run in run.persona.split(separator: ", ").map { (String($0), run) } })
    let lost = runs.filter { $0.loss != nil }
    if !lost.isEmpty {
      lines.append("reasons of loss")
      let reasons = Dictionary(grouping: lost) { run in
        run.loss?.replacing(#/#W\d+|\w+_\w+_\d+/#, with: "…").split(separator: ";").first.map(String.init) ?? ""
      }
      for (reason, runs) in reasons.sorted(by: { (-$0.value.count, $0.key) < (-$1.value.count, $1.key) }).prefix(12) {
        lines.append("  \(runs.count) × \(reason.prefix(150)) (\(runs.prefix(4).map(\.id).joined(separator: ", ")))")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// pass^k: the chance that k runs of a task are all won, averaged over tasks.
  private var passes: [String] {
    let tasks = Dictionary(grouping: runs, by: \.id).values
    let trials = tasks.map(\.count).min() ?? 0
    guard trials > 1 else { return [] }
    return (1...trials).map { k in
      let sum = tasks.reduce(0.0) { sum, runs in
        let won = runs.count { $0.loss == nil }
        var chance = 1.0
        for step in 0..<k { chance *= Double(max(0, won - step)) / Double(runs.count - step) }
        return sum + chance
      }
      let thousandths = Int((sum / Double(tasks.count) * 1_000).rounded())
      return "pass^\(k) = \(thousandths / 10).\(thousandths % 10) %"
    }
  }

  private func table(_ title: String, _ rows: [(String, TauRun)]) -> [String] {
    let groups = Dictionary(grouping: rows, by: \.0).sorted { $0.key < $1.key }
    guard groups.count > 1 else { return [] }
    let width = groups.map(\.key.count).max() ?? 0
    return [title]
      + groups.map { name, rows in
        let won = rows.count { $0.1.loss == nil }
        return "  \(name)" + String(repeating: " ", count: width - name.count)
          + "  \(won) of \(rows.count), \(Self.percent(won, rows.count))"
      }
  }
}
