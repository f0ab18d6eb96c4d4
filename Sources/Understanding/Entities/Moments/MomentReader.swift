internal import Commerce

/// Puts days and times together.
struct MomentReader {
  let tokens: Tokens
  let context: EntityContext
  let days: DayReader
  let clock: TimeReader

  init(tokens: Tokens, context: EntityContext) {
    self.tokens = tokens
    self.context = context
    days = DayReader(tokens: tokens, context: context)
    clock = TimeReader(tokens: tokens, context: context)
  }

  /// A day or a time with the words it was said in.
  struct Piece {
    var day: DayReading?
    var time: TimeReading?
    var range: Range<Int>
    var bound: Moment.Bound
    var end: Int { range.upperBound }
  }

  private static let cues: Set<String> = ["at", "by", "around", "until", "till", "after", "before", "past", "til", "@"]

  // MARK: Pieces

  /// The day or time that begins at a place, with what bounds it. `follows` tells that it goes on with one of the other kind.
  func piece(at start: Int, follows: Bool = false) -> Piece? {
    var index = start
    if tokens.matches(["any", "time"], at: index) {
      index += 2
    } else if tokens.text(index) == "anytime" || tokens.text(index) == "sometime" {
      index += 1
    }
    // "After work" bounds itself.
    if let part = PartOfDay.read(tokens, at: index, isPlaced: false), part.bound != .within {
      return Piece(time: part, range: index..<part.end, bound: part.bound)
    }
    let lead = MomentLead.read(tokens, at: index)
    let first = lead?.end ?? index
    let before = tokens.text(first - 1)
    let isCued =
      lead != nil || Self.cues.contains(before)
      || follows && ["at", "around", "about", "for", "in", "on"].contains(before)
    let day = day(at: first, lead)
    let time = time(at: first, lead, isCued: isCued, follows: follows)
    guard let found = [day, time].compactMap({ $0 }).max(by: { $0.end < $1.end }) else { return nil }
    if lead == nil, first != index { return nil }
    return found
  }

  /// A day or a stretch of days.
  private func day(at start: Int, _ lead: MomentLead?) -> Piece? {
    guard var first = days.read(at: start) else { return nil }
    let opened = lead?.bound == .between || lead.map { tokens.text($0.end - 1) == "from" } == true
    if let (last, end) = rangeEnd(first, opened: opened) {
      first.days = first.days.lowerBound...last
      first.others = []
      return Piece(day: first, range: start..<end, bound: .between)
    }
    if lead?.bound == .between { return nil }
    var bound = lead?.bound ?? first.bound
    if let lead { first = bounded(first, lead) }
    // "From Monday on".
    if lead?.bound == .from || lead == nil,
      ["onwards", "onward"].contains(tokens.text(first.end))
        || tokens.text(first.end) == "on" && lead != nil && tokens.pauses(before: first.end + 1)
    {
      bound = .from
    }
    return Piece(day: first, range: start..<first.end, bound: bound)
  }

  private func bounded(_ reading: DayReading, _ lead: MomentLead) -> DayReading {
    var reading = reading
    let excludes = MomentLead.excludes(tokens, lead.end)
    switch lead.bound {
    case .upTo:
      let last = excludes ? reading.days.lowerBound.adding(days: -1) : reading.days.upperBound
      reading.days = min(days.today, last)...last
    case .from:
      let first = excludes ? reading.days.upperBound.adding(days: 1) : reading.days.lowerBound
      reading.days = first...first
    default: break
    }
    reading.others = []
    return reading
  }

