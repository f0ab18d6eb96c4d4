import Commerce

/// Dates as HTTP writes them (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT" and, from older systems, "Sunday, 06-Nov-94
/// 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994", all of them in Greenwich.
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The moment; nil when it is no such date. `now` decides to which century a year of two digits belongs: one that lies more than
  /// fifty years ahead is of the one before.
  static func moment(_ text: String, now: Timestamp) -> Timestamp? {
    let parts = text.split(separator: " ").map(String.init)
    switch parts.count {
    case 6 where parts[5] == "GMT" && parts[0].hasSuffix(","): return moment(parts[3], parts[2], parts[1], parts[4])
    case 5: return moment(parts[4], parts[1], parts[2], parts[3])
    case 4 where parts[3] == "GMT" && parts[0].hasSuffix(","):
      let day = parts[1].split(separator: "-").map(String.init)
      guard day.count == 3, day[2].utf8.count == 2, let year = Int(day[2]) else { return nil }
      let thisYear = 1_970 + Int(now.milliseconds / 31_556_952_000)
      let full = thisYear / 100 * 100 + year
      return moment(String(full > thisYear + 50 ? full - 100 : full), day[1], day[0], parts[2])
    default: return nil
    }
  }

  private static func moment(_ year: String, _ month: String, _ day: String, _ time: String) -> Timestamp? {
    guard let number = months.firstIndex(of: month) else { return nil }
    func two(_ text: String) -> String { text.utf8.count == 1 ? "0" + text : text }
    return Timestamp(rfc3339: "\(year)-\(two(String(number + 1)))-\(two(day))T\(time)Z")
  }
}
