import Commerce
import Foundation
import Testing

@testable import Shop

/// Appointments: one winner for each slot, whatever happens.
@Suite struct BookingTests {
  static let now = Timestamp.at("2026-11-21T16:00:00Z")
  static let day = LocalDate(year: 2026, month: 11, day: 23)

  static let services = [
    BookableService(id: "fit", name: "boot fitting", minutes: 60, bufferMinutes: 15, stores: ["S1"]),
    BookableService(id: "gift", name: "gift consultation", minutes: 20, stores: ["S1"]),
    BookableService(id: "far", name: "kayak trial", minutes: 60, stores: ["S9"]),
  ]
  static let staff = [
    Staff(id: "P1", name: "Kim", store: "S1", skills: ["fit", "gift"]),
    Staff(id: "P2", name: "Lee", store: "S1", skills: ["gift"]),
  ]

  static func documents(customers: Int = 120) -> [any ShopDocument] {
    var documents: [any ShopDocument] = [SlotPlanTests.store("America/Los_Angeles", from: 540, until: 1_020)]
    documents += services as [any ShopDocument]
    documents += staff as [any ShopDocument]
    documents += (1...customers).map { Customer.test($0) } as [any ShopDocument]
    return documents
  }

  private func bench() throws -> Bench { try Bench(Self.documents(), now: Self.now) }

  private func slots(_ bench: Bench, _ service: String = "fit", days: Int = 0) async throws -> [Slot] {
    try await bench.ask(
      FindSlots(service: service, store: "S1", from: Self.day, until: Self.day.adding(days: days), limit: 100)
    ).slots
  }

  @Test func findsWhatThereIs() async throws {
    let bench = try bench()
    #expect(try await bench.ask(FindServices()).services.count == 3)
    #expect(try await bench.ask(FindServices(store: "S1")).services.map(\.id) == ["fit", "gift"])
    let slots = try await slots(bench)
    #expect(slots.count == 15 && slots.allSatisfy { $0.staffName == "Kim" && $0.start.utcOffsetSeconds == -8 * 3_600 })
    #expect(slots == slots.sorted { $0.start.at < $1.start.at })
    #expect(try await self.slots(bench, "gift").filter { $0.staff == "P2" }.count == 31)
    func find(_ until: Int, service: String = "fit", store: String = "S1", staff: String? = nil, limit: Int = 5)
      -> FindSlots
    {
      FindSlots(
        service: service, store: store, from: Self.day, until: Self.day.adding(days: until), staff: staff, limit: limit)
    }
    #expect(try await bench.ask(find(60)).slots.count == 5)
    #expect(await bench.failure(find(61))?.code == .invalidArguments)
    #expect(await bench.failure(find(-1))?.code == .invalidArguments)
    #expect(await bench.failure(find(1, limit: 101))?.code == .invalidArguments)
    #expect(await bench.failure(find(1, service: "none"))?.code == .notFound)
    #expect(await bench.failure(find(1, store: "none"))?.code == .notFound)
    #expect(await bench.failure(find(1, service: "far"))?.code == .notFound)
    #expect(await bench.failure(find(1, staff: "P2"))?.code == .notFound)
    bench.clock.now = slots[3].start.at
    #expect(try await self.slots(bench).first == slots[4])
  }

