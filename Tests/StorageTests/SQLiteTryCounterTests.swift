import Commerce
import Storage
import Testing

@Suite struct SQLiteTryCounterTests {
  private static func at(_ hours: Int64) -> Timestamp { Timestamp(milliseconds: 1_790_000_000_000 + hours * 3_600_000) }

  @Test func triesCountFromAMomentAndSurviveARestart() async throws {
    let folder = try TemporaryFolder()
    do {
      let tries = SQLiteTryCounter(database: try JournalDatabase(path: folder.path + "/journal.sqlite"))
      try await tries.count(["a", "b"], at: Self.at(0))
      try await tries.count(["a"], at: Self.at(5))
      #expect(try await tries.counts(of: ["a", "b", "c"], since: Self.at(-1)) == [2, 1, 0])
      #expect(try await tries.counts(of: ["a", "b"], since: Self.at(1)) == [1, 0])
      try await tries.forget(["b"])
    }
    let database = try JournalDatabase(path: folder.path + "/journal.sqlite", access: .readOnly)
    #expect(try await SQLiteTryCounter(database: database).counts(of: ["a", "b"], since: Self.at(-1)) == [2, 0])
  }

  @Test func oldTriesAreThrownAway() async throws {
    let folder = try TemporaryFolder()
    let tries = SQLiteTryCounter(database: try JournalDatabase(path: folder.path + "/journal.sqlite"))
    try await tries.count(["a"], at: Self.at(0))
    try await tries.count(["b"], at: Self.at(24 * 40))
    #expect(try await tries.counts(of: ["a", "b"], since: Self.at(-1)) == [0, 1])
  }
}
