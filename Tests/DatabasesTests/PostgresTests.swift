import TestServers
import Testing

@testable import Databases

@Suite(.enabled(if: Servers.postgres != nil, Comment(rawValue: Servers.noPostgres)))
struct PostgresTests {
  let settings = Servers.postgres!

  @Test func valuesComeBackAsTheyWent() async throws {
    let connection = PostgresConnection(settings)
    let row = try #require(
      try await connection.query(
        """
        SELECT $1::text AS text, $2::bigint AS number, $3::boolean AS truth, $4::bytea AS bytes, $5::float8 AS double,
          $6::text AS nothing, $7::numeric + 1 AS money, $8::jsonb->>'a' AS inner
        """,
        [
          "Grüße, 'quoted' \\ \u{1F6D2}", 9_007_199_254_740_993, true, PostgresValue(bytes: [0, 1, 255, 92]), 0.1,
          nil,
          "12.30", #"{"a": "b"}"#,
        ]
      ).first)
    #expect(row["text"] == "Grüße, 'quoted' \\ \u{1F6D2}")
    #expect(try row.integer("number") == 9_007_199_254_740_993)
    #expect(try row.bool("truth") == true)
    #expect(try row.bytes("bytes") == [0, 1, 255, 92])
    #expect(try row.double("double") == 0.1)
    #expect(try row.text("nothing") == nil)
    #expect(row["money"] == "13.30")
    #expect(row["inner"] == "b")
    await connection.close()
  }

  @Test func bigResultsAndParametersPassWhole() async throws {
    let connection = PostgresConnection(settings)
    let big = String(repeating: "0123456789abcdef", count: 1 << 16)
    let row = try #require(try await connection.query("SELECT $1::text AS a, md5($1::text) AS b", [.init(big)]).first)
    #expect(row["a"] == big)
    let rows = try await connection.query("SELECT i FROM generate_series(1, 50000) AS i")
    #expect(rows.count == 50_000)
    #expect(try rows.last?.integer("i") == 50_000)
  }

  @Test func errorsCarryTheServersCodeAndNoValues() async throws {
    let connection = PostgresConnection(settings)
    try await connection.script(
      "DROP TABLE IF EXISTS unique_mail; CREATE TABLE unique_mail (mail text PRIMARY KEY, age integer)")
    let insert = "INSERT INTO unique_mail VALUES ($1, $2)"
    #expect(try await connection.query(insert, ["ann@example.org", 30]).affected == 1)
    let twice = await #expect(throws: DatabaseClientError.self) {
      try await connection.query(insert, ["ann@example.org", 30])
    }
    #expect(twice?.code == .rejected)
    #expect(twice?.serverCode == "23505")
    #expect(twice?.message.contains("example.org") == false)
    let wrong = await #expect(throws: DatabaseClientError.self) {
      try await connection.query(insert, ["bob@example.org", "secret"])
    }
    #expect(wrong?.serverCode == "22P02")
    #expect(wrong?.message.contains("secret") == false)
    let zero = await #expect(throws: DatabaseClientError.self) { try await connection.query("SELECT $1", ["a\0b"]) }
    #expect(zero?.code == .invalid)
    // It still works.
    #expect(try await connection.query("SELECT count(*) AS n FROM unique_mail").first?.integer("n") == 1)
  }

  @Test func slowStatementIsCancelledInTheServer() async throws {
    let connection = PostgresConnection(settings)
    let mine = try #require(try await connection.query("SELECT pg_backend_pid() AS pid").first?.integer("pid"))
    let late = await #expect(throws: DatabaseClientError.self) {
      try await connection.query("SELECT pg_sleep(600)", timeout: .milliseconds(100))
    }
    #expect(late?.code == .timeout)
    #expect(late?.serverCode == "57014")
    // The same session goes on: it was cancelled, not cut.
    #expect(try await connection.query("SELECT pg_backend_pid() AS pid").first?.integer("pid") == mine)
  }

  @Test func cancelledTaskCancelsItsStatement() async throws {
    let connection = PostgresConnection(settings)
    try await connection.query("SELECT 1")
    let task = Task { try await connection.query("SELECT pg_sleep(600)") }
    let watcher = PostgresConnection(settings)
    func sleepers() async throws -> Int64? {
      try await watcher.query(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND state = 'active'"
      ).first?.integer("n")
    }
    try await Servers.eventually { try await sleepers() == 1 }
    task.cancel()
    let error = await #expect(throws: DatabaseClientError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    try await Servers.eventually { try await sleepers() == 0 }
  }

  @Test func lostConnectionIsReportedOnceAndThenReplaced() async throws {
    let connection = PostgresConnection(settings)
    let other = PostgresConnection(settings)
    let mine = try #require(try await connection.query("SELECT pg_backend_pid() AS pid").first?["pid"])
    // In the middle of a statement: its outcome is unknown.
    let running = Task { try await connection.query("SELECT pg_sleep(600)") }
    try await Servers.eventually {
      try await other.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", [.init(mine)]
      ).count == 1
    }
    let lost = await #expect(throws: DatabaseClientError.self) { try await running.value }
    #expect(lost?.code == .connectionLost)
    let next = try #require(try await connection.query("SELECT pg_backend_pid() AS pid").first?["pid"])
    #expect(next != mine)
    // While idle: nobody notices.
    try await other.query("SELECT pg_terminate_backend($1)", [.init(next)])
    try await Servers.eventually {
      try await other.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [.init(next)]).isEmpty
    }
    #expect(try await connection.query("SELECT 7 AS n").first?.integer("n") == 7)
  }

  @Test func transactionsCommitOrLeaveNothing() async throws {
    let connection = PostgresConnection(settings)
    try await connection.script("DROP TABLE IF EXISTS ledger; CREATE TABLE ledger (n integer)")
    let sum = try await connection.transaction { transaction in
      try await transaction.query("INSERT INTO ledger VALUES (1), (2)")
      return try await transaction.query("SELECT sum(n) AS n FROM ledger").first?.integer("n")
    }
    #expect(sum == 3)
    struct Change: Error {}
    await #expect(throws: Change.self) {
      try await connection.transaction { transaction in
        try await transaction.query("DELETE FROM ledger")
        throw Change()
      }
    }
    // A swallowed failure must not look like a commit.
    let swallowed = await #expect(throws: DatabaseClientError.self) {
      try await connection.transaction { transaction in
        try await transaction.query("DELETE FROM ledger")
        _ = try? await transaction.query("SELECT nonsense")
      }
    }
    #expect(swallowed?.serverCode == "25P02")
    #expect(try await connection.query("SELECT count(*) AS n FROM ledger").first?.integer("n") == 2)
  }

  @Test func othersWaitForATransactionAndItsHandleEndsWithIt() async throws {
    let connection = PostgresConnection(settings)
    let (stream, go) = AsyncStream<Void>.makeStream()
    let transaction = Task {
      try await connection.transaction { transaction in
        try await transaction.query("SELECT 1")
        for await _ in stream { break }
        try await transaction.query("SELECT 2")
        return transaction
      }
    }
    // Only once BEGIN is through does the next statement have to wait.
    try await Servers.eventually {
      do {
        try await connection.query("SELECT 1", timeout: .milliseconds(20))
        return false
      } catch let error as DatabaseClientError { return error.code == .exhausted }
    }
    go.yield()
    let handle = try await transaction.value
    let ended = await #expect(throws: DatabaseClientError.self) { try await handle.query("SELECT 1") }
    #expect(ended?.code == .invalid)
    #expect(try await connection.query("SELECT 1 AS n").count == 1)
  }

  @Test func connectionLostWithinATransactionFailsIt() async throws {
    let connection = PostgresConnection(settings)
    let other = PostgresConnection(settings)
    let lost = await #expect(throws: DatabaseClientError.self) {
      try await connection.transaction { transaction in
        let mine = try #require(try await transaction.query("SELECT pg_backend_pid() AS pid").first?["pid"])
        try await other.query("SELECT pg_terminate_backend($1)", [.init(mine)])
        try await Servers.eventually {
          try await other.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [.init(mine)]).isEmpty
        }
        try await transaction.query("SELECT 1")
      }
    }
    #expect(lost?.code == .connectionLost)
    #expect(try await connection.query("SELECT 1 AS n").count == 1)
  }

  @Test func poolLendsNoMoreThanItHas() async throws {
    let pool = PostgresPool(settings, size: 2, waiting: .milliseconds(200))
    let (stream, go) = AsyncStream<Void>.makeStream()
    let (arrived, arrive) = AsyncStream<Void>.makeStream()
    let holders = (0..<2).map { _ in
      Task {
        try await pool.withConnection { connection in
          try await connection.query("SELECT 1")
          arrive.yield()
          for await _ in stream { break }
        }
      }
    }
    var arrivals = arrived.makeAsyncIterator()
    for _ in 0..<2 { await arrivals.next() }
    let full = await #expect(throws: DatabaseClientError.self) { try await pool.query("SELECT 1") }
    #expect(full?.code == .exhausted)
    go.finish()
    for holder in holders { try await holder.value }
    await pool.close()
    let closed = await #expect(throws: DatabaseClientError.self) { try await pool.query("SELECT 1") }
    #expect(closed?.code == .closed)
  }

  @Test func manyTasksShareAPool() async throws {
    let pool = PostgresPool(settings, size: 2, waiting: .seconds(120))
    let total = try await withThrowingTaskGroup(of: Int64.self) { group in
      for number in 0..<50 {
        group.addTask {
          try await pool.query("SELECT $1::int AS n", [.init(number)]).first?.integer("n") ?? 0
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(total == 1_225)
    await pool.close()
  }

  @Test(.enabled(if: Servers.canRestart, "AISLE_TEST_SERVICES is not set"))
  func restartOfTheServerIsSurvived() async throws {
    let settings = Servers.postgres(at: try await Servers.service("postgres-restart", "create"))
    let pool = PostgresPool(settings, size: 1)
    try await pool.query("SELECT 1")
    try await Servers.service("postgres-restart", "stop")
    let away = await #expect(throws: DatabaseClientError.self) { try await pool.query("SELECT 1") }
    #expect(away?.code == .unavailable)
    try await Servers.service("postgres-restart", "start")
    #expect(try await pool.query("SELECT 1 AS n").count == 1)
    await pool.close()
    try await Servers.service("postgres-restart", "stop")
  }
}

@Suite struct PostgresSettingsTests {
  @Test func passwordIsNeverShown() async {
    let settings = PostgresSettings(host: "127.0.0.1", port: 1, user: "u", password: "hidden", database: "d")
    #expect(!settings.description.contains("hidden"))
    let refused = await #expect(throws: DatabaseClientError.self) {
      try await PostgresConnection(settings).query("SELECT 1")
    }
    #expect(refused?.code == .unavailable)
    #expect(refused?.message.contains("hidden") == false)
    let garbled = await #expect(throws: DatabaseClientError.self) {
      try await PostgresConnection(PostgresSettings(conninfo: "host=127.0.0.1 password hidden")).query("SELECT 1")
    }
    #expect(garbled?.code == .invalid)
    #expect(garbled?.message.contains("hidden") == false)
  }

  @Test func messagesLoseWhatTheyQuote() {
    #expect(PostgresMessage.safe(#"invalid input for type date: "1 "May" 70""#, code: "22007").contains("May") == false)
    #expect(PostgresMessage.safe("order 12 of Ann", code: "P0001").contains("Ann") == false)
    #expect(PostgresMessage.safe(#"relation "orders" does not exist"#, code: "42P01").contains("orders"))
  }
}
