import Commerce
import Testing

@Suite struct StoreHoursTests {
  private let open = OpenHours(from: TimeOfDay(minutes: 540), until: TimeOfDay(minutes: 1_140))

  private func store(_ hours: [OpenHours?], _ special: [SpecialHours]) -> Store {
    Store(
      id: "S01", name: "Fifth Street", nicknames: [],
      address: Address(street: "", city: "", region: "", postcode: "", country: ""), landmark: "", timeZone: "UTC",
      utcOffsetSeconds: 0, phone: "", hours: hours, special: special)
  }

  @Test func anExceptionReplacesTheWeekday() {
    let thanksgiving = LocalDate(year: 2026, month: 11, day: 26)
    let store = store(
      Array(repeating: open, count: 6) + [nil], [SpecialHours(date: thanksgiving, hours: nil, reason: "Thanksgiving")])
    #expect(store.hours(on: thanksgiving).hours == nil)
    #expect(store.hours(on: thanksgiving).reason == "Thanksgiving")
    #expect(store.hours(on: thanksgiving.adding(days: 1)).hours == open)
    #expect(store.hours(on: thanksgiving.adding(days: 1)).reason == nil)
    #expect(store.hours(on: thanksgiving.adding(days: 3)).hours == nil)
  }

  @Test func missingWeekdaysAreClosed() {
    #expect(store([open], []).hours(on: LocalDate(year: 2026, month: 11, day: 24)).hours == nil)
  }
}
