internal import NIOCore
internal import Waiting

/// A client of one Redis server over one connection, which any number of tasks share: commands go out as they come and
/// answers are handed back in order. It connects when first used and, after a loss, again with growing pauses. A command is
/// never sent twice. Commands that wait in the server (`BLPOP`) hold back all others: give them a client of their own.
public actor RedisClient {
  private let settings: RedisSettings
  private var connecting: Task<Result<any Channel, DatabaseClientError>, Never>?
  private var channel: (any Channel)?
  private var pause = Backoff()
  private var isClosed = false

  /// Makes a client that is not yet connected.
  public init(_ settings: RedisSettings) { self.settings = settings }

  deinit { channel?.close(promise: nil) }

  /// Sends one command; throws `.rejected` when the answer is an error.
  @discardableResult
  public func command(_ words: [RedisArgument], timeout: Duration? = nil) async throws(DatabaseClientError)
    -> RedisValue
  {
    let answers = try await pipeline([words], timeout: timeout)
    guard let answer = answers.first else { throw DatabaseClientError(.malformed, "Redis gave no answer") }
    if let error = DatabaseClientError(redis: answer) { throw error }
    return answer
  }

  /// As above, for words that stand in the source.
  @discardableResult
  public func command(_ words: RedisArgument...) async throws(DatabaseClientError) -> RedisValue {
    try await command(words)
  }

  /// Sends commands together and returns their answers in order; errors stand among them as `.error`.
  public func pipeline(_ commands: [[RedisArgument]], timeout: Duration? = nil)
    async throws(DatabaseClientError) -> [RedisValue]
  {
    guard commands.allSatisfy({ !$0.isEmpty }) else { throw DatabaseClientError(.invalid, "a command without words") }
    guard !commands.isEmpty else { return [] }
    let deadline = ContinuousClock.now + (timeout ?? settings.commandTimeout)
    let channel = try await connected(until: deadline)
    let answers = await RedisConnector.send(
      commands, over: channel, within: max(.zero, ContinuousClock.now.duration(to: deadline)))
    if case .failure(let error) = answers { await settle(error, over: channel) }
    return try answers.get()
  }

  /// Closes it for good; what is under way gets `.connectionLost`.
  public func close() async {
    isClosed = true
    let last = channel
    channel = nil
    try? await last?.close()
  }

  /// After a timeout the connection is asked for a sign of life; without one it may be dead for all, and is given up.
  private func settle(_ error: DatabaseClientError, over channel: any Channel) async {
    guard error.code == .timeout, channel.isActive else { return }
    // Not a child of the caller's task, which has waited long enough.
    Task {
      if case .failure = await RedisConnector.send([["PING"]], over: channel, within: settings.commandTimeout) {
        channel.close(promise: nil)
      }
    }
  }

  private func connected(until deadline: ContinuousClock.Instant) async throws(DatabaseClientError) -> any Channel {
    var failure = DatabaseClientError(.unavailable, "\(settings): no connection in time")
    while !isClosed {
      if let channel, channel.isActive { return channel }
      let outcome = await within(deadline, currentAttempt())
      switch outcome {
      case .success(let channel): if channel.isActive { return channel }
      case .failure(let error):
        // A refused login does not pass by waiting.
        if error.code != .unavailable { throw error }
        failure = error
      case nil: throw failure
      }
      if Task.isCancelled { throw DatabaseClientError(.cancelled, "cancelled while connecting to Redis") }
      if ContinuousClock.now + .milliseconds(1) >= deadline { throw failure }
    }
    throw DatabaseClientError(.closed, "the Redis client was closed")
  }

  /// The attempt that goes on, shared by all who wait; a new one begins after a pause that grows with failures.
  private func currentAttempt() -> Task<Result<any Channel, DatabaseClientError>, Never> {
    if let connecting { return connecting }
    let settings = settings
    let start = pause.nextAttempt
    let attempt = Task { () -> Result<any Channel, DatabaseClientError> in
      try? await Task.sleep(until: start, clock: .continuous)
      let outcome = await Result { () async throws(DatabaseClientError) in try await RedisConnector.connect(settings) }
      finish(outcome)
      return outcome
    }
    connecting = attempt
    return attempt
  }

  private func finish(_ outcome: Result<any Channel, DatabaseClientError>) {
    connecting = nil
    switch outcome {
    case .success(let channel):
      pause.succeeded()
      if isClosed { channel.close(promise: nil) } else { self.channel = channel }
    case .failure: pause.failed()
    }
  }
}

extension Result {
  /// The outcome of something asynchronous.
  fileprivate init(_ body: () async throws(Failure) -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

/// Waits for a task no longer than until the deadline; nil when it ran out or the caller was cancelled. The task goes on.
private func within<Value: Sendable>(_ deadline: ContinuousClock.Instant, _ task: Task<Value, Never>) async -> Value? {
  await withTaskGroup(of: Value?.self) { group in
    let (stream, continuation) = AsyncStream<Value>.makeStream()
    Task { continuation.yield(await task.value) }
    group.addTask { await stream.first { _ in true } }
    group.addTask {
      try? await Task.sleep(until: deadline, clock: .continuous)
      return nil
    }
    let first = await group.next() ?? nil
    group.cancelAll()
    return first
  }
}
