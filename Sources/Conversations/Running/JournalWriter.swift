internal import Commerce
internal import Journal

/// Writes one conversation's journal in order, without holding up the conversation: batches queue here, and only who needs
/// durability waits.
actor JournalWriter {
  private let keeping: JournalKeeping
  private var chain: JournalChain
  private var row: ConversationRow
  private var queue: [[Envelope]] = []
  private var writing = false
  private var failure: (any Error)?
  private var waiting: [(after: Int, CheckedContinuation<Void, any Error>)] = []
  private var written = 0

  init(keeping: JournalKeeping, chain: JournalChain, row: ConversationRow) {
    self.keeping = keeping
    self.chain = chain
    self.row = row
    written = chain.sequence
  }

  /// Queues records as one batch, which becomes durable as a whole. Throws when the journal is broken for good.
  func append(_ records: [(JournalRecord, Timestamp)], row change: @Sendable (inout ConversationRow) -> Void) throws {
    if let failure { throw failure }
    var batch: [Envelope] = []
    do {
      for (record, time) in records { batch.append(try chain.append(record, at: time, sealing: keeping.sealing)) }
    } catch {
      // The chain may have gone on without its entries: nothing after this could be trusted.
      fail(error)
      throw error
    }
    change(&row)
    queue.append(batch)
    if !writing {
      writing = true
      Task { await drain() }
    }
  }

  /// Returns when everything appended so far is durable.
  func flush() async throws {
    if let failure { throw failure }
    let target = chain.sequence
    if written >= target { return }
    try await withCheckedThrowingContinuation { waiting.append((target, $0)) }
  }

  private func fail(_ error: any Error) {
    failure = error
    queue = []
    for (_, continuation) in waiting { continuation.resume(throwing: error) }
    waiting = []
  }

  private func drain() async {
    while !queue.isEmpty {
      let batch = queue.flatMap { $0 }
      queue = []
      do {
        try await keeping.store.append(batch, row: row)
        written = batch.last?.sequence ?? written
      } catch {
        fail(error)
      }
      let done = waiting.filter { $0.after <= written }
      waiting.removeAll { $0.after <= written }
      for (_, continuation) in done { continuation.resume() }
    }
    writing = false
  }
}