  @Test func booksMovesAndCallsOff() async throws {
    let bench = try bench()
    let slots = try await slots(bench)
    let booked = try await bench.ask(
      BookAppointment(customer: "C1", slot: slots[4].id, note: "wide feet", reminder: .sms))
    #expect(booked.state == .accepted && booked.slot == slots[4] && booked.reminder == .sms)
    #expect(await bench.reason(BookAppointment(customer: "C2", slot: slots[4].id)) == .slotTaken)
    // Overlapping ones are taken too: an hour and a quarter on either side.
    #expect(try await self.slots(bench).map(\.id) == slots.indices.filter { abs($0 - 4) > 2 }.map { slots[$0].id })
    #expect(try await bench.ask(FindAppointments(customer: "C1")).appointments == [booked])
    let moved = try await bench.ask(RescheduleAppointment(appointment: booked.id, slot: slots[5].id))
    #expect(moved.id == booked.id && moved.state == .rescheduled && moved.slot == slots[5] && moved.note == "wide feet")
    #expect(try await bench.ask(RescheduleAppointment(appointment: booked.id, slot: slots[5].id)) == moved)
    #expect(try await self.slots(bench).contains(slots[2]))
    let gift = try await self.slots(bench, "gift")[0]
    #expect(await bench.reason(RescheduleAppointment(appointment: booked.id, slot: gift.id)) == .notApplicable)
    #expect(try await bench.ask(CancelAppointment(appointment: booked.id)).state == .cancelledByCustomer)
    #expect(await bench.reason(CancelAppointment(appointment: booked.id)) == .alreadyCancelled)
    #expect(try await self.slots(bench) == slots)
    #expect(try await bench.ask(FindAppointments(customer: "C1")).appointments.isEmpty)
  }

  @Test func refusesWhatIsNotASlot() async throws {
    let bench = try bench()
    let slot = try await slots(bench)[0]
    func book(_ id: SlotID) -> BookAppointment { BookAppointment(customer: "C1", slot: id.text) }
    let id = try #require(SlotID(slot.id))
    var off = id
    off.start = id.start.adding(milliseconds: 60_000)
    #expect(await bench.failure(book(off))?.code == .notFound)
    off.start = id.start.adding(milliseconds: -1_800_000)
    #expect(await bench.failure(book(off))?.code == .notFound)
    var other = id
    other.staff = "P2"
    #expect(await bench.reason(book(other)) == .noStaff)
    other = id
    other.service = "far"
    #expect(await bench.failure(book(other))?.code == .notFound)
    #expect(await bench.failure(BookAppointment(customer: "C1", slot: "nonsense"))?.code == .notFound)
    #expect(await bench.failure(BookAppointment(customer: "nobody", slot: slot.id))?.code == .notFound)
    bench.clock.now = slot.start.at
    #expect(await bench.reason(book(id)) == .inThePast)
  }

  @Test func thereIsATooLate() async throws {
    let bench = try bench()
    let slots = try await slots(bench)
    let booked = try await bench.ask(BookAppointment(customer: "C1", slot: slots[6].id))
    bench.clock.now = booked.slot.start.at.adding(milliseconds: -Booking.notice + 1)
    #expect(await bench.reason(CancelAppointment(appointment: booked.id)) == .tooLate)
    #expect(await bench.reason(RescheduleAppointment(appointment: booked.id, slot: slots[10].id)) == .tooLate)
    bench.clock.now = booked.slot.start.at.adding(milliseconds: -Booking.notice)
    #expect(await bench.reason(RescheduleAppointment(appointment: booked.id, slot: slots[10].id)) == nil)
    bench.clock.now = slots[10].start.at
    #expect(await bench.reason(CancelAppointment(appointment: booked.id)) == .inThePast)
  }

  @Test func theFirstWhoWaitsIsTold() async throws {
    let bench = try bench()
    let slots = try await slots(bench)
    let one = try await bench.ask(BookAppointment(customer: "C1", slot: slots[0].id))
    let two = try await bench.ask(BookAppointment(customer: "C2", slot: slots[5].id))
    #expect(try await bench.ask(JoinWaitlist(customer: "C3", service: "fit", store: "S1")).position == 1)
    #expect(try await bench.ask(JoinWaitlist(customer: "C4", service: "fit", store: "S1")).position == 2)
    #expect(try await bench.ask(JoinWaitlist(customer: "C3", service: "fit", store: "S1")).position == 1)
    #expect(await bench.reason(JoinWaitlist(customer: "C5", service: "far", store: "S1")) == .noStaff)
    _ = try await bench.ask(CancelAppointment(appointment: one.id))
    #expect(try await bench.ask(JoinWaitlist(customer: "C3", service: "fit", store: "S1")).offered == slots[0].id)
    let calls = try await bench.ask(FindCallbacks()).callbacks
    #expect(calls.map(\.customer) == ["C3"] && calls[0].phone == Customer.test(3).phone)
    // The second one is told next, as long as the first can still have what they were told of.
    _ = try await bench.ask(RescheduleAppointment(appointment: two.id, slot: slots[10].id))
    #expect(try await bench.ask(JoinWaitlist(customer: "C4", service: "fit", store: "S1")).offered == slots[5].id)
    // Who books does not wait any more.
    _ = try await bench.ask(BookAppointment(customer: "C3", slot: slots[0].id))
    #expect(try await bench.ask(JoinWaitlist(customer: "C4", service: "fit", store: "S1")).position == 1)
  }

