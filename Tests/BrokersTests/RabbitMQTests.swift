import Synchronization
import TestServers
import Testing

@testable import Brokers

@Suite(.enabled(if: Servers.rabbitMQ != nil, Comment(rawValue: Servers.noRabbitMQ)))
struct RabbitMQTests {
  let settings = Servers.rabbitMQ!

  static func messages(_ range: Range<Int>, to queue: String) -> [RabbitMQMessage] {
    range.map { RabbitMQMessage(routingKey: queue, body: Array("body \($0)".utf8), messageID: String($0)) }
  }

  @Test func everyMessageIsConfirmedAndComesOnceInOrder() async throws {
    let topology = RabbitMQTopology().exchange("test-shop").queue("test-order")
      .bind(queue: "test-order", to: "test-shop", key: "order.#")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    let sent = (0..<1_000).map { number in
      RabbitMQMessage(
        exchange: "test-shop", routingKey: "order.new", body: Array("\(number) ☂".utf8), messageID: "id-\(number)",
        type: "order", headers: ["trace": "t\(number)"])
    }
    #expect(try await publisher.publish(sent, timeout: Servers.patience).allSatisfy(\.isConfirmed))
    let consumer = RabbitMQConsumer(settings, queue: "test-order", prefetch: 100, topology: topology)
    var received: [RabbitMQMessage] = []
    for try await delivery in consumer {
      #expect(!delivery.isRedelivered)
      received.append(delivery.message)
      try await consumer.acknowledge(delivery)
      if received.count == sent.count { break }
    }
    #expect(received == sent)
    await consumer.close()
    await publisher.close()
    let closed = await #expect(throws: BrokerError.self) { try await publisher.publish(sent) }
    #expect(closed?.code == .closed)
  }

  @Test func unroutableMessagesAreRefusedOneByOne() async throws {
    let publisher = RabbitMQPublisher(settings, topology: RabbitMQTopology().queue("test-some"))
    var messages = Self.messages(0..<300, to: "test-some")
    for index in stride(from: 0, to: 300, by: 3) { messages[index].routingKey = "test-nowhere" }
    let outcomes = try await publisher.publish(messages, timeout: Servers.patience)
    for (index, outcome) in outcomes.enumerated() {
      #expect(outcome == (index.isMultiple(of: 3) ? .refused("312 NO_ROUTE") : .confirmed), "\(index)")
    }
  }

