internal import Foundation

/// One thing the doctor looked at.
struct Finding: Encodable, Sendable {
  enum Verdict: String, Encodable, Sendable { case works, weak, broken, untried }

  /// The part of the house ("operations", "speech").
  var area: String
  /// What was looked at ("findOrder").
  var name: String
  var verdict: Verdict
  /// What was seen, in a few words.
  var seen: String
  /// What to do; nil when nothing is to be done.
  var advice: String?
  /// How long it took; nil where that says nothing.
  var milliseconds: Double?
}

/// Findings as a table for a terminal.
struct FindingTable {
  var findings: [Finding]

  /// The table: areas as headings, a mark before each line, advice below it.
  func text() -> String {
    var lines: [String] = []
    var area = ""
    let width = min(28, findings.map(\.name.count).max() ?? 0)
    for finding in findings {
      if finding.area != area {
        if !area.isEmpty { lines.append("") }
        area = finding.area
        lines.append(area)
      }
      let name = finding.name.padding(toLength: max(width, finding.name.count), withPad: " ", startingAt: 0)
      let time = finding.milliseconds.map { Self.time($0) } ?? ""
      let padded = String(repeating: " ", count: max(0, 9 - time.count)) + time
      lines.append("  \(Self.mark(finding.verdict)) \(name) \(padded)  \(finding.seen)")
      if let advice = finding.advice { lines.append("      → \(advice)") }
    }
    lines.append("")
    lines.append(summary)
    return lines.joined(separator: "\n")
  }

  /// "All 31 things work." or what does not.
  var summary: String {
    let broken = findings.filter { $0.verdict == .broken }.count
    let weak = findings.filter { $0.verdict == .weak }.count
    let works = findings.filter { $0.verdict == .works }.count
    if broken == 0, weak == 0 { return "All is well: \(works) things tried, all work." }
    return "\(works) work, \(weak) weak, \(broken) broken. What to do stands after the arrows."
  }

  private static func mark(_ verdict: Finding.Verdict) -> String {
    switch verdict {
    case .works: "ok    "
    case .weak: "weak  "
    case .broken: "BROKEN"
    case .untried: "-     "
    }
  }

  private static func time(_ milliseconds: Double) -> String {
    milliseconds < 10 ? "\((milliseconds * 10).rounded() / 10) ms" : "\(Int(milliseconds.rounded())) ms"
  }
}
