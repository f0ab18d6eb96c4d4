import Testing

@testable import Brokers

@Suite struct TopologyTests {
  @Test func addsWithoutChangingTheOriginal() {
    let empty = RabbitMQTopology()
    let full = empty.exchange("shop").queue("orders").bind(queue: "orders", to: "shop", key: "order.#")
    #expect(empty == RabbitMQTopology())
    #expect(full.exchanges.map(\.name) == ["shop"])
    #expect(full.queues.map(\.name) == ["orders"])
    #expect(full.bindings.map(\.key) == ["order.#"])
  }
}
