/// Opening hours on one day: from and until on that day's clock.
public struct OpenHours: ContractValue {
  /// When the doors open.
  public var from: TimeOfDay
  /// When they close.
  public var until: TimeOfDay

  /// Makes a span.
  public init(from: TimeOfDay, until: TimeOfDay) {
    self.from = from
    self.until = until
  }
}

/// Hours that replace the regular ones on one date; `hours` nil means closed.
public struct SpecialHours: ContractValue {
  /// The date.
  public var date: LocalDate
  /// The hours on it; nil when closed.
  public var hours: OpenHours?
  /// Why, as it may be said ("Thanksgiving").
  public var reason: String

  /// Makes an exception.
  public init(date: LocalDate, hours: OpenHours?, reason: String) {
    self.date = date
    self.hours = hours
    self.reason = reason
  }
}

/// A shop one can walk into.
public struct Store: ContractValue {
  /// The store's identifier ("S04").
  public var id: String
  /// Its name as spoken ("Fifth Street").
  public var name: String
  /// What customers call it besides ("the downtown one", "Pioneer Square").
  public var nicknames: [String]
  /// Where it is.
  public var address: Address
  /// A landmark near it as it may be said ("across from the public library"); empty when none.
  public var landmark: String
  /// The IANA time zone ("America/Los_Angeles").
  public var timeZone: String
  /// Seconds east of UTC in that zone on the day the record was read: the core reads clocks without a zone database.
  public var utcOffsetSeconds: Int
  /// The telephone number in E.164.
  public var phone: String
  /// Hours by weekday, Monday first, seven entries; nil is closed.
  public var hours: [OpenHours?]
  /// Exceptions in the coming weeks, by date.
  public var special: [SpecialHours]

  /// Makes a store.
  public init(
    id: String, name: String, nicknames: [String], address: Address, landmark: String, timeZone: String,
    utcOffsetSeconds: Int, phone: String, hours: [OpenHours?], special: [SpecialHours]
  ) {
    self.id = id
    self.name = name
    self.nicknames = nicknames
    self.address = address
    self.landmark = landmark
    self.timeZone = timeZone
    self.utcOffsetSeconds = utcOffsetSeconds
    self.phone = phone
    self.hours = hours
    self.special = special
  }

  /// The hours on a date: the exception if there is one, else the weekday's.
  public func hours(on date: LocalDate) -> (hours: OpenHours?, reason: String?) {
    if let exception = special.first(where: { $0.date == date }) { return (exception.hours, exception.reason) }
    let index = date.weekday.rawValue
    return (hours.indices.contains(index) ? hours[index] : nil, nil)
  }
}
