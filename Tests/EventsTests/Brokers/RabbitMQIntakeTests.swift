import Brokers
import Commerce
import Foundation
import Operations
import Storage
import TestServers
import Testing
import Vendors

@testable import Events

@Suite(.enabled(if: Servers.rabbitMQ != nil, Comment(rawValue: Servers.noRabbitMQ)))
struct RabbitMQIntakeTests {
  static func messages(_ updates: Range<Int>, to queue: String) -> [RabbitMQMessage] {
    updates.map { number in
      RabbitMQMessage(
        routingKey: queue, body: Array(FileDropTests.line("e-\(number)", "T-\(number)", 1).utf8),
        contentType: CloudEvent.mediaType)
    }
  }

  func intake(_ house: House, _ settings: RabbitMQSettings, _ queue: String) -> RabbitMQIntake {
    RabbitMQIntake(
      source: "erp", settings: settings, queue: queue, topology: RabbitMQTopology().queue(queue),
      processor: house.processor, logger: House.logger)
  }

  @Test func messagesOfBothModesAreTakenInAndPoisonIsPutAside() async throws {
    let queue = "events-\(UUID().uuidString)"
    let settings = Servers.rabbitMQ!
    let publisher = RabbitMQPublisher(settings, topology: RabbitMQTopology().queue(queue))
    let house = try await House()
    let binary = RabbitMQMessage(
      routingKey: queue, body: Array(try JSONEncoder().encode(Sample.stock("B-1", "S1", 4))),
      headers: [
        "cloudEvents:specversion": "1.0", "cloudEvents:id": "b-1", "cloudEvents:source": "/erp",
        "cloudEvents:type": "retail.stock.updated", "cloudEvents:time": Sample.at(1).rfc3339,
      ])
    let poison = [
      RabbitMQMessage(routingKey: queue, body: Array("{".utf8)), RabbitMQMessage(routingKey: queue, body: []),
      RabbitMQMessage(
        routingKey: queue,
        body: Array(#"{"specversion":"1.0","id":"p","source":"/","type":"retail.stock.updated"}"#.utf8)),
      RabbitMQMessage(routingKey: queue, body: [UInt8](repeating: 0x20, count: 1_200_000)),
    ]
    let messages = [poison[0], binary, poison[1]] + Self.messages(0..<50, to: queue) + poison[2...]
    let outcomes = try await publisher.publish(messages + messages)
    #expect(outcomes.allSatisfy { $0.isConfirmed })
    let running = Task { try await intake(house, settings, queue).run() }
    try await Servers.eventually { house.model.count == 51 }
    try await Servers.eventually { try await house.processor.deadLetters().map(\.times).reduce(0, +) >= 8 }
    running.cancel()
    try await running.value
    #expect(try await house.database.lastSequence() == 51)
    #expect(try await house.processor.deadLetterCount() == 4)
    // Everything was acknowledged.
    #expect(
      try await publisher.publish([RabbitMQMessage(routingKey: queue, body: [], messageID: "the last")])
        == [.confirmed])
    let rest = RabbitMQConsumer(settings, queue: queue)
    var left = rest.makeAsyncIterator()
    #expect(try await left.next()?.message.messageID == "the last")
    await rest.close()
    await publisher.close()
  }
}

@Suite(.enabled(if: Servers.canRestart, "AISLE_TEST_SERVICES is not set"), .serialized)
struct RabbitMQRestartTests {
  @Test func aBrokerThatIsKilledLosesNothing() async throws {
    let name = "rabbitmq-intake"
    let settings = try RabbitMQSettings(url: try await Servers.service(name, "create"))
    let topology = RabbitMQTopology().queue("events")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    let house = try await House()
    let running = Task {
      try await RabbitMQIntake(
        source: "erp", settings: settings, queue: "events", topology: topology, processor: house.processor,
        logger: House.logger
      ).run()
    }
    var next = 0
    for round in 0..<4 {
      if round == 2 {
        try await Servers.service(name, "kill")
        try await Servers.service(name, "start")
      }
      // What is not confirmed is published again under the same identifiers.
      var waiting = RabbitMQIntakeTests.messages(next..<(next + 100), to: "events")
      next += 100
      try await Servers.eventually {
        guard let outcomes = try? await publisher.publish(waiting) else { return false }
        waiting = zip(waiting, outcomes).filter { !$1.isConfirmed }.map(\.0)
        return waiting.isEmpty
      }
    }
    do {
      try await Servers.eventually { house.model.count == 400 }
    } catch {
      // What tells a lost event from a consumer that stands still.
      let left = try? await publisher.publish([RabbitMQIntakeTests.messages(0..<1, to: "events")[0]]).first
      Issue.record("\(error): \(house.model.count) of 400 are in the model; one more was \(String(describing: left))")
      try await Task.sleep(for: .seconds(5))
      Issue.record("and then \(house.model.count)")
    }
    running.cancel()
    try await running.value
    #expect(try await house.database.lastSequence() == 400)
    #expect(try await house.processor.deadLetterCount() == 0)
    await publisher.close()
    try await Servers.service(name, "stop")
  }

  @Test func eventsOutSurviveARestartInOrder() async throws {
    let name = "rabbitmq-outbox"
    let settings = try RabbitMQSettings(url: try await Servers.service(name, "create"))
    let topology = RabbitMQTopology().exchange("aisle").queue("out").bind(queue: "out", to: "aisle", key: "aisle.#")
    let house = try await OutboxHouse(sink: "rabbit")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    let sink = RabbitMQSink(name: "rabbit", exchange: "aisle", publisher: publisher)
    let relay = house.relay(sink)
    for round in 0..<3 {
      if round == 1 { try await Servers.service(name, "stop") }
      try await house.outbox.add((0..<40).map { OutboxHouse.event(round * 40 + $0, "order/\($0 % 4)") })
      if round == 1 { try await relay.relay() }
      if round == 2 { try await Servers.service(name, "start") }
    }
    try await Servers.eventually {
      try await relay.relay()
      house.clock.advance(301)
      return try await house.outbox.counts(for: "rabbit").pending == 0
    }
    let consumer = RabbitMQConsumer(settings, queue: "out", topology: topology)
    var seen: [String: [String]] = [:]
    var ids: Set<String> = []
    for try await delivery in consumer {
      let event = try CloudEvent(
        headers: EventHeaders(["content-type": CloudEvent.mediaType]), body: delivery.message.body)
      #expect(delivery.message.messageID == event.id)
      if ids.insert(event.id).inserted { seen[event.subject ?? "", default: []].append(event.id) }
      try await consumer.acknowledge(delivery)
      if ids.count == 120 { break }
    }
    for subject in 0..<4 {
      let expected = (0..<120).filter { $0 % 40 % 4 == subject }.map { OutboxHouse.event($0, "").id }
      #expect(seen["order/\(subject)"] == expected)
    }
    await consumer.close()
    await publisher.close()
    try await Servers.service(name, "stop")
  }
}
