public import Commerce
import Foundation

/// Stripe's objects as records of the vocabulary. Fields as in API version 2025-11-17.clover.
public enum StripeRecords {
  /// The metadata in which an order's number stands: on what Aisle makes, and on payments that the shop made.
  public static let orderNumber = "order_number"
  /// The metadata in which the key of the write that made an object stands.
  public static let key = "aisle_key"

  /// A payment link, with its line items expanded, and whether a session of it was paid; nil when it is none.
  public static func link(_ value: JSONValue, isPaid: Bool) -> PaymentLink? {
    guard let id = value["id"]?.string, let url = value["url"]?.string, let active = value["active"]?.bool,
      let currency = value["currency"]?.string, let items = value["line_items"]?["data"]?.array
    else { return nil }
    var total = 0
    for item in items {
      guard let amount = item["amount_total"]?.integer, StripeMoney.usual.contains(amount), items.count <= 1_000 else {
        return nil
      }
      total += amount
    }
    guard let amount = StripeMoney.money(total, currency) else { return nil }
    return PaymentLink(
      id: id, url: url, amount: amount, order: value["metadata"]?[orderNumber]?.string,
      state: isPaid ? .paid : active ? .open : .deactivated)
  }

  /// How many sessions of a link were completed; 0 where it does not count them.
  public static func completedSessions(_ link: JSONValue) -> Int {
    link["restrictions"]?["completed_sessions"]?["count"]?.integer ?? 0
  }

  /// A refund; nil when it is none.
  public static func refund(_ value: JSONValue) -> Refund? {
    guard value["object"]?.string == "refund", let id = value["id"]?.string, let amount = value["amount"]?.integer,
      amount >= 0, let currency = value["currency"]?.string, let money = StripeMoney.money(amount, currency),
      let payment = identifier(value["payment_intent"]) ?? identifier(value["charge"]),
      let status = value["status"]?.string.flatMap(refundStatus), let at = moment(value["created"])
    else { return nil }
    return Refund(
      id: id, order: value["metadata"]?[orderNumber]?.string, payment: payment, amount: money,
      method: value["destination_details"]?["type"]?.string ?? "", status: status, at: at)
  }

  /// Stripe's five statuses; nil for another.
  static func refundStatus(_ word: String) -> RefundStatus? {
    switch word {
    case "pending", "requires_action": .pending
    case "succeeded": .approved
    case "failed": .failed
    case "canceled": .rejected
    default: nil
    }
  }

  /// A payment intent as a payment; nil when it is none.
  public static func payment(_ value: JSONValue) -> Payment? {
    guard value["object"]?.string == "payment_intent", let id = value["id"]?.string,
      let amount = value["amount"]?.integer, amount >= 0, let currency = value["currency"]?.string,
      let money = StripeMoney.money(amount, currency), let at = moment(value["created"]),
      let status = value["status"]?.string
    else { return nil }
    let known: PaymentStatus
    var kind = PaymentKind.charge
    switch status {
    case "succeeded": known = .success
    case "requires_capture": (known, kind) = (.success, .authorization)
    case "processing": known = .pending
    case "canceled": known = .failure
    case "requires_payment_method": known = value["last_payment_error"] == nil ? .initial : .failure
    default: known = .initial
    }
    return Payment(
      id: id, kind: kind, amount: money, method: identifier(value["payment_method"]) ?? "", status: known, at: at)
  }

  /// A reference: an identifier, or the object itself where it was expanded.
  public static func identifier(_ value: JSONValue?) -> String? { value?.string ?? value?["id"]?.string }

  /// Seconds since 1970.
  static func moment(_ value: JSONValue?) -> Timestamp? {
    guard let seconds = value?.integer, (0..<100_000_000_000).contains(seconds) else { return nil }
    return Timestamp(milliseconds: Int64(seconds) * 1_000)
  }
}
