internal import Commerce

/// Reads times of the day.
struct TimeReader {
  let tokens: Tokens
  let context: EntityContext

  private func text(_ place: Int) -> String { tokens.text(place) }

  /// The time that the words from a place on mean. A bare hour ("at 3") is believed when `isCued`, a bare part of the day ("night") when `isPlaced`.
  func read(at start: Int, isCued: Bool, isPlaced: Bool = false) -> TimeReading? {
    if let reading = soon(at: start) { return reading }
    let part = PartOfDay.read(tokens, at: start, isPlaced: isCued || isPlaced)
    guard let clock = clock(at: start, isCued: isCued) else { return part }
    return clock.end > part?.end ?? 0 ? clock : part
  }

  private func clock(at start: Int, isCued: Bool) -> TimeReading? {
    guard let face = ClockFace.read(tokens, at: start) else { return nil }
    let suffix = suffix(at: face.end, face)
    let isExpected = context.expected.contains(.moment)
    if !face.isSure, suffix == nil {
      let goesOn = face.end < tokens.count && !tokens.endsNumber(at: face.end) && !isDayWord(text(face.end))
      guard !goesOn, face.hour > 0 || face.isFine else { return nil }
      let isAll = start == 0 && face.end == tokens.count
      let isClockLike = face.isFine && face.minute % 5 == 0
      guard isCued || isExpected || isDayWord(text(face.end)) || isClockLike && isAll else { return nil }
    }
    var reading = resolved(face, suffix, isExpected: isExpected)
    if !face.isSure, suffix == nil { reading.trust = isExpected || isCued && text(start - 1) != "from" ? 0.8 : 0.55 }
    let end = reading.end
    if text(end) == "ish"
      || start > 0 && ["around", "about", "roughly", "approximately", "like", "near"].contains(text(start - 1))
    {
      reading.isRough = true
    }
    if text(end) == "ish" { reading.end += 1 }
    if tokens.matches(["or", "so"], at: end) { reading.isRough = true }
    if tokens.text(start).hasSuffix("ish") { reading.isRough = true }
    return reading
  }

  /// Words that name a day, behind a bare hour: "8 tonight", "seven tomorrow".
  private func isDayWord(_ word: String) -> Bool {
    CalendarWords.tomorrow.contains(word) || CalendarWords.today.contains(word) || word == "tonight"
      || CalendarWords.weekdays[word] != nil || word == "this"
      || word == "next" || word == "ish" || word == "onwards" || word == "onward" || word == "sharp"
  }

  private enum Half { case morning, afternoon, night }

  /// "Pm", "p.m.", "o'clock", "in the afternoon", "at night", "evening".
  private func suffix(at place: Int, _ face: ClockFace) -> (half: Half?, end: Int)? {
    let word = text(place)
    // Am and pm typed onto the number: the token is still open.
    if face.isOpen {
      if word.hasSuffix("ish") { return (part(at: place + 1)?.half, part(at: place + 1)?.end ?? place + 1) }
      return (word.hasSuffix("pm") || word.hasSuffix("p") ? .afternoon : .morning, place + 1)
    }
    if word == "pm" || word == "am" { return (word == "pm" ? .afternoon : .morning, place + 1) }
    if word == "p" || word == "a", text(place + 1) == "m" { return (word == "p" ? .afternoon : .morning, place + 2) }
    if word == "o'clock" || word == "oclock" || word == "o" && text(place + 1) == "clock" || word == "clock" {
      let end = word == "o" ? place + 2 : place + 1
      let part = part(at: end)
      return (part?.half, part?.end ?? end)
    }
    if word == "hours" || word == "hrs", face.isFull, face.isFine { return (nil, place + 1) }
    return part(at: place).map { ($0.half, $0.end) }
  }

