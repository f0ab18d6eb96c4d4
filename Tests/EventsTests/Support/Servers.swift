import Brokers
import Databases
import Foundation
import Testing

/// The servers that `script/test` starts; tests that need one are skipped where it is not.
enum Servers {
  static let environment = ProcessInfo.processInfo.environment
  static let redis = environment["AISLE_TEST_REDIS"].flatMap(redis(at:))
  static let rabbitMQ = environment["AISLE_TEST_RABBITMQ"].flatMap { try? RabbitMQSettings(url: $0) }
  static let canRestart = environment["AISLE_TEST_SERVICES"] != nil

  static func redis(at address: String) -> RedisSettings? {
    let parts = address.split(separator: ":")
    guard parts.count == 2, let port = Int(parts[1]) else { return nil }
    var settings = RedisSettings(host: String(parts[0]), port: port)
    settings.connectTimeout = .seconds(60)
    settings.commandTimeout = .seconds(120)
    return settings
  }

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
  static func eventually(within limit: Duration = .seconds(120), _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
      try #require(ContinuousClock.now < end, "it never came about")
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
