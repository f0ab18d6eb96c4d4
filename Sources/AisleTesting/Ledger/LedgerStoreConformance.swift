public import Commerce
public import Operations

/// What every `LedgerStore` must do. Run each case against a new, empty store; an unkept promise throws `Unmet`.
public enum LedgerStoreConformance: String, CaseIterable, Sendable {
  /// An entry of every write comes back as it went in, settled or not.
  case keepsEntries
  /// A key is taken once: who comes second gets what the first has become.
  case takesKeysOnce
  /// Of many that race for a key, one wins.
  case letsOneWin
  /// What is settled is not open; the open come oldest first.
  case listsOpen
  /// What is settled and contradicted is listed until a person has taken note.
  case listsContradicted
  /// An update never makes an entry, and never changes what was intended.
  case updatesOnly
  /// What is unknown is nil.
  case knowsNothingOfStrangers

  /// Runs this case.
  public func check(_ store: any LedgerStore) async throws {
    switch self {
    case .keepsEntries: try await keepsEntries(store)
    case .takesKeysOnce: try await takesKeysOnce(store)
    case .letsOneWin: try await letsOneWin(store)
    case .listsOpen: try await listsOpen(store)
    case .listsContradicted: try await listsContradicted(store)
    case .updatesOnly: try await updatesOnly(store)
    case .knowsNothingOfStrangers:
      try promise(try await store.entry(try Self.key("nobody")) == nil, "an unknown key has no entry")
      try promise(try await store.open() == OpenEntries(entries: []), "an empty store has nothing open")
    }
  }

  private func keepsEntries(_ store: any LedgerStore) async throws {
    for name in Samples.writes {
      var entry = try Self.entry("k-\(name.rawValue)", name)
      try promise(try await store.begin(entry) == nil, "a new key is free")
      try promise(try await store.entry(entry.key) == entry, "an intention of \(name.rawValue) comes back")
      entry.state = .unknown
      entry.failure = OperationFailure(.timedOut, "no answer", retryAfterMilliseconds: 5)
      entry.sends = 2
      entry.asks = 3
      entry.updated = entry.created.adding(milliseconds: 5)
      try await store.update(entry)
      try promise(try await store.entry(entry.key) == entry, "an unknown outcome comes back")
      entry.state = .done
      entry.failure = nil
      entry.answer = OperationAnswer(
        try Samples.result(name), Freshness(asOf: Timestamp(milliseconds: 7), origin: "model", stale: false))
      try await store.update(entry)
      try promise(try await store.entry(entry.key) == entry, "a result comes back")
    }
  }

  private func takesKeysOnce(_ store: any LedgerStore) async throws {
    var first = try Self.entry("k", .cancelOrder)
    _ = try await store.begin(first)
    let second = try Self.entry("k", .refundPayment)
    try promise(try await store.begin(second) == first, "a taken key gives its entry")
    first.state = .failed
    first.failure = .refused(.alreadyShipped, "left")
    try await store.update(first)
    try promise(try await store.begin(second) == first, "a taken key gives what its entry has become")
  }

  private func letsOneWin(_ store: any LedgerStore) async throws {
    let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask { try await store.begin(try Self.entry("k", .cancelOrder, number: number)) == nil }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    try promise(wins == 1, "\(wins) of 20 took the same key")
  }

  private func listsOpen(_ store: any LedgerStore) async throws {
    for (number, state) in LedgerEntry.State.allCases.enumerated() {
      var entry = try Self.entry("k\(number)", .cancelOrder, at: Int64(100 - number))
      _ = try await store.begin(entry)
      guard state != .intended else { continue }
      entry.state = state
      try await store.update(entry)
    }
    let open = try await store.open()
    try promise(open.entries.map(\.state) == [.needsPerson, .unknown, .intended], "the open ones, oldest first")
    try promise(open.unreadable.isEmpty, "all can be read")
  }

  private func listsContradicted(_ store: any LedgerStore) async throws {
    var entry = try Self.entry("k", .cancelOrder)
    _ = try await store.begin(entry)
    entry.state = .failed
    entry.failure = OperationFailure(.unavailable, "it did not take place", mayHaveHappened: false)
    entry.contradicted = Timestamp(milliseconds: 9_000)
    try await store.update(entry)
    try promise(try await store.entry(entry.key) == entry, "when it was contradicted comes back")
    try promise(try await store.open() == OpenEntries(entries: [], contradicted: [entry]), "it is listed")
    entry.state = .needsPerson
    try await store.update(entry)
    let both = try await store.open()
    try promise(both.entries.count + both.contradicted.count == 1, "an entry is listed once, whatever is said of it")
    entry.state = .failed
    entry.contradicted = nil
    entry.decision = LedgerDecision(by: "sam", reason: "undone by hand", at: Timestamp(milliseconds: 9_500))
    try await store.update(entry)
    try promise(try await store.open() == OpenEntries(entries: []), "what a person took note of is not")
    try promise(try await store.entry(entry.key) == entry, "the note comes back")
  }

  private func updatesOnly(_ store: any LedgerStore) async throws {
    let entry = try Self.entry("k", .cancelOrder)
    do throws(LedgerStoreError) {
      try await store.update(entry)
      throw LedgerStoreError(.unreadable, "it went through")
    } catch {
      try promise(error.code == .storage, "an update of nothing fails")
    }
    try promise(try await store.entry(entry.key) == nil, "an update makes no entry")
    _ = try await store.begin(entry)
    var other = entry
    other.operation = try Samples.operation(.cancelOrder, number: 9)
    other.state = .unknown
    try await store.update(other)
    try promise(try await store.entry(entry.key)?.operation == entry.operation, "what was intended stays")
  }

  /// An intention.
  public static func entry(
    _ key: String, _ name: OperationName, number: Int = 217, at milliseconds: Int64 = 1_000
  ) throws -> LedgerEntry {
    LedgerEntry(
      key: try Self.key(key), operation: try Samples.operation(name, number: number), backend: "model",
      conversation: "c-1", subject: "subject-1", at: Timestamp(milliseconds: milliseconds))
  }

  static func key(_ text: String) throws -> IdempotencyKey {
    guard let key = IdempotencyKey(text) else { throw Unmet("\(text) is no key") }
    return key
  }
}
