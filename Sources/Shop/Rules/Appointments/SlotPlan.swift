internal import Commerce

/// Time in which a member of staff is not free, the buffer after an appointment included.
struct BusySpan: Hashable {
  var from: Timestamp
  var until: Timestamp

  init(from: Timestamp, until: Timestamp) {
    self.from = from
    self.until = until
  }

  /// The time that a service keeps somebody busy when it begins at a moment.
  init(_ service: BookableService, at start: Timestamp) {
    self.init(
      from: start, until: start.adding(milliseconds: Int64(service.minutes + service.bufferMinutes) * 60_000))
  }

  func overlaps(_ other: BusySpan) -> Bool { from < other.until && other.from < until }
}

/// When a service can be had in a store: pure arithmetic over opening hours, staff and what is booked.
///
/// Slots begin with the opening hour and then every half hour (every quarter of an hour for services shorter than
/// that), counted in time that passes, not on the clock, so that no slot is lost or doubled when the clocks change. The
/// service must be over when the store closes; the buffer after it need not be.
struct SlotPlan {
  var service: BookableService
  var store: Store
  var clock: StoreClock
  /// Those who can do it there.
  var staff: [Staff]

  /// Keeps of `staff` those who work in the store and can do the service.
  init(service: BookableService, store: Store, staff: [Staff]) throws(OperationFailure) {
    self.service = service
    self.store = store
    self.clock = try StoreClock(zone: store.timeZone)
    self.staff = staff.filter { $0.store == store.id && $0.skills.contains(service.id) }.sorted { $0.id < $1.id }
  }

  private var step: Int64 { (service.minutes < 30 ? 15 : 30) * 60_000 }

  /// The moments of a day, on the store's calendar, at which the service can begin.
  func starts(on date: LocalDate) -> [Timestamp] {
    guard let hours = store.hours(on: date).hours, service.minutes > 0 else { return [] }
    let opens = clock.moment(date, hours.from)
    let last = clock.moment(date, hours.until).adding(milliseconds: -Int64(service.minutes) * 60_000)
    guard opens <= last else { return [] }
    return stride(from: opens.milliseconds, through: last.milliseconds, by: Int(step)).map(
      Timestamp.init(milliseconds:))
  }

  /// Free slots of some days, earliest first, those of one moment by staff.
  func free(
    from first: LocalDate, until last: LocalDate, after now: Timestamp, busy: [String: [BusySpan]], limit: Int
  ) -> [Slot] {
    var found: [Slot] = []
    var date = first
    while date <= last, found.count < limit {
      for start in starts(on: date) where start > now {
        for person in staff where isFree(person.id, at: start, busy: busy) { found.append(slot(start, person)) }
      }
      date = date.adding(days: 1)
    }
    return Array(found.prefix(limit))
  }

  /// Whether nothing of somebody's overlaps the service and its buffer.
  func isFree(_ staff: String, at start: Timestamp, busy: [String: [BusySpan]]) -> Bool {
    let wanted = BusySpan(service, at: start)
    return !(busy[staff] ?? []).contains { $0.overlaps(wanted) }
  }

  /// Who does it at a slot that the plan has, free or not. Throws `.notFound` for what is no slot of this plan, and
  /// refuses with `.noStaff` when that person is not there for it or does not do it any more.
  func person(for id: SlotID) throws(OperationFailure) -> Staff {
    guard starts(on: clock.date(at: id.start)).contains(id.start) else {
      throw OperationFailure(.notFound, "there is no such slot")
    }
    guard let person = staff.first(where: { $0.id == id.staff }) else {
      throw OperationFailure.refused(.noStaff, "nobody of this identifier does the service there")
    }
    return person
  }

  func slot(_ start: Timestamp, _ person: Staff) -> Slot {
    let id = SlotID(service: service.id, store: store.id, staff: person.id, start: start)
    return Slot(
      id: id.text, service: service.id, store: store.id, staff: person.id, staffName: person.name,
      start: clock.zoned(start), minutes: service.minutes)
  }
}
