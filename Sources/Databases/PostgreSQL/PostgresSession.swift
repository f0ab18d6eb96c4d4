internal import CLibPQ
internal import Glibc
internal import Waiting

/// One open libpq connection. Everything here blocks and belongs on the connection's own thread.
final class PostgresSession {
  /// How long a server has to confirm that it cancelled a statement before the connection is given up.
  static let cancelGrace = Duration.seconds(10)
  /// A server that had not yet begun with the statement takes no notice of the first request, so it is asked again.
  static let cancelPause = Duration.milliseconds(500)

  private let connection: OpaquePointer
  private let wake: Wake
  private let requests: CancelRequests
  /// Set when a request to cancel may still hit whatever runs next.
  private var isSpoiled = false

  /// Connects. Throws `.unavailable`, `.invalid` or `.cancelled`.
  init(_ settings: PostgresSettings, wake: Wake, until deadline: ContinuousClock.Instant) throws(DatabaseClientError) {
    try settings.check()
    let keywords = settings.withDefaults
    let started = withCStrings(keywords.map(\.name)) { names in
      withCStrings(keywords.map(\.value)) { values in PQconnectStartParams(names, values, 1) }
    }
    guard let started else { throw DatabaseClientError(.unavailable, "no memory for a connection to \(settings)") }
    connection = started
    self.wake = wake
    requests = CancelRequests(wake)
    // libpq would print notices on standard error.
    PQsetNoticeReceiver(connection, { _, _ in }, nil)
    try connect(to: settings, until: min(deadline, .now + settings.connectTimeout))
    PQsetnonblocking(connection, 1)
  }

  deinit { PQfinish(connection) }

