/// How callers fared under one condition.
public struct VoiceReport: Sendable {
  /// Under which.
  public let condition: String
  /// The real engine that heard; nil: one that knows what is said.
  public let ear: String?
  let outcomes: [VoiceOutcome]

  /// One figure with what it should be.
  public struct Figure: Sendable {
    /// What it is, with its unit.
    public var name: String
    /// What it came to.
    public var value: Double
    /// What it should come to.
    public var goal: Double
    /// Whether more is better.
    public var isShare: Bool
    /// Whether it is as it should be.
    public var isReached: Bool { isShare ? value >= goal : value <= goal }
  }

  /// Puts reports together as one.
  public init(together reports: [VoiceReport]) {
    condition = "all conditions"
    ear = reports.first?.ear
    outcomes = reports.flatMap(\.outcomes)
  }

  init(condition: String, ear: String? = nil, outcomes: [VoiceOutcome]) {
    self.condition = condition
    self.ear = ear
    self.outcomes = outcomes
  }

  /// The figures that have a goal.
  public var figures: [Figure] { ear == nil ? overlapFigures + turnFigures : turnFigures }

  private var overlapFigures: [Figure] {
    let ignored = of(.backchannel) + of(.cough)
    let resumed = (ignored + of(.aside)).compactMap(\.resumedRight)
    return [
      Figure(name: "interruptions honoured, %", value: share(of(.interruption)), goal: 95, isShare: true),
      Figure(name: "backchannels ignored, %", value: share(of(.backchannel)), goal: 95, isShare: true),
      Figure(
        name: "resumed right, %", value: percent(resumed.count { $0 }, resumed.count), goal: 95, isShare: true),
      Figure(name: "coughs, knocks, breath ignored, %", value: share(of(.cough)), goal: 95, isShare: true),
      Figure(
        name: "yields within, ms, p95", value: p95(of(.interruption).compactMap(\.yield)), goal: 200, isShare: false),
      Figure(name: "false stops last, ms, p95", value: p95(ignored.compactMap(\.resume)), goal: 1_500, isShare: false),
    ]
  }

  private var turnFigures: [Figure] {
    let turns = of(.answer) + of(.free) + of(.recorded)
    return [
      Figure(
        name: "complete answers answered, ms, p95",
        value: p95((right(.answer) + right(.recorded)).compactMap(\.response)), goal: 700,
        isShare: false),
      Figure(
        name: "free speech answered, ms, p95", value: p95(right(.free).compactMap(\.response)), goal: 1_000,
        isShare: false),
      Figure(
        name: "turns cut off, %", value: percent(turns.count(where: \.isCutOff), turns.count), goal: 2, isShare: false),
    ]
  }

  /// The report for people.
  public var text: String {
    var lines = ["\(condition): \(outcomes.count) cases" + (ear.map { ", heard by \($0)" } ?? "")]
    for figure in figures {
      let (value, goal) = (Self.number(figure.value), Self.number(figure.goal))
      lines.append(
        "  \(figure.isReached ? " " : "!") \(figure.name.padded(to: 38)) \(value.padded(left: 7))   goal \(figure.isShare ? "≥" : "≤") \(goal)"
      )
    }
    for family in [VoiceOutcome.Family.answer, .recorded, .free, .aside, .silence, .plain] where !of(family).isEmpty {
      lines.append(
        "    \(family.rawValue), right %".padded(to: 42) + " " + Self.number(share(of(family))).padded(left: 7))
    }
    let verbatim = of(.interruption).compactMap(\.isVerbatim)
    lines.append(
      "    interruption, passed on word for word %".padded(to: 42) + " "
        + Self.number(percent(verbatim.count { $0 }, verbatim.count)).padded(left: 7))
    for (name, values) in [
      ("yield", of(.interruption).compactMap(\.yield)),
      ("complete answers", of(.answer).compactMap(\.response)),
      ("free speech", of(.free).compactMap(\.response)),
    ] {
      lines.append(
        "    \(name), ms, median and jitter".padded(to: 42) + " " + Self.number(quantile(values, 0.5)).padded(left: 7)
          + " ±" + Self.number(Self.deviation(values)))
    }
    for family in [VoiceOutcome.Family.answer, .recorded, .free] where ear != nil && !of(family).isEmpty {
      let words = of(family).compactMap(\.words)
      let sum = words.reduce(WordErrors()) { $0 + $1 }
      lines.append(
        "    \(family.rawValue), word for word %".padded(to: 42) + " "
          + Self.number(percent(words.count { $0.errors == 0 }, words.count)).padded(left: 7)
          + "   words wrong \(Self.number(100 * (sum.rate ?? 0))) %")
    }
    let causes = VoiceOutcome.Cause.allCases.compactMap { cause -> String? in
      let count = outcomes.count { $0.cause == cause }
      return count == 0 ? nil : "\(cause.rawValue) \(count)"
    }
    if !causes.isEmpty { lines.append("    what went wrong lay in: " + causes.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }

  /// What went wrong, one line each.
  public var failures: [String] {
    outcomes.filter { !$0.isRight }.map {
      "\($0.condition): \($0.family.rawValue): \($0.detail) [\($0.cause?.rawValue ?? "")]"
    }
  }

  private func of(_ family: VoiceOutcome.Family) -> [VoiceOutcome] { outcomes.filter { $0.family == family } }
  private func right(_ family: VoiceOutcome.Family) -> [VoiceOutcome] { of(family).filter { !$0.isCutOff } }
  private func share(_ outcomes: [VoiceOutcome]) -> Double { percent(outcomes.count(where: \.isRight), outcomes.count) }
  private func percent(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : 100 * Double(part) / Double(whole) }
  private func p95(_ values: [Int]) -> Double { quantile(values, 0.95) }
  private func quantile(_ values: [Int], _ part: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return Double(sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))])
  }

  /// The standard deviation: how unsteady the rhythm is.
  static func deviation(_ values: [Int]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = Double(values.reduce(0, +)) / Double(values.count)
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func padded(left width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
