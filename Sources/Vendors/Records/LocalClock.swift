public import Commerce
internal import Foundation

/// A clock on a wall somewhere: turns what it shows into moments and back, through daylight-saving changes.
public struct LocalClock: Hashable, Sendable {
  private enum Kind: Hashable {
    case fixed(Int), zone(TimeZone)
  }

  private let kind: Kind

  /// A clock that is always so many seconds ahead of UTC.
  public init(offset: Int) { kind = .fixed(offset) }

  /// The clock of an IANA time zone ("Europe/Berlin"); nil when this machine knows none of that name.
  public init?(zone: String) {
    guard let zone = TimeZone(identifier: zone) else { return nil }
    kind = .zone(zone)
  }

  /// The clock of Greenwich.
  public static let utc = LocalClock(offset: 0)

  /// Seconds east of UTC at a moment, in seconds since 1970.
  private func offset(at seconds: Int) -> Int {
    switch kind {
    case .fixed(let offset): offset
    case .zone(let zone): zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
  }

  /// The moment at which it shows a day and so many seconds after midnight. A time that is shown twice is the first of
  /// both; one that is skipped is as long after the skip as its distance from the hour before says, so 02:30 becomes 03:30
  /// (RFC 5545, 3.3.5).
  public func moment(_ day: LocalDate, seconds: Int) -> Timestamp {
    let shown = day.daysSinceEpoch * 86_400 + seconds
    // No zone changes its clocks twice within two days, so one of both offsets is in force.
    let before = offset(at: shown - 86_400)
    let after = offset(at: shown + 86_400)
    let isAfter = offset(at: shown - before) != before && offset(at: shown - after) == after
    return Timestamp(milliseconds: Int64(shown - (isAfter ? after : before)) * 1_000)
  }

  /// The day and the seconds after midnight that it shows at a moment.
  public func reading(_ moment: Timestamp) -> (day: LocalDate, seconds: Int) {
    let seconds = Int((Double(moment.milliseconds) / 1_000).rounded(.down))
    let shown = seconds + offset(at: seconds)
    let days = Int((Double(shown) / 86_400).rounded(.down))
    return (LocalDate(daysSinceEpoch: days), shown - days * 86_400)
  }
}
