/// A fixed number of connections, opened as they are needed and lent to one task at a time.
public actor PostgresPool {
  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - size: connections at most, each with a thread of its own.
  ///   - waiting: how long a task may wait for a connection before `.exhausted`.
  public init(_ settings: PostgresSettings, size: Int, waiting: Duration = .seconds(5)) {}

  /// Lends a connection to `body`.
  public func withConnection<Value: Sendable>(_ body: @Sendable (PostgresConnection) async throws -> Value)
    async throws -> Value
  { throw DatabaseClientError(.closed, "unfinished") }

  /// Runs one statement on any connection.
  @discardableResult
  public func query(_ sql: String, _ parameters: [PostgresValue?] = [], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> PostgresResult
  { throw DatabaseClientError(.closed, "unfinished") }

  /// Runs `body` in a transaction on any connection.
  public func transaction<Value: Sendable>(
    isolation: PostgresIsolation = .readCommitted, timeout: Duration? = nil,
    _ body: @Sendable (PostgresTransaction) async throws -> Value
  ) async throws -> Value { throw DatabaseClientError(.closed, "unfinished") }

  /// Closes all connections; whoever waits gets `.closed`.
  public func close() async {}
}
