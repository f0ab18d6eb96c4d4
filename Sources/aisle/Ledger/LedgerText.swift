internal import Commerce
internal import Foundation
internal import Operations

/// The ledger for somebody at a terminal.
enum LedgerText {
  /// "14 s", "3 min", "5 h", "2 days".
  static func age(_ moment: Timestamp, now: Timestamp) -> String {
    let seconds = max(0, (now.milliseconds - moment.milliseconds) / 1_000)
    switch seconds {
    case ..<120: return "\(seconds) s"
    case ..<7_200: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3_600) h"
    default: return "\(seconds / 86_400) days"
    }
  }

  /// "sent once, asked 14 times; the last word: timedOut".
  static func known(_ notice: LedgerNotice) -> String {
    var parts = [notice.sends == 0 ? "perhaps never sent" : "sent \(times(notice.sends))"]
    if notice.asks > 0 { parts[0] += ", asked about \(times(notice.asks))" }
    if let code = notice.code { parts.append("last word: \(code.rawValue)") }
    return parts.joined(separator: "; ")
  }

  static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  /// A table with headings, columns as wide as they need to be.
  static func table(_ headings: [String], _ rows: [[String]]) -> String {
    let widths = headings.indices.map { column in ([headings] + rows).map { $0[column].count }.max() ?? 0 }
    return ([headings] + rows).map { row in
      let cells = zip(row, widths).map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
      return "  " + cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()
    }.joined(separator: "\n")
  }

  static func rows(_ notices: [LedgerNotice], now: Timestamp) -> String {
    table(
      ["ID", "AGE", "BACK END", "OPERATION", "STATE", "WHAT IS KNOWN"],
      notices.map { notice in
        [
          notice.key.text, age(notice.created, now: now), notice.backend, notice.operation.rawValue,
          notice.stateInWords,
          known(notice),
        ]
      })
  }

  /// What is open, and what to do about it.
  static func list(_ book: LedgerBook, now: Timestamp) -> String {
    var lines: [String] = []
    if book.open.isEmpty, book.unreadable.isEmpty, book.contradicted.isEmpty {
      lines.append("No write is open: of everything that was sent it is recorded what became of it.")
    }
    if !book.open.isEmpty {
      let count = book.open.count
      lines.append("\(count) \(count == 1 ? "write has" : "writes have") no certain outcome yet:\n")
      lines.append(rows(book.open, now: now))
      lines.append("")
      lines.append("aisle ledger show ID     what was to be written, and where to look whether it was")
      lines.append("aisle ledger decide ID done|not-done|refused --reason \"…\"   once you know")
    }
    if !book.contradicted.isEmpty {
      lines.append(
        "\nSettled, but the back end said otherwise afterwards; what was told stays told, so look whether something must be "
          + "undone or done again:\n")
      lines.append(rows(book.contradicted, now: now))
      lines.append("\naisle ledger decide ID done --reason \"…\"   once you have looked: it is then off this list")
    }
    if !book.unreadable.isEmpty {
      lines.append(
        "\nCannot be read any more, because the customer's data was erased or the file is damaged: "
          + book.unreadable.map(\.text).joined(separator: ", "))
    }
    if !book.open.isEmpty {
      lines.append(
        book.isServed
          ? "\nA server runs and goes on asking where that makes sense; what needs a person is not asked about again."
          : "\nNo server runs. The next one asks the back ends again before it takes calls.")
    }
    return lines.joined(separator: "\n")
  }

  /// One write with all that is recorded.
  static func show(_ entry: LedgerEntry, personal: Bool, now: Timestamp, console: String?) -> String {
    func ago(_ moment: Timestamp) -> String { "\(moment.rfc3339) (\(age(moment, now: now)) ago)" }
    var rows: [(String, String)] = [
      ("operation", "\(entry.operation.name.rawValue) at \(entry.backend)"), ("state", entry.notice.stateInWords),
      ("intended", ago(entry.created)), ("last news", ago(entry.updated)), ("known", known(entry.notice)),
    ]
    if let failure = entry.failure { rows.append(("why", "\(failure.code.rawValue): \(failure.message)")) }
    if let moment = entry.contradicted { rows.append(("contradicted", "\(ago(moment)): the back end said otherwise")) }
    if let conversation = entry.conversation {
      rows.append(("conversation", (console.map { "\($0)/conversations/" } ?? "") + conversation))
    }
    if let decision = entry.decision {
      rows.append(("decided", "by \(decision.by), \(ago(decision.at))"))
      rows.append(("reason", decision.reason))
    }
    var lines =
      ["write \(entry.key)"] + rows.map { "  \($0.0.padding(toLength: 13, withPad: " ", startingAt: 0))\($0.1)" }
    lines.append("\nwhat was to be written")
    lines += arguments(entry.operation, personal: personal)
    if !entry.state.isSettled { lines.append(advice(entry)) }
    return lines.joined(separator: "\n")
  }

  private static func arguments(_ operation: Commerce.Operation, personal: Bool) -> [String] {
    guard case .fields(let fields)? = try? FieldTree(of: operation.value) else { return [] }
    let marked = type(of: operation.value).personal
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ tree: FieldTree) -> String {
      tree.text ?? ((try? encoder.encode(tree)).map { String(decoding: $0, as: UTF8.self) } ?? "?")
    }
    return fields.sorted { $0.key < $1.key }.filter { $0.value != .none }.map { key, value in
      let shown = marked.contains(key) && !personal ? "(about a person; --personal shows it)" : text(value)
      return "  \(key.padding(toLength: max(13, key.count + 1), withPad: " ", startingAt: 0))\(shown)"
    }
  }

  private static func advice(_ entry: LedgerEntry) -> String {
    """

    what to do
      Look in \(entry.backend) whether this took place\(entry.backend == "shop" ? "" : ", at the time above"). Then one of
        aisle ledger decide \(entry.key) done     --reason "where you looked, what you saw"
        aisle ledger decide \(entry.key) not-done --reason "…"
        aisle ledger decide \(entry.key) refused  --rule alreadyShipped --reason "…"
      It is never sent again by that. Whoever asks for the write is told what you decided.
    """
  }
}

/// What the ledger holds that is not settled.
struct LedgerBook: Sendable {
  /// Open writes, the oldest first.
  var open: [LedgerNotice]
  /// Writes whose entry cannot be opened.
  var unreadable: [IdempotencyKey]
  /// Settled ones of which a back end said otherwise later: recorded as it was told, until a person takes note.
  var contradicted: [LedgerNotice]
  /// Whether a server holds this ledger.
  var isServed: Bool
}
