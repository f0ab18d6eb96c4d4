internal import Commerce

/// What a slot's identifier says: it books this very slot, whoever read it and however long ago, and holds no secret.
/// Whether such a slot exists and is free is decided when it is booked.
///
/// As text: service, store, staff and the minutes from 1970 to the start, with full stops between.
struct SlotID: Hashable {
  var service: String
  var store: String
  var staff: String
  var start: Timestamp

  init(service: String, store: String, staff: String, start: Timestamp) {
    self.service = service
    self.store = store
    self.staff = staff
    self.start = start
  }

  /// Reads an identifier; nil when it is none.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, parts.allSatisfy({ !$0.isEmpty }), let minutes = Int64(parts[3]),
      (0..<1_000_000_000).contains(minutes)
    else { return nil }
    self.init(
      service: parts[0], store: parts[1], staff: parts[2], start: Timestamp(milliseconds: minutes * 60_000))
    // One slot has one name: no leading zeros or signs.
    guard self.text == text else { return nil }
  }

  var text: String { "\(service).\(store).\(staff).\(start.milliseconds / 60_000)" }
}
