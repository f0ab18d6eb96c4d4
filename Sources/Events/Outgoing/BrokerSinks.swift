public import Brokers
internal import Foundation
public import Operations
internal import Vendors

/// Tells events to a RabbitMQ exchange, persistent and confirmed; the routing key is the event's type.
public struct RabbitMQSink: EventSink {
  /// Its name in the outbox.
  public let name: String
  private let exchange: String
  private let publisher: RabbitMQPublisher

  /// Makes a sink.
  public init(name: String, exchange: String, publisher: RabbitMQPublisher) {
    self.name = name
    self.exchange = exchange
    self.publisher = publisher
  }

  /// Declares the exchange, to which others want to bind before the first event. A broker that is away gets it with that event.
  public func prepare() async { _ = try? await publisher.publish([]) }

  /// Publishes events.
  public func send(_ events: [OutboxEvent]) async -> [SinkOutcome] {
    await Publishing.send(events) { event, body in
      RabbitMQMessage(
        exchange: exchange, routingKey: event.type, body: body, messageID: event.id, type: event.type,
        contentType: CloudEvent.mediaType)
    } publish: { messages async throws(BrokerError) in
      try await publisher.publish(messages)
    }
  }
}

/// Tells events to a Kafka topic, acknowledged by all replicas in sync; the key is the event's subject.
public struct KafkaSink: EventSink {
  /// Its name in the outbox.
  public let name: String
  private let topic: String
  private let producer: KafkaProducer

  /// Makes a sink.
  public init(name: String, topic: String, producer: KafkaProducer) {
    self.name = name
    self.topic = topic
    self.producer = producer
  }

  /// Produces events.
  public func send(_ events: [OutboxEvent]) async -> [SinkOutcome] {
    await Publishing.send(events) { event, body in
      KafkaMessage(
        topic: topic, key: Array(event.subject.utf8), value: body, headers: ["content-type": CloudEvent.mediaType])
    } publish: { messages async throws(BrokerError) in
      try await producer.publish(messages)
    }
  }
}

/// What both brokers have in common.
enum Publishing {
  static func send<Message: Sendable>(
    _ events: [OutboxEvent], message: (OutboxEvent, [UInt8]) -> Message,
    publish: ([Message]) async throws(BrokerError) -> [PublishOutcome]
  ) async -> [SinkOutcome] {
    var outcomes = [SinkOutcome](repeating: .refused("its data is not JSON"), count: events.count)
    var places: [Int] = []
    var messages: [Message] = []
    for (index, event) in events.enumerated() {
      guard let body = event.structured else { continue }
      places.append(index)
      messages.append(message(event, body))
    }
    do {
      for (place, outcome) in zip(places, try await publish(messages)) {
        outcomes[place] =
          switch outcome {
          case .confirmed: .sent
          // A queue that is bound later takes it.
          case .refused(let why), .unknown(let why): .retry(why)
          }
      }
    } catch {
      for place in places { outcomes[place] = .retry(error.description) }
    }
    return outcomes
  }
}
