import TestServers
import Testing

@testable import Databases

@Suite(.enabled(if: Servers.redis != nil, Comment(rawValue: Servers.noRedis)))
struct RedisTests {
  let client = RedisClient(Servers.redis!)

  @Test func pipelinedAnswersKeepTheirOrder() async throws {
    let commands = (0..<1_000).map { [RedisArgument("ECHO"), RedisArgument($0)] }
    #expect(try await client.pipeline(commands).map(\.integer) == (0..<1_000).map { Int64($0) })
    // Many tasks at once on the one connection: each gets its own answer.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        group.addTask {
          let answer = try await client.command("ECHO", RedisArgument(number))
          #expect(answer.integer == Int64(number))
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func bigValuesPassWhole() async throws {
    let big = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await client.command("SET", "test:big", RedisArgument(big))
    #expect(try await client.command("GET", "test:big").bytes == big)
    try await client.command("DEL", "test:big")
  }

  @Test func errorsAreTypedAndHarmless() async throws {
    try await client.command("SET", "test:text", "words")
    let wrong = await #expect(throws: DatabaseClientError.self) { try await client.command("LPUSH", "test:text", "x") }
    #expect(wrong?.code == .rejected)
    #expect(wrong?.serverCode == "WRONGTYPE")
    #expect(try await client.command("GET", "test:absent").isNull)
    #expect(try await client.command("GET", "test:text").text == "words")
  }

  @Test func transactionRunsWholeOrNotAtAll() async throws {
    let answers = try await client.transaction([["SET", "test:t", "1"], ["INCR", "test:t"], ["GET", "test:t"]])
    #expect(answers == [.status("OK"), .integer(2), .bytes(Array("2".utf8))])
    let refused = await #expect(throws: DatabaseClientError.self) {
      try await client.transaction([["SET", "test:t", "9"], ["NOSUCH"]])
    }
    #expect(refused?.code == .rejected)
    #expect(try await client.command("GET", "test:t").integer == 2)
  }

  @Test func compareAndSetLetsOneWin() async throws {
    try await client.command("DEL", "test:owner")
    let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<20 {
        group.addTask {
          try await client.compareAndSet("test:owner", expected: nil, new: RedisArgument(worker), expiry: .seconds(600))
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(wins == 1)
    let owner = try #require(try await client.command("GET", "test:owner").text)
    #expect(try await client.compareAndSet("test:owner", expected: "nobody", new: "x") == false)
    #expect(try await client.compareAndSet("test:owner", expected: RedisArgument(owner), new: nil))
    #expect(try await client.command("EXISTS", "test:owner").integer == 0)
    // The empty value is not absence.
    #expect(try await client.compareAndSet("test:owner", expected: nil, new: ""))
    #expect(try await client.compareAndSet("test:owner", expected: nil, new: "x") == false)
    #expect(try await client.compareAndSet("test:owner", expected: "", new: nil))
  }

  @Test func scanFindsAllKeysOfAPattern() async throws {
    let names = (0..<600).map { "test:scan:\($0)" }
    _ = try await client.pipeline(names.map { ["SET", RedisArgument($0), "1"] })
    var found: Set<String> = []
    for try await key in client.scan(matching: "test:scan:*", pageSize: 50) { found.insert(key) }
    #expect(found == Set(names))
    try await client.command([RedisArgument("DEL")] + names.map { RedisArgument($0) })
  }

  @Test func slowCommandTimesOutAndTheNextOneWorks() async throws {
    // Connecting has no part in this.
    try await client.command("PING")
    let late = await #expect(throws: DatabaseClientError.self) {
      try await client.command(["BLPOP", "test:nothing", "1"], timeout: .milliseconds(50))
    }
    #expect(late?.code == .timeout)
    // Its answer comes late and must not be taken for another's.
    #expect(try await client.command(["ECHO", "mine"]).text == "mine")
  }

  @Test(.enabled(if: Servers.canRestart, "AISLE_TEST_SERVICES is not set"))
  func restartOfTheServerIsSurvived() async throws {
    let address = try await Servers.service("redis-restart", "create")
    let client = RedisClient(try #require(Servers.redis(at: address)))
    try await client.command("SET", "test:kept", "1")
    try await Servers.service("redis-restart", "kill")
    let away = await #expect(throws: DatabaseClientError.self) {
      try await client.command(["PING"], timeout: .milliseconds(300))
    }
    #expect([.unavailable, .connectionLost, .timeout].contains(away?.code))
    // Waits for the server to come back, within its patience.
    let patient = Task { try await client.command(["GET", "test:kept"]) }
    try await Servers.service("redis-restart", "start")
    #expect(try await patient.value.integer == 1)
    await client.close()
    let closed = await #expect(throws: DatabaseClientError.self) { try await client.command("PING") }
    #expect(closed?.code == .closed)
    try await Servers.service("redis-restart", "stop")
  }

  @Test func refusedLoginIsSaidAtOnce() async throws {
    var settings = Servers.redis!
    settings.password = "wrong"
    let refused = await #expect(throws: DatabaseClientError.self) { try await RedisClient(settings).command("PING") }
    #expect(refused?.code == .rejected)
  }
}