  /// The last day of a stretch whose first day was read, and the place behind it.
  private func rangeEnd(_ first: DayReading, opened: Bool) -> (LocalDate, Int)? {
    let joint =
      tokens.text(first.end) == "thru" ? first.end + 1 : Bounds.rangeJoint(tokens, at: first.end, opened: opened)
    guard let joint else { return nil }
    let start = first.days.lowerBound
    // "December 3rd to 7th", "Dec 3-7".
    if first.grain == .day, days.weekdayName(at: first.end - 1) == nil,
      let number = OrdinalWord.read(tokens, at: joint) ?? Cardinal.read(tokens, at: joint).map({ ($0.value, $0.end) }),
      (1...31).contains(number.value), CalendarWords.months[tokens.text(number.end)] == nil,
      tokens.gap(number.end) != "/" || number.end == tokens.count,
      let last = LocalDate(checked: start.year, start.month, number.value), last > start,
      tokens.text(joint - 1) != "until" || OrdinalWord.value(tokens.text(joint)) != nil,
      !["am", "pm", "p", "o'clock"].contains(tokens.text(number.end))
    {
      return (last, number.end)
    }
    guard let second = days.read(at: joint), second.end > joint else { return nil }
    var last = second.days.upperBound
    // "Friday to Monday" goes on from that Friday.
    while last < start,
      last.adding(days: 7) >= start || second.grain == .day && start.daysSinceEpoch - last.daysSinceEpoch < 14
    { last = last.adding(days: 7) }
    return last > start ? (last, second.end) : nil
  }

  /// A time or a stretch of a day.
  private func time(at start: Int, _ lead: MomentLead?, isCued: Bool, follows: Bool) -> Piece? {
    if let range = timeRange(at: start, lead, follows: follows) { return range }
    guard var reading = clock.read(at: start, isCued: isCued, isPlaced: follows), lead?.bound != .between else {
      return nil
    }
    var bound = reading.bound
    var lead = lead
    if ["onwards", "onward"].contains(tokens.text(reading.end)) { lead = MomentLead(bound: .from, end: start) }
    if let lead, reading.times.lowerBound == reading.times.upperBound || lead.bound != .within {
      switch lead.bound {
      case .upTo:
        let end = MomentLead.excludes(tokens, lead.end) ? reading.times.lowerBound : reading.times.upperBound
        reading.times = .at(0)...end
      case .from:
        reading.times =
          (MomentLead.excludes(tokens, lead.end) ? reading.times.upperBound : reading.times.lowerBound)...(.at(24))
      default: break
      }
      bound = lead.bound
      reading.other = nil
    }
    return Piece(time: reading, range: start..<reading.end, bound: bound)
  }

  /// "Between 2 and 4", "9 to 5", "2-4pm", "from 10 till noon".
  private func timeRange(at start: Int, _ lead: MomentLead?, follows: Bool) -> Piece? {
    let opened = lead?.bound == .between || lead.map { tokens.text($0.end - 1) == "from" } == true
    guard let first = clock.read(at: start, isCued: true) ?? bareHour(at: start),
      first.grain == .hour || first.grain == .minute, first.day == nil,
      let joint = Bounds.rangeJoint(tokens, at: first.end, opened: opened),
      let second = clock.read(at: joint, isCued: true), second.grain == .hour || second.grain == .minute,
      second.day == nil
    else { return nil }
    let isAll = start == 0 && second.end == tokens.count
    let isTelling = first.other == nil || second.other == nil
    guard
      opened || follows || isTelling || isAll || context.expected.contains(.moment) || tokens.text(start - 1) == "at"
    else { return nil }
    let to = second.times.lowerBound
    var from = first.times.lowerBound
    var last = to
    if let other = first.other, second.other == nil || from >= to {
      // The half of the day that the end shows: the latest start before it.
      let before = [from, other].filter { $0 < to }
      if let latest = before.max() { from = latest }
    }
    if from >= last, let other = second.other, other > from { last = other }
    if from >= last, last.minutes < 720 { last = TimeOfDay(minutes: last.minutes + 720) }
    guard from < last else { return nil }
    var reading = TimeReading(
      from...last, first.grain == .minute || second.grain == .minute ? .minute : .hour, second.end)
    reading.trust = opened || isTelling || follows ? 0.9 : 0.7
    return Piece(time: reading, range: start..<second.end, bound: .between)
  }

  /// An hour before what joins it to another: "9" in "9 to 5".
  private func bareHour(at start: Int) -> TimeReading? {
    guard let face = ClockFace.read(tokens, at: start), (1...24).contains(face.hour) else { return nil }
    let late = face.hour <= 7 || face.hour == 12
    let hour = face.isFull ? face.hour : late ? face.hour % 12 + 12 : face.hour
    var reading = TimeReading(
      .at(hour, face.minute)...(.at(hour, face.minute)), face.isFine ? .minute : .hour, face.end)
    if !face.isFull { reading.other = late ? .at(face.hour % 12, face.minute) : .at(face.hour + 12, face.minute) }
    return reading
  }
}
