public import Commerce
import Foundation

/// AfterShip's trackings as shipments (API version 2026-07).
public enum AfterShipTracking {
  /// A tracking; nil when it is none.
  public static func shipment(_ value: JSONValue) -> Shipment? {
    guard let id = value["id"]?.string, let number = value["tracking_number"]?.string,
      let tag = value["tag"]?.string.flatMap(status)
    else { return nil }
    let events = (value["checkpoints"]?.array ?? []).compactMap(event).sorted { $0.at < $1.at }
    let status = standing(tag, events)
    var delivered: LocalDate?
    if status == .delivered {
      delivered =
        day(value["shipment_delivery_date"]) ?? events.last { $0.status == .delivered }.flatMap { date($0.at) }
    }
    return Shipment(
      id: id, carrier: CanonicalWords.carrier(carrier(value["slug"]?.string ?? "")), trackingNumber: number,
      status: status, estimatedDelivery: estimate(value), deliveredOn: delivered, events: events)
  }

  /// The order a tracking is of, as the retailer told AfterShip.
  public static func order(_ value: JSONValue) -> String? {
    let number = value["order_number"]?.string ?? value["order_id"]?.string
    return number.flatMap { $0.isEmpty ? nil : CanonicalWords.orderNumber($0) }
  }

  /// When AfterShip changed it last.
  public static func updated(_ value: JSONValue) -> Timestamp? { moment(value["updated_at"]) }

  /// The nine tags (https://www.aftership.com/docs/tracking/enum/delivery-statuses); nil for another.
  static func status(_ tag: String) -> ParcelStatus? {
    switch tag {
    case "Pending": .pending
    case "InfoReceived": .infoReceived
    case "InTransit": .inTransit
    case "OutForDelivery": .outForDelivery
    case "AttemptFail": .attemptFail
    case "AvailableForPickup": .availableForPickup
    case "Delivered": .delivered
    case "Exception": .exception
    case "Expired": .expired
    default: nil
    }
  }

  private static func event(_ value: JSONValue) -> ParcelEvent? {
    guard let at = moment(value["checkpoint_time"]), let status = value["tag"]?.string.flatMap(status) else {
      return nil
    }
    return ParcelEvent(at: at, status: status, place: value["city"]?.string ?? value["location"]?.string)
  }

  /// Where a parcel stands. A carrier's older event that arrives late sets AfterShip's tag back, and so does a correction
  /// without an event; so the newest event counts for what lies on the usual way, and the tag for what has no event of its
  /// own (expired, an exception that the carrier only flags).
  private static func standing(_ tag: ParcelStatus, _ events: [ParcelEvent]) -> ParcelStatus {
    guard let newest = events.last?.status, newest != tag else { return tag }
    let usual: Set<ParcelStatus> = [.pending, .infoReceived, .inTransit, .outForDelivery]
    return usual.contains(tag) || events.contains { $0.status == tag } ? newest : tag
  }

  private static func estimate(_ value: JSONValue) -> LocalDate? {
    day(value["latest_estimated_delivery"]?["datetime"])
      ?? day(value["courier_estimated_delivery_date"]?["estimated_delivery_date"])
      ?? day(value["aftership_estimated_delivery_date"]?["estimated_delivery_date"])
  }

  /// Slugs name a carrier and often its country: "dhl-germany".
  private static func carrier(_ slug: String) -> String {
    ["dhl-germany": "dhl", "dpd-de": "dpd", "hermes-de": "hermes"][slug]
      ?? slug.replacingOccurrences(of: "-", with: " ")
  }

  /// The day where the parcel is, as written: moments keep the carrier's own offset.
  private static func day(_ value: JSONValue?) -> LocalDate? {
    value?.string.flatMap { LocalDate(iso8601: String($0.prefix(10))) }
  }

  private static func date(_ at: Timestamp) -> LocalDate? { LocalDate(iso8601: String(at.rfc3339.prefix(10))) }

  /// A moment; carriers that give no zone are read as UTC, as AfterShip's documents do in their examples.
  private static func moment(_ value: JSONValue?) -> Timestamp? {
    guard let text = value?.string else { return nil }
    return Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "Z")
  }
}
