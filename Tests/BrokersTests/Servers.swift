import Foundation
import Testing

@testable import Brokers

/// The servers that `script/test` starts; tests that need one are skipped where it is not.
enum Servers {
  static let environment = ProcessInfo.processInfo.environment
  static let rabbitMQ = environment["AISLE_TEST_RABBITMQ"].flatMap { try? rabbitMQ(at: $0) }
  static let canRestart = environment["AISLE_TEST_SERVICES"] != nil

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

  // With all tests at once a machine may be slow; what is right must not depend on it, so the limits are wide.
  static func rabbitMQ(at url: String) throws -> RabbitMQSettings {
    var settings = try RabbitMQSettings(url: url)
    settings.connectTimeout = .seconds(60)
    settings.heartbeat = .seconds(60)
    return settings
  }

  /// As much patience as any test needs.
  static let patience = Duration.seconds(120)

  /// Waits until the condition holds; the limit is only there so that a broken test ends.
  static func eventually(within limit: Duration = .seconds(120), _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
      try #require(ContinuousClock.now < end, "it never came about")
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
