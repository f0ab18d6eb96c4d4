internal import Commerce

extension BookableService: ShopDocument {
  static let kind = "service"
  static let isKept = true
  var documentID: String { id }
}

extension Staff: ShopDocument {
  static let kind = "staff"
  static let isKept = true
  var documentID: String { id }
  var lookups: [Lookup] { [Lookup("store", store)] }
}

extension Appointment: ShopDocument {
  static let kind = "appointment"
  var documentID: String { id }
  /// Whoever is busy is found by week, so that what is long over is not read again for ever.
  var lookups: [Lookup] {
    let mine = Lookup("customer", customer)
    return state.holdsSlot ? [mine, Lookup("busy", Self.busyKey(slot.staff, week: slot.start.at.week))] : [mine]
  }

  /// Under what somebody's appointments of a week are found.
  static func busyKey(_ staff: String, week: Int64) -> String { "\(staff)|\(week)" }
}

extension AppointmentState {
  /// Whether nobody else can have its slot.
  var holdsSlot: Bool { [.pending, .accepted, .rescheduled].contains(self) }
}

extension Timestamp {
  /// Weeks of seven days since the Unix epoch, in UTC; only tells heaps apart, so that no zone matters.
  var week: Int64 { milliseconds / (7 * 86_400_000) }
}

/// Somebody who waits for a service in a store, as the shop keeps it.
struct WaitingRecord: ShopDocument {
  static let kind = "waiting"
  var id: String
  var customer: String
  var service: String
  var store: String
  /// Since when.
  var joined: Timestamp
  /// The slot that came free for them; nil: none yet.
  var offered: String?

  var documentID: String { id }
  var lookups: [Lookup] { [Lookup("queue", Self.queueKey(service, store))] }

  static func queueKey(_ service: String, _ store: String) -> String { "\(service)|\(store)" }
}
