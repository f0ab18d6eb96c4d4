/// How much a transaction sees of others.
public enum PostgresIsolation: String, Sendable {
  /// Each statement sees what is committed when it starts.
  case readCommitted = "READ COMMITTED"
  /// All statements see what was committed when the first one started.
  case repeatableRead = "REPEATABLE READ"
  /// As if transactions ran one after the other; SQLSTATE 40001 says: run it again.
  case serializable = "SERIALIZABLE"
}

/// A running transaction. Do not keep it longer than the closure it is given to.
public struct PostgresTransaction: Sendable {
  let connection: PostgresConnection
  let number: Int

  /// Runs one statement; as `PostgresConnection.query`.
  @discardableResult
  public func query(_ sql: String, _ parameters: [PostgresValue?] = [], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> PostgresResult
  { try await connection.query(sql, parameters, in: number, timeout: timeout) }
}
