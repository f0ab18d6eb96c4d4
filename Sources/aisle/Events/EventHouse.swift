internal import Brokers
internal import Commerce
internal import Connectors
internal import Databases
internal import Documents
internal import Events
internal import Foundation
internal import Journal
internal import Logging
internal import Operations
internal import ServiceLifecycle
internal import Storage
internal import Vendors

/// Events in and the read model made from them, put together from `retail/events.yaml`.
struct EventHouse {
  var processor: EventProcessor
  var intake: WebhookIntake
  /// Polls, queues and folders, to be run beside the server.
  var services: [any Service]
  /// The polls, for reports.
  var polls: [Reconciler]
  /// How many of each way in, for reports.
  var names: [String]
  private var model: any ReadModel
  private var confirmations: Confirmations
  private var serves: Set<String>
  private let now: @Sendable () -> Timestamp

  /// Opens the event log below the data folder and everything that the file names. Nil when the file names nothing.
  /// Throws errors that say what, where and what to do.
  static func open(
    _ file: EventsFile, files: BackendFiles, data: String, sealing: AESGCMSealing, logger: Logger
  ) async throws -> EventHouse? {
    guard !file.isEmpty else { return nil }
    let now: @Sendable () -> Timestamp = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    let payloads = Self.payloads(sealing)
    // The key of payloads does not wait for the journal's next commit: what is sealed with it is durable before.
    _ = try payloads.seal([], "")
    try await sealing.flush()
    let model: any ReadModel
    if let redis = file.redis {
      // Not with this machine's own key: the others must be able to read it too.
      model = RedisReadModel(
        client: RedisClient(RedisSettings(host: redis.host, port: redis.port, password: redis.password)),
        sealing: .shared(secret: Array(redis.secret.utf8)))
    } else {
      model = LocalReadModel()
    }
    let sources = file.webhooks.map(Self.source)
    let confirmations = Confirmations()
    let processor = try await EventProcessor.start(
      database: EventDatabase(path: "\(data)/events.sqlite"), model: model, formats: sources.map(\.format),
      sealing: payloads, confirmations: confirmations, logger: logger, now: now)
    var services: [any Service] = [processor]
    var polls: [Reconciler] = []
    for poll in file.polls {
      guard let backend = files.directory.backend(poll.backend) else { continue }
      for source in try files.factory.pollSources(backend) {
        let reconciler = Reconciler(source, processor: processor, confirmations: confirmations)
        polls.append(reconciler)
        services.append(
          PollService(reconciler, interval: .seconds(poll.seconds), proofEvery: poll.proofEvery, logger: logger))
      }
    }
    for queue in file.queues {
      services.append(
        RabbitMQIntake(
          source: queue.name, settings: try RabbitMQSettings(url: queue.address), queue: queue.queue,
          topology: RabbitMQTopology().queue(queue.queue), processor: processor, logger: logger))
    }
    for topics in file.topics {
      services.append(
        KafkaIntake(
          source: topics.name, settings: KafkaSettings(bootstrapServers: topics.servers), group: topics.group,
          topics: topics.topics, processor: processor, logger: logger))
    }
    for drop in file.drops {
      services.append(FileDrop(source: drop.name, folder: drop.folder, processor: processor, logger: logger))
    }
    return EventHouse(
      processor: processor, intake: WebhookIntake(sources: sources, processor: processor, logger: logger, now: now),
      services: services, polls: polls,
      names: file.webhooks.map { "webhook \($0.name)" } + polls.map { "poll \($0.name)" }
        + file.queues.map { "queue \($0.queue)" } + file.topics.map { "topics \($0.topics.joined(separator: ", "))" }
        + file.drops.map { "folder \($0.folder)" },
      model: model, confirmations: confirmations, serves: Set(file.serves), now: now)
  }

  /// A back end with the read model before it, where the file says so.
  func serving(_ backend: any CommerceBackend) -> any CommerceBackend {
    guard serves.contains(backend.name) else { return backend }
    return ReadModelBackend(
      name: backend.name, model: model, source: backend, processor: processor, confirmations: confirmations, now: now)
  }

  private static func source(_ webhook: EventsFile.Webhook) -> WebhookSource {
    let secrets = WebhookSecrets(webhook.secrets)
    switch webhook.sender {
    case .shopify: return .shopify(name: webhook.name, secrets: secrets, mapping: ShopifyWebhook.self)
    case .woocommerce: return .wooCommerce(name: webhook.name, secrets: secrets, mapping: WooWebhook.self)
    case .stripe: return .stripe(name: webhook.name, secrets: secrets, mapping: StripeWebhook.self)
    case .aftership: return .afterShip(name: webhook.name, secrets: secrets, mapping: AfterShipWebhook.self)
    case .cloudevents: return .cloudEvents(name: webhook.name, secrets: secrets)
    }
  }

  /// Payloads hold personal data: they rest sealed with a key of the house's.
  private static func payloads(_ sealing: AESGCMSealing) -> PayloadSealing {
    let subject = sealing.subjectKey(for: "event-payloads")
    return PayloadSealing(
      seal: { plain, context in
        let part = try sealing.seal(plain, subject: subject, context: Array(context.utf8))
        return Array(try JSONEncoder().encode(part))
      },
      open: { bytes, context in
        let part = try JSONDecoder().decode(SealedPart.self, from: Data(bytes))
        return try sealing.open(part, subject: subject, context: Array(context.utf8))
      })
  }
}
