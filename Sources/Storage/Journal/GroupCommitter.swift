internal import GRDB
internal import Journal
internal import Synchronization

/// Gathers writes: while one transaction commits, what arrives waits and then goes into the next one together. A write
/// that meets an idle database is committed at once, so nobody waits for company. The journal and the write ledger share
/// it, so that they share flushes too.
actor GroupCommitter {
  /// Writes in one transaction at most: bounds how long the first of them waits.
  static let largestGroup = 512

  /// A write that waits for its commit.
  private struct Pending {
    var write: @Sendable (Database) throws -> Void
    var done: CheckedContinuation<Void, any Error>
  }

  private let pool: DatabasePool
  private let keys: SubjectKeys
  private var waiting: [Pending] = []
  private var running = false
  private(set) var commitCount = 0

  init(pool: DatabasePool, keys: SubjectKeys) {
    self.pool = pool
    self.keys = keys
  }

  /// Returns what `write` returned once that is durable, with every subject key made so far; throws a `JournalError` when
  /// it is not. What `write` throws undoes the whole group, so it returns what concerns it alone.
  nonisolated func commit<Value: Sendable>(
    doing: String, _ write: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    let made = Made<Value>()
    try await enqueue { database in
      let value = try write(database)
      made.value.withLock { $0 = value }
    }
    guard let value = made.value.withLock({ $0 }) else { throw JournalError(.storage, "\(doing): nothing was written") }
    return value
  }

  private final class Made<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private func enqueue(_ write: @escaping @Sendable (Database) throws -> Void) async throws {
    try await withCheckedThrowingContinuation { done in
      waiting.append(Pending(write: write, done: done))
      guard !running else { return }
      running = true
      // Not a child of the caller's task: its cancellation must not undo what others wait for.
      Task { await commitAll() }
    }
  }

  private func commitAll() async {
    while !waiting.isEmpty {
      let group = Array(waiting.prefix(Self.largestGroup))
      waiting.removeFirst(group.count)
      let writes = group.map(\.write)
      do {
        let settled = try await pool.write { [keys] database in
          let settled = try keys.writePending(database)
          for write in writes { try write(database) }
          return settled
        }
        keys.settle(settled)
        commitCount += 1
        for pending in group { pending.done.resume() }
      } catch {
        let failure = journalError(error, while: "committing \(group.count) writes")
        for pending in group { pending.done.resume(throwing: failure) }
      }
    }
    running = false
  }
}
