public import Commerce

/// Why the outbox could not be read or written.
public struct OutboxError: Error, Hashable, Sendable {
  /// What happened, for the log.
  public var message: String

  /// Makes an error.
  public init(_ message: String) { self.message = message }
}

/// Events that wait to be told. They are added in the same transaction as what they tell of, so that neither happens without the
/// other; then each sink takes them at its own pace, at least once, in the order of each subject.
public protocol OutboxStore: Sendable {
  /// Adds events that are told of nothing else in the same database; one whose identifier is there already is left out. Returns
  /// when they are durable. Throws an `OutboxError`.
  func add(_ events: [OutboxEvent]) async throws(OutboxError)
  /// Makes a sink known; until then it has nothing pending. Doing so again changes nothing.
  ///
  /// - Parameters:
  ///   - fromBeginning: whether it gets what was added before. Throws an `OutboxError`.
  func register(sink: String, fromBeginning: Bool) async throws(OutboxError)
  /// What a sink is to be told next: of each subject the oldest pending event, if its time has come. Throws an `OutboxError`.
  func next(for sink: String, now: Timestamp, limit: Int) async throws(OutboxError) -> [PendingOutboxEvent]
  /// Keeps that a sink has taken events. Throws an `OutboxError`.
  func markSent(_ numbers: [Int64], by sink: String) async throws(OutboxError)
  /// Keeps that a sink did not take an event, and when it is tried again; nil: never. Throws an `OutboxError`.
  func markFailed(
    _ number: Int64, by sink: String, reason: String, retryAt: Timestamp?
  ) async throws(OutboxError)
  /// How it stands with a sink. Throws an `OutboxError`.
  func counts(for sink: String) async throws(OutboxError) -> OutboxCounts
  /// Gives a sink's dead events another chance. Returns how many there were. Throws an `OutboxError`.
  func reviveDead(for sink: String) async throws(OutboxError) -> Int
  /// Deletes what happened before a moment and every sink has taken. Returns how many. Throws an `OutboxError`.
  func forget(before moment: Timestamp) async throws(OutboxError) -> Int
}
