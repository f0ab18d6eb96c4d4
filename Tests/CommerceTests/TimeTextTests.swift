import Commerce
import Testing

@Suite struct TimeTextTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_795_253_727_123, "2026-11-21T09:35:27.123Z"), (-1, "1969-12-31T23:59:59.999Z"),
  ]) func momentsBothWays(_ milliseconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test func offsetsAndFractions() {
    let moment = Timestamp(rfc3339: "2026-11-21T09:35:27Z")
    #expect(Timestamp(rfc3339: "2026-11-21T01:35:27-08:00") == moment)
    #expect(Timestamp(rfc3339: "2026-11-21t10:35:27.0004+01:00") == moment)
    #expect(Timestamp(rfc3339: "2026-11-21T09:35:27.5Z") == moment?.adding(milliseconds: 500))
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T09:35:27",
    "2026-11-21T09:35:27.Z", "2026-11-21T09:35:27Zx", "2026-11-21T09:35:27+0100", "２026-11-21T09:35:27Z",
  ]) func whatIsNoMoment(_ text: String) { #expect(Timestamp(rfc3339: text) == nil) }

  @Test func daysAndTimes() {
    #expect(LocalDate(iso8601: "2028-02-29") == LocalDate(year: 2028, month: 2, day: 29))
    #expect(LocalDate(iso8601: "2026-02-29") == nil)
    #expect(LocalDate(iso8601: "2026-2-09") == nil)
    #expect(LocalDate(year: 2026, month: 2, day: 9).iso8601 == "2026-02-09")
    #expect(TimeOfDay(text: "09:30")?.minutes == 570)
    #expect(TimeOfDay(text: "24:00")?.text == "24:00")
    #expect(TimeOfDay(text: "24:01") == nil)
    #expect(TimeOfDay(text: "+9:30") == nil)
    #expect(TimeOfDay(text: "09:-5") == nil)
  }
}
