public import Commerce

/// A day, a time, or a stretch of either, as said and counted from the context's today and now.
public struct Moment: Hashable, Sendable {
  /// How fine the words are.
  public enum Grain: String, Hashable, Sendable, CaseIterable {
    case minute, hour, dayPart, day, week, weekend, month, quarter, year
  }
  /// Where the window comes from.
  public enum Bound: String, Hashable, Sendable {
    /// At or within it; up to its end ("before", "by", "until"); from its start on ("after", "from", "since"); between two ends.
    case within, upTo, from, between
  }

  /// The first and last day that may be meant; nil when only a time was said. With `from` the last day is open and equals the first.
  public var days: ClosedRange<LocalDate>?
  /// The earliest and latest time of a day; nil when no time was said. An exact time has both ends equal.
  public var times: ClosedRange<TimeOfDay>?
  /// How fine the words are.
  public var grain: Grain
  /// How the words bind.
  public var bound: Bound
  /// "Noon-ish", "around the tenth".
  public var isRough: Bool
  /// "Fridays", "every Tuesday": the days hold only the next one.
  public var isRepeated: Bool

  /// Makes a moment.
  public init(
    days: ClosedRange<LocalDate>?, times: ClosedRange<TimeOfDay>? = nil, grain: Grain, bound: Bound = .within,
    isRough: Bool = false, isRepeated: Bool = false
  ) {
    self.days = days
    self.times = times
    self.grain = grain
    self.bound = bound
    self.isRough = isRough
    self.isRepeated = isRepeated
  }

  /// The day, when exactly one is meant.
  public var day: LocalDate? { days.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil } }
  /// The time, when exactly one is meant.
  public var time: TimeOfDay? { times.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil } }
}
