internal import Foundation

/// Where a RabbitMQ broker is and who asks. Its description leaves the password out.
public struct RabbitMQSettings: Sendable, CustomStringConvertible {
  /// Name or address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// Account.
  public var user: String
  /// Its password.
  public var password: String
  /// Virtual host.
  public var virtualHost: String
  /// How often both sides show that they live; after twice that silence the connection counts as lost.
  public var heartbeat: Duration = .seconds(10)
  /// How long connecting and logging in may take.
  public var connectTimeout: Duration = .seconds(5)

  /// Makes settings.
  public init(
    host: String, port: Int = 5672, user: String = "guest", password: String = "guest", virtualHost: String = "/"
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.virtualHost = virtualHost
  }

  /// Settings from `amqp://user:password@host:port/virtual-host`. Throws `.invalid`.
  public init(url: String) throws(BrokerError) {
    // Not quoted in the error, as it holds the password.
    let flaw = BrokerError(.invalid, "not an address like amqp://user:password@host:port/virtual-host")
    guard let parts = URLComponents(string: url), parts.scheme == "amqp", let host = parts.host, !host.isEmpty else {
      throw flaw
    }
    // As everywhere: no path and "/" alone mean the virtual host "/", "/%2f" as well.
    let path = String(parts.percentEncodedPath.dropFirst())
    guard let virtualHost = path.removingPercentEncoding else { throw flaw }
    self.init(
      host: host, port: parts.port ?? 5672, user: parts.user ?? "guest", password: parts.password ?? "guest",
      virtualHost: virtualHost.isEmpty ? "/" : virtualHost)
  }

  /// Host, port and virtual host.
  public var description: String { "RabbitMQ \(host):\(port)\(virtualHost.hasPrefix("/") ? "" : "/")\(virtualHost)" }
}
