internal import Commerce

/// Books, moves and calls off. Each runs in one transaction, so that a slot has exactly one winner.
enum Booking {
  /// How long before it begins an appointment can still be moved or called off.
  static let notice: Int64 = 2 * 3_600_000

  static func book(_ asked: BookAppointment, in world: any World) throws(OperationFailure) -> Appointment {
    guard asked.note.count <= 500 else {
      throw OperationFailure(.invalidArguments, "the note is longer than 500 characters")
    }
    _ = try world.need(Customer.self, asked.customer)
    let slot = try free(asked.slot, in: world)
    let appointment = Appointment(
      id: try world.identifier("AP"), customer: asked.customer, slot: slot, state: .accepted, note: asked.note,
      reminder: asked.reminder)
    try world.put(appointment)
    try Waitlist.leave(asked.customer, service: slot.service, store: slot.store, in: world)
    return appointment
  }

  /// Keeps the identifier, which the customer may have written down, and says by its state that it was moved.
  static func reschedule(_ asked: RescheduleAppointment, in world: any World) throws(OperationFailure) -> Appointment {
    var appointment = try changeable(asked.appointment, in: world)
    let old = appointment.slot
    guard asked.slot != old.id else { return appointment }
    guard let wanted = SlotID(asked.slot) else { throw OperationFailure(.notFound, "there is no such slot") }
    guard wanted.service == old.service else {
      throw OperationFailure.refused(.notApplicable, "the slot is for another service")
    }
    appointment.slot = try free(asked.slot, except: appointment.id, in: world)
    appointment.state = .rescheduled
    try world.put(appointment)
    try Waitlist.note(free: old, in: world)
    return appointment
  }

  static func cancel(_ asked: CancelAppointment, in world: any World) throws(OperationFailure) -> Appointment {
    var appointment = try changeable(asked.appointment, in: world)
    appointment.state = .cancelledByCustomer
    try world.put(appointment)
    try Waitlist.note(free: appointment.slot, in: world)
    return appointment
  }

  /// An appointment to come that there is still time to change.
  private static func changeable(_ id: String, in world: any World) throws(OperationFailure) -> Appointment {
    let appointment = try world.need(Appointment.self, id)
    if [.cancelledByCustomer, .cancelledBySeller, .declined].contains(appointment.state) {
      throw OperationFailure.refused(.alreadyCancelled, "the appointment is called off already")
    }
    guard appointment.state.holdsSlot, appointment.slot.start.at > world.now else {
      throw OperationFailure.refused(.inThePast, "the appointment has begun or is over")
    }
    guard appointment.slot.start.at.milliseconds - world.now.milliseconds >= notice else {
      throw OperationFailure.refused(.tooLate, "the appointment begins in less than two hours")
    }
    return appointment
  }

  /// The slot that an identifier names, when it can be booked now; `except` names an appointment that is about to give up
  /// its own. Throws `.notFound` for what is no slot, and refuses with `.inThePast`, `.noStaff` or `.slotTaken`.
  private static func free(
    _ text: String, except: String? = nil, in world: any World
  ) throws(OperationFailure) -> Slot {
    guard let id = SlotID(text) else { throw OperationFailure(.notFound, "there is no such slot") }
    let plan = try AppointmentRules.plan(id.service, id.store, in: world)
    guard id.start > world.now else { throw OperationFailure.refused(.inThePast, "the slot lies in the past") }
    let person = try plan.person(for: id)
    let busy = try AppointmentRules.busy([person], from: id.start, until: id.start, except: except, in: world)
    guard plan.isFree(person.id, at: id.start, busy: busy) else {
      throw OperationFailure.refused(.slotTaken, "the slot is taken")
    }
    return plan.slot(id.start, person)
  }
}
