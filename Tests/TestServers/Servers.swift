public import Brokers
public import Databases
internal import Foundation

/// The servers that `script/test` starts; tests that need one are skipped where it is not.
public enum Servers {
  private static let environment = ProcessInfo.processInfo.environment

  /// PostgreSQL's connection string as libpq reads it.
  public static let postgresAddress = environment["AISLE_TEST_POSTGRES"]
  /// RabbitMQ's address, as in "amqp://guest:guest@127.0.0.1:5672/".
  public static let rabbitMQAddress = environment["AISLE_TEST_RABBITMQ"]

  /// The PostgreSQL server.
  public static let postgres = postgresAddress.map(postgres(at:))
  /// The Redis server.
  public static let redis = environment["AISLE_TEST_REDIS"].flatMap(redis(at:))
  /// The broker.
  public static let rabbitMQ = rabbitMQAddress.flatMap { try? rabbitMQ(at: $0) }
  /// Whether a test can make a server of its own.
  public static let canRestart = environment["AISLE_TEST_SERVICES"] != nil

  /// Why tests are skipped.
  public static let noPostgres = "AISLE_TEST_POSTGRES is not set: script/test starts a PostgreSQL server"
  /// Why tests are skipped.
  public static let noRedis = "AISLE_TEST_REDIS is not set: script/test starts a Redis server"
  /// Why tests are skipped.
  public static let noRabbitMQ = "AISLE_TEST_RABBITMQ is not set: script/test starts a broker"
  /// Why tests are skipped.
  public static let noServices = "AISLE_TEST_SERVICES is not set: script/test names what makes servers of a test's own"

  // With all tests at once a machine may be slow; what is right must not depend on it, so the limits are wide.

  /// A server at a connection string.
  public static func postgres(at conninfo: String) -> PostgresSettings {
    var settings = PostgresSettings(conninfo: conninfo)
    settings.connectTimeout = .seconds(60)
    settings.statementTimeout = .seconds(120)
    return settings
  }

  /// A server at host:port; nil when it is no such address.
  public static func redis(at address: String) -> RedisSettings? {
    let parts = address.split(separator: ":")
    guard parts.count == 2, let port = Int(parts[1]) else { return nil }
    var settings = RedisSettings(host: String(parts[0]), port: port)
    settings.connectTimeout = .seconds(60)
    settings.commandTimeout = .seconds(120)
    return settings
  }

  /// A broker at an address.
  public static func rabbitMQ(at url: String) throws -> RabbitMQSettings {
    var settings = try RabbitMQSettings(url: url)
    settings.connectTimeout = .seconds(60)
    settings.heartbeat = .seconds(60)
    return settings
  }

  /// Runs `script/lib/service` for a server of this test's own: create, start, stop, restart or kill. Returns what it prints,
  /// which is the address after create.
  @discardableResult
  public static func service(_ name: String, _ action: String) async throws -> String {
    guard let program = environment["AISLE_TEST_SERVICES"] else { throw Missing(noServices) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [name, action]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    guard status == 0 else { throw Missing("script/lib/service \(name) \(action) ended with \(status)") }
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// As much patience as any test needs.
  public static let patience = Duration.seconds(240)

  /// Waits until the condition holds; the limit is only there so that a broken test ends.
  public static func eventually(
    within limit: Duration = patience, isolation: isolated (any Actor)? = #isolation,
    _ condition: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
      guard ContinuousClock.now < end else { throw Missing("it never came about in \(limit)") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// What a test waited for in vain.
  struct Missing: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }
}
