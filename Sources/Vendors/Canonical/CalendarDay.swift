public import Commerce
internal import Foundation

extension LocalDate {
  /// The day a moment falls on in an IANA time zone; in UTC when there is no such zone.
  public init(_ moment: Timestamp, in zone: String) {
    let seconds = Int(moment.milliseconds / 1_000)
    let date = Date(timeIntervalSince1970: Double(seconds))
    let local = seconds + (TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0)
    self.init(daysSinceEpoch: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
  }
}
