internal import Commerce

/// Days as read from some words.
struct DayReading {
  var days: ClosedRange<LocalDate>
  var grain: Moment.Grain
  /// The place behind the words.
  var end: Int
  var trust = 0.92
  var isRough = false
  var isRepeated = false
  /// What else they may mean.
  var others: [ClosedRange<LocalDate>] = []
  /// A bound that lies in the words themselves ("within three days").
  var bound: Moment.Bound = .within
  /// A part of the day that lies in them ("tonight").
  var times: ClosedRange<TimeOfDay>?

  init(_ days: ClosedRange<LocalDate>, _ grain: Moment.Grain, _ end: Int) {
    self.days = days
    self.grain = grain
    self.end = end
  }

  init(_ day: LocalDate, _ end: Int) { self.init(day...day, .day, end) }
}

extension TimeOfDay {
  static func at(_ hour: Int, _ minute: Int = 0) -> TimeOfDay { TimeOfDay(minutes: hour * 60 + minute) }
}
