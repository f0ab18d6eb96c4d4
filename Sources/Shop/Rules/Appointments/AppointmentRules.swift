internal import Commerce

/// What can be booked, when, and what is booked.
enum AppointmentRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(FindServices.self, findServices)
    rules.on(FindSlots.self, findSlots)
    rules.on(FindAppointments.self, findAppointments)
    rules.on(BookAppointment.self, Booking.book)
    rules.on(RescheduleAppointment.self, Booking.reschedule)
    rules.on(CancelAppointment.self, Booking.cancel)
    rules.on(JoinWaitlist.self, Waitlist.join)
  }

  private static func findServices(_ asked: FindServices, in world: any World) throws(OperationFailure) -> ServiceList {
    let services = try world.all(BookableService.self)
    guard let store = asked.store else { return ServiceList(services: services) }
    return ServiceList(services: services.filter { $0.stores.contains(store) })
  }

  private static func findSlots(_ asked: FindSlots, in world: any World) throws(OperationFailure) -> SlotList {
    guard (1...100).contains(asked.limit) else {
      throw OperationFailure(.invalidArguments, "the limit is not between 1 and 100")
    }
    guard (0...60).contains(asked.until.daysSinceEpoch - asked.from.daysSinceEpoch) else {
      throw OperationFailure(.invalidArguments, "the last day is before the first, or more than 60 days after it")
    }
    var plan = try self.plan(asked.service, asked.store, in: world)
    if let staff = asked.staff {
      plan.staff.removeAll { $0.id != staff }
      guard !plan.staff.isEmpty else { throw OperationFailure(.notFound, "nobody of this identifier does it there") }
    }
    // Days that are over have no slots: do not count through them.
    let first = max(asked.from, plan.clock.date(at: world.now))
    guard first <= asked.until else { return SlotList(slots: []) }
    let noon = TimeOfDay(minutes: 720)
    let busy = try busy(
      plan.staff, from: plan.clock.moment(first, noon), until: plan.clock.moment(asked.until, noon), in: world)
    return SlotList(
      slots: plan.free(from: first, until: asked.until, after: world.now, busy: busy, limit: asked.limit))
  }

  private static func findAppointments(
    _ asked: FindAppointments, in world: any World
  ) throws(OperationFailure) -> AppointmentList {
    _ = try world.need(Customer.self, asked.customer)
    let coming = try world.list(Appointment.self, "customer", asked.customer).filter { appointment in
      let end = appointment.slot.start.at.adding(milliseconds: Int64(appointment.slot.minutes) * 60_000)
      return appointment.state.holdsSlot && end > world.now
    }
    return AppointmentList(
      appointments: coming.sorted { ($0.slot.start.at, $0.id) < ($1.slot.start.at, $1.id) })
  }

  /// When a service can be had in a store. Throws `.notFound` for a service that is not offered there.
  static func plan(
    _ service: String, _ store: String, in world: any World
  ) throws(OperationFailure) -> SlotPlan {
    let service = try world.need(BookableService.self, service)
    let store = try world.need(Store.self, store)
    guard service.stores.contains(store.id) else {
      throw OperationFailure(.notFound, "the service is not offered in this store")
    }
    return try SlotPlan(service: service, store: store, staff: try world.list(Staff.self, "store", store.id))
  }

  /// When some members of staff are busy from a day before a moment to a day after another, `except` for one appointment.
  static func busy(
    _ staff: [Staff], from first: Timestamp, until last: Timestamp, except: String? = nil, in world: any World
  ) throws(OperationFailure) -> [String: [BusySpan]] {
    let day: Int64 = 86_400_000
    var busy: [String: [BusySpan]] = [:]
    for person in staff {
      for week in first.adding(milliseconds: -day).week...last.adding(milliseconds: day).week {
        for booked in try world.list(Appointment.self, "busy", Appointment.busyKey(person.id, week: week))
        where booked.id != except {
          // The service may have gone since; its appointments have not.
          let buffer = try world.find(BookableService.self, booked.slot.service)?.bufferMinutes ?? 0
          let start = booked.slot.start.at
          busy[person.id, default: []].append(
            BusySpan(from: start, until: start.adding(milliseconds: Int64(booked.slot.minutes + buffer) * 60_000)))
        }
      }
    }
    return busy
  }
}
