import Testing

@testable import Brokers

@Suite struct PublishLedgerTests {
  static func ledger(_ count: Int, first: UInt64) -> PublishLedger {
    let messages = (0..<count).map { RabbitMQMessage(routingKey: "q", body: [UInt8($0)], messageID: "m\($0)") }
    var ledger = PublishLedger(messages, first: first)
    for _ in 0..<count { ledger.sentNext() }
    return ledger
  }

  @Test func answersComeSinglyAndTogetherInAnyOrder() {
    var ledger = Self.ledger(5, first: 11)
    ledger.answer(13, multiple: false, refused: false)
    ledger.answer(12, multiple: true, refused: true)
    #expect(ledger.unanswered == 2)
    ledger.answer(15, multiple: true, refused: false)
    #expect(ledger.unanswered == 0)
    let refused = PublishOutcome.refused("the broker could not keep it")
    #expect(ledger.finished() == [refused, refused, .confirmed, .confirmed, .confirmed])
  }

  @Test func answersToEarlierBatchesChangeNothing() {
    var ledger = Self.ledger(2, first: 11)
    ledger.answer(10, multiple: true, refused: false)
    ledger.answer(3, multiple: false, refused: true)
    #expect(ledger.unanswered == 2)
    ledger.answer(99, multiple: false, refused: false)
    ledger.answer(99, multiple: true, refused: false)
    #expect(ledger.unanswered == 0)
  }

  @Test func returnedMessageIsRefusedThoughConfirmed() {
    var ledger = Self.ledger(3, first: 1)
    ledger.returned(RabbitMQMessage(routingKey: "q", body: [1], messageID: "m1"), "312 NO_ROUTE")
    ledger.answer(3, multiple: true, refused: false)
    #expect(ledger.finished() == [.confirmed, .refused("312 NO_ROUTE"), .confirmed])
  }

  @Test func lossLeavesTheUnansweredUnknownAndTheUnsentRefused() {
    let messages = (0..<3).map { RabbitMQMessage(routingKey: "q", body: [UInt8($0)]) }
    var ledger = PublishLedger(messages, first: 1)
    ledger.sentNext()
    ledger.sentNext()
    ledger.answer(1, multiple: false, refused: false)
    ledger.closed("gone")
    #expect(ledger.finished() == [.confirmed, .unknown("gone"), .refused("not sent")])
  }
}