  @Test func theLastSlotHasOneWinner() async throws {
    let folder = NSTemporaryDirectory() + "aisle-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shop = try EmbeddedShop.create(
      path: folder + "/shop.db", Self.documents(), profile: .retail, today: Self.day, clock: { Self.now })
    let context = OperationContext(budget: .seconds(30))
    let found = FindSlots(service: "fit", store: "S1", from: Self.day, until: Self.day, limit: 1)
    let slot = try await shop.perform(found, context).outcome.slots[0]
    func wins(_ operations: [any TypedOperation]) async -> [Result<String, OperationFailure>] {
      await withTaskGroup(of: Result<String, OperationFailure>.self) { group in
        for operation in operations {
          group.addTask {
            do throws(OperationFailure) {
              let answer = try await shop.perform(Commerce.Operation(operation), context)
              return .success((answer.result.value as? Appointment)?.id ?? "")
            } catch { return .failure(error) }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    let results = await wins((1...100).map { BookAppointment(customer: "C\($0)", slot: slot.id) })
    let reasons = results.compactMap { if case .failure(let failure) = $0 { failure.reason } else { nil } }
    #expect(reasons == Array(repeating: .slotTaken, count: 99))
    // Two who have one each move to the same third.
    let later = FindSlots(service: "fit", store: "S1", from: Self.day, until: Self.day, limit: 100)
    let free = try await shop.perform(later, context).outcome.slots
    let one = try await shop.perform(BookAppointment(customer: "C101", slot: free[0].id), context).outcome
    let two = try await shop.perform(BookAppointment(customer: "C102", slot: free[3].id), context).outcome
    let moves = await wins([one, two].map { RescheduleAppointment(appointment: $0.id, slot: free[8].id) })
    #expect(moves.filter { if case .success = $0 { true } else { false } }.count == 1)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>) func nobodyIsEverInTwoPlaces(_ seed: UInt64) async throws {
    let bench = try Bench(Self.documents(customers: 6), now: Self.now)
    var random = SplitMix64(seed: seed)
    let all = try await slots(bench, days: 1) + slots(bench, "gift", days: 1)
    var known: [String] = []
    for _ in 0..<150 {
      let customer = "C\(random.pick(1...6))"
      let slot = random.pick(all).id
      switch random.below(10) {
      case 0...4:
        do throws(OperationFailure) {
          known.append(try await bench.ask(BookAppointment(customer: customer, slot: slot)).id)
        } catch { #expect(error.code == .refused) }
      case 5, 6:
        if !known.isEmpty { _ = await bench.reason(RescheduleAppointment(appointment: random.pick(known), slot: slot)) }
      case 7: if !known.isEmpty { _ = await bench.reason(CancelAppointment(appointment: random.pick(known))) }
      case 8: _ = await bench.reason(JoinWaitlist(customer: customer, service: "fit", store: "S1"))
      default: bench.wait(minutes: random.below(40))
      }
    }
    var held: [Appointment] = []
    for number in 1...6 { held += bench.documents(Appointment.self, "customer", "C\(number)") }
    held.removeAll { !$0.state.holdsSlot }
    #expect(held.count > 10)
    for person in Self.staff {
      let spans = held.filter { $0.slot.staff == person.id }.map { appointment in
        BusySpan(Self.services.first { $0.id == appointment.slot.service }!, at: appointment.slot.start.at)
      }.sorted { $0.from < $1.from }
      #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.until <= $1.from })
    }
    // What is told to be free can be had.
    if let slot = try await slots(bench, days: 1).last {
      #expect(await bench.failure(BookAppointment(customer: "C1", slot: slot.id)) == nil)
    }
  }
}
