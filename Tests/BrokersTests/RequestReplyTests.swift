import Foundation
import TestServers
import Testing

@testable import Brokers

@Suite(.enabled(if: Servers.rabbitMQ != nil, Comment(rawValue: Servers.noRabbitMQ)))
struct RequestReplyTests {
  @Test func requestsCarryWhereTheReplyGoes() async throws {
    let settings = try #require(Servers.rabbitMQ)
    let queue = "aisle-test-\(UUID().uuidString)"
    let consumer = RabbitMQConsumer(settings, queue: queue, topology: RabbitMQTopology().temporaryQueue(queue))
    try await Servers.eventually { consumer.state.isConnected }
    let publisher = RabbitMQPublisher(settings)
    var request = RabbitMQMessage(routingKey: queue, body: Array("{}".utf8), messageID: "m-1")
    request.replyTo = "replies"
    request.correlationID = "c-1"
    request.expiration = .milliseconds(60_000)
    request.isPersistent = false
    let outcomes = try await publisher.publish([request, RabbitMQMessage(routingKey: queue, body: [1])])
    #expect(outcomes.map(\.isConfirmed) == [true, true])
    var iterator = consumer.makeAsyncIterator()
    #expect(try await iterator.next()?.message == request)
    let plain = try #require(try await iterator.next()).message
    #expect(plain.isPersistent && plain.replyTo == nil && plain.correlationID == nil && plain.expiration == nil)
    // The queue is nobody else's, and goes with its connection.
    let other = RabbitMQConsumer(settings, queue: queue)
    try await Servers.eventually { other.state.lastError?.code == .rejected }
    await other.close()
    await consumer.close()
    try await Servers.eventually { try await publisher.publish([request]).first?.isConfirmed == false }
    await publisher.close()
  }
}