  @Test func missingExchangeIsRefusedAndThePublisherGoesOn() async throws {
    let publisher = RabbitMQPublisher(settings, topology: RabbitMQTopology().queue("test-after"))
    let outcomes = try await publisher.publish(
      [RabbitMQMessage(exchange: "test-none", routingKey: "x", body: [1])], timeout: Servers.patience)
    guard case .refused(let reason)? = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(reason.contains("404"))
    #expect(
      try await publisher.publish(Self.messages(0..<1, to: "test-after"), timeout: Servers.patience) == [.confirmed])
    #expect(await publisher.state.connections == 2)
  }

  @Test func bigMessagesPassWhole() async throws {
    let topology = RabbitMQTopology().queue("test-big")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    let body = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    #expect(
      try await publisher.publish([RabbitMQMessage(routingKey: "test-big", body: body)], timeout: Servers.patience) == [
        .confirmed
      ])
    let consumer = RabbitMQConsumer(settings, queue: "test-big", topology: topology)
    for try await delivery in consumer {
      #expect(delivery.message.body == body)
      try await consumer.acknowledge(delivery)
      break
    }
    await consumer.close()
  }

  @Test func refusedAndUnacknowledgedMessagesComeAgain() async throws {
    let topology = RabbitMQTopology().queue("test-again-dead").exchange("test-dead", .fanout)
      .bind(queue: "test-again-dead", to: "test-dead", key: "").queue("test-again", deadLetterExchange: "test-dead")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    #expect(
      try await publisher.publish(Self.messages(0..<2, to: "test-again"), timeout: Servers.patience).allSatisfy(
        \.isConfirmed))

    let first = RabbitMQConsumer(settings, queue: "test-again", prefetch: 1, topology: topology)
    var iterator = first.makeAsyncIterator()
    let one = try #require(try await iterator.next())
    try await first.refuse(one, requeue: true)
    let again = try #require(try await iterator.next())
    #expect(again.message == one.message)
    #expect(again.isRedelivered)
    // Left unacknowledged: it goes back with the connection.
    await first.close()
    let late = await #expect(throws: BrokerError.self) { try await first.acknowledge(again) }
    #expect(late?.code == .closed)

    let second = RabbitMQConsumer(settings, queue: "test-again", topology: topology)
    var others = second.makeAsyncIterator()
    let third = try #require(try await others.next())
    #expect(third.message == one.message)
    #expect(third.isRedelivered)
    try await second.refuse(third, requeue: false)
    let dead = RabbitMQConsumer(settings, queue: "test-again-dead", topology: topology)
    for try await delivery in dead {
      #expect(delivery.message.body == one.message.body)
      try await dead.acknowledge(delivery)
      break
    }
    let last = try #require(try await others.next())
    #expect(last.message.messageID == "1")
    try await second.acknowledge(last)
    await second.close()
    await dead.close()
  }

  @Test func refusalsForGoodEndTheSequence() async throws {
    let missing = RabbitMQConsumer(settings, queue: "test-missing")
    var iterator = missing.makeAsyncIterator()
    let refused = await #expect(throws: BrokerError.self) { try await iterator.next() }
    #expect(refused?.code == .rejected)
    var wrong = settings
    wrong.password = "hidden"
    let login = await #expect(throws: BrokerError.self) {
      try await RabbitMQPublisher(wrong).publish(Self.messages(0..<1, to: "x"))
    }
    #expect(login?.code == .rejected)
    #expect(login?.message.contains("hidden") == false)
  }

  @Test func cancelledTaskLeavesTheSequence() async throws {
    let consumer = RabbitMQConsumer(
      settings, queue: "test-empty", topology: RabbitMQTopology().queue("test-empty"))
    let task = Task {
      for try await _ in consumer { Issue.record("nothing was published") }
    }
    try await Servers.eventually { consumer.state.isConnected }
    task.cancel()
    try await task.value
    await consumer.close()
  }

  @Test func idleConnectionsStayByTheirHeartbeats() async throws {
    var settings = settings
    settings.heartbeat = .seconds(2)
    let topology = RabbitMQTopology().queue("test-idle")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    #expect(
      try await publisher.publish(Self.messages(0..<1, to: "test-idle"), timeout: Servers.patience) == [.confirmed])
    let consumer = RabbitMQConsumer(settings, queue: "test-idle", topology: topology)
    var iterator = consumer.makeAsyncIterator()
    let first = try #require(try await iterator.next())
    try await consumer.acknowledge(first)
    // The broker ends a connection after twice the heartbeat, librabbitmq too.
    try await Task.sleep(for: .seconds(6))
    #expect(
      try await publisher.publish(Self.messages(1..<2, to: "test-idle"), timeout: Servers.patience) == [.confirmed])
    let second = try #require(try await iterator.next())
    #expect(second.message.messageID == "1")
    try await consumer.acknowledge(second)
    #expect(consumer.state.connections == 1)
    await consumer.close()
    await publisher.close()
  }

  /// What the two tasks of the next test tell each other.
  final class Progress: Sendable {
    private let state = Mutex<(isBack: Bool, total: Int?)>((false, nil))
    var isBack: Bool {
      get { state.withLock(\.isBack) }
      set { state.withLock { $0.isBack = newValue } }
    }
    var total: Int? {
      get { state.withLock(\.total) }
      set { state.withLock { $0.total = newValue } }
    }
  }

  /// The broker is killed while messages flow both ways. What was confirmed must come; what comes twice must say so, or have
  /// been published again by us.
  @Test(.enabled(if: Servers.canRestart, "AISLE_TEST_SERVICES is not set"))
  func killedBrokerLosesNothingThatWasConfirmed() async throws {
    let settings = try RabbitMQSettings(url: try await Servers.service("rabbitmq-restart", "create"))
    let topology = RabbitMQTopology().queue("test-restart")
    let publisher = RabbitMQPublisher(settings, topology: topology)
    let consumer = RabbitMQConsumer(settings, queue: "test-restart", prefetch: 20, topology: topology)
    // Publishing goes on until the broker is back; only then is known how many messages there are.
    let progress = Progress()

    let publishing = Task {
      var again: Set<String> = []
      var next = 0
      while progress.total == nil {
        var waiting = Self.messages(next..<(next + 20), to: "test-restart")
        next += waiting.count
        if progress.isBack { progress.total = next }
        while !waiting.isEmpty {
          do {
            let outcomes = try await publisher.publish(waiting)
            waiting = zip(waiting, outcomes).filter { !$0.1.isConfirmed }.map(\.0)
            again.formUnion(waiting.compactMap(\.messageID))
          } catch let error as BrokerError where error.code == .unavailable {
            try await Task.sleep(for: .milliseconds(50))
          }
        }
      }
      return again
    }

    var handled: [String: Int] = [:]
    var redelivered: Set<String> = []
    var killing: Task<Void, any Error>?
    for try await delivery in consumer {
      let id = try #require(delivery.message.messageID)
      handled[id, default: 0] += 1
      if delivery.isRedelivered { redelivered.insert(id) }
      do { try await consumer.acknowledge(delivery) } catch { #expect(error.code == .stale) }
      if handled.count == 100 {
        killing = Task {
          try await Servers.service("rabbitmq-restart", "kill")
          try await Servers.service("rabbitmq-restart", "start")
          progress.isBack = true
        }
      }
      if handled.count == progress.total { break }
    }
    try await killing?.value
    let again = try await publishing.value
    for (id, count) in handled where count > 1 {
      #expect(redelivered.contains(id) || again.contains(id), "message \(id) came twice without a word")
    }
    #expect(consumer.state.connections >= 2)
    #expect(await publisher.state.connections >= 2)
    await consumer.close()
    await publisher.close()
    try await Servers.service("rabbitmq-restart", "stop")
  }
}

