/// How the customers of scenarios fared by voice under one condition, heard by one engine: beside the same words in writing.
public struct SpokenReport: Sendable {
  /// Who heard: "oracle", or an engine's name.
  public let ear: String
  let runs: [ScenarioRunner.Run]
  /// Of the slots of each kind that the words would have filled in writing: how many there were, and how many were filled so.
  private(set) var slots: [SpokenMeaning.Kind: (all: Int, right: Int)] = [:]

  /// Sums up.
  /// - Parameter runs: those that go right in writing.
  public init(ear: String, runs: [ScenarioRunner.Run]) {
    (self.ear, self.runs) = (ear, runs)
    for turn in turns {
      for (kind, values) in SpokenMeaning(turn.wanted).values {
        slots[kind, default: (0, 0)].all += values.count
        slots[kind, default: (0, 0)].right += values.intersection(turn.meaning.values[kind] ?? []).count
      }
    }
  }

  var turns: [SpokenTurn] { runs.flatMap(\.spoken) }

  /// Where each run that went wrong did so first.
  var origins: [SpokenOrigin: Int] {
    runs.reduce(into: [:]) { count, run in if let origin = run.origin { count[origin, default: 0] += 1 } }
  }

  /// The head of `row`.
  public static let head = [
    "heard by", "tasks", "done %", "words wrong %", "numbers %", "yes or no %", "intents %", "other slots %", "goods %",
    "answer p50", "p95 ms", "cut off %", "said again %",
  ]

  /// The figures, in the order of `head`.
  public var row: [String] {
    let words = turns.reduce(WordErrors()) { $0 + $1.words }
    let answers = turns.compactMap(\.response).sorted()
    func share(_ kind: SpokenMeaning.Kind) -> String { percent(slots[kind]?.right ?? 0, slots[kind]?.all ?? 0) }
    func quantile(_ part: Double) -> String {
      answers.isEmpty ? "-" : "\(answers[min(answers.count - 1, Int(part * Double(answers.count)))])"
    }
    return [
      ear, "\(runs.count)", percent(runs.count { $0.failures.isEmpty }, runs.count), percent(words.errors, words.words),
      share(.number), share(.yesNo), share(.intent), share(.slot), share(.goods), quantile(0.5), quantile(0.95),
      percent(turns.count(where: \.isCutOff), turns.count), percent(turns.count(where: \.isLost), turns.count),
    ]
  }

  /// Where it went wrong, in a line; nil: nowhere.
  public var causes: String? {
    let origins = origins
    let named = SpokenOrigin.allCases.compactMap { origin in origins[origin].map { "\(origin.rawValue) \($0)" } }
    return named.isEmpty ? nil : "\(ear) went wrong in: \(named.joined(separator: ", "))"
  }

  /// What went wrong, each with what was said and done.
  public var failures: [String] {
    runs.compactMap { run in
      guard let origin = run.origin else { return nil }
      return "[\(origin.rawValue)] " + ([run.failures[0]] + run.transcript).joined(separator: "\n      ")
    }
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = (part * 2_000 / whole + 1) / 2
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// Rows below their heads, in columns.
  public static func table(_ rows: [[String]]) -> String {
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      row.enumerated().map { column, cell in
        let pad = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + pad : pad + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

extension ScenarioRunner.Run {
  /// Where it went wrong first; nil: it did not.
  var origin: SpokenOrigin? {
    guard !failures.isEmpty else { return nil }
    // What was mended by saying it again is not to blame as long as something else is.
    let last = spoken.indices.filter { index in
      index + 1 == spoken.count || spoken[index + 1].said != spoken[index].said || !spoken[index].isLost
    }
    if let found = last.lazy.compactMap({ spoken[$0].origin }).first { return found }
    if let found = spoken.lazy.compactMap(\.origin).first { return found }
    return backEndFailed ? .backEnd : .dialogue
  }
}
