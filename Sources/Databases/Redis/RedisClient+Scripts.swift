/// A Lua script that the server runs without interruption.
public struct RedisScript: Sendable, Hashable {
  /// The source.
  public let source: String

  /// Makes a script.
  public init(_ source: String) { self.source = source }
}

extension RedisClient {
  /// Runs commands as one transaction (`MULTI`…`EXEC`): no other client's command comes between. Returns their answers.
  /// Throws `.rejected` when the server refused to queue one, in which case none ran.
  public func transaction(_ commands: [[RedisArgument]], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> [RedisValue]
  {
    let answers = try await pipeline([["MULTI"]] + commands + [["EXEC"]], timeout: timeout)
    guard case .array(let values)? = answers.last, values.count == commands.count else {
      let error = answers.compactMap { DatabaseClientError(redis: $0) }.first
      throw error ?? DatabaseClientError(.rejected, "Redis did not run the transaction")
    }
    return values
  }

  /// Runs a Lua script in the server, which nothing interrupts: `KEYS` and `ARGV` as given.
  @discardableResult
  public func evaluate(
    _ script: RedisScript, keys: [RedisArgument], arguments: [RedisArgument] = [], timeout: Duration? = nil
  ) async throws(DatabaseClientError) -> RedisValue {
    try await command(
      ["EVAL", RedisArgument(script.source), RedisArgument(keys.count)] + keys + arguments, timeout: timeout)
  }

  /// Sets a key to `new` (nil deletes it) only if it holds `expected` (nil: is absent). Returns whether it did.
  ///
  /// - Parameters:
  ///   - expiry: how long the new value lives, in whole milliseconds; nil for ever.
  public func compareAndSet(
    _ key: RedisArgument, expected: RedisArgument?, new: RedisArgument?, expiry: Duration? = nil,
    timeout: Duration? = nil
  ) async throws(DatabaseClientError) -> Bool {
    var milliseconds: Int64 = 0
    if let components = expiry?.components {
      milliseconds = max(1, components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    }
    let answer = try await evaluate(
      Self.compareAndSetScript, keys: [key],
      arguments: [
        expected == nil ? "0" : "1", expected ?? "", new == nil ? "0" : "1", new ?? "", RedisArgument(milliseconds),
      ], timeout: timeout)
    return answer.integer == 1
  }

  /// Absence is `false` in Lua, so whether a value is meant is said apart from the value, which may be empty.
  private static let compareAndSetScript = RedisScript(
    """
    local held = redis.call('GET', KEYS[1])
    if ARGV[1] == '0' then if held then return 0 end
    elseif held ~= ARGV[2] then return 0 end
    if ARGV[3] == '0' then redis.call('DEL', KEYS[1])
    elseif ARGV[5] == '0' then redis.call('SET', KEYS[1], ARGV[4])
    else redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5]) end
    return 1
    """)

  /// The keys that match a pattern, fetched page by page. A key may come twice; keys made or removed meanwhile may come or
  /// not.
  public nonisolated func scan(matching pattern: String = "*", pageSize: Int = 250) -> RedisKeys {
    RedisKeys(client: self, pattern: pattern, pageSize: pageSize)
  }
}

/// Keys of a scan.
public struct RedisKeys: AsyncSequence, Sendable {
  /// A key as text.
  public typealias Element = String

  let client: RedisClient
  let pattern: String
  let pageSize: Int

  /// Fetches pages as they are needed.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let keys: RedisKeys
    /// Where the server goes on; nil at the end.
    var cursor: String? = "0"
    var page: ArraySlice<String> = []

    /// The next key.
    public mutating func next() async throws(DatabaseClientError) -> String? {
      while page.isEmpty {
        guard let cursor else { return nil }
        let answer = try await keys.client.command([
          "SCAN", RedisArgument(cursor), "MATCH", RedisArgument(keys.pattern), "COUNT", RedisArgument(keys.pageSize),
        ])
        guard let parts = answer.array, parts.count == 2, let next = parts[0].text, let found = parts[1].array else {
          throw DatabaseClientError(.malformed, "an answer to SCAN that is none")
        }
        self.cursor = next == "0" ? nil : next
        page = found.compactMap(\.text)[...]
      }
      return page.removeFirst()
    }
  }

  /// Starts from the beginning.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(keys: self) }
}
