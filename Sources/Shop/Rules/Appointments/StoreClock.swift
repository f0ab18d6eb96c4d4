internal import Commerce

internal import struct Foundation.Date
internal import struct Foundation.TimeZone

/// The clock on a store's wall: turns what it shows into moments and back, through daylight-saving changes.
struct StoreClock: Sendable {
  /// The IANA name.
  let name: String
  private let zone: TimeZone

  /// Throws `.invalidResponse` for a zone that the machine does not know.
  init(zone name: String) throws(OperationFailure) {
    guard let zone = TimeZone(identifier: name) else {
      throw OperationFailure(
        .invalidResponse, "this machine knows no time zone \(name); install its zone database (tzdata)")
    }
    self.name = name
    self.zone = zone
  }

  /// Seconds east of UTC at a moment.
  func offset(at moment: Timestamp) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
  }

  /// The day that the store's calendar shows at a moment.
  func date(at moment: Timestamp) -> LocalDate {
    let local = Int(moment.milliseconds / 1_000) + offset(at: moment)
    return LocalDate(daysSinceEpoch: (local >= 0 ? local : local - 86_399) / 86_400)
  }

  /// The moment at which the clock shows a time on a day. A time shown twice is the first of both; one that is skipped
  /// is as long after the skip as it would have been after the hour before it (02:30 becomes 03:30).
  func moment(_ date: LocalDate, _ time: TimeOfDay) -> Timestamp {
    let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.minutes) * 60
    func reading(_ offset: Int) -> Timestamp { Timestamp(milliseconds: (local - Int64(offset)) * 1_000) }
    // No zone changes its clocks twice within two days, so one of both offsets is in force.
    let before = offset(at: Timestamp(milliseconds: (local - 86_400) * 1_000))
    let after = offset(at: Timestamp(milliseconds: (local + 86_400) * 1_000))
    if offset(at: reading(before)) == before { return reading(before) }
    if offset(at: reading(after)) == after { return reading(after) }
    return reading(before)
  }

  /// A moment with this clock's reading.
  func zoned(_ moment: Timestamp) -> ZonedTime {
    ZonedTime(at: moment, zone: name, utcOffsetSeconds: offset(at: moment))
  }
}
