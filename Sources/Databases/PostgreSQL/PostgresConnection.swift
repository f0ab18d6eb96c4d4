internal import Waiting

/// One connection to a PostgreSQL server, on a thread of its own. It connects when first used and again after a loss.
/// Statements run one at a time in the order they came; a transaction keeps others out until it ends.
public actor PostgresConnection {
  private let settings: PostgresSettings
  private let thread = ClientThread(name: "postgres")
  private let wake = Wake()
  private let turn = Turnstile(places: 1)
  private var session: PostgresSession?
  private var isClosed = false
  /// The running transaction; counts up, so that a transaction that has ended is told from the next.
  private var transaction = 0
  private var isInTransaction = false

  /// libpq blocks its thread, which therefore is the actor's own.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Makes a connection that is not yet open.
  public init(_ settings: PostgresSettings) { self.settings = settings }

  deinit { thread.stop() }

  /// Runs one statement with `$1`… for its parameters (nil is NULL).
  ///
  /// - Parameters:
  ///   - timeout: for waiting, connecting and running together; the settings' `statementTimeout` when nil. When it runs
  ///     out the statement is cancelled in the server.
  @discardableResult
  public func query(_ sql: String, _ parameters: [PostgresValue?] = [], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> PostgresResult
  {
    let deadline = deadline(timeout)
    try await turn.place(until: deadline, in: "the PostgreSQL connection")
    defer { turn.leave() }
    return try await run(sql, parameters, until: deadline).result
  }

  /// Runs several statements without parameters, separated by semicolons, for instance a schema. They are one transaction
  /// unless they say otherwise.
  public func script(_ sql: String, timeout: Duration? = nil) async throws(DatabaseClientError) {
    let deadline = deadline(timeout)
    try await turn.place(until: deadline, in: "the PostgreSQL connection")
    defer { turn.leave() }
    _ = try await run(sql, nil, until: deadline)
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws. Use the transaction it is given
  /// and not the connection, which waits for the end.
  ///
  /// - Parameters:
  ///   - timeout: for waiting and beginning together, and again for committing; statements have their own.
  public func transaction<Value: Sendable>(
    isolation: PostgresIsolation = .readCommitted, timeout: Duration? = nil,
    _ body: @Sendable (PostgresTransaction) async throws -> Value
  ) async throws -> Value {
    let deadline = deadline(timeout)
    try await turn.place(until: deadline, in: "the PostgreSQL connection")
    defer { turn.leave() }
    _ = try await run("BEGIN ISOLATION LEVEL \(isolation.rawValue)", [], until: deadline)
    transaction += 1
    isInTransaction = true
    defer { isInTransaction = false }
    do {
      let value = try await body(PostgresTransaction(connection: self, number: transaction))
      // A broken transaction answers COMMIT with ROLLBACK, and no error.
      guard try await run("COMMIT", [], until: self.deadline(timeout)).tag == "COMMIT" else {
        throw DatabaseClientError(
          .rejected, "a statement had failed, so nothing was committed", serverCode: "25P02")
      }
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  /// Closes it for good.
  public func close() {
    isClosed = true
    turn.close()
    session = nil
  }

  /// A statement of a transaction, which must still be the running one.
  func query(
    _ sql: String, _ parameters: [PostgresValue?], in number: Int, timeout: Duration?
  ) async throws(DatabaseClientError) -> PostgresResult {
    guard isInTransaction, number == transaction else {
      throw DatabaseClientError(.invalid, "the transaction has ended")
    }
    return try await run(sql, parameters, until: deadline(timeout)).result
  }

  private nonisolated func deadline(_ timeout: Duration?) -> ContinuousClock.Instant {
    .now + (timeout ?? settings.statementTimeout)
  }

  /// Blocks this actor's thread, and only that, until the statement has ended; the caller's cancellation wakes it.
  private func run(_ sql: String, _ parameters: [PostgresValue?]?, until deadline: ContinuousClock.Instant)
    async throws(DatabaseClientError) -> (result: PostgresResult, tag: String)
  {
    let wake = wake
    let outcome = await withTaskCancellationHandler {
      Result { () throws(DatabaseClientError) in
        try self.runHere(sql, parameters, until: deadline)
      }
    } onCancel: {
      wake.signal()
    }
    return try outcome.get()
  }

  private func runHere(_ sql: String, _ parameters: [PostgresValue?]?, until deadline: ContinuousClock.Instant)
    throws(DatabaseClientError) -> (result: PostgresResult, tag: String)
  {
    guard !isClosed else { throw DatabaseClientError(.closed, "the PostgreSQL connection was closed") }
    let session = try openSession(until: deadline)
    do {
      return try session.run(sql, parameters, until: deadline)
    } catch {
      if error.code == .connectionLost { self.session = nil }
      throw error
    }
  }

  private func openSession(until deadline: ContinuousClock.Instant) throws(DatabaseClientError) -> PostgresSession {
    if let session, session.isAlive { return session }
    session = nil
    // Never in the middle of a transaction: what it did before is gone.
    guard !isInTransaction else {
      throw DatabaseClientError(.connectionLost, "the connection was lost within a transaction")
    }
    let opened = try PostgresSession(settings, wake: wake, until: deadline)
    session = opened
    return opened
  }

  /// Ends a transaction that failed, also when the task was cancelled; a session that cannot is thrown away, which rolls
  /// back as well.
  private func rollBack() {
    guard let session, session.isInTransaction else { return }
    do {
      _ = try session.run("ROLLBACK", [], until: .now + .seconds(5), heedsCancellation: false)
    } catch {
      self.session = nil
    }
  }
}
