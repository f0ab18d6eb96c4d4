import Brokers
import Commerce
import Foundation
import TestServers
import Vendors

@testable import Connectors

/// The system behind a queue, for tests: answers `findOrder`, `checkInventory`, `cancelOrder` and `outcome` from the shared
/// world, does a write once for each key, and can be told to fail.
actor QueuePeer {
  /// What goes wrong with the next request of an operation.
  enum Fault: String, CaseIterable, Sendable {
    case requestLost, responseLost, duplicate, late, tooLate, serverError, serverErrorAfterEffect, hang, malformed,
      wrongSuccess, otherObject, locked
  }

  let queue: String
  private let consumer: RabbitMQConsumer
  private let publisher: RabbitMQPublisher
  private var orders: [OrderNumber: Order] = [:]
  private var stock: [StockKey: StockLevel] = [:]
  private var done: [String: OrderNumber] = [:]
  private var faults: [String: Fault] = [:]
  private var task: Task<Void, Never>?
  /// Effects so far, in order.
  private(set) var effects: [String] = []
  /// Requests so far, by operation.
  private(set) var requests: [String] = []
  /// What is late is answered when this is called.
  private var held: [(reply: JSONValue, request: RabbitMQMessage)] = []

  init(_ url: String) async throws {
    queue = "aisle-test-\(UUID().uuidString.prefix(8))"
    let topology = RabbitMQTopology().queue(queue)
    consumer = RabbitMQConsumer(try RabbitMQSettings(url: url), queue: queue, topology: topology)
    publisher = RabbitMQPublisher(try RabbitMQSettings(url: url))
    let files = try SharedWorldFiles()
    defer { files.remove() }
    try files.write("orders-1.csv", SharedWorldFiles.orders())
    try files.write("STOCK.TXT", SharedWorldFiles.stock())
    let index = await files.backend().store.snapshot(within: .seconds(30)).index
    orders = index.orders.compactMapValues { $0.value?.order }
    stock = index.stock.compactMapValues(\.value)
    task = Task { [consumer, weak self] in
      do {
        for try await delivery in consumer {
          // Taken before it is dealt with: a peer that dies in between leaves the outcome open.
          try? await consumer.acknowledge(delivery)
          await self?.deal(delivery.message)
        }
      } catch {}
    }
    try await Servers.eventually { @Sendable [consumer] in consumer.state.isConnected }
  }

  func close() async {
    task?.cancel()
    await consumer.close()
    await publisher.close()
  }

  func fail(_ operation: String, _ fault: Fault) { faults[operation] = fault }

  /// Sends the replies that were held back.
  func release() async {
    let all = held
    held = []
    for (reply, request) in all { await send(reply, to: request) }
  }

  private func deal(_ request: RabbitMQMessage) async {
    guard let json = try? JSONValue(parsing: Data(request.body)), let name = json["operation"]?.string else { return }
    requests.append(name)
    let fault = faults.removeValue(forKey: name)
    switch fault {
    case .requestLost, .hang: return
    case .responseLost: _ = answer(name, json)
    case .duplicate:
      await send(answer(name, json), to: request)
      await send(answer(name, json), to: request)
    case .late, .tooLate: held.append((answer(name, json), request))
    case .serverError: await send(failure("unavailable"), to: request)
    case .serverErrorAfterEffect:
      _ = answer(name, json)
      await send(failure("unavailable"), to: request)
    case .malformed:
      _ = answer(name, json)
      await send(.array([.string("?")]), to: request)
    case .wrongSuccess:
      var order = orders[json["arguments"]?["order"]?.string ?? ""]
      order?.state = .cancelled
      await send(success(order), to: request)
    case .otherObject: await send(success(orders["40210"]), to: request)
    case .locked: await send(failure("conflict"), to: request)
    case nil: await send(answer(name, json), to: request)
    }
    if fault == .late { await release() }
  }

  private func answer(_ name: String, _ json: JSONValue) -> JSONValue {
    let arguments = json["arguments"]
    switch name {
    case "findOrder": return success(orders[arguments?["order"]?.string ?? ""])
    case "checkInventory":
      let levels = stock.filter { $0.key.sku == arguments?["sku"]?.string }.sorted { $0.key < $1.key }.map(\.value)
      return levels.isEmpty ? failure("notFound") : success(StockLevels(levels: levels))
    case "cancelOrder": return cancel(arguments?["order"]?.string ?? "", json["key"]?.string ?? "")
    case "outcome":
      guard let number = done[json["key"]?.string ?? ""] else { return .object(["outcome": .string("notDone")]) }
      return .object(["outcome": .string("done"), "result": success(orders[number])["result"] ?? .null])
    default: return failure("unsupported")
    }
  }

  private func cancel(_ number: OrderNumber, _ key: String) -> JSONValue {
    if done[key] == nil {
      guard orders[number] != nil else { return failure("notFound") }
      guard orders[number]?.shipmentState == .pending else { return failure("refused", reason: "alreadyShipped") }
      orders[number]?.state = .cancelled
      orders[number]?.shipmentState = .canceled
      orders[number]?.version += 1
      done[key] = number
      effects.append("order \(number) cancelled")
    }
    return success(orders[number])
  }

  private func success(_ value: (some Encodable)?) -> JSONValue {
    guard let value, let json = try? JSONValue(parsing: JSONEncoder().encode(value)) else { return failure("notFound") }
    return .object(["result": json])
  }

  private func failure(_ code: String, reason: String? = nil) -> JSONValue {
    .object([
      "failure": .object([
        "code": .string(code), "message": .string("no"), "reason": reason.map { .string($0) } ?? .null,
      ])
    ])
  }

  private func send(_ reply: JSONValue, to request: RabbitMQMessage) async {
    guard let queue = request.replyTo, let body = try? reply.text() else { return }
    var message = RabbitMQMessage(routingKey: queue, body: Array(body))
    message.correlationID = request.correlationID
    _ = try? await publisher.publish([message])
  }
}
