import Brokers
import Commerce
import Foundation
import Operations
import Storage
import TestServers
import Testing
import Vendors

@testable import Events

@Suite(.serialized) struct KafkaIntakeTests {
  func record(_ number: Int) -> KafkaMessage {
    KafkaMessage(
      topic: "retail", key: Array("T-\(number)".utf8),
      value: Array(FileDropTests.line("e-\(number)", "T-\(number)", 1).utf8),
      headers: ["content-type": CloudEvent.mediaType])
  }

  func intake(_ house: House, _ settings: KafkaSettings) -> KafkaIntake {
    KafkaIntake(
      source: "erp", settings: settings, group: "aisle", topics: ["retail"], window: 8, processor: house.processor,
      logger: House.logger)
  }

  @Test func recordsAreTakenInOnceOverARestartAndPoisonIsPutAside() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("retail", partitions: 2)
    let settings = KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let producer = try KafkaProducer(settings)
    let house = try await House()
    let binary = KafkaMessage(
      topic: "retail", value: Array(try JSONEncoder().encode(Sample.stock("B-1", "S1", 4))),
      headers: [
        "ce_specversion": "1.0", "ce_id": "b-1", "ce_source": "/erp", "ce_type": "retail.stock.updated",
        "ce_time": Sample.at(1).rfc3339, "content-type": "application/json",
      ])
    let poison = KafkaMessage(topic: "retail", value: Array("{".utf8))
    var outcomes = try await producer.publish([poison, binary] + (0..<60).map(record) + [poison])
    #expect(outcomes.allSatisfy { $0.isConfirmed })
    let first = Task { try await intake(house, settings).run() }
    try await Servers.eventually { house.model.count == 61 }
    try await Servers.eventually { try await house.processor.deadLetters().first?.times == 2 }
    first.cancel()
    try await first.value
    // Some again, some new: the next member goes on where the first one committed.
    outcomes = try await producer.publish((50..<90).map(record))
    #expect(outcomes.allSatisfy { $0.isConfirmed })
    let second = Task { try await intake(house, settings).run() }
    try await Servers.eventually { house.model.count == 91 }
    second.cancel()
    try await second.value
    #expect(try await house.database.lastSequence() == 91)
    #expect(try await house.processor.deadLetterCount() == 1)
    await producer.close()
    withExtendedLifetime(cluster) {}
  }

  @Test func eventsOutGoByTheirSubjectInOrder() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("aisle", partitions: 3)
    let settings = KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let producer = try KafkaProducer(settings)
    let house = try await OutboxHouse(sink: "kafka")
    try await house.outbox.add((0..<40).map { OutboxHouse.event($0, "order/\($0 % 4)") })
    let relay = house.relay(KafkaSink(name: "kafka", topic: "aisle", producer: producer))
    try cluster.setBroker(1, up: false)
    let sending = Task {
      while try await house.outbox.counts(for: "kafka").pending > 0 {
        try await relay.relay()
        house.clock.advance(301)
      }
    }
    try await Task.sleep(for: .milliseconds(300))
    try cluster.setBroker(1, up: true)
    try await sending.value
    let consumer = try KafkaConsumer(settings, group: "other", topics: ["aisle"])
    var seen: [String: [String]] = [:]
    var ids: Set<String> = []
    for try await record in consumer {
      let event = try CloudEvent(headers: EventHeaders(record.message.headers), body: record.message.value)
      #expect(record.message.key == Array((event.subject ?? "").utf8))
      if ids.insert(event.id).inserted { seen[event.subject ?? "", default: []].append(event.id) }
      if ids.count == 40 { break }
    }
    for subject in 0..<4 {
      #expect(seen["order/\(subject)"] == stride(from: subject, to: 40, by: 4).map { OutboxHouse.event($0, "").id })
    }
    await consumer.close()
    await producer.close()
    withExtendedLifetime(cluster) {}
  }
}
