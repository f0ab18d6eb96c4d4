public import Commerce
public import Operations
internal import Synchronization

/// A ledger that keeps everything until the process ends, and can be told to fail.
public final class InMemoryLedger: LedgerStore {
  private struct State {
    var entries: [IdempotencyKey: LedgerEntry] = [:]
    var failures = 0
    var records = 0
  }

  private let state = Mutex(State())

  /// Makes an empty ledger.
  public init() {}

  /// The next so many calls fail as a full disk does.
  public func failNext(_ count: Int) { state.withLock { $0.failures = count } }
  /// How many records were made durable.
  public var records: Int { state.withLock { $0.records } }
  /// All entries.
  public var all: [LedgerEntry] { state.withLock { Array($0.entries.values) } }

  /// Keeps a new entry, or returns what there is under its key.
  public func begin(_ entry: LedgerEntry) async throws(LedgerStoreError) -> LedgerEntry? {
    try change { state in
      if let there = state.entries[entry.key] { return there }
      state.entries[entry.key] = entry
      return nil
    }
  }

  /// Replaces what there is under the entry's key.
  public func update(_ entry: LedgerEntry) async throws(LedgerStoreError) {
    let found = try change { state -> Bool in
      guard let there = state.entries[entry.key] else { return false }
      var new = entry
      new.operation = there.operation
      state.entries[entry.key] = new
      return true
    }
    guard found else { throw LedgerStoreError(.storage, "there is no entry \(entry.key) to update") }
  }

  /// What there is under a key.
  public func entry(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry? {
    state.withLock { $0.entries[key] }
  }

  /// All that is not settled, oldest first.
  public func open() async throws(LedgerStoreError) -> OpenEntries {
    let all = all.sorted { ($0.created, $0.key.text) < ($1.created, $1.key.text) }
    return OpenEntries(
      entries: all.filter { !$0.state.isSettled },
      contradicted: all.filter { $0.state.isSettled && $0.contradicted != nil })
  }

  private func change<Value: Sendable>(_ body: (inout State) -> Value) throws(LedgerStoreError) -> Value {
    let value = state.withLock { state -> Value? in
      guard state.failures == 0 else {
        state.failures -= 1
        return nil
      }
      state.records += 1
      return body(&state)
    }
    guard let value else { throw LedgerStoreError(.storage, "no space left") }
    return value
  }
}
