internal import Commerce

/// Those who wait for a service in a store, first come, first told.
enum Waitlist {
  /// Joins the queue; who waits already keeps the place.
  static func join(_ asked: JoinWaitlist, in world: any World) throws(OperationFailure) -> WaitlistEntry {
    _ = try world.need(Customer.self, asked.customer)
    let service = try world.need(BookableService.self, asked.service)
    let store = try world.need(Store.self, asked.store)
    let able = try world.list(Staff.self, "store", store.id).contains { $0.skills.contains(service.id) }
    guard service.stores.contains(store.id), able else {
      throw OperationFailure.refused(.noStaff, "nobody there does the service")
    }
    var queue = try self.queue(service.id, store.id, in: world)
    if !queue.contains(where: { $0.customer == asked.customer }) {
      let joined = WaitingRecord(
        id: try world.identifier("WL"), customer: asked.customer, service: service.id, store: store.id,
        joined: world.now)
      try world.put(joined)
      queue.append(joined)
    }
    guard let index = queue.firstIndex(where: { $0.customer == asked.customer }) else {
      throw OperationFailure(.invalidResponse, "the waitlist lost an entry", mayHaveHappened: false)
    }
    return WaitlistEntry(
      id: queue[index].id, customer: asked.customer, service: service.id, store: store.id, position: index + 1,
      offered: queue[index].offered)
  }

  /// Who has what they waited for does not wait any more.
  static func leave(
    _ customer: String, service: String, store: String, in world: any World
  ) throws(OperationFailure) {
    for waiting in try queue(service, store, in: world) where waiting.customer == customer {
      try world.remove(WaitingRecord.self, waiting.id)
    }
  }

  /// Notes for the first who waits that a slot came free, and promises them a call, so that staff tell them. The slot is
  /// not kept for them: whoever books first has it. Who was told of a slot that can still be had is passed over.
  static func note(free slot: Slot, in world: any World) throws(OperationFailure) {
    guard slot.start.at.milliseconds - world.now.milliseconds >= Booking.notice,
      let service = try world.find(BookableService.self, slot.service)
    else { return }
    for var waiting in try queue(slot.service, slot.store, in: world) {
      if let offered = waiting.offered, try isOpen(offered, in: world) { continue }
      waiting.offered = slot.id
      try world.put(waiting)
      guard let customer = try world.find(Customer.self, waiting.customer), !customer.phone.isEmpty else { return }
      try world.put(
        Callback(
          id: try world.identifier("CB"), customer: customer.id, phone: customer.phone,
          reason: "a slot for \(service.name) came free on the waitlist", due: world.now, state: .open))
      return
    }
  }

  private static func queue(
    _ service: String, _ store: String, in world: any World
  ) throws(OperationFailure) -> [WaitingRecord] {
    try world.list(WaitingRecord.self, "queue", WaitingRecord.queueKey(service, store))
      .sorted { ($0.joined, $0.id) < ($1.joined, $1.id) }
  }

  /// Whether a slot can still be had.
  private static func isOpen(_ slot: String, in world: any World) throws(OperationFailure) -> Bool {
    guard let id = SlotID(slot), id.start > world.now else { return false }
    // A service that has gone has no slots any more.
    guard let plan = try? AppointmentRules.plan(id.service, id.store, in: world),
      let person = plan.staff.first(where: { $0.id == id.staff })
    else { return false }
    let busy = try AppointmentRules.busy([person], from: id.start, until: id.start, in: world)
    return plan.isFree(person.id, at: id.start, busy: busy)
  }
}
