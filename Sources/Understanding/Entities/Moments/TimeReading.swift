internal import Commerce

/// A time of the day as read from some words.
struct TimeReading {
  var times: ClosedRange<TimeOfDay>
  var grain: Moment.Grain
  /// The place behind the words.
  var end: Int
  var trust = 0.92
  var isRough = false
  var isRepeated = false
  var bound: Moment.Bound = .within
  /// The same clock twelve hours apart, when neither morning nor afternoon was said.
  var other: TimeOfDay?
  /// The day that lies in the words ("in half an hour").
  var day: LocalDate?

  init(_ times: ClosedRange<TimeOfDay>, _ grain: Moment.Grain, _ end: Int) {
    self.times = times
    self.grain = grain
    self.end = end
  }

  /// Reads the clock as of the part of the day that was said besides: "8" in the evening is 20:00.
  func placed(in part: ClosedRange<TimeOfDay>) -> TimeReading {
    guard let other, times.lowerBound == times.upperBound else { return self }
    func fits(_ time: TimeOfDay) -> Bool { part.contains(time) }
    // The edges of parts are not sharp: an hour beside is still nearer than twelve.
    func distance(_ time: TimeOfDay) -> Int {
      max(0, part.lowerBound.minutes - time.minutes, time.minutes - part.upperBound.minutes)
    }
    var reading = self
    if !fits(times.lowerBound), fits(other) || distance(other) < distance(times.lowerBound) {
      reading.times = other...other
    }
    reading.other = nil
    return reading
  }
}
