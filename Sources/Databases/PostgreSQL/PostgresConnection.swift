/// One connection to a PostgreSQL server. It connects when first used and again after a loss. Statements run one at a time
/// in the order they came; a transaction keeps others out until it ends.
public actor PostgresConnection {
  /// Makes a connection that is not yet open.
  public init(_ settings: PostgresSettings) {}

  /// Runs one statement with `$1`… for its parameters (nil is NULL).
  ///
  /// - Parameters:
  ///   - timeout: for waiting, connecting and running together; the settings' `statementTimeout` when nil. When it runs
  ///     out the statement is cancelled in the server.
  @discardableResult
  public func query(_ sql: String, _ parameters: [PostgresValue?] = [], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> PostgresResult
  { throw DatabaseClientError(.closed, "unfinished") }

  /// Runs several statements without parameters, separated by semicolons, for instance a schema. They are one transaction
  /// unless they say otherwise.
  public func script(_ sql: String, timeout: Duration? = nil) async throws(DatabaseClientError) {}

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws. Use the transaction it is given
  /// and not the connection, which waits for the end.
  public func transaction<Value: Sendable>(
    isolation: PostgresIsolation = .readCommitted, timeout: Duration? = nil,
    _ body: @Sendable (PostgresTransaction) async throws -> Value
  ) async throws -> Value { throw DatabaseClientError(.closed, "unfinished") }

  /// Closes it for good.
  public func close() {}
}
