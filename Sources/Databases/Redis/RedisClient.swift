/// A client of one Redis server over one connection, which any number of tasks share: commands go out as they come and
/// answers are handed back in order. It connects when first used and, after a loss, again with growing pauses. A command is
/// never sent twice. Commands that wait in the server (`BLPOP`) hold back all others: give them a client of their own.
public actor RedisClient {
  /// Makes a client that is not yet connected.
  public init(_ settings: RedisSettings) {}

  /// Sends one command; throws `.rejected` when the answer is an error.
  @discardableResult
  public func command(_ words: [RedisArgument], timeout: Duration? = nil) async throws(DatabaseClientError)
    -> RedisValue
  { throw DatabaseClientError(.closed, "unfinished") }

  /// As above, for words that stand in the source.
  @discardableResult
  public func command(_ words: RedisArgument...) async throws(DatabaseClientError) -> RedisValue {
    try await command(words)
  }

  /// Sends commands together and returns their answers in order; errors stand among them as `.error`.
  public func pipeline(_ commands: [[RedisArgument]], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> [RedisValue]
  { throw DatabaseClientError(.closed, "unfinished") }

  /// Runs commands as one transaction (`MULTI`…`EXEC`): no other client's command comes between. Returns their answers.
  /// Throws `.rejected` when the server refused to queue one, in which case none ran.
  public func transaction(_ commands: [[RedisArgument]], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> [RedisValue]
  { throw DatabaseClientError(.closed, "unfinished") }

  /// Runs a Lua script in the server, which nothing interrupts: `KEYS` and `ARGV` as given.
  @discardableResult
  public func evaluate(
    _ script: RedisScript, keys: [RedisArgument], arguments: [RedisArgument] = [], timeout: Duration? = nil
  )
    async throws(DatabaseClientError) -> RedisValue
  { throw DatabaseClientError(.closed, "unfinished") }

  /// Sets a key to `new` (nil deletes it) only if it holds `expected` (nil: is absent). Returns whether it did.
  ///
  /// - Parameters:
  ///   - expiry: how long the new value lives, in whole milliseconds; nil for ever.
  public func compareAndSet(
    _ key: RedisArgument, expected: RedisArgument?, new: RedisArgument?, expiry: Duration? = nil,
    timeout: Duration? = nil
  ) async throws(DatabaseClientError) -> Bool { throw DatabaseClientError(.closed, "unfinished") }

  /// The keys that match a pattern, fetched page by page. A key may come twice; keys made or removed meanwhile may come or
  /// not.
  public nonisolated func scan(matching pattern: String = "*", pageSize: Int = 250) -> RedisKeys { RedisKeys() }

  /// Closes it for good.
  public func close() async {}
}

/// A Lua script and its digest.
public struct RedisScript: Sendable, Hashable {
  /// The source.
  public let source: String
  /// Makes a script.
  public init(_ source: String) { self.source = source }
}

/// Keys of a scan.
public struct RedisKeys: AsyncSequence, Sendable {
  /// A key as text.
  public typealias Element = String
  /// Fetches pages as they are needed.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// The next key.
    public mutating func next() async throws(DatabaseClientError) -> String? { nil }
  }
  /// Starts from the beginning.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}
