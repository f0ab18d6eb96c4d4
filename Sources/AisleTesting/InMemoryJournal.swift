public import Journal
internal import Synchronization

/// A journal in memory that keeps the store's contract, save that nothing outlives the process.
public final class InMemoryJournal: JournalStore {
  private struct State {
    var entries: [String: [Envelope]] = [:]
    var rows: [String: ConversationRow] = [:]
    var failure: JournalError?
    var isHeld = false
  }
  private let state = Mutex(State())

  /// Makes an empty journal.
  public init() {}

  /// Makes every append throw this error from now on; nil: appends work again.
  public func failAppends(with failure: JournalError?) { state.withLock { $0.failure = failure } }

  /// Has every append wait from now on, as on a disk that hangs; false: they go on.
  public func holdAppends(_ isHeld: Bool) { state.withLock { $0.isHeld = isHeld } }

  /// Appends entries and stores the row, or throws `.conflict` and changes nothing.
  public func append(_ entries: [Envelope], row: ConversationRow) async throws {
    while state.withLock({ $0.isHeld }) { try await Task.sleep(for: .milliseconds(5)) }
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      let kept = state.entries[row.id] ?? []
      for (index, entry) in entries.enumerated() {
        guard entry.conversation == row.id, entry.sequence == kept.count + index + 1 else {
          throw JournalError(.conflict, "entry \(entry.sequence) is not the next of \(row.id)")
        }
      }
      if !entries.isEmpty { state.entries[row.id] = kept + entries }
      state.rows[row.id] = row
    }
  }

  /// A conversation's entries in sequence; empty when unknown.
  public func entries(of conversation: String) async throws -> [Envelope] {
    state.withLock { $0.entries[conversation] ?? [] }
  }

  /// Rows, newest opened first.
  public func conversations(open: Bool?, limit: Int) async throws -> [ConversationRow] {
    let rows = state.withLock { Array($0.rows.values) }
    return Array(
      rows.filter { open == nil || ($0.endedAt == nil) == open }
        .sorted { ($0.openedAt, $0.id) > ($1.openedAt, $1.id) }
        .prefix(max(0, limit)))
  }

  /// One row; nil when unknown.
  public func row(of conversation: String) async throws -> ConversationRow? { state.withLock { $0.rows[conversation] } }
}
