internal import Brokers
internal import Commerce
internal import Events
internal import Foundation
internal import Logging
internal import Operations
internal import ServiceLifecycle
internal import Storage
internal import Vendors

/// Events out: a relay for each sink that `retail/events.yaml` names, over the outbox in the journal's database.
struct OutHouse {
  var store: SQLiteOutbox
  var relays: [(name: String, relay: OutboxRelay)] = []

  /// Makes the relays and their sinks known. Throws errors that say what, where and what to do.
  static func open(_ sinks: [EventsFile.Sink], database: JournalDatabase, logger: Logger) async throws -> OutHouse {
    var house = OutHouse(store: SQLiteOutbox(database: database))
    let now: @Sendable () -> Timestamp = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    for described in sinks {
      let sink: any EventSink
      switch described {
      case .webhook(let name, let url, let secrets):
        sink = WebhookSink(name: name, url: url, secrets: WebhookSecrets(secrets), now: now)
      case .queue(let name, let address, let exchange):
        sink = RabbitMQSink(
          name: name, exchange: exchange,
          publisher: RabbitMQPublisher(
            try RabbitMQSettings(url: address), topology: RabbitMQTopology().exchange(exchange)))
      case .topic(let name, let servers, let topic):
        sink = KafkaSink(
          name: name, topic: topic, producer: try KafkaProducer(KafkaSettings(bootstrapServers: servers)))
      }
      try await house.store.register(sink: sink.name, fromBeginning: false)
      house.relays.append((sink.name, OutboxRelay(store: house.store, sink: sink, logger: logger, now: now)))
    }
    return house
  }
}
