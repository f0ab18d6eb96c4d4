import TestServers
import Testing

@testable import Brokers

@Suite struct KafkaTests {
  static func messages(_ range: Range<Int>) -> [KafkaMessage] {
    range.map {
      KafkaMessage(
        topic: "orders", key: Array("customer-\($0 % 7)".utf8), value: Array("order \($0)".utf8),
        headers: ["id": "o-\($0)", "empty": ""])
    }
  }

  /// The make-believe brokers notice that a member has left only when its session runs out, which must be longer than the 3
  /// seconds for which they wait for members.
  static func settings(_ cluster: KafkaMockCluster) -> KafkaSettings {
    KafkaSettings(
      bootstrapServers: cluster.bootstrapServers,
      properties: ["session.timeout.ms": "6000", "heartbeat.interval.ms": "300"])
  }

  static func take(_ count: Int, from consumer: KafkaConsumer) async throws -> [KafkaRecord] {
    var records: [KafkaRecord] = []
    for try await record in consumer {
      records.append(record)
      if records.count == count { break }
    }
    return records
  }

  @Test func everyMessageComesOnceAndInOrderOfItsKey() async throws {
    let cluster = try KafkaMockCluster(brokers: 3)
    try cluster.createTopic("orders", partitions: 4)
    let settings = KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let producer = try KafkaProducer(settings, deliveryTimeout: Servers.patience)
    let sent = Self.messages(0..<2_000)
    #expect(try await producer.publish(sent).allSatisfy(\.isConfirmed))
    let consumer = try KafkaConsumer(settings, group: "test", topics: ["orders"])
    let records = try await Self.take(sent.count, from: consumer)
    #expect(Set(records.map(\.message)) == Set(sent))
    for (_, ofKey) in Dictionary(grouping: records, by: \.message.key) {
      let numbers = ofKey.compactMap { Int(String(decoding: $0.message.value, as: UTF8.self).dropFirst(6)) }
      #expect(numbers == numbers.sorted())
    }
    await consumer.close()
    await producer.close()
    let closed = await #expect(throws: BrokerError.self) { try await producer.publish(sent) }
    #expect(closed?.code == .closed)
  }

  @Test func groupGoesOnAfterItsLastCommit() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("orders")
    let settings = Self.settings(cluster)
    let producer = try KafkaProducer(settings, deliveryTimeout: Servers.patience)
    #expect(try await producer.publish(Self.messages(0..<10)).allSatisfy(\.isConfirmed))
    let first = try KafkaConsumer(settings, group: "test", topics: ["orders"])
    let records = try await Self.take(10, from: first)
    // Six are done; the other four were taken and never committed.
    try await first.commit(Array(records[0..<6]))
    await first.close()
    let late = await #expect(throws: BrokerError.self) { try await first.commit(records) }
    #expect(late?.code == .closed)
    let second = try KafkaConsumer(settings, group: "test", topics: ["orders"])
    #expect(try await Self.take(4, from: second).map(\.offset) == [6, 7, 8, 9])
    await second.close()
    await producer.close()
  }

  @Test func passingErrorsAreRetriedWithoutDuplicates() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("orders")
    let settings = KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let producer = try KafkaProducer(settings, deliveryTimeout: Servers.patience)
    cluster.push([.notLeader, .requestTimedOut, .notEnoughReplicas], for: .produce)
    cluster.push([.notLeader], for: .fetch)
    #expect(try await producer.publish(Self.messages(0..<50)).allSatisfy(\.isConfirmed))
    let consumer = try KafkaConsumer(settings, group: "test", topics: ["orders"])
    #expect(try await Self.take(50, from: consumer).map(\.offset) == (0..<50).map { Int64($0) })
    await consumer.close()
    await producer.close()
  }

  @Test func lastingErrorsAreRefused() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("orders")
    let producer = try KafkaProducer(KafkaSettings(bootstrapServers: cluster.bootstrapServers))
    cluster.push([.topicAuthorizationFailed], for: .produce)
    #expect(try await producer.publish(Self.messages(0..<1)) == [.refused("TOPIC_AUTHORIZATION_FAILED")])
    await producer.close()
  }

  @Test func absentBrokerIsToldAndItsReturnNoticed() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("orders")
    let producer = try KafkaProducer(
      KafkaSettings(bootstrapServers: cluster.bootstrapServers), deliveryTimeout: Servers.patience)
    #expect(try await producer.publish(Self.messages(0..<1)) == [.confirmed])
    try cluster.setBroker(1, up: false)
    let impatient = try KafkaProducer(
      KafkaSettings(bootstrapServers: cluster.bootstrapServers), deliveryTimeout: .milliseconds(300))
    #expect(try await impatient.publish(Self.messages(0..<2)).allSatisfy { !$0.isConfirmed })
    await impatient.close()
    let patient = Task { try await producer.publish(Self.messages(1..<2)) }
    try cluster.setBroker(1, up: true)
    #expect(try await patient.value == [.confirmed])
    await producer.close()
  }

  @Test func closingReportsWhatIsLeft() async throws {
    // Nobody listens there.
    let producer = try KafkaProducer(KafkaSettings(bootstrapServers: "127.0.0.1:1"))
    let publishing = Task { try await producer.publish(Self.messages(0..<3)) }
    await Task.yield()
    await producer.close(timeout: .milliseconds(100))
    do {
      #expect(try await publishing.value.allSatisfy { !$0.isConfirmed })
    } catch let error as BrokerError {
      // Closing was quicker.
      #expect(error.code == .closed)
    }
  }

  @Test func unknownPropertiesAreRefusedWithoutTheirValues() {
    let settings = KafkaSettings(bootstrapServers: "127.0.0.1:1", properties: ["no.such": "hidden"])
    let error = #expect(throws: BrokerError.self) { try KafkaProducer(settings) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("hidden") == false)
  }

  @Test func cancelledTaskLeavesTheSequence() async throws {
    let cluster = try KafkaMockCluster()
    try cluster.createTopic("orders")
    let settings = KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let consumer = try KafkaConsumer(settings, group: "test", topics: ["orders"])
    let task = Task { try await Self.take(1, from: consumer).count }
    task.cancel()
    #expect(try await task.value == 0)
    await consumer.close()
  }
}
