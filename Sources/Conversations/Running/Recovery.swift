public import Commerce
public import Dialogue
internal import Journal

/// After a crash: conversations that were open are folded from their journals and closed truthfully, so that none hangs open
/// for ever. Their calls are gone; the carrier's fallback took the callers.
public enum Recovery {
  /// Closes every open conversation of the store. Gives the identifiers. Throws a `JournalError` when the store fails;
  /// a single damaged journal is reported by `onDamage` and passed over.
  /// - Parameter artefacts: What is in force in a sandbox, or without one.
  public static func closeInterrupted(
    journal: JournalKeeping, artefacts: (_ sandbox: String?) -> Artefacts, now: Timestamp,
    onDamage: (String, any Error) -> Void
  ) async throws -> [String] {
    var closed: [String] = []
    for row in try await journal.store.conversations(open: true, limit: .max) {
      do {
        let entries = try await journal.store.entries(of: row.id)
        let recorded = try JournalItem.recorded(entries, sealing: journal.sealing)
        guard let last = entries.last else { continue }
        let door = DoorNote(try entries.map { try JournalItem($0, sealing: journal.sealing) })
        var conversation = Replay.fold(recorded, artefacts: artefacts(door?.sandbox))
        let input = Input(at: max(now, last.time), event: .ended(reason: "restart"))
        let effects = conversation.handle(input)
        var chain = JournalChain(conversation: row.id, subject: last.subject, after: last)
        var batch = [
          try chain.append(try JournalCoding.record(input), at: input.at, sealing: journal.sealing)
        ]
        for effect in effects {
          batch.append(try chain.append(try JournalCoding.record(effect), at: input.at, sealing: journal.sealing))
        }
        var ended = row
        ended.endedAt = input.at
        for case .end(let outcome) in effects { ended.outcome = outcome.rawValue }
        ended.outcome = ended.outcome ?? Effect.Outcome.interrupted.rawValue
        try await journal.store.append(batch, row: ended)
        closed.append(row.id)
      } catch {
        onDamage(row.id, error)
      }
    }
    return closed
  }
}
