import Commerce

/// Where a poll by time of change stands: since when it asks, the latest change seen, and the page within the round. As text
/// "SINCE LATEST PAGE", with "-" for what is missing.
struct PollPlace: Hashable {
  /// Changes since then are asked for; nil: all.
  var since: Timestamp?
  /// The latest change seen so far.
  var latest: Timestamp?
  /// The vendor's own page; nil: the first.
  var page: String?

  init(since: Timestamp?, latest: Timestamp?, page: String?) {
    self.since = since
    self.latest = latest
    self.page = page
  }

  /// Reads the text; what cannot be read begins anew, which loses nothing.
  init(_ text: String?) {
    let parts = (text ?? "").split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count == 3 else { return }
    since = Timestamp(rfc3339: parts[0])
    latest = Timestamp(rfc3339: parts[1])
    page = parts[2] == "-" ? nil : parts[2]
    if page != nil, since == nil, parts[0] != "-" { page = nil }
  }

  /// The text; nil when there is nothing to remember.
  var text: String? {
    guard since != nil || latest != nil || page != nil else { return nil }
    return [since?.rfc3339 ?? "-", latest?.rfc3339 ?? "-", page ?? "-"].joined(separator: " ")
  }
}
