internal import Synchronization

/// Tries that are on their way: from before their counters are read to their outcome they count for every conversation of this machine that
/// begins one behind them, so that many at once test no more than one after the other could. They live in memory beside the durable counters:
/// a crash leaves none behind.
final class TriesUnderway: Sendable {
  private struct State {
    var tickets = 0
    /// What each conversation is trying, and in which order they began.
    var held: [String: (ticket: Int, keys: Set<String>)] = [:]
    /// The tickets of those who are trying each.
    var holders: [String: Set<Int>] = [:]

    mutating func end(_ holder: String) {
      guard let (ticket, keys) = held.removeValue(forKey: holder) else { return }
      for key in keys {
        holders[key]?.remove(ticket)
        if holders[key]?.isEmpty == true { holders[key] = nil }
      }
    }
  }

  private let state = Mutex(State())

  /// A conversation begins to try these, in place of what it tried before.
  func begin(_ keys: [String], for holder: String) {
    state.withLock { state in
      state.end(holder)
      state.tickets += 1
      state.held[holder] = (state.tickets, Set(keys))
      for key in Set(keys) { state.holders[key, default: []].insert(state.tickets) }
    }
  }

  /// How many that began before this conversation are still trying each of these. The durable counters are to be read behind it: whoever has
  /// come out by then was counted there.
  func ahead(of holder: String, _ keys: [String]) -> [Int] {
    state.withLock { state in
      let mine = state.held[holder]?.ticket ?? .max
      return keys.map { state.holders[$0]?.count { $0 < mine } ?? 0 }
    }
  }

  /// It has its outcome: counted where it lasts, or nobody's wrong try.
  func end(_ holder: String) { state.withLock { $0.end(holder) } }

  /// How many keys are being tried; none when nothing is under way.
  var count: Int { state.withLock { $0.holders.count } }
}
