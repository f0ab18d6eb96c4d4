internal import Commerce

/// Days told by how far off they are: "in two weeks", "three days ago", "within a month", "the next few days".
enum DistanceReader {
  /// A number of things: "two", "a", "a couple of", "a few".
  static func count(_ tokens: Tokens, at place: Int) -> (count: Int, end: Int, isRough: Bool)? {
    switch tokens.text(place) {
    case "a" where tokens.text(place + 1) == "couple", "another" where tokens.text(place + 1) == "couple":
      return (2, tokens.text(place + 2) == "of" ? place + 3 : place + 2, true)
    case "couple": return (2, tokens.text(place + 1) == "of" ? place + 2 : place + 1, true)
    case "a" where tokens.text(place + 1) == "few": return (3, place + 2, true)
    case "few": return (3, place + 1, true)
    case "several", "some": return (4, place + 1, true)
    case "a", "an", "another": return (1, place + 1, false)
    default:
      guard let cardinal = Cardinal.read(tokens, at: place), cardinal.value < 1_000 else { return nil }
      let end = tokens.text(cardinal.end) == "more" ? cardinal.end + 1 : cardinal.end
      return (cardinal.value, end, false)
    }
  }

  /// So many weeks: "a week", "two weeks", "a fortnight".
  static func weeks(_ tokens: Tokens, at place: Int) -> (weeks: Int, end: Int)? {
    guard let number = count(tokens, at: place) else { return nil }
    switch tokens.text(number.end) {
    case "week", "weeks", "wk", "wks": return (number.count, number.end + 1)
    case "fortnight": return (2 * number.count, number.end + 1)
    default: return nil
    }
  }

  enum Step { case days(Int), months(Int) }

  /// The unit at a place.
  static func unit(_ tokens: Tokens, at place: Int) -> (step: Step, grain: Moment.Grain)? {
    switch tokens.text(place) {
    case "day", "days", "days'", "night", "nights": (.days(1), .day)
    case "week", "weeks", "wk", "wks", "week's": (.days(7), .week)
    case "fortnight", "fortnights": (.days(14), .week)
    case "month", "months", "month's": (.months(1), .month)
    case "year", "years", "year's": (.months(12), .year)
    case "weekend", "weekends": (.days(7), .weekend)
    default: nil
    }
  }

  static func moved(_ day: LocalDate, _ step: Step, _ count: Int) -> LocalDate {
    switch step {
    case .days(let days): day.adding(days: days * count)
    case .months(let months): day.adding(months: months * count)
    }
  }
}

extension DayReader {
  /// "In two weeks", "two days ago", "three days from now", "within a week", "in the next two weeks", "the last 3 days".
  func distance(at start: Int) -> DayReading? {
    if let reading = ahead(at: start) { return reading }
    // "Two days ago", "three days from now", "a week later".
    guard let number = DistanceReader.count(tokens, at: start),
      let (step, _) = DistanceReader.unit(tokens, at: number.end)
    else { return nil }
    var end = number.end + 1
    var reading: DayReading
    switch text(end) {
    case "ago", "back", "earlier", "prior":
      guard text(end) != "back" || number.count > 0 && !tokens.pauses(before: end) else { return nil }
      reading = DayReading(DistanceReader.moved(today, step, -number.count), end + 1)
    case "from":
      end += 1
      var base = today
      if CalendarWords.tomorrow.contains(text(end)) {
        base = today.adding(days: 1)
      } else if CalendarWords.yesterday.contains(text(end)) {
        base = today.adding(days: -1)
      } else if text(end) != "now", !CalendarWords.today.contains(text(end)) {
        return nil
      }
      reading = DayReading(DistanceReader.moved(base, step, number.count), end + 1)
    case "time" where tokens.text(end) == "time" && text(start - 1) != "in": return nil
    default: return nil
    }
    reading.isRough = number.isRough
    return reading
  }

  private func ahead(at start: Int) -> DayReading? {
    var index = start
    let lead = text(index)
    guard ["in", "within", "over", "during", "for", "next", "last", "past", "the"].contains(lead) else { return nil }
    index += 1
    if lead != "next" && lead != "last" && lead != "past",
      text(index) == "the" || lead == "in" && text(index) == "about"
    {
      index += 1
    }
    var turn = lead == "next" || lead == "last" || lead == "past" ? lead : ""
    if turn.isEmpty, ["next", "last", "past", "coming"].contains(text(index)) {
      turn = text(index)
      index += 1
    }
    guard !(lead == "the" || lead == "over" || lead == "during" || lead == "for") || !turn.isEmpty else { return nil }
    // "Next week" is a period, "next two weeks" a distance.
    if !turn.isEmpty, DistanceReader.unit(tokens, at: index) != nil { return nil }
    let isLess = text(index) == "less" && text(index + 1) == "than"
    guard let number = DistanceReader.count(tokens, at: isLess ? index + 2 : index),
      let (step, _) = DistanceReader.unit(tokens, at: number.end), number.count > 0
    else { return nil }
    var end = number.end + 1
    let target = DistanceReader.moved(today, step, number.count)
    var reading: DayReading
    if turn == "last" || turn == "past" {
      reading = DayReading(DistanceReader.moved(today, step, -number.count)...today, .day, end)
      reading.bound = .between
    } else if lead == "within" || !turn.isEmpty || isLess {
      reading = DayReading(today...target, .day, end)
      reading.bound = .upTo
    } else {
      // "In 3 days' time", "in two weeks' time". "In 3 days time to pack" is the same.
      if text(end) == "time" { end += 1 }
      if text(end) == "or" || text(end) == "ago" { return text(end) == "ago" ? nil : DayReading(target, end) }
      reading = DayReading(target, end)
    }
    reading.isRough = number.isRough
    return reading
  }
}
