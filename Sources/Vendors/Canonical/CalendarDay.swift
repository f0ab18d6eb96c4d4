public import Commerce

extension LocalDate {
  /// The day a moment falls on in an IANA time zone; in UTC when there is no such zone.
  public init(_ moment: Timestamp, in zone: String) {
    self = (LocalClock(zone: zone) ?? .utc).reading(moment).day
  }
}
