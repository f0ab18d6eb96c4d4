/// Where a Redis server is and who asks. Its description leaves the password out.
public struct RedisSettings: Sendable, CustomStringConvertible {
  /// Name or address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// Account; nil for the default one.
  public var user: String?
  /// Password; nil when the server asks for none.
  public var password: String?
  /// Number of the database.
  public var database: Int
  /// How long one attempt to connect may take.
  public var connectTimeout: Duration = .seconds(2)
  /// How long a command may take, waiting for a connection included, unless its call says otherwise.
  public var commandTimeout: Duration = .seconds(5)

  /// Makes settings.
  public init(
    host: String, port: Int = 6379, user: String? = nil, password: String? = nil, database: Int = 0
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.database = database
  }

  /// Host, port and database.
  public var description: String { "Redis \(host):\(port)/\(database)" }
}
