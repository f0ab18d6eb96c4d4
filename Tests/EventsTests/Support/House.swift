import Commerce
import Events
import Foundation
import Logging
import Synchronization
import Vendors

/// A folder that goes away with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-events-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock that stands still until it is told.
final class Clock: Sendable {
  private let time = Mutex(Sample.at(0))
  var now: Timestamp { time.withLock { $0 } }
  func advance(_ seconds: Int) { time.withLock { $0 = $0.adding(milliseconds: Int64(seconds) * 1_000) } }
}

/// A processor over a database of its own.
struct House {
  let folder: TemporaryFolder
  let clock = Clock()
  let database: EventDatabase
  let model: LocalReadModel
  let processor: EventProcessor

  static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  init(
    in folder: TemporaryFolder? = nil, sealing: PayloadSealing = .none, formats: [any EventFormat]? = nil,
    limits: EventProcessor.Limits = EventProcessor.Limits()
  ) async throws {
    self.folder = try folder ?? TemporaryFolder()
    database = try EventDatabase(path: self.folder.path + "/events.sqlite")
    model = LocalReadModel()
    processor = try await EventProcessor.start(
      database: database, model: model,
      formats: formats ?? [
        MappedFormat.shopify(ToyMapping.self), MappedFormat.stripe(ToyMapping.self),
        MappedFormat.wooCommerce(ToyMapping.self),
      ],
      sealing: sealing, limits: limits, logger: Self.logger, now: { [clock] in clock.now })
  }

  func intake(_ limits: WebhookIntake.Limits = WebhookIntake.Limits()) -> WebhookIntake {
    WebhookIntake(
      sources: [
        .shopify(name: "shop", secrets: WebhookSecrets(["hush"]), mapping: ToyMapping.self),
        .stripe(name: "stripe", secrets: WebhookSecrets(["whsec_x"]), mapping: ToyMapping.self),
        .cloudEvents(name: "erp", secrets: WebhookSecrets(["new secret", "old secret"])),
        .wooCommerce(name: "woo", secrets: WebhookSecrets(["hush"]), mapping: ToyMapping.self),
      ], processor: processor, limits: limits, logger: Self.logger, now: { [clock] in clock.now })
  }

  /// Takes updates in, one event each.
  @discardableResult func take(_ updates: [FactUpdate], source: String = "toy") async throws -> [EventOutcome] {
    var outcomes: [EventOutcome] = []
    for update in updates {
      outcomes.append(
        try await processor.submit(
          UpdatesFormat.event([update], source: source, transport: .poll, receivedAt: clock.now)))
    }
    return outcomes
  }
}

/// A vendor whose orders are `{"number": "1", "state": "open", "updated_at": "…"}`.
enum ToyMapping: WebhookMapping {
  static func updates(topic: String, body: JSONValue, receivedAt: Timestamp) -> EventReading {
    let record = body["order"] ?? body
    switch topic {
    case "orders/updated", "order.updated":
      guard let number = record["number"]?.identifier else { return .malformed("number is missing") }
      guard let state = record["state"]?.string.flatMap(OrderState.init(rawValue:)) else {
        return .malformed("state is missing or of a wrong type")
      }
      guard let at = record["updated_at"]?.timestamp else { return .malformed("updated_at is no moment") }
      let order = Sample.order(number, state: state)
      return .updates([FactUpdate(.order(order), version: FactVersion(at: at), origin: "toy")], occurred: at)
    case "orders/delete":
      guard let number = record["number"]?.identifier else { return .malformed("number is missing") }
      return .updates(
        [FactUpdate(key: FactKey(.order, number), .deleted, version: FactVersion(at: receivedAt), origin: "toy")],
        occurred: nil)
    default: return .ignored("no use for this topic")
    }
  }
}
