/// A fixed number of connections, opened as they are needed and lent to one task at a time.
public actor PostgresPool {
  private let settings: PostgresSettings
  private let waiting: Duration
  private let places: Turnstile
  private var idle: [PostgresConnection] = []
  private var lent: [ObjectIdentifier: PostgresConnection] = [:]

  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - size: connections at most, each with a thread of its own.
  ///   - waiting: how long a task may wait for a connection before `.exhausted`.
  public init(_ settings: PostgresSettings, size: Int, waiting: Duration = .seconds(5)) {
    precondition(size > 0, "a pool without connections serves nobody")
    self.settings = settings
    self.waiting = waiting
    places = Turnstile(places: size)
  }

  /// Lends a connection to `body`.
  public func withConnection<Value: Sendable>(_ body: @Sendable (PostgresConnection) async throws -> Value)
    async throws -> Value
  {
    let connection = try await borrow()
    defer { giveBack(connection) }
    return try await body(connection)
  }

  /// Runs one statement on any connection.
  ///
  /// - Parameters:
  ///   - timeout: as for a connection's `query`; waiting for a connection is not part of it.
  @discardableResult
  public func query(_ sql: String, _ parameters: [PostgresValue?] = [], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> PostgresResult
  {
    let connection = try await borrow()
    defer { giveBack(connection) }
    return try await connection.query(sql, parameters, timeout: timeout)
  }

  /// Runs `body` in a transaction on any connection.
  public func transaction<Value: Sendable>(
    isolation: PostgresIsolation = .readCommitted, timeout: Duration? = nil,
    _ body: @Sendable (PostgresTransaction) async throws -> Value
  ) async throws -> Value {
    let connection = try await borrow()
    defer { giveBack(connection) }
    return try await connection.transaction(isolation: isolation, timeout: timeout, body)
  }

  /// Closes all connections, those lent after their running statement; whoever waits gets `.closed`.
  public func close() async {
    places.close()
    let all = idle + Array(lent.values)
    idle = []
    for connection in all { await connection.close() }
  }

  private func borrow() async throws(DatabaseClientError) -> PostgresConnection {
    try await places.place(until: .now + waiting, in: "every PostgreSQL connection")
    // The one used last: those beyond the usual need stay idle.
    let connection = idle.popLast() ?? PostgresConnection(settings)
    lent[ObjectIdentifier(connection)] = connection
    return connection
  }

  private func giveBack(_ connection: PostgresConnection) {
    lent[ObjectIdentifier(connection)] = nil
    idle.append(connection)
    places.leave()
  }
}
