import Commerce
import Testing

@testable import Shop

/// When a service can be had, also on days on which the clocks change.
@Suite struct SlotPlanTests {
  static func store(_ zone: String, from: Int, until: Int, special: [SpecialHours] = []) -> Store {
    let hours = OpenHours(from: TimeOfDay(minutes: from), until: TimeOfDay(minutes: until))
    return Store(
      id: "S1", name: "Test", nicknames: [],
      address: Address(street: "1 Main", city: "Test", region: "NY", postcode: "10001", country: "US"), landmark: "",
      timeZone: zone, utcOffsetSeconds: 0, phone: "", hours: Array(repeating: hours, count: 7), special: special)
  }

  static func plan(_ store: Store, minutes: Int = 60, buffer: Int = 0) throws -> SlotPlan {
    try SlotPlan(
      service: BookableService(id: "fit", name: "fitting", minutes: minutes, bufferMinutes: buffer, stores: ["S1"]),
      store: store, staff: [Staff(id: "P1", name: "Kim", store: "S1", skills: ["fit"])])
  }

  @Test(arguments: [
    ("America/New_York", "2026-03-08", 23), ("America/New_York", "2026-11-01", 25),
    ("America/New_York", "2026-06-01", 24),
    ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25), ("America/Phoenix", "2026-03-08", 24),
  ])
  func aDayHasTheHoursItHas(_ zone: String, _ day: String, _ hours: Int) throws {
    let date = try #require(LocalDate(iso8601: day))
    let starts = try Self.plan(Self.store(zone, from: 0, until: 1_440)).starts(on: date)
    // Every half hour, the last one an hour before midnight; none twice.
    #expect(starts.count == hours * 2 - 1)
    #expect(Set(starts).count == starts.count && starts == starts.sorted())
    let clock = try StoreClock(zone: zone)
    #expect(starts.allSatisfy { clock.date(at: $0) == date })
  }

  @Test(arguments: ["2026-03-08", "2026-11-01", "2026-07-01"]) func opensByTheClockOnTheWall(_ day: String) throws {
    let date = try #require(LocalDate(iso8601: day))
    let plan = try Self.plan(Self.store("America/New_York", from: 540, until: 1_020))
    let starts = plan.starts(on: date)
    let wall = starts.map { (Int($0.milliseconds / 1_000) + plan.clock.offset(at: $0)) % 86_400 / 60 }
    #expect(wall == Array(stride(from: 540, through: 960, by: 30)))
  }

  @Test func readsClocksThatChange() throws {
    let clock = try StoreClock(zone: "America/New_York")
    func at(_ day: String, _ time: String) throws -> String {
      clock.moment(try #require(LocalDate(iso8601: day)), try #require(TimeOfDay(text: time))).rfc3339
    }
    // Skipped: 02:30 becomes 03:30 summer time. Twice: the first, still in summer time.
    #expect(try at("2026-03-08", "02:30") == "2026-03-08T07:30:00.000Z")
    #expect(try at("2026-03-08", "01:59") == "2026-03-08T06:59:00.000Z")
    #expect(try at("2026-03-08", "03:00") == "2026-03-08T07:00:00.000Z")
    #expect(try at("2026-11-01", "01:30") == "2026-11-01T05:30:00.000Z")
    #expect(try at("2026-11-01", "02:00") == "2026-11-01T07:00:00.000Z")
    #expect(throws: OperationFailure.self) { try StoreClock(zone: "Mars/Olympus") }
  }

  @Test func specialHoursCount() throws {
    let date = LocalDate(year: 2026, month: 11, day: 26)
    let short = OpenHours(from: TimeOfDay(minutes: 600), until: TimeOfDay(minutes: 690))
    let closed = Self.store(
      "America/Chicago", from: 540, until: 1_020,
      special: [SpecialHours(date: date, hours: nil, reason: "Thanksgiving")])
    let early = Self.store(
      "America/Chicago", from: 540, until: 1_020, special: [SpecialHours(date: date, hours: short, reason: "training")])
    #expect(try Self.plan(closed).starts(on: date).isEmpty)
    #expect(
      try Self.plan(early).starts(on: date).map(\.rfc3339) == ["2026-11-26T16:00:00.000Z", "2026-11-26T16:30:00.000Z"])
    #expect(try Self.plan(early, minutes: 91).starts(on: date).isEmpty)
  }

  @Test func theBufferIsKeptFree() throws {
    let plan = try Self.plan(Self.store("America/Chicago", from: 540, until: 780), minutes: 30, buffer: 15)
    let date = LocalDate(year: 2026, month: 12, day: 1)
    let starts = plan.starts(on: date)
    let busy = ["P1": [BusySpan(plan.service, at: starts[3])]]
    let free = plan.free(
      from: date, until: date, after: Timestamp(milliseconds: 0), busy: busy, limit: 100
    ).map(\.start.at)
    // Neither the one that would run into it with its buffer nor the one that would begin in its buffer.
    #expect(free == starts.enumerated().filter { ![2, 3, 4].contains($0.offset) }.map(\.element))
  }

  @Test func identifiersSayOneSlotInOneWay() throws {
    let id = SlotID(service: "boot-fitting", store: "S01", staff: "S01-2", start: .at("2026-11-21T17:30:00Z"))
    #expect(SlotID(id.text) == id)
    for broken in [
      "", "a.b.c", "a.b.c.x", "a.b.c.-1", "a.b.c.+1", "a.b.c.01", "..c.1", "a.b.c.1.2", "a.b.c.9999999999",
    ] {
      #expect(SlotID(broken) == nil, "\(broken)")
    }
  }
}