  private func connect(to settings: PostgresSettings, until deadline: ContinuousClock.Instant)
    throws(DatabaseClientError)
  {
    var state = PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED else {
        throw DatabaseClientError(.unavailable, "\(settings): \(libraryMessage)")
      }
      let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
      if wake.wait(for: PQsocket(connection), events, until: deadline) != 0 {
        state = PQconnectPoll(connection)
      } else if Task.isCancelled {
        throw DatabaseClientError(.cancelled, "cancelled while connecting to \(settings)")
      } else if ContinuousClock.now >= deadline {
        throw DatabaseClientError(.unavailable, "\(settings) did not answer in time")
      }
    }
  }

  /// Whether the connection still stands as far as can be seen without asking the server: one that was closed while idle
  /// shows here, before anything is sent on it.
  var isAlive: Bool {
    guard !isSpoiled else { return false }
    // More than once: the farewell comes first, the end of the stream only after it.
    while PQstatus(connection) == CONNECTION_OK, wake.wait(for: PQsocket(connection), POLLIN, until: .now) != 0 {
      if PQconsumeInput(connection) == 0 { return false }
    }
    return PQstatus(connection) == CONNECTION_OK
  }

  /// Whether a transaction is open or broken open.
  var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

  /// Runs a statement with parameters, or a script when they are nil, and waits for its end. The result's tag is what the
  /// server calls what it did.
  func run(
    _ sql: String, _ parameters: [PostgresValue?]?, until deadline: ContinuousClock.Instant,
    heedsCancellation: Bool = true
  ) throws(DatabaseClientError) -> (result: PostgresResult, tag: String) {
    guard !sql.utf8.contains(0), parameters?.contains(where: { $0?.text.utf8.contains(0) ?? false }) != true else {
      throw DatabaseClientError(.invalid, "PostgreSQL takes no zero bytes in text")
    }
    guard (parameters?.count ?? 0) <= 65_535 else {
      throw DatabaseClientError(.invalid, "PostgreSQL takes 65,535 parameters at most")
    }
    if heedsCancellation, Task.isCancelled { throw DatabaseClientError(.cancelled, "cancelled before it was sent") }
    let sent =
      if let parameters {
        withCStrings(parameters.map { $0?.text }) {
          PQsendQueryParams(connection, sql, Int32(parameters.count), nil, $0, nil, nil, 0)
        }
      } else {
        PQsendQuery(connection, sql)
      }
    guard sent == 1 else { throw lost() }

    var exchange = Exchange(deadline: deadline, heedsCancellation: heedsCancellation)
    defer { waitForRequests() }
    while true {
      try wait(&exchange)
      guard let result = PQgetResult(connection) else { break }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        exchange.last = (PostgresResult(result), String(cString: PQcmdStatus(result)))
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        // libpq would hand out the same state for ever.
        throw DatabaseClientError(.connectionLost, "COPY is not for this client")
      default: exchange.failure = exchange.failure ?? failure(of: result, exchange)
      }
    }
    if let failure = exchange.failure { throw failure }
    guard let last = exchange.last else { throw lost() }
    return last
  }

  /// One statement under way.
  private struct Exchange {
    var deadline: ContinuousClock.Instant
    var heedsCancellation: Bool
    /// Why the server was asked to cancel.
    var stop: DatabaseClientError?
    /// When the server has had its time to react.
    var giveUp: ContinuousClock.Instant?
    var failure: DatabaseClientError?
    var last: (result: PostgresResult, tag: String)?
  }

  /// Returns when the next result can be had without blocking.
  private func wait(_ exchange: inout Exchange) throws(DatabaseClientError) {
    while true {
      let unsent = PQflush(connection)
      guard unsent >= 0 else { throw lost() }
      if unsent == 0, PQisBusy(connection) == 0 { return }
      let ready = wake.wait(
        for: PQsocket(connection), unsent == 0 ? POLLIN : POLLIN | POLLOUT, until: exchange.deadline)
      // Input is taken while sending as well: the server may have to get rid of output before it reads on.
      if ready & ~Int16(POLLOUT) != 0, PQconsumeInput(connection) == 0 { throw lost() }
      if exchange.heedsCancellation, exchange.stop == nil, Task.isCancelled {
        askToCancel(&exchange, DatabaseClientError(.cancelled, "the statement was cancelled"))
      } else if ContinuousClock.now >= exchange.deadline {
        guard let giveUp = exchange.giveUp else {
          askToCancel(&exchange, DatabaseClientError(.timeout, "the statement took too long"))
          continue
        }
        guard ContinuousClock.now < giveUp else {
          throw DatabaseClientError(.connectionLost, "the server did not react to a cancelled statement")
        }
        exchange.deadline = .now + Self.cancelPause
        requests.send(for: connection)
      }
    }
  }

  private func askToCancel(_ exchange: inout Exchange, _ reason: DatabaseClientError) {
    exchange.stop = reason
    exchange.giveUp = .now + Self.cancelGrace
    exchange.deadline = .now + Self.cancelPause
    requests.send(for: connection)
  }

  /// A request that is still under way when the statement has ended would cancel the next one.
  private func waitForRequests() {
    let deadline = ContinuousClock.now + Self.cancelGrace
    while requests.isUnderWay, ContinuousClock.now < deadline { _ = wake.wait(for: -1, 0, until: deadline) }
    if requests.isUnderWay { isSpoiled = true }
  }

  private func failure(of result: OpaquePointer, _ exchange: Exchange) -> DatabaseClientError {
    let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    guard let code, PQstatus(connection) == CONNECTION_OK, !code.hasPrefix("57P"), !code.hasPrefix("08") else {
      return DatabaseClientError(.connectionLost, "the server ended the connection", serverCode: code)
    }
    if code == "57014" {
      var stop = exchange.stop ?? DatabaseClientError(.timeout, "the server cancelled the statement")
      stop.serverCode = code
      return stop
    }
    let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? ""
    return DatabaseClientError(.rejected, PostgresMessage.safe(message, code: code), serverCode: code)
  }

  private func lost() -> DatabaseClientError { DatabaseClientError(.connectionLost, libraryMessage) }

  /// libpq's own words, first line only: what follows are hints.
  private var libraryMessage: String {
    let message = String(cString: PQerrorMessage(connection))
    return message.split(separator: "\n").first.map(String.init) ?? "the connection failed"
  }
}

/// Texts as the array of C strings that libpq takes, with a null at its end.
private func withCStrings<Value>(_ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value) -> Value {
  let copies = texts.map { $0.flatMap { strdup($0) } }
  defer { for copy in copies { free(copy) } }
  return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
}
