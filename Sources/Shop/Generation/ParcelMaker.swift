internal import Commerce

/// Makes one parcel's history backwards from its status today. Everything happened before today, save going out for
/// delivery, which happened early this morning.
struct ParcelMaker {
  var today: LocalDate
  /// Where the parcel goes.
  var city: City

  private static let hubs = ["Reno", "Salt Lake City", "Omaha", "Kansas City", "Memphis", "Columbus", "Louisville"]
  private static let warehouse = "Reno"

  /// When what happened, in days.
  private struct Plan {
    var dispatched: LocalDate
    var estimated: LocalDate?
    var delivered: LocalDate?
    /// What came after the parcel's way between the hubs, oldest first: day, clock hours, status.
    var ending: [(day: LocalDate, hours: ClosedRange<Int>, status: ParcelStatus)] = []
    /// The last day on which a hub may have seen it.
    var lastScan: LocalDate
  }

  /// A parcel with this status, and the day it was handed to the carrier. `daysAgo` is how long ago a delivered one was
  /// delivered.
  func make(_ status: ParcelStatus, id: String, daysAgo: Int, _ random: inout SplitMix64) -> (Shipment, LocalDate) {
    let plan = plan(status, daysAgo: daysAgo, &random)
    let (carrier, tracking) = Self.carrier(&random)
    let shipment = Shipment(
      id: id, carrier: carrier, trackingNumber: tracking, status: status, estimatedDelivery: plan.estimated,
      deliveredOn: plan.delivered, events: events(status, plan, &random))
    return (shipment, plan.dispatched)
  }

  private func plan(_ status: ParcelStatus, daysAgo: Int, _ random: inout SplitMix64) -> Plan {
    let days = random.pick(2...6)
    switch status {
    case .pending:
      return Plan(dispatched: today.adding(days: -1), lastScan: today)
    case .infoReceived:
      let label = today.adding(days: -random.pick(1...2))
      return Plan(dispatched: label, estimated: today.adding(days: random.pick(2...6)), lastScan: label)
    case .inTransit:
      let estimated = today.adding(days: random.pick(0...6))
      let dispatched = min(estimated.adding(days: -days), today.adding(days: -1))
      return Plan(dispatched: dispatched, estimated: estimated, lastScan: today.adding(days: -1))
    case .outForDelivery:
      return Plan(
        dispatched: today.adding(days: -days), estimated: today, ending: [(today, 4...5, .outForDelivery)],
        lastScan: today.adding(days: -1))
    case .delivered:
      let day = today.adding(days: -max(1, daysAgo))
      return Plan(
        dispatched: day.adding(days: -days), estimated: day, delivered: day,
        ending: [(day, 5...7, .outForDelivery), (day, 10...18, .delivered)], lastScan: day.adding(days: -1))
    case .attemptFail:
      let day = today.adding(days: -random.pick(1...2))
      return Plan(
        dispatched: day.adding(days: -days), estimated: random.chance(percent: 60) ? today.adding(days: 1) : nil,
        ending: [(day, 5...7, .outForDelivery), (day, 10...18, .attemptFail)], lastScan: day.adding(days: -1))
    case .availableForPickup:
      let day = today.adding(days: -random.pick(1...4))
      return Plan(
        dispatched: day.adding(days: -days), ending: [(day, 9...15, .availableForPickup)],
        lastScan: day.adding(days: -1))
    case .exception:
      let day = today.adding(days: -random.pick(1...3))
      return Plan(
        dispatched: day.adding(days: -days), ending: [(day, 8...20, .exception)], lastScan: day.adding(days: -1))
    case .expired:
      // AfterShip: no tracking information for 30 days after the last.
      let day = today.adding(days: -random.pick(1...20))
      let last = day.adding(days: -30)
      return Plan(dispatched: last.adding(days: -1), ending: [(day, 2...3, .expired)], lastScan: last)
    }
  }

  private func events(_ status: ParcelStatus, _ plan: Plan, _ random: inout SplitMix64) -> [ParcelEvent] {
    guard status != .pending else { return [] }
    var events = [event(plan.dispatched, 14...15, .infoReceived, nil, &random)]
    guard status != .infoReceived else { return events }
    events.append(event(plan.dispatched, 17...19, .inTransit, Self.warehouse, &random))
    for days in 1..<8 {
      let day = plan.dispatched.adding(days: days)
      guard day <= plan.lastScan else { break }
      let place = day == plan.lastScan && status != .inTransit ? city.name : random.pick(Self.hubs)
      events.append(event(day, 1...22, .inTransit, place, &random))
    }
    for end in plan.ending {
      events.append(event(end.day, end.hours, end.status, end.status == .expired ? nil : city.name, &random))
    }
    return events
  }

  private func event(
    _ day: LocalDate, _ hours: ClosedRange<Int>, _ status: ParcelStatus, _ place: String?, _ random: inout SplitMix64
  ) -> ParcelEvent {
    ParcelEvent(
      at: city.moment(day, hour: random.pick(hours), minute: random.below(60)), status: status, place: place)
  }

  private static func carrier(_ random: inout SplitMix64) -> (name: String, tracking: String) {
    func digits(_ count: Int) -> String { (0..<count).map { _ in String(random.below(10)) }.joined() }
    switch random.below(10) {
    case 0..<5: return ("United Parcel", "1Z" + digits(16))
    case 5..<8: return ("Federal Express", digits(12))
    default: return ("the Postal Service", "94" + digits(20))
    }
  }
}
