import Commerce
import Databases
import Vendors

/// Runs statements that only look: each in a read-only transaction of its own, with the budget as its time limit.
struct SQLViewClient: Sendable {
  private let pool: PostgresPool
  private let name: String

  init(name: String, _ settings: SQLViewSettings) {
    self.name = name
    var server = PostgresSettings(conninfo: settings.conninfo)
    server.connectTimeout = .seconds(2)
    pool = PostgresPool(server, size: max(1, settings.connections), waiting: .seconds(1))
  }

  /// The rows of a statement by field. Throws an `OperationFailure` whose `mayHaveHappened` is false: nothing is written.
  func rows(
    _ statement: SQLStatement, _ parameters: [PostgresValue?], _ deadline: Deadline
  ) async throws(OperationFailure) -> [FlatRecord] {
    let time = deadline.remaining
    guard time > .zero else { throw failure(.timedOut, "had no time left to be asked") }
    do {
      let result = try await pool.transaction(timeout: time) { transaction in
        _ = try await transaction.query(
          """
          SELECT set_config('transaction_read_only', 'on', true), set_config('statement_timeout', $1, true),
            set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true)
          """, [PostgresValue(max(1, Int(time / .milliseconds(1))))], timeout: deadline.remaining)
        return try await transaction.query(statement.sql, parameters, timeout: deadline.remaining)
      }
      return result.map { record(result.columns, $0, statement.columns) }
    } catch let error as DatabaseClientError {
      throw map(error)
    } catch {
      throw failure(.unavailable, "could not be asked")
    }
  }

  private func record(_ columns: [String], _ row: PostgresRow, _ names: [String: String]) -> FlatRecord {
    var fields: [String: JSONValue] = [:]
    for (column, value) in zip(columns, row.values) { fields[column] = value.map(JSONValue.string) ?? .null }
    for (field, column) in names { fields[field] = row[column].map(JSONValue.string) ?? .null }
    return FlatRecord(fields)
  }

  private func map(_ error: DatabaseClientError) -> OperationFailure {
    switch (error.code, error.serverCode.map { $0.prefix(2) }) {
    case (.timeout, _), (.cancelled, _): failure(.timedOut, "did not answer within the time budget")
    case (.rejected, "28"): failure(.unauthorized, "does not accept the login")
    case (.rejected, _) where error.serverCode == "42501": failure(.unauthorized, "does not allow that view to be read")
    // What was asked for does not even have the form of the column it is compared with.
    case (.rejected, "22"): failure(.notFound, "has nothing of that form")
    case (.rejected, "42"), (.rejected, "25"), (.rejected, "21"):
      failure(.invalidResponse, "does not take the statement that is configured (\(error.serverCode ?? ""))")
    case (.invalid, _): failure(.invalidResponse, "cannot be asked: \(error.message)")
    default: failure(.unavailable, "cannot be reached or gave up (\(error.serverCode ?? error.code.rawValue))")
    }
  }

  private func failure(_ code: OperationFailure.Code, _ what: String) -> OperationFailure {
    OperationFailure(code, "\(name) \(what)", mayHaveHappened: false)
  }
}
