internal import Waiting

/// Publishes with confirmation over a connection of its own. It connects when first used and again after a loss.
public actor RabbitMQPublisher {
  private let settings: RabbitMQSettings
  private let topology: RabbitMQTopology
  private let thread = ClientThread(name: "rabbitmq-out")
  private var channel: PublishChannel?
  private var heartbeats: Task<Void, Never>?
  private var isClosed = false

  /// librabbitmq blocks its thread, which therefore is the actor's own.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// How it stands with the broker.
  public private(set) var state = ConnectionState()

  /// Makes a publisher that is not yet connected.
  ///
  /// - Parameters:
  ///   - topology: declared on every connection.
  public init(_ settings: RabbitMQSettings, topology: RabbitMQTopology = RabbitMQTopology()) {
    self.settings = settings
    self.topology = topology
  }

  deinit {
    heartbeats?.cancel()
    thread.stop()
  }

  /// Publishes messages in order and waits until the broker has answered for each. Throws when nothing was sent:
  /// `.unavailable`, `.rejected` (login or topology), `.invalid`, `.closed`. Once something was sent, what happened is in the
  /// outcomes.
  ///
  /// - Parameters:
  ///   - timeout: for all answers together, connecting (see the settings) apart; what is unanswered then is `.unknown`.
  /// - Returns: one outcome per message, in their order.
  public func publish(_ messages: [RabbitMQMessage], timeout: Duration = .seconds(10))
    async throws(BrokerError) -> [PublishOutcome]
  {
    if let flaw = messages.lazy.compactMap(\.flaw).first { throw BrokerError(.invalid, flaw) }
    guard !isClosed else { throw BrokerError(.closed, "the publisher was closed") }
    tick()
    let channel = try openChannel()
    let deadline = ContinuousClock.now + timeout
    let cutter = channel.connection.cutter
    // Detached: the actor's own thread is about to block.
    let alarm = Task.detached {
      try await Task.sleep(until: deadline + .seconds(1), clock: .continuous)
      cutter.cut()
    }
    defer { alarm.cancel() }
    var ledger = channel.ledger(for: messages)
    do {
      try channel.publish(messages, &ledger, until: deadline)
    } catch {
      ledger.closed(error.message)
      // Late answers must not be taken for those of what is published next.
      drop(error)
    }
    return ledger.finished()
  }

  /// Closes it for good.
  public func close() async {
    isClosed = true
    channel?.connection.close()
    drop(nil)
  }

  private func openChannel() throws(BrokerError) -> PublishChannel {
    if let channel { return channel }
    do {
      let opened = try PublishChannel(settings, topology: topology)
      channel = opened
      state.isConnected = true
      state.connections += 1
      startHeartbeats()
      return opened
    } catch {
      state.lastError = error
      throw error
    }
  }

  /// An idle connection must show that it lives, and notice when the other side does not.
  private func startHeartbeats() {
    let pause = max(.seconds(1), settings.heartbeat) / 2
    heartbeats = Task { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: pause)
        await self?.tick()
      }
    }
  }

  private func tick() {
    do { try channel?.tick() } catch { drop(error) }
  }

  private func drop(_ error: BrokerError?) {
    heartbeats?.cancel()
    heartbeats = nil
    channel = nil
    state.isConnected = false
    state.lastError = error
  }
}
