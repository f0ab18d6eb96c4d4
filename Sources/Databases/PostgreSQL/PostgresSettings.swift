internal import CLibPQ

/// Where a PostgreSQL server is and who asks. Its description leaves the password out.
public struct PostgresSettings: Sendable, CustomStringConvertible {
  /// libpq's keywords and values, in the order they count.
  var keywords: [(name: String, value: String)]
  /// How long connecting may take, looking up the host's name aside.
  public var connectTimeout: Duration = .seconds(5)
  /// How long a statement may take unless its call says otherwise.
  public var statementTimeout: Duration = .seconds(30)
  /// What the server shows in its list of sessions.
  public var applicationName = "aisle"

  /// Settings by their parts.
  ///
  /// - Parameters:
  ///   - host: a name, an address, or the folder of a Unix socket.
  ///   - port: TCP port.
  ///   - user: role.
  ///   - password: nil when the server asks for none.
  ///   - database: name.
  public init(host: String, port: Int = 5432, user: String, password: String? = nil, database: String) {
    keywords = [("host", host), ("port", String(port)), ("user", user), ("dbname", database)]
    if let password { keywords.append(("password", password)) }
  }

  /// Settings as libpq's connection string (`host=… port=…`) or address (`postgresql://…`).
  public init(conninfo: String) { keywords = [("dbname", conninfo)] }

  /// Host, port and database when known.
  public var description: String {
    let shown = keywords.filter { ["host", "port"].contains($0.name) }.map { "\($0.name)=\($0.value)" }
    return shown.isEmpty ? "PostgreSQL" : "PostgreSQL \(shown.joined(separator: " "))"
  }
}

extension PostgresSettings {
  /// Keywords for libpq: ours first, so that a connection string may override them.
  var withDefaults: [(name: String, value: String)] {
    [
      // A peer that vanished is noticed by the kernel within seconds, also while it is asked to cancel.
      ("tcp_user_timeout", "15000"), ("keepalives_idle", "30"), ("client_encoding", "UTF8"),
      ("application_name", applicationName),
    ] + keywords
  }

  /// Throws `.invalid` for a connection string that libpq cannot read. Its own message would quote parts of it.
  func check() throws(DatabaseClientError) {
    let texts = keywords.filter { $0.name == "dbname" && ($0.value.contains("=") || $0.value.contains("://")) }
    for text in texts {
      guard let options = PQconninfoParse(text.value, nil) else {
        throw DatabaseClientError(.invalid, "the PostgreSQL connection string cannot be read")
      }
      PQconninfoFree(options)
    }
  }
}
