import Commerce
import Foundation
import Testing
import Vendors

@Suite struct StripeMappingTests {
  @Test(arguments: [
    (1_990, "usd", 1_990, "USD"), (500, "jpy", 500, "JPY"), (50_000, "isk", 500, "ISK"), (50_000, "ugx", 500, "UGX"),
    (5, "mga", 500, "MGA"), (5_120, "kwd", 5_120, "KWD"),
  ]) func amountsHaveTheirExceptions(_ theirs: Int, _ currency: String, _ ours: Int, _ code: String) {
    let money = Money(minorUnits: ours, currency: code)
    #expect(StripeMoney.money(theirs, currency) == money)
    #expect(StripeMoney.amount(money) == theirs)
  }

  @Test func amountsThatCannotBeSaid() {
    #expect(StripeMoney.money(150, "isk") == nil && StripeMoney.money(1, "euro") == nil)
    #expect(StripeMoney.amount(Money(minorUnits: 5_124, currency: "KWD")) == nil)
  }

  private func event(_ type: String, _ object: String) throws -> EventReading {
    let text = #"{"id":"evt_1","object":"event","type":"\#(type)","created":1795239572,"data":{"object":\#(object)}}"#
    return StripeWebhook.updates(
      topic: type, body: try JSONValue(parsing: Data(text.utf8)), receivedAt: Timestamp(milliseconds: 0))
  }

  @Test func refundsAndPaymentsAreFacts() throws {
    let refund = #"""
      {"id":"re_1","object":"refund","amount":1450,"currency":"eur","created":1795239572,"payment_intent":"pi_1",
       "status":"requires_action","metadata":{"order_number":"40217"}}
      """#
    guard case .updates(let updates, let occurred) = try event("refund.updated", refund), let update = updates.first
    else {
      Issue.record("no update")
      return
    }
    #expect(update.key == FactKey(.refund, "re_1") && update.parent == FactKey(.order, "40217"))
    #expect(occurred == Timestamp(milliseconds: 1_795_239_572_000))
    guard case .value(.refund(let value)) = update.change else { return }
    #expect(value.status == .pending && value.amount == Money(minorUnits: 1_450, currency: "EUR"))
    let payment =
      #"{"id":"pi_1","object":"payment_intent","amount":5,"currency":"jpy","created":1,"status":"succeeded"}"#
    guard case .updates(let paid, _) = try event("payment_intent.succeeded", payment) else { return }
    #expect(paid.first?.key == FactKey(.payment, "pi_1") && paid.first?.parent == nil)
  }

  @Test func whatIsNotWholeOnlySaysThatItChanged() throws {
    guard
      case .updates(let updates, _) = try event(
        "checkout.session.completed", #"{"id":"cs_1","object":"checkout.session","payment_link":"plink_1"}"#)
    else { return }
    #expect(updates.map(\.key) == [FactKey(.paymentLink, "plink_1")] && updates.first?.change == .touched)
    #expect(try event("customer.created", "{}") == .ignored("customer.created is not kept"))
    #expect(
      try event("refund.created", #"{"object":"refund","id":"re_1"}"#)
        == .malformed("refund.created is not what its type promises"))
  }

  @Test(arguments: [
    (400, #"{"type":"idempotency_error"}"#, OperationFailure.Code.conflict, false),
    (409, #"{"type":"invalid_request_error","code":"idempotency_key_in_use"}"#, .outcomeUnknown, true),
    (400, #"{"type":"invalid_request_error","code":"charge_already_refunded"}"#, .refused, false),
    (429, #"{"type":"invalid_request_error","code":"rate_limit"}"#, .rateLimited, false),
    (409, #"{"type":"invalid_request_error","code":"lock_timeout"}"#, .rateLimited, false),
    (402, #"{"type":"card_error","code":"card_declined"}"#, .declined, false),
    (500, #"{"type":"api_error"}"#, .unavailable, true),
  ]) func errorsSayWhetherItMayHaveHappened(
    _ status: Int, _ error: String, _ code: OperationFailure.Code, _ perhaps: Bool
  ) throws {
    let body = try JSONValue(parsing: Data(#"{"error":\#(error)}"#.utf8))
    let failure = StripeErrors.failure(status: status, body: body, isWrite: true)
    #expect(failure?.code == code && failure?.mayHaveHappened == perhaps)
  }
}
