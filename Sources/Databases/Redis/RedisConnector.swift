internal import NIOCore
internal import NIOPosix

/// Makes a connection that is ready for commands.
enum RedisConnector {
  /// Connects, logs in and picks the database. Throws `.unavailable`, or `.rejected` when the server refuses the login.
  static func connect(_ settings: RedisSettings) async throws(DatabaseClientError) -> any Channel {
    let channel = try await open(settings)
    var greeting: [[RedisArgument]] = []
    if let password = settings.password {
      greeting.append((["AUTH"] + [settings.user, password].compactMap(\.self)).map { RedisArgument($0) })
    }
    if settings.database != 0 { greeting.append(["SELECT", RedisArgument(settings.database)]) }
    guard !greeting.isEmpty else { return channel }
    let answers = await send(greeting, over: channel, within: settings.connectTimeout)
    switch answers {
    case .success(let values):
      guard let error = values.compactMap({ DatabaseClientError(redis: $0) }).first else { return channel }
      channel.close(promise: nil)
      throw error
    case .failure:
      channel.close(promise: nil)
      throw DatabaseClientError(.unavailable, "\(settings) did not answer the login")
    }
  }

  private static func open(_ settings: RedisSettings) async throws(DatabaseClientError) -> any Channel {
    let components = settings.connectTimeout.components
    let limit = TimeAmount.milliseconds(components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    do {
      return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(limit)
        .channelOption(.socketOption(.tcp_nodelay), value: 1)
        .channelOption(.socketOption(.so_keepalive), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(RedisChannelHandler())
          }
        }
        .connect(host: settings.host, port: settings.port).get()
    } catch {
      throw DatabaseClientError(.unavailable, "\(settings) cannot be reached")
    }
  }

  /// Sends commands and waits for all answers. After a timeout or a cancellation the answers are dropped when they come.
  static func send(_ commands: [[RedisArgument]], over channel: any Channel, within limit: Duration)
    async -> Result<[RedisValue], DatabaseClientError>
  {
    let answer = channel.eventLoop.makePromise(of: [RedisValue].self)
    let components = limit.components
    let alarm = channel.eventLoop.scheduleTask(
      in: .nanoseconds(components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000)
    ) {
      answer.fail(DatabaseClientError(.timeout, "Redis did not answer in time"))
    }
    let batch = RedisBatch(bytes: RESPWriter.bytes(of: commands), count: commands.count, answer: answer)
    channel.write(batch).whenFailure { _ in
      answer.fail(DatabaseClientError(.connectionLost, "the connection to Redis ended"))
    }
    do {
      let values = try await withTaskCancellationHandler {
        try await answer.futureResult.get()
      } onCancel: {
        answer.fail(DatabaseClientError(.cancelled, "the Redis command was cancelled"))
      }
      alarm.cancel()
      return .success(values)
    } catch {
      alarm.cancel()
      return .failure(error as? DatabaseClientError ?? DatabaseClientError(.connectionLost, "the connection failed"))
    }
  }
}

extension DatabaseClientError {
  /// An answer that is an error; nil when it is none. Words that Redis quotes from the command are left out.
  init?(redis value: RedisValue) {
    guard case .error(let text) = value else { return nil }
    let kind = text.prefix { $0 != " " }
    let shown = text.prefix { !"'`\"".contains($0) }.split(separator: ", with args").first ?? ""
    self.init(.rejected, "Redis: \(shown)", serverCode: String(kind))
  }
}
