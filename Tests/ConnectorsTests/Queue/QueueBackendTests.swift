import AisleTesting
import Brokers
import Commerce
import Foundation
import TestServers
import Testing
import Vendors

@testable import Connectors

@Suite(.enabled(if: Servers.rabbitMQAddress != nil, Comment(rawValue: Servers.noRabbitMQ)))
struct QueueBackendTests {
  private let reading = OperationContext(budget: .seconds(60))

  private func withPeer(
    _ url: String? = Servers.rabbitMQAddress, _ body: (QueuePeer, QueueBackend) async throws -> Void
  ) async throws {
    let url = try #require(url)
    let peer = try await QueuePeer(url)
    let backend = try QueueBackend(name: "till", QueueSettings(url: url, requestQueue: peer.queue))
    do { try await body(peer, backend) } catch {
      await backend.close()
      await peer.close()
      throw error
    }
    await backend.close()
    await peer.close()
  }

  @Test func answersReads() async throws {
    try await withPeer { peer, backend async throws in
      let (order, freshness) = try await backend.perform(FindOrder(order: "40217"), reading)
      #expect(order.shipmentState == .shipped && order.lines.count == 2 && freshness.origin == "till")
      let levels = try await backend.perform(CheckInventory(sku: "ALDER-M"), reading).outcome
      #expect(levels.common.levels.map(\.onHand) == [16])
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(FindOrder(order: "1"), reading)
      }
      #expect(failure?.code == .notFound)
      #expect(await backend.check().passed)
      // Many at once find each its own reply.
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 40_210...40_222 {
          group.addTask {
            try await backend.perform(FindOrder(order: String(number)), reading).outcome.number == String(number)
          }
        }
        for try await isIt in group { #expect(isIt) }
      }
      #expect(await backend.waiting == 0)
    }
  }

  @Test(arguments: QueuePeer.Fault.allCases) func cancelsOnceOrCertainlyNot(_ fault: QueuePeer.Fault) async throws {
    try await withPeer { peer, backend async throws in
      await peer.fail("cancelOrder", fault)
      let key = try #require(IdempotencyKey("call-7.3"))
      let operation = CancelOrder(order: "40221", reason: .noLongerNeeded)
      let first: OperationFailure.Code? =
        switch fault {
        case .duplicate, .late: nil
        case .requestLost, .responseLost, .hang, .tooLate: .timedOut
        case .serverError, .serverErrorAfterEffect: .unavailable
        case .malformed, .wrongSuccess, .otherObject: .invalidResponse
        case .locked: .conflict
        }
      let budget: Duration = first == .timedOut ? .milliseconds(1_500) : .seconds(30)
      let (outcome, failures) = try await settle(backend, operation, key: key, budget: budget)
      #expect(failures.first?.code == first)
      #expect(failures.first?.mayHaveHappened ?? true == (fault != .locked))
      #expect(outcome?.state == .cancelled)
      #expect(await peer.effects == ["order 40221 cancelled"])
      // A reply that comes when nobody waits any more is dropped.
      await peer.release()
      #expect(try await backend.perform(FindOrder(order: "40221"), reading).outcome.state == .cancelled)
      #expect(await backend.waiting == 0)
    }
  }

  @Test func aRefusalIsItsReasonAndAKeyNobodyUsedWasNotDone() async throws {
    try await withPeer { _, backend async throws in
      let context = OperationContext(key: IdempotencyKey("refused-1"), budget: .seconds(60))
      let operation = CancelOrder(order: "40210", reason: .other)
      let failure = await #expect(throws: OperationFailure.self) { try await backend.perform(operation, context) }
      #expect(failure?.reason == .alreadyShipped && failure?.mayHaveHappened == false)
      #expect(try await backend.outcome(of: Commerce.Operation(operation), context) == .notDone)
    }
  }

  @Test func whatNobodyTakesLapsesWithItsBudget() async throws {
    let url = try #require(Servers.rabbitMQAddress)
    let queue = "aisle-test-\(UUID().uuidString.prefix(8))"
    var sending = QueueSettings(url: url, requestQueue: queue)
    sending.declaresRequestQueue = true
    let backend = try QueueBackend(sending)
    // Connecting has no part in this.
    let ready = OperationContext(key: IdempotencyKey("lapsed-0"), budget: .seconds(1))
    try await Servers.eventually {
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(CancelOrder(order: "40221", reason: .other), ready)
      }
      return failure?.code == .timedOut && failure?.mayHaveHappened == true
    }
    let context = OperationContext(key: IdempotencyKey("lapsed-1"), budget: .seconds(3))
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(CancelOrder(order: "40221", reason: .other), context)
    }
    #expect(failure?.code == .timedOut && failure?.mayHaveHappened == true)
    // Whoever comes now finds what is sent now, and nothing of before.
    let consumer = RabbitMQConsumer(try RabbitMQSettings(url: url), queue: queue)
    async let second = try? backend.perform(
      CancelOrder(order: "40222", reason: .other),
      OperationContext(key: IdempotencyKey("lapsed-2"), budget: .seconds(3)))
    var iterator = consumer.makeAsyncIterator()
    let taken = try #require(try await iterator.next())
    #expect(taken.message.messageID == "lapsed-2" && taken.message.isPersistent)
    #expect(taken.message.expiration.map { $0 <= .seconds(3) } == true)
    try await consumer.acknowledge(taken)
    await consumer.close()
    _ = await second
    await backend.close()
  }

  @Test func withoutQueueOrBrokerNothingHappened() async throws {
    let url = try #require(Servers.rabbitMQAddress)
    let nowhere = try QueueBackend(QueueSettings(url: url, requestQueue: "aisle-test-missing"))
    let nobody = try QueueBackend(QueueSettings(url: "amqp://guest:guest@127.0.0.1:1/", requestQueue: "x"))
    // A broker that is there may take its time to say that it has no such queue; one that is not is asked to the end.
    for (backend, budget) in [(nowhere, Duration.seconds(30)), (nobody, .seconds(1))] {
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(
          CancelOrder(order: "40221", reason: .other),
          OperationContext(key: IdempotencyKey("nowhere-1"), budget: budget))
      }
      #expect(failure?.code == .unavailable && failure?.mayHaveHappened == false)
      await backend.close()
    }
  }

  @Test(.enabled(if: Servers.canRestart, Comment(rawValue: Servers.noServices)))
  func survivesTheBrokersRestart() async throws {
    let url = try await Servers.service("rabbitmq-queueback", "create")
    try await withPeer(url) { peer, backend async throws in
      #expect(try await backend.perform(FindOrder(order: "40217"), reading).outcome.number == "40217")
      // Done, but the reply is held back until the broker, and the queue for it, are gone.
      await peer.fail("cancelOrder", .tooLate)
      let context = OperationContext(key: IdempotencyKey("restart-1"), budget: .seconds(15))
      let operation = CancelOrder(order: "40221", reason: .other)
      async let lost = Result { try await backend.perform(operation, context) }
      try await Servers.eventually { await peer.effects.count == 1 }
      try await Servers.service("rabbitmq-queueback", "restart")
      try await Servers.eventually {
        (try? await backend.perform(FindOrder(order: "40217"), OperationContext(budget: .seconds(3)))) != nil
      }
      let outcome = try await backend.outcome(of: Commerce.Operation(operation), context)
      guard case .done(let result) = outcome else { throw SimulatorFailure("not done: \(outcome)") }
      #expect(result.outcome(of: CancelOrder.self)?.state == .cancelled)
      #expect(await peer.effects.count == 1)
      guard case .failure(let failure as OperationFailure) = await lost else { throw SimulatorFailure("an answer") }
      #expect(failure.code == .timedOut && failure.mayHaveHappened)
    }
    try await Servers.service("rabbitmq-queueback", "stop")
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous piece of work came to.
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
