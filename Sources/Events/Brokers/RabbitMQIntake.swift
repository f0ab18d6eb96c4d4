public import Brokers
public import Logging
public import ServiceLifecycle
internal import Vendors

/// Takes in what comes by a RabbitMQ queue: CloudEvents in structured or binary mode. A message is acknowledged once it is durable;
/// after a broken connection it comes again and is a duplicate.
public struct RabbitMQIntake: Service {
  private let settings: RabbitMQSettings
  private let queue: String
  private let prefetch: Int
  private let topology: RabbitMQTopology
  private let intake: MessageIntake
  private let logger: Logger

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - source: the name of the source in the log and in freshness.
  ///   - format: how messages are read, one that the processor knows.
  ///   - prefetch: messages under way at once: the bound on what waits here.
  public init(
    source: String, settings: RabbitMQSettings, queue: String, prefetch: Int = 64,
    topology: RabbitMQTopology = RabbitMQTopology(), format: String = CloudEventFormat.name, processor: EventProcessor,
    logger: Logger
  ) {
    self.settings = settings
    self.queue = queue
    self.prefetch = prefetch
    self.topology = topology
    self.logger = logger
    intake = MessageIntake(source: source, format: format, transport: .rabbitmq, processor: processor)
  }

  /// Consumes until it is told to stop.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let consumer = RabbitMQConsumer(settings, queue: queue, prefetch: prefetch, topology: topology)
        do {
          try await consume(consumer)
        } catch {
          logger.error("RabbitMQ refused", metadata: ["queue": "\(queue)", "error": "\(error)"])
        }
        await consumer.close()
        // Only a refusal for good ends the sequence; somebody may repair it.
        if !Task.isCancelled { try? await Task.sleep(for: .seconds(10)) }
      }
    }
  }

  private func consume(_ consumer: RabbitMQConsumer) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var underWay = 0
      for try await delivery in consumer {
        if underWay >= prefetch {
          try await group.next()
          underWay -= 1
        }
        underWay += 1
        group.addTask { await take(delivery, from: consumer) }
      }
      try await group.waitForAll()
    }
  }

  private func take(_ delivery: RabbitMQDelivery, from consumer: RabbitMQConsumer) async {
    let message = delivery.message
    var headers = message.headers.map { ($0.key, $0.value) }
    if let type = message.contentType, message.headers["content-type"] == nil { headers.append(("content-type", type)) }
    guard await intake.settle(EventHeaders(headers), message.body) else { return }
    do {
      try await consumer.acknowledge(delivery)
    } catch {
      // It comes again, and is known then.
      logger.debug("too late to acknowledge", metadata: ["queue": "\(queue)", "error": "\(error.code.rawValue)"])
    }
  }
}
