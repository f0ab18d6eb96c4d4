public import Journal

/// Where and how journals are kept, as the composition root puts it together.
public struct JournalKeeping: Sendable {
  /// Entries and rows.
  public var store: any JournalStore
  /// Sealing and hashing.
  public var sealing: any JournalSealing
  /// The subject key for an identifying text such as a calling number.
  public var subjectKey: @Sendable (String) -> SubjectKey

  /// Puts it together.
  public init(
    store: any JournalStore, sealing: any JournalSealing, subjectKey: @escaping @Sendable (String) -> SubjectKey
  ) {
    self.store = store
    self.sealing = sealing
    self.subjectKey = subjectKey
  }
}

/// What the house needs from the machine it runs on.
public struct Surroundings: Sendable {
  /// The present moment, in milliseconds since 1970.
  public var now: @Sendable () -> Int64
  /// A number nobody can foresee.
  public var random: @Sendable () -> UInt64
  /// Seconds east of UTC where the retailer is, at a moment.
  public var utcOffsetSeconds: @Sendable (Int64) -> Int

  /// Puts it together.
  public init(
    now: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> UInt64,
    utcOffsetSeconds: @escaping @Sendable (Int64) -> Int
  ) {
    self.now = now
    self.random = random
    self.utcOffsetSeconds = utcOffsetSeconds
  }
}
