internal import ArgumentParser
internal import Discourse
internal import Documents
internal import Foundation
internal import Understanding

/// `aisle evaluate signals FILE`.
struct EvaluateSignals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals", abstract: "Judge how well a turn's sentiment and effort are read from its words.",
    discussion: """
      The file holds one JSON object a line: {"text", "sentiment": negative|neutral|positive, "effort": none|some|high}. Nothing is learnt \
      from it. Exit code 0: judged. 2: the file is wrong.
      """)

  @Argument(help: "The file of labelled turns.") var file = "retail/labels/signals.jsonl"
  @Flag(help: "List the turns that were read otherwise.") var misses = false

  private struct Row: Decodable {
    var text: String
    var sentiment: TurnSignals.Sentiment
    var effort: TurnSignals.Effort
  }

  func run() async throws {
    do {
      let rows = try rows()
      let read = rows.map { SignalReader.read($0.text, []) }
      print("\(rows.count) turns")
      Self.tell("sentiment", rows.map(\.sentiment.rawValue), read.map(\.sentiment.rawValue))
      Self.tell("effort", rows.map(\.effort.rawValue), read.map(\.effort.rawValue))
      guard misses else { return }
      for (row, found) in zip(rows, read) where found.sentiment != row.sentiment || found.effort != row.effort {
        let wanted = "\(row.sentiment.rawValue)/\(row.effort.rawValue)"
        print("  \(wanted), read \(found.sentiment.rawValue)/\(found.effort.rawValue): \(row.text)")
      }
    } catch { throw Mistakes.end(error) }
  }

  private func rows() throws -> [Row] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw DocumentError(file: file, line: 0, message: "there is no such file, or it cannot be read")
    }
    return try data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.isEmpty }.map { index, line in
        do { return try JSONDecoder().decode(Row.self, from: Data(line)) } catch {
          throw DocumentError(
            file: file, line: index + 1,
            message: "this is not {\"text\", \"sentiment\": negative|neutral|positive, \"effort\": none|some|high}")
        }
      }
  }

  /// Accuracy, and for each label how much of what was read so is so (precision) and how much of what is so was read (recall).
  private static func tell(_ name: String, _ wanted: [String], _ read: [String]) {
    let right = zip(wanted, read).count { $0 == $1 }
    print("\(name): \(percent(right, wanted.count)) right")
    var sum = 0.0
    let labels = Set(wanted).sorted()
    for label in labels {
      let both = zip(wanted, read).count { $0 == label && $1 == label }
      let so = wanted.count { $0 == label }, said = read.count { $0 == label }
      sum += 2 * Double(both) / Double(max(1, so + said))
      print("  \(label): precision \(percent(both, said)), recall \(percent(both, so)), of \(so)")
    }
    print("  mean F1 \(String(format: "%.3f", sum / Double(max(1, labels.count))))")
  }

  private static func percent(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : String(format: "%.1f %%", 100 * Double(part) / Double(whole))
  }
}
