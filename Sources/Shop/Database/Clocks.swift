internal import Commerce

internal import struct Foundation.Date
internal import struct Foundation.TimeZone

/// The machine's clock and zone database, which only shells may look at.
enum Clocks {
  /// Now.
  static func now() -> Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

  /// Seconds east of UTC in an IANA zone at a moment. Throws `.invalidResponse` for a zone the machine does not know.
  static func offset(of zone: String, at moment: Timestamp) throws(OperationFailure) -> Int {
    guard let zone = TimeZone(identifier: zone) else {
      throw OperationFailure(
        .invalidResponse, "this machine knows no time zone \(zone); install its zone database (tzdata)")
    }
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
  }
}
