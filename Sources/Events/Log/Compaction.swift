public import Commerce
internal import Foundation
internal import GRDB
internal import Logging
internal import Vendors

/// What a compaction did.
public struct CompactionReport: Hashable, Sendable {
  /// Events whose payload was dropped.
  public var events: Int
  /// Facts in the base now.
  public var facts: Int
}

extension EventProcessor {
  /// Folds the events that came before a moment into a base of facts and drops their payloads, which hold personal data and fill the
  /// disk. Their identifiers stay, so that they are known as duplicates. A rebuild begins with the base. Events that cannot be read
  /// any more keep their payload. Throws an `EventsError`.
  public func compact(before moment: Timestamp) async throws(EventsError) -> CompactionReport {
    let report = try await alone {
      // What is folded away must not be missing where a start goes on from.
      if await self.isBehind { try await self.catchUp() }
      try await self.keep()
      return try await self.fold(before: moment)
    }
    logger.info("event log compacted", metadata: ["events": "\(report.events)", "facts": "\(report.facts)"])
    return report
  }

  private func fold(before moment: Timestamp) async throws(EventsError) -> CompactionReport {
    let base = LocalReadModel()
    base.load(try await FactStore(database: database, sealing: sealing, table: .base).load())
    var (sequence, count): (Int64, Int) = (0, 0)
    while true {
      let page = try await database.events(after: sequence, limit: Self.page)
      guard let last = page.last else { break }
      var folded: [Int64] = []
      for event in page where event.receivedAt < moment {
        guard let updates = updates(of: event) else { continue }
        base.merge(updates)
        folded.append(event.sequence)
      }
      // The base and what it replaces in one transaction: a crash leaves the one or the other.
      let rows = try FactStore.rows(base.takeChanged(), of: base, sealing)
      let gone = folded
      try await database.write("compacting the event log") { database in
        try FactStore.write(rows, .base, in: database)
        for sequence in gone {
          try database.execute(
            sql: "UPDATE event SET payload = x'', outcome = 'folded' WHERE sequence = ?", arguments: [sequence])
        }
      }
      count += folded.count
      sequence = last.sequence
    }
    return CompactionReport(events: count, facts: base.count)
  }
}
