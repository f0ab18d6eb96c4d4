import Brokers
import Commerce
import Foundation

/// Sends requests and hands each reply to whoever waits for it; replies nobody waits for any more are dropped.
actor QueueChannel {
  private enum Slot {
    case open
    case arrived([UInt8])
    case awaited(CheckedContinuation<[UInt8]?, Never>)
  }

  private let name: String
  private let broker: RabbitMQSettings
  private let settings: QueueSettings
  private let publisher: RabbitMQPublisher
  private var listener: Task<Void, Never>?
  private var consumer: (queue: String, stream: RabbitMQConsumer)?
  private var slots: [String: Slot] = [:]

  init(name: String, _ settings: QueueSettings) throws(BrokerError) {
    self.name = name
    self.settings = settings
    var broker = try RabbitMQSettings(url: settings.url)
    broker.connectTimeout = .seconds(2)
    self.broker = broker
    publisher = RabbitMQPublisher(
      broker,
      topology: settings.declaresRequestQueue ? RabbitMQTopology().queue(settings.requestQueue) : RabbitMQTopology())
  }

  deinit { listener?.cancel() }

  /// Sends a request and waits for its reply. Throws an `OperationFailure`: certain that nothing happened where the request was
  /// not sent or no queue took it.
  ///
  /// - Parameter key: of a write; nil for what only looks, which no broker needs to keep over a restart.
  func request(
    _ body: [UInt8], key: IdempotencyKey?, _ deadline: Deadline
  ) async throws(OperationFailure) -> [UInt8] {
    let replies = try await replyQueue(deadline)
    let correlation = UUID().uuidString
    slots[correlation] = .open
    defer { slots[correlation] = nil }
    var message = RabbitMQMessage(routingKey: settings.requestQueue, body: body, messageID: key?.text ?? correlation)
    message.replyTo = replies
    message.correlationID = correlation
    // What is taken at the last moment would be answered too late: it lapses before whoever asked gives up.
    message.expiration = deadline.remaining * 0.9
    message.isPersistent = key != nil
    // Nothing is sent that nobody would wait for: it could happen all the same.
    guard !deadline.isOver else {
      throw failure(.unavailable, "could not be reached within the time budget", isSent: false, key)
    }
    let outcome: PublishOutcome?
    do throws(BrokerError) {
      outcome = try await publisher.publish([message], timeout: deadline.remaining).first
    } catch {
      throw failure(.unavailable, "cannot be reached by its queue (\(error.code.rawValue))", isSent: false, key)
    }
    if case .refused = outcome { throw failure(.unavailable, "has no queue for requests", isSent: false, key) }
    // Also where the broker did not say that it has the request: it may have it.
    guard let reply = await reply(correlation, deadline) else {
      throw failure(.timedOut, "did not answer within the time budget", isSent: true, key)
    }
    guard reply.count <= settings.maximumBytes else {
      throw failure(.invalidResponse, "answered more than is read of it", isSent: true, key)
    }
    return reply
  }

  /// Replies that are waited for now.
  var waiting: Int { slots.count }

  private func failure(
    _ code: OperationFailure.Code, _ what: String, isSent: Bool, _ key: IdempotencyKey?
  ) -> OperationFailure {
    OperationFailure(code, "\(name) \(what)", mayHaveHappened: isSent && key != nil)
  }

  // MARK: - Replies

  /// The queue for replies, once the broker has it.
  private func replyQueue(_ deadline: Deadline) async throws(OperationFailure) -> String {
    if listener == nil { listen() }
    while true {
      if let consumer, consumer.stream.state.isConnected { return consumer.queue }
      guard await deadline.wait(.milliseconds(10)) else {
        if consumer?.stream.state.lastError?.code == .rejected {
          throw failure(.unauthorized, "is behind a broker that does not accept the login", isSent: false, nil)
        }
        throw failure(.unavailable, "cannot be reached by its queue", isSent: false, nil)
      }
    }
  }

  private func listen() {
    listener = Task { [weak self] in
      while !Task.isCancelled {
        guard let consumer = await self?.openConsumer() else { return }
        do {
          for try await delivery in consumer {
            await self?.arrived(delivery.message)
            // One that comes twice finds nobody waiting.
            try? await consumer.acknowledge(delivery)
          }
        } catch {
          // The broker refused for good: perhaps it holds the old queue for a connection that is gone. Another name will do.
        }
        await consumer.close()
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  private func openConsumer() -> RabbitMQConsumer {
    let queue = "aisle.replies.\(UUID().uuidString)"
    let stream = RabbitMQConsumer(broker, queue: queue, topology: RabbitMQTopology().temporaryQueue(queue))
    consumer = (queue, stream)
    return stream
  }

  private func arrived(_ message: RabbitMQMessage) {
    guard let correlation = message.correlationID, let slot = slots[correlation] else { return }
    switch slot {
    case .open: slots[correlation] = .arrived(message.body)
    case .awaited(let continuation):
      slots[correlation] = nil
      continuation.resume(returning: message.body)
    case .arrived: break
    }
  }

  private func reply(_ correlation: String, _ deadline: Deadline) async -> [UInt8]? {
    if case .arrived(let body) = slots[correlation] { return body }
    let alarm = Task { [weak self] in
      // Ends early when the reply is there, or when whoever asked has left.
      try? await Task.sleep(until: deadline.at, clock: .continuous)
      await self?.giveUp(correlation)
    }
    defer { alarm.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: nil)
        } else {
          slots[correlation] = .awaited(continuation)
        }
      }
    } onCancel: {
      alarm.cancel()
    }
  }

  private func giveUp(_ correlation: String) {
    guard case .awaited(let continuation) = slots[correlation] else { return }
    slots[correlation] = nil
    continuation.resume(returning: nil)
  }

  /// Ends both connections.
  func close() async {
    listener?.cancel()
    await publisher.close()
    await consumer?.stream.close()
  }
}
