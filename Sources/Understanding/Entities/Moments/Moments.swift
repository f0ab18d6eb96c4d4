internal import Commerce

/// Days, times and stretches of either, reckoned from the context's today and now: "a week on Tuesday at half three", "before Christmas", "between 2 and
/// 4", "last Friday". An hour without morning or afternoon is read by the hours of shops, the other reading comes second; a bare weekday is the next
/// one, or the last where the words speak of the past.
public enum Moments {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Moment>] {
    let reader = MomentReader(tokens: tokens, context: context)
    var spans: [Span<Moment>] = []
    var index = 0
    while index < tokens.count {
      guard let found = whole(reader, at: index) else {
        index += 1
        continue
      }
      spans.append(found.span)
      index = found.end
    }
    return spans
  }

  /// Days and times one by one, not yet put together: the words of each.
  package static func pieces(in tokens: Tokens, _ context: EntityContext) -> [(
    isDay: Bool, tokens: Range<Int>, trust: Double
  )] {
    let reader = MomentReader(tokens: tokens, context: context)
    var found: [(isDay: Bool, tokens: Range<Int>, trust: Double)] = []
    var index = 0
    var follows = false
    while index < tokens.count {
      guard let piece = reader.piece(at: index, follows: follows) else {
        follows = follows && ["at", "on", "in", "the", "around", "about", "for"].contains(tokens.text(index))
        index += 1
        continue
      }
      found.append((piece.day != nil, piece.range, piece.day?.trust ?? piece.time?.trust ?? 0))
      index = piece.end
      follows = true
    }
    return found
  }

  private static let joints: Set<String> = [
    "at", "on", "around", "about", "in", "of", "the", "this", "for", "sharp", "exactly", "say", "maybe", "like",
  ]

  /// A day with its time, in either order, or one alone.
  private static func whole(_ reader: MomentReader, at start: Int) -> (span: Span<Moment>, end: Int)? {
    let tokens = reader.tokens
    if let late = turned(reader, at: start) { return late }
    guard var first = reader.piece(at: start) else { return nil }
    var end = first.end
    var day = first.day
    var time = first.time
    var bound = first.bound
    var range = first.range
    // At most a day, a clock and a part of the day belong together.
    for _ in 0..<2 {
      guard let next = following(reader, at: end, hasDay: day != nil, hasTime: time) else { break }
      if let more = next.day {
        day = more
        // "Seven tomorrow evening": the day's part tells which seven.
        if let part = more.times { time = time?.placed(in: part) }
        if bound == .within { bound = next.bound }
      } else if let more = next.time {
        if let clock = time, clock.grain != .dayPart, more.grain == .dayPart {
          time = clock.placed(in: more.times)
        } else if let part = time, part.grain == .dayPart, more.grain != .dayPart {
          time = more.placed(in: part.times)
          bound = next.bound
        } else if time == nil {
          time = more
          if next.bound != .within { bound = next.bound }
        } else {
          break
        }
        if more.isRough || isRough(tokens, before: next.range.lowerBound) { time?.isRough = true }
      }
      range = range.lowerBound..<next.end
      end = next.end
      first = next
    }
    if let part = day?.times, let clock = time { time = clock.placed(in: part) }
    let isRough = isRough(tokens, before: range.lowerBound) || tokens.text(range.upperBound) == "ish"
    guard let span = span(day, time, bound, range, tokens, isRough: isRough) else { return nil }
    return (span, tokens.text(end) == "ish" ? end + 1 : end)
  }

  private static func isRough(_ tokens: Tokens, before place: Int) -> Bool {
    ["around", "about", "roughly", "approximately"].contains(tokens.text(place - 1))
  }

  /// What goes on with a day or a time: nothing but small words and a comma may stand between.
  private static func following(_ reader: MomentReader, at end: Int, hasDay: Bool, hasTime: TimeReading?)
    -> MomentReader.Piece?
  {
    let tokens = reader.tokens
    guard end < tokens.count,
      !tokens.gap(end, holds: ".?!;")
        || tokens.gap(end).hasPrefix(". ") && tokens.text(end - 1).utf8.count <= 3
    else { return nil }
    var index = end
    while true {
      if let next = reader.piece(at: index, follows: true) {
        if next.day != nil, hasDay { return nil }
        // "On Friday or Monday" and "tomorrow, the day after" are two.
        if let time = next.time, let old = hasTime, (time.grain == .dayPart) == (old.grain == .dayPart) { return nil }
        if next.day != nil, next.bound != .within, hasTime != nil, next.bound != .between { return nil }
        // A bare hour goes on with a day only behind "at" and the like, or where nothing else follows.
        if let time = next.time, time.trust < 0.6, index == end { return nil }
        return next
      }
      guard joints.contains(tokens.text(index)), index < end + 3 else { return nil }
      index += 1
    }
  }

  /// "Late tomorrow afternoon", "early Monday morning".
  private static func turned(_ reader: MomentReader, at start: Int) -> (span: Span<Moment>, end: Int)? {
    let tokens = reader.tokens
    let turn = tokens.text(start)
    guard ["early", "late", "mid"].contains(turn),
      let day = reader.days.read(at: tokens.text(start + 1) == "on" ? start + 2 : start + 1), day.grain == .day,
      let times = PartOfDay.times(tokens.text(day.end), turn)
    else { return nil }
    let time = TimeReading(times, .dayPart, day.end + 1)
    guard let span = span(day, time, .within, start..<(day.end + 1), tokens, isRough: false) else { return nil }
    return (span, day.end + 1)
  }

  private static func span(
    _ day: DayReading?, _ time: TimeReading?, _ bound: Moment.Bound, _ range: Range<Int>, _ tokens: Tokens,
    isRough: Bool
  ) -> Span<Moment>? {
    let days = day?.days ?? time?.day.map { $0...$0 }
    let times = time?.times ?? day?.times
    guard days != nil || times != nil else { return nil }
    let grain = time?.grain ?? (day?.times == nil ? day?.grain : .dayPart) ?? .day
    let rough = isRough || day?.isRough == true || time?.isRough == true
    func moment(_ days: ClosedRange<LocalDate>?, _ times: ClosedRange<TimeOfDay>?) -> Moment {
      Moment(
        days: days, times: times, grain: grain, bound: bound, isRough: rough,
        isRepeated: day?.isRepeated == true || time?.isRepeated == true)
    }
    let trust = [day?.trust, time?.trust].compactMap { $0 }.max() ?? 0.5
    var others: [Span<Moment>.Reading] = []
    if let other = time?.other, bound == .within { others.append(.init(moment(days, other...other), trust * 0.35)) }
    if bound == .within { for other in day?.others ?? [] { others.append(.init(moment(other, times), trust * 0.3)) } }
    return Span(range, .init(moment(days, times), trust), others, said: tokens.said(range))
  }
}
