internal import Commerce

/// What became of a write that came with a key: kept in the same transaction as its effect, so that the same key gives
/// the same answer for ever and takes effect once.
struct WriteRecord: ShopDocument {
  static let kind = "write"
  /// The idempotency key.
  var key: String
  /// The operation with its arguments: the same key must not be used for another.
  var operation: Commerce.Operation
  /// What it brought back; nil when a rule forbade it.
  var result: OperationResult?
  /// The rule that forbade it; nil when it took place.
  var failure: OperationFailure?
  /// When.
  var at: Timestamp

  var documentID: String { key }

  /// What it answers.
  var answer: Result<OperationResult, OperationFailure> {
    if let result { return .success(result) }
    return .failure(failure ?? OperationFailure(.invalidResponse, "a write was recorded without its outcome"))
  }

  /// Performs an operation in a world: a write with a key once, with its record. Throws only what must end the
  /// transaction without a trace; a business failure comes back as a value, because its record is to be kept.
  static func perform(
    _ operation: Commerce.Operation, key: IdempotencyKey?, rules: ShopRules, in world: any World
  ) throws(OperationFailure) -> Result<OperationResult, OperationFailure> {
    guard operation.isWrite, let key else { return .success(try rules.perform(operation, in: world)) }
    if let record = try find(key, operation, in: world) { return record.answer }
    var record = WriteRecord(key: key.text, operation: operation, at: world.now)
    try world.beginAttempt()
    do {
      record.result = try rules.perform(operation, in: world)
      try world.endAttempt(keep: true)
    } catch {
      guard error.code.isBusiness else { throw error }
      try world.endAttempt(keep: false)
      record.failure = error
    }
    try world.put(record)
    return record.answer
  }

  /// What became of a write.
  static func outcome(
    of operation: Commerce.Operation, key: IdempotencyKey?, in world: any World
  ) throws(OperationFailure) -> WriteOutcome {
    guard let key, let record = try find(key, operation, in: world) else { return .notDone }
    switch record.answer {
    case .success(let result): return .done(result)
    case .failure(let failure): return .refused(failure)
    }
  }

  private static func find(
    _ key: IdempotencyKey, _ operation: Commerce.Operation, in world: any World
  ) throws(OperationFailure) -> WriteRecord? {
    guard let record = try world.find(WriteRecord.self, key.text) else { return nil }
    guard record.operation == operation else {
      throw OperationFailure(
        .invalidArguments, "this key names another intention: the first was \(record.operation.name.rawValue)",
        mayHaveHappened: false)
    }
    return record
  }
}
