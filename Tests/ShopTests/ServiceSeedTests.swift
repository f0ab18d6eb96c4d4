import Commerce
import Testing

@testable import Shop

/// What a generated shop holds of appointments, drops, cases and promotions from the start.
@Suite struct ServiceSeedTests {
  static let today = LocalDate(year: 2026, month: 11, day: 21)
  static let days = [today, LocalDate(year: 2027, month: 3, day: 12), LocalDate(year: 2028, month: 2, day: 29)]

  private func documents(_ seed: UInt64, _ today: LocalDate = Self.today) -> (ShopWorld, [any ShopDocument]) {
    let world = ShopGenerator(seed: seed, today: today).generate(customers: 200, orders: 300)
    return (world, ServiceRules.documents(of: world, seed: seed, today: today))
  }

  private func keys(_ documents: [any ShopDocument]) -> [String] {
    documents.map { document in type(of: document).kind + " " + document.documentID }
  }

  @Test func isDeterministic() throws {
    func bodies(_ seed: UInt64) throws -> [String] {
      try documents(seed).1.map { String(decoding: try DocumentCoding.body($0), as: UTF8.self) }
    }
    #expect(try bodies(3) == bodies(3))
    #expect(try bodies(3) != bodies(4))
  }

  @Test(arguments: [1, 2, 42] as [UInt64], days) func holdsTogether(_ seed: UInt64, _ today: LocalDate) throws {
    let (world, documents) = documents(seed, today)
    #expect(Set(keys(documents)).count == documents.count)
    let services = Dictionary(uniqueKeysWithValues: documents.compactMap { $0 as? BookableService }.map { ($0.id, $0) })
    let staff = documents.compactMap { $0 as? Staff }
    for service in services.values {
      for store in service.stores {
        #expect(staff.contains { $0.store == store && $0.skills.contains(service.id) })
      }
    }
    let customers = Set(world.customers.map(\.id))
    let booked = documents.compactMap { $0 as? Appointment }
    #expect(booked.count > 50)
    for (person, theirs) in Dictionary(grouping: booked, by: \.slot.staff) {
      let spans = theirs.map { BusySpan(services[$0.slot.service]!, at: $0.slot.start.at) }.sorted { $0.from < $1.from }
      #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.until <= $1.from }, "\(person) is in two places")
    }
    let (begin, end) = (PromotionMaker.midnight(today), PromotionMaker.midnight(today.adding(days: 1)))
    for appointment in booked {
      #expect(customers.contains(appointment.customer) && SlotID(appointment.slot.id) != nil)
      #expect(appointment.state.holdsSlot ? appointment.slot.start.at > begin : appointment.slot.start.at < begin)
    }
    let promotions = documents.compactMap { $0 as? PromotionRecord }.map(\.promotion)
    #expect(promotions.allSatisfy { $0.from < $0.until })
    #expect(promotions.contains { $0.until < begin } && promotions.contains { $0.from > end })
    let calls = documents.compactMap { $0 as? Callback }
    #expect(calls.contains { $0.state == .open && $0.due < begin } && calls.contains { $0.due > end })
    #expect(Set(documents.compactMap { $0 as? Case }.map(\.state)).count >= 3)
    #expect(documents.filter { $0 is IncidentNotice }.count == 3)
  }

  @Test(arguments: [1, 2, 42] as [UInt64]) func twoDropsAreAhead(_ seed: UInt64) async throws {
    let (world, documents) = documents(seed)
    // What comes later replaces what has the same identifier, as it does in the file.
    let last = Dictionary(zip(keys(world.documents + documents), world.documents + documents)) { $1 }
    let bench = try Bench(Array(last.values), now: PromotionMaker.midnight(Self.today).adding(milliseconds: 3_600_000))
    let records = documents.compactMap { $0 as? DropRecord }
    #expect(records.map { $0.state(at: bench.clock.now) } == [.registrationOpen, .announced])
    for record in records {
      #expect(record.drop.seedCommitment == DrawMath.commitment(to: record.secret) && record.drop.seed == nil)
      let shelves = try #require(last["stock " + record.drop.sku] as? VariantStock)
      let before = try #require(world.stock.first { $0.sku == record.drop.sku })
      #expect(shelves.free(at: bench.clock.now) == before.free(at: bench.clock.now))
      #expect((last["allocation " + record.drop.id] as? Allocation)?.parts.map(\.quantity) == [record.drop.units])
    }
    // Somebody else can still come in.
    let taken = Set(documents.compactMap { ($0 as? DropEntryRecord)?.household })
    #expect(taken.count == records[0].drop.registered && taken.count > 20)
    let other = try #require(world.customers.first { !taken.contains(Household.key(of: $0.address)) })
    let registered = RegisterForDrop(drop: "D1", customer: other.id, paymentMethod: other.paymentMethods[0].id)
    #expect(await bench.reason(registered) == nil)
  }

  @Test func loyaltyNumbersAreOnesOwn() {
    let accounts = ShopGenerator(seed: 5, today: Self.today).generate(customers: 2_000, orders: 0).customers
      .compactMap(\.loyalty)
    #expect((600...1_000).contains(accounts.count))
    #expect(Set(accounts.map(\.number)).count == accounts.count && accounts.allSatisfy { $0.points >= 0 })
  }
}
