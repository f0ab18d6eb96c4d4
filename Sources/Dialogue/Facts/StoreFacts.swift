internal import Commerce

/// What can be told about a store, in the words the responses use.
enum StoreFacts {
  /// The situation ("open", "closed", "already_closed", "not_yet_open") and the facts for it.
  static func hours(of store: Store, asked: LocalDate?, now: Timestamp) -> (situation: String, facts: [String: Fact]) {
    let seconds = now.milliseconds / 1_000 + Int64(store.utcOffsetSeconds)
    let today = LocalDate(daysSinceEpoch: Int(seconds / 86_400))
    let minute = Int(seconds % 86_400) / 60
    let day = asked ?? today
    var facts = place(store)
    facts["day"] = Spoken.day(day, today: today)
    let (hours, reason) = store.hours(on: day)
    if let reason { facts["reason"] = Fact(reason) }
    guard let hours else {
      next(store, after: day, today: today, into: &facts)
      return ("closed", facts)
    }
    facts["opens"] = Spoken.time(hours.from)
    facts["closes"] = Spoken.time(hours.until)
    guard day == today, asked == nil || asked == today else { return ("open", facts) }
    if minute >= hours.until.minutes {
      next(store, after: day, today: today, into: &facts)
      return ("already_closed", facts)
    }
    return (minute < hours.from.minutes ? "not_yet_open" : "open_now", facts)
  }

  /// Where it is.
  static func place(_ store: Store) -> [String: Fact] {
    var facts = [
      "store": Fact(store.name), "city": Fact(store.address.city),
      "street": Fact(spoken: Spoken.street(store.address.street), written: store.address.street),
      "store_phone": Fact(spoken: Spoken.digits(String(store.phone.suffix(10))).spoken, written: store.phone),
    ]
    if !store.landmark.isEmpty { facts["landmark"] = Fact(store.landmark) }
    return facts
  }

  private static func next(_ store: Store, after day: LocalDate, today: LocalDate, into facts: inout [String: Fact]) {
    for offset in 1...14 {
      let candidate = day.adding(days: offset)
      if let hours = store.hours(on: candidate).hours {
        facts["next_day"] = Spoken.day(candidate, today: today)
        facts["next_opens"] = Spoken.time(hours.from)
        return
      }
    }
  }
}
