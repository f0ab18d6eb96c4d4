internal import Commerce

/// Makes what can be booked, who does it, and some appointments that customers have booked already.
struct ServiceMaker {
  var random: SplitMix64
  var today: LocalDate
  var stores: [Store]

  private struct Kind {
    var id: String
    var name: String
    var minutes: Int
    var buffer: Int
    /// Dollars; nil when it costs nothing.
    var dollars: Int?
    /// In how many of a hundred stores; the first store has everything.
    var share: Int
  }

  private static let kinds = [
    Kind(id: "boot-fitting", name: "boot fitting", minutes: 45, buffer: 15, dollars: nil, share: 80),
    Kind(id: "pack-fitting", name: "backpack fitting", minutes: 30, buffer: 0, dollars: nil, share: 80),
    Kind(id: "bike-tune-up", name: "bike tune-up", minutes: 60, buffer: 15, dollars: 79, share: 60),
    Kind(id: "tent-repair", name: "tent repair", minutes: 20, buffer: 10, dollars: 25, share: 50),
    Kind(id: "gift-consultation", name: "gift consultation", minutes: 30, buffer: 0, dollars: nil, share: 70),
    Kind(id: "kayak-trial", name: "kayak trial", minutes: 90, buffer: 30, dollars: 40, share: 30),
  ]

  /// The services, and the staff of all stores: whatever a store offers, somebody there can do.
  mutating func make() -> (services: [BookableService], staff: [Staff]) {
    var offered: [String: [String]] = [:]
    var staff: [Staff] = []
    for (index, store) in stores.enumerated() {
      var skills: [[String]] = (0..<random.pick(2...4)).map { _ in [] }
      for kind in Self.kinds where random.chance(percent: kind.share) || index == 0 {
        offered[kind.id, default: []].append(store.id)
        // One who certainly can, and now and then a second one.
        let first = random.below(skills.count)
        for person in skills.indices where person == first || random.chance(percent: 40) {
          skills[person].append(kind.id)
        }
      }
      let names = random.shuffled(Words.givenNames).prefix(skills.count)
      for (number, (name, skills)) in zip(names, skills).enumerated() {
        staff.append(Staff(id: "\(store.id)-\(number + 1)", name: name, store: store.id, skills: skills))
      }
    }
    let services = Self.kinds.map { kind in
      BookableService(
        id: kind.id, name: kind.name, minutes: kind.minutes, bufferMinutes: kind.buffer,
        stores: offered[kind.id] ?? [], price: kind.dollars.map { Money(minorUnits: $0 * 100, currency: "USD") })
    }
    return (services, staff)
  }

  /// Appointments from tomorrow on, and some that are over. No member of staff has two at a time.
  mutating func appointments(
    of customers: [Customer], services: [BookableService], staff: [Staff]
  ) -> [Appointment] {
    var busy: [String: [BusySpan]] = [:]
    var made: [Appointment] = []
    for person in staff where !person.skills.isEmpty {
      guard let store = stores.first(where: { $0.id == person.store }) else { continue }
      for ahead in [-9, -4, 1, 2, 3, 5, 8, 12] where random.chance(percent: 45) {
        let wanted = random.pick(person.skills)
        let customer = random.pick(customers)
        let share = random.below(1_000)
        let state = ahead > 0 ? .accepted : random.pick([AppointmentState.completed, .completed, .noShow])
        let reminder = random.pick([ContactChannel?.some(.sms), .some(.email), nil])
        // A machine without a zone database gets a shop without appointments, but a shop.
        guard let service = services.first(where: { $0.id == wanted }),
          let plan = try? SlotPlan(service: service, store: store, staff: [person])
        else { continue }
        let starts = plan.starts(on: today.adding(days: ahead)).filter { plan.isFree(person.id, at: $0, busy: busy) }
        guard !starts.isEmpty else { continue }
        let slot = plan.slot(starts[share * starts.count / 1_000], person)
        busy[person.id, default: []].append(BusySpan(service, at: slot.start.at))
        made.append(
          Appointment(
            id: "AP\(CatalogueMaker.padded(10_001 + made.count, to: 5))", customer: customer.id, slot: slot,
            state: state,
            reminder: reminder))
      }
    }
    return made
  }
}