@Suite struct RabbitMQSettingsTests {
  @Test func addressIsRead() throws {
    let full = try RabbitMQSettings(url: "amqp://us%40er:p%2Fw@broker:1234/my%2fhost")
    #expect(full.user == "us@er")
    #expect(full.password == "p/w")
    #expect(full.host == "broker")
    #expect(full.port == 1_234)
    #expect(full.virtualHost == "my/host")
    #expect(!full.description.contains("p/w"))
    let short = try RabbitMQSettings(url: "amqp://broker")
    #expect(short.port == 5_672)
    #expect(short.virtualHost == "/")
    for wrong in ["", "http://broker", "amqp://", "broker:5672"] {
      #expect(throws: BrokerError.self) { try RabbitMQSettings(url: wrong) }
    }
  }

  @Test func silentServerIsGivenUp() async throws {
    let silence = try SilentServer()
    var settings = RabbitMQSettings(host: "127.0.0.1", port: silence.port)
    settings.connectTimeout = .milliseconds(200)
    let publisher = RabbitMQPublisher(settings)
    let error = await #expect(throws: BrokerError.self) {
      try await publisher.publish([RabbitMQMessage(routingKey: "k", body: [])])
    }
    #expect(error?.code == .unavailable)
    let consumer = RabbitMQConsumer(settings, queue: "q")
    try await Servers.eventually { consumer.state.lastError?.code == .unavailable }
    await consumer.close()
  }

  @Test func longKeysAreRefusedBeforeAnythingIsSent() async {
    let publisher = RabbitMQPublisher(RabbitMQSettings(host: "127.0.0.1", port: 1))
    let long = await #expect(throws: BrokerError.self) {
      try await publisher.publish([RabbitMQMessage(routingKey: String(repeating: "k", count: 256), body: [])])
    }
    #expect(long?.code == .invalid)
    let away = await #expect(throws: BrokerError.self) {
      try await publisher.publish([RabbitMQMessage(routingKey: "k", body: [])])
    }
    #expect(away?.code == .unavailable)
  }
}
