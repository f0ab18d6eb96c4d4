import Foundation
import Testing

/// The servers that `script/test` starts; tests that need one are skipped where it is not.
enum TestServers {
  private static let environment = ProcessInfo.processInfo.environment
  /// libpq's connection string.
  static let postgres = environment["AISLE_TEST_POSTGRES"]
  static let noPostgres = "AISLE_TEST_POSTGRES is not set: script/test starts a PostgreSQL server"
  /// As in "amqp://guest:guest@127.0.0.1:5672/".
  static let rabbitMQ = environment["AISLE_TEST_RABBITMQ"]
  static let noRabbitMQ = "AISLE_TEST_RABBITMQ is not set: script/test starts a broker"
  static let canRestart = environment["AISLE_TEST_SERVICES"] != nil
  static let noServices = "AISLE_TEST_SERVICES is not set: script/test names what makes servers of a test's own"

  /// Runs `script/lib/service` for a server of this test's own: create, start, stop, restart or kill. Returns what it prints,
  /// which is the address after create.
  @discardableResult
  static func service(_ name: String, _ action: String) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(environment["AISLE_TEST_SERVICES"]))
    process.arguments = [name, action]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    try #require(status == 0, "script/lib/service \(name) \(action)")
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Waits until the condition holds; the limit is only there so that a broken test ends.
  static func eventually(within limit: Duration = .seconds(30), _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
      try #require(ContinuousClock.now < end, "it never came about")
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
