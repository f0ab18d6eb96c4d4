public import Commerce

extension PolicyRules {
  /// The earliest moment, from one on, at which a customer may be called or written to. Seconds east of UTC where the customer is.
  public func earliestContact(from moment: Timestamp, utcOffsetSeconds: Int) -> Timestamp {
    guard let hours = contactHours else { return moment }
    let local = moment.milliseconds + Int64(utcOffsetSeconds) * 1_000
    let day: Int64 = 86_400_000
    let sinceMidnight = ((local % day) + day) % day
    if hours.contain(TimeOfDay(minutes: Int(sinceMidnight / 60_000))) { return moment }
    let opening = Int64(hours.from.minutes) * 60_000
    let wait = opening - sinceMidnight
    return moment.adding(milliseconds: wait > 0 ? wait : wait + day)
  }
}

extension Rollout {
  /// Where something stands among a hundred, 0 to 99, the same for ever: FNV-1a (Fowler, Noll, Vo) over its bytes.
  public static func share(of text: String) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    // The low bits of FNV-1a follow the last byte too closely; the high half is folded in.
    return Int((hash ^ (hash >> 32)) % 100)
  }
}
