internal import Evaluation
internal import Foundation

/// The scores as a table for a terminal.
struct EarTable {
  var scores: [EarScores]

  var text: String {
    func percent(_ value: Double?) -> String { value.map { String(format: "%.1f %%", $0 * 100) } ?? "-" }
    func whole(_ value: Double?) -> String { value.map { String(format: "%.0f", $0) } ?? "-" }
    let head = ["engine", "word errors", "exact", "intents", "slots", "delay p50", "p95 ms", "failed", "cpu/s", "cost"]
    let rows = scores.map { score in
      [
        score.engine, percent(score.wordErrorRate), percent(score.exact), percent(score.intents), percent(score.slots),
        whole(score.delayP50), whole(score.delayP95), "\(score.failed)", String(format: "%.3f", score.cpuPerSecond),
        String(format: "%.4f", score.cost),
      ]
    }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([head] + rows).map { row in
      row.enumerated().map { column, cell in
        let pad = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + pad : pad + cell
      }.joined(separator: "  ")
    }
    let first = scores.first.map { "\($0.recordings) recordings, \($0.words) words" } ?? "no engine"
    return (["\(first)", ""] + lines + names + reliability).joined(separator: "\n")
  }

  /// What became of names, where recordings hold any.
  private var names: [String] {
    func percent(_ part: Int, _ whole: Int) -> String {
      whole == 0 ? "-" : String(format: "%.1f %%", 100 * Double(part) / Double(whole))
    }
    return scores.filter { !$0.names.isEmpty }.flatMap { score in
      ["", "\(score.engine): names heard first, in any way of hearing it, right beside what exists"]
        + score.names.sorted { $0.key < $1.key }.map { kind, recall in
          "  \(kind) (\(recall.all)): \(percent(recall.first, recall.all)), \(percent(recall.any, recall.all)), "
            + percent(recall.grounded, recall.compared)
        }
        + [score.plainWordErrorRate.map { String(format: "  word errors without names: %.1f %%", $0 * 100) }]
        .compactMap(\.self)
    }
  }

  /// How sure engines were against how often they were right.
  private var reliability: [String] {
    scores.flatMap { score -> [String] in
      guard let error = score.reliability.error else { return [] }
      return [
        "",
        "\(score.engine): stated confidence, share right, answers; calibration error " + String(format: "%.3f", error),
      ] + score.reliability.bins.map { String(format: "  %.2f  %.2f  %d", $0.stated, $0.right, $0.count) } + [
        "\(score.engine): taken from this confidence on, share taken, share of those misunderstood"
      ] + score.reliability.thresholds.map { String(format: "  %.1f   %.2f  %.2f", $0.from, $0.taken, $0.wrong) }
    }
  }
}
