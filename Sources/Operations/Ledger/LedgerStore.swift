public import Commerce

/// Where the ledger is kept. Every call returns once what it wrote would survive a power cut.
public protocol LedgerStore: Sendable {
  /// Keeps a new entry, or returns what there is under its key and keeps nothing. Throws a `LedgerStoreError`; after
  /// `.storage` the entry may or may not be there.
  func begin(_ entry: LedgerEntry) async throws(LedgerStoreError) -> LedgerEntry?
  /// Replaces what there is under the entry's key. Throws a `LedgerStoreError`; after `.storage` it may or may not have.
  func update(_ entry: LedgerEntry) async throws(LedgerStoreError)
  /// What there is under a key. Throws a `LedgerStoreError`.
  func entry(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry?
  /// All that is not settled, oldest first, the keys of those that cannot be read any more, and what is settled and
  /// contradicted. Throws a `LedgerStoreError`.
  func open() async throws(LedgerStoreError) -> OpenEntries
}

/// What is not settled.
public struct OpenEntries: Hashable, Sendable {
  /// The entries, oldest first.
  public var entries: [LedgerEntry]
  /// The keys of entries whose subject's data has been erased or that are damaged.
  public var unreadable: [IdempotencyKey]
  /// Settled entries of which a back end said otherwise, and nobody has taken note yet; oldest first.
  public var contradicted: [LedgerEntry]

  /// Makes the value from its parts.
  public init(
    entries: [LedgerEntry], unreadable: [IdempotencyKey] = [], contradicted: [LedgerEntry] = []
  ) {
    self.entries = entries
    self.unreadable = unreadable
    self.contradicted = contradicted
  }
}

/// What can go wrong with a ledger's store.
public struct LedgerStoreError: Error, Hashable, Sendable {
  /// The kinds: it cannot be written or read now; the entry cannot be read any more (its subject's key is erased, or it is
  /// damaged).
  public enum Code: String, Sendable {
    case storage, unreadable
  }

  /// The kind.
  public var code: Code
  /// What happened: no personal data.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