  private func part(at place: Int) -> (half: Half, end: Int)? {
    var index = place
    if text(index) == "ish" { index += 1 }
    if text(index) == "in", text(index + 1) == "the" {
      index += 2
    } else if text(index) == "at", text(index + 1) == "night" {
      index += 1
    }
    if index == place || text(index - 1) == "ish", tokens.pauses(before: index) { return nil }
    switch text(index) {
    case "morning": return (.morning, index + 1)
    case "afternoon": return (.afternoon, index + 1)
    case "evening": return (.afternoon, index + 1)
    case "night": return (.night, index + 1)
    default: return nil
    }
  }

  private func resolved(_ face: ClockFace, _ suffix: (half: Half?, end: Int)?, isExpected: Bool) -> TimeReading {
    var hour = face.hour
    var other: TimeOfDay?
    let end = suffix?.end ?? face.end
    switch suffix?.half {
    case .morning: hour = hour == 12 ? 0 : hour
    case .afternoon: hour = hour < 12 ? hour + 12 : hour
    case .night:
      // "Three at night" is after midnight, "ten at night" before it.
      if hour == 12 { hour = face.minute == 0 ? 24 : 0 } else if (5...11).contains(hour) { hour += 12 }
    case nil:
      if !face.isFull {
        // Shops are open from the morning to the evening: seven and less is said of the afternoon, twelve of noon.
        let later = (hour % 12) + 12
        let isLate = hour <= 7 || hour == 12
        let earlier = TimeOfDay.at(hour % 12, face.minute)
        hour = isLate ? later : hour
        other = isLate ? earlier : .at(later, face.minute)
      }
    }
    let time = TimeOfDay.at(min(hour, 24), hour >= 24 ? 0 : face.minute)
    var reading = TimeReading(time...time, face.isFine ? .minute : .hour, end)
    reading.other = other
    return reading
  }

  // MARK: From now

  /// "In half an hour", "in 20 minutes", "two hours ago", "right now".
  private func soon(at start: Int) -> TimeReading? {
    if text(start) == "now" || text(start) == "right" && text(start + 1) == "now" || text(start) == "asap"
      || text(start) == "immediately"
    {
      var reading = TimeReading(context.now...context.now, .minute, text(start) == "right" ? start + 2 : start + 1)
      reading.day = context.today
      let isAlone = start == 0 && reading.end == tokens.count
      reading.trust = isAlone || context.expected.contains(.moment) || text(start) == "right" ? 0.8 : 0.3
      return reading
    }
    let isAhead = text(start) == "in" || text(start) == "within"
    let first = isAhead ? start + 1 : start
    let place = text(first) == "about" || text(first) == "the" ? first + 1 : first
    guard let (minutes, end) = minutes(at: place) else { return nil }
    let isAgo = text(end) == "ago"
    let isFromNow = tokens.matches(["from", "now"], at: end)
    guard isAhead || isAgo || isFromNow, !(isAhead && isAgo) else { return nil }
    let total = context.now.minutes + (isAgo ? -minutes : minutes)
    let days = total >= 0 ? total / 1_440 : -((-total + 1_439) / 1_440)
    let time = TimeOfDay(minutes: total - days * 1_440)
    var reading = TimeReading(time...time, .minute, isAgo ? end + 1 : isFromNow ? end + 2 : end)
    reading.day = context.today.adding(days: days)
    reading.isRough = text(first) == "about"
    if text(start) == "within" {
      reading.bound = .upTo
      reading.times = (days == 0 ? context.now : .at(0))...time
    }
    return reading
  }

  private func minutes(at place: Int) -> (Int, Int)? {
    guard
      let number = Numeral.read(tokens, at: place)
        ?? (["a", "an"].contains(text(place)) ? Numeral(value: 1, end: place + 1, isTyped: false) : nil),
      number.suffix == nil
    else { return nil }
    let scale: Double
    switch text(number.end) {
    case "minute", "minutes", "min", "mins": scale = 1
    case "hour", "hours", "hr", "hrs": scale = 60
    default: return nil
    }
    var value = number.value * scale
    var end = number.end + 1
    if let half = Numeral.andPart(tokens, at: end) {
      value += half.value * scale
      end = half.end
    }
    return (Int(value.rounded()), end)
  }
}
