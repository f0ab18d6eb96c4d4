import TestServers
import Testing

@testable import Databases

@Suite struct SilentServerTests {
  @Test func postgresIsGivenUpAndCancelledWhileConnecting() async throws {
    let silence = try SilentServer()
    var settings = PostgresSettings(host: "127.0.0.1", port: silence.port, user: "u", database: "d")
    settings.connectTimeout = .milliseconds(200)
    let late = await #expect(throws: DatabaseClientError.self) {
      try await PostgresConnection(settings).query("SELECT 1")
    }
    #expect(late?.code == .unavailable)
    settings.connectTimeout = .seconds(600)
    let patient = PostgresConnection(settings)
    let task = Task { try await patient.query("SELECT 1", timeout: .seconds(600)) }
    await Task.yield()
    task.cancel()
    let cancelled = await #expect(throws: DatabaseClientError.self) { try await task.value }
    #expect(cancelled?.code == .cancelled)
  }

  @Test func redisIsGivenUp() async throws {
    let silence = try SilentServer()
    let client = RedisClient(RedisSettings(host: "127.0.0.1", port: silence.port))
    let late = await #expect(throws: DatabaseClientError.self) {
      try await client.command(["PING"], timeout: .milliseconds(200))
    }
    #expect(late?.code == .timeout || late?.code == .unavailable)
    await client.close()
    var settings = RedisSettings(host: "127.0.0.1", port: silence.port, password: "p")
    settings.connectTimeout = .milliseconds(100)
    let login = RedisClient(settings)
    let refused = await #expect(throws: DatabaseClientError.self) {
      try await login.command(["PING"], timeout: .milliseconds(500))
    }
    #expect(refused?.code == .unavailable)
    await login.close()
  }
}
