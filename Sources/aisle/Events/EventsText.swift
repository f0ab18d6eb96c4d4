internal import Commerce
internal import Foundation

/// Events for somebody at a terminal.
enum EventsText {
  static func list(_ report: EventsDesk.Report, most: Int, now: Timestamp) -> String {
    var parts: [String] = []
    parts.append(
      report.sources.isEmpty
        ? "Nothing came in since the server started; the log holds \(report.logged) events."
        : "In, since the server started (the log holds \(report.logged) events):\n\n"
          + LedgerText.table(
            ["SOURCE", "LAST", "WHAT CAME OF THEM"],
            report.sources.map { source in
              [
                source.name, LedgerText.age(source.lastAt, now: now) + " ago",
                source.outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "),
              ]
            }))
    if report.isBehind {
      parts.append(
        "The shared read model does not answer: \(report.logged - report.readable) events wait for it in the log. Reads "
          + "go to the back ends meanwhile.")
    }
    parts.append(letters(report, most: most, now: now))
    if !report.sinks.isEmpty {
      parts.append(
        "Out:\n\n"
          + LedgerText.table(
            ["SINK", "WAITING", "GIVEN UP", "OLDEST"],
            report.sinks.map { sink in
              [
                sink.name, "\(sink.waiting)", "\(sink.givenUp)",
                sink.oldest.map { LedgerText.age($0, now: now) } ?? "–",
              ]
            }))
      if report.sinks.contains(where: { $0.givenUp > 0 }) {
        parts.append("aisle events revive SINK    once it takes them: tells it again what was given up")
      }
    }
    return parts.joined(separator: "\n\n")
  }

  private static func letters(_ report: EventsDesk.Report, most: Int, now: Timestamp) -> String {
    guard report.letterCount > 0 else { return "No dead letters: all that came could be used." }
    let shown = report.letters.prefix(most)
    var text =
      "\(report.letterCount) \(report.letterCount == 1 ? "dead letter" : "dead letters"): came, and could not be used"
    if shown.count < report.letterCount { text += " (the \(shown.count) newest)" }
    text += ":\n\n"
    text += LedgerText.table(
      ["NUMBER", "LAST", "TIMES", "SOURCE", "WHAT IS WRONG"],
      shown.map { letter in
        [
          "\(letter.number)", LedgerText.age(letter.lastAt, now: now) + " ago", "\(letter.times)",
          "\(letter.source) (\(letter.transport))", letter.reason,
        ]
      })
    return text + """


      aisle events retry NUMBER…     once it can be read (a new version, a mended setting); --all for all
      aisle events forget NUMBER…    when nobody needs it
      """
  }
}
