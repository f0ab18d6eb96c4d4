internal import GRDB
internal import Journal

/// An append that waits for its commit.
struct PendingAppend {
  /// What is to be written.
  struct Content: Sendable {
    var entries: [Envelope]
    var row: ConversationRow
  }

  var content: Content
  var done: CheckedContinuation<Void, any Error>
}

/// Gathers appends: while one transaction commits, what arrives waits and then goes into the next one together. An
/// append that meets an idle journal is committed at once, so nobody waits for company.
actor GroupCommitter {
  /// Appends in one transaction at most: bounds how long the first of them waits.
  static let largestGroup = 512

  private let database: JournalDatabase
  private var waiting: [PendingAppend] = []
  private var running = false
  private(set) var commitCount = 0

  init(database: JournalDatabase) { self.database = database }

  /// Returns when the content is durable; throws a `JournalError` when it is not.
  func append(_ content: PendingAppend.Content) async throws {
    try await withCheckedThrowingContinuation { done in
      waiting.append(PendingAppend(content: content, done: done))
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
      let contents = group.map(\.content)
      do {
        let keys = database.keys
        let (outcomes, settled) = try await database.pool.write { database in
          let settled = try keys.writePending(database)
          return (try contents.map { try EntryWriter.write($0, in: database) }, settled)
        }
        keys.settle(settled)
        commitCount += 1
        for (append, conflict) in zip(group, outcomes) {
          if let conflict { append.done.resume(throwing: conflict) } else { append.done.resume() }
        }
      } catch {
        let failure = journalError(error, while: "committing \(group.count) appends")
        for append in group { append.done.resume(throwing: failure) }
      }
    }
    running = false
  }
}
