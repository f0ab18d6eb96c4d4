internal import Commerce

/// An hour and a minute as said, before it is known whether of the morning or the afternoon.
struct ClockFace {
  var hour: Int
  var minute: Int
  var end: Int
  /// Whether the words can hardly be anything but a time ("3:15", "half past three").
  var isSure: Bool
  /// Whether minutes were said.
  var isFine: Bool
  /// Whether it is of the twenty-four-hour clock.
  var isFull: Bool
  /// Whether "pm" or the like is typed onto its last number: then `end` is the place of that word.
  var isOpen = false

  init(
    _ hour: Int, _ minute: Int = 0, end: Int, isSure: Bool, isFine: Bool = true, isFull: Bool = false,
    isOpen: Bool = false
  ) {
    self.hour = hour
    self.minute = minute
    self.end = end
    self.isSure = isSure
    self.isFine = isFine
    self.isOpen = isOpen
    self.isFull = isFull || hour > 12 || hour == 0
  }

  static func read(_ tokens: Tokens, at start: Int) -> ClockFace? {
    relative(tokens, at: start) ?? typed(tokens, at: start) ?? spoken(tokens, at: start)
  }

  private static func hour(_ tokens: Tokens, at place: Int) -> (hour: Int, end: Int)? {
    if case .digits(let digits)? = NumberWord.of(tokens.text(place)) {
      return digits.utf8.count <= 2 ? Int(digits).flatMap { $0 <= 24 ? ($0, place + 1) : nil } : nil
    }
    // "7pm" behind "half past" keeps its suffix for later.
    if let digits = numberBeforeMeridian(tokens.text(place)), digits <= 12 { return (digits, place) }
    guard let cardinal = Cardinal.read(tokens, at: place), !cardinal.isTyped, cardinal.value <= 24,
      tokens.text(place) != "a"
    else { return nil }
    return (cardinal.value, cardinal.end)
  }

  private static func numberBeforeMeridian(_ text: String) -> Int? {
    guard text.hasSuffix("pm") || text.hasSuffix("am") else { return nil }
    return Int(text.dropLast(2))
  }

  // MARK: "Half past three", "quarter to five", "ten to five", "half three"

  private static func relative(_ tokens: Tokens, at start: Int) -> ClockFace? {
    var index = start
    if tokens.text(index) == "a", tokens.text(index + 1) == "quarter" { index += 1 }
    var minutes: Int
    let word = tokens.text(index)
    switch word {
    case "quarter": (minutes, index) = (15, index + 1)
    case "half": (minutes, index) = (30, index + 1)
    default:
      guard let cardinal = Cardinal.read(tokens, at: index), (1...59).contains(cardinal.value),
        tokens.text(index) != "a"
      else { return nil }
      minutes = cardinal.value
      index = cardinal.end
      let isNamed = ["minutes", "minute", "mins", "min"].contains(tokens.text(index))
      if isNamed { index += 1 }
      // "2 to 4" is a stretch, "ten to four" a time: without "minutes" only fives are said.
      guard isNamed || [5, 10, 15, 20, 25].contains(minutes) else { return nil }
      if !isNamed, tokens.text(index) == "to", Bounds.opensRange(tokens, start) { return nil }
      // "5 to 7" in figures is a stretch unless a part of the day follows it.
      if !isNamed, tokens.text(index) == "to" || tokens.text(index) == "of", tokens[start].isDigits,
        !["p", "a"].contains(tokens.text(index + 2)),
        !["morning", "afternoon", "evening", "night", "am", "pm", "in"].contains(tokens.text(index + 2)), minutes < 15,
        tokens.text(start - 1) != "at"
      {
        return nil
      }
    }
    let sign: Int
    switch tokens.text(index) {
    case "past", "passed", "pass": sign = 1
    case "after" where minutes != 30: sign = 1
    case "to", "till", "til": sign = -1
    case "before" where word == "quarter": sign = -1
    case "of" where word == "quarter" || minutes == 10 || minutes == 20: sign = -1
    default:
      // "Half three".
      guard word == "half", let (hour, end) = hour(tokens, at: index), (1...12).contains(hour),
        end == tokens.count || tokens.endsNumber(at: end) || isTimeWord(tokens.text(end))
          || CalendarWords.weekdays[tokens.text(end)] != nil
      else { return nil }
      return ClockFace(hour, 30, end: end, isSure: true, isOpen: end == index)
    }
    index += 1
    if tokens.text(index) == "the" { return nil }
    if let named = noon(tokens.text(index)) {
      return ClockFace(
        (named + (sign < 0 ? 23 : 0)) % 24, sign < 0 ? 60 - minutes : minutes, end: index + 1, isSure: true,
        isFull: true)
    }
    guard let (hour, end) = hour(tokens, at: index), !(sign < 0 && hour == 0) else { return nil }
    let earlier = hour == 1 ? 12 : hour - 1
    return ClockFace(
      sign > 0 ? hour : earlier, sign > 0 ? minutes : 60 - minutes, end: end, isSure: true,
      isFull: hour > 12 || hour == 0, isOpen: end == index)
  }

  static func noon(_ text: String) -> Int? { ["noon": 12, "midday": 12, "noontime": 12, "midnight": 24][text] }

  private static func isTimeWord(_ text: String) -> Bool {
    [
      "am", "pm", "p", "a", "tomorrow", "today", "tonight", "sharp", "on", "ish", "this", "next", "morning",
      "afternoon", "o'clock",
    ].contains(text)
  }

  // MARK: Figures

  private static func typed(_ tokens: Tokens, at start: Int) -> ClockFace? {
    let text = tokens.text(start)
    guard let first = text.first, first.isNumber, !tokens.gap(start, holds: "$£€#@+"),
      start == 0 || !tokens[start].isGlued || !":./_@".contains(tokens.gap(start).last ?? " ")
    else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard let number = Int(digits) else { return nil }
    if rest.isEmpty {
      let next = tokens.text(start + 1)
      let minutes = next.prefix { $0.isASCII && $0.isNumber }
      let gap = tokens.gap(start + 1)
      let tail = next.dropFirst(minutes.count)
      if start + 1 < tokens.count, gap == ":" || gap == "." || gap == " : ", minutes.utf8.count == 2,
        let minute = Int(minutes), minute < 60, number <= 24, digits.utf8.count <= 2,
        tail.isEmpty || tail == "am" || tail == "pm" || tail == "h" || tail == "a" || tail == "p",
        !(tokens.gap(start + 2) == gap && start + 2 < tokens.count && tokens[start + 2].isDigits && gap == ".")
      {
        // The place of the minutes' token stays open when am or pm is typed onto it.
        var end = tail.isEmpty || tail == "h" ? start + 2 : start + 1
        // Seconds say nothing here.
        if gap == ":", end == start + 2, tokens.gap(end) == ":", end < tokens.count, tokens[end].isDigits { end += 1 }
        return ClockFace(
          number, minute, end: end, isSure: gap != "." || !tail.isEmpty,
          isFull: digits.utf8.count == 2 && digits.first == "0", isOpen: end == start + 1)
      }
      if digits.utf8.count == 4 || digits.utf8.count == 3, number / 100 <= 24, number % 100 < 60,
        ["hours", "hrs", "h", "am", "pm", "p", "a"].contains(next) || tokens.text(start - 1) == "at"
      {
        let end = ["hours", "hrs", "h"].contains(next) ? start + 2 : start + 1
        return ClockFace(
          number / 100, number % 100, end: end, isSure: true,
          isFull: digits.first == "0" || digits.utf8.count == 4 && number >= 1300)
      }
      // "9 05 in the morning", "7 25 p.m.".
      if gap == " ", next.utf8.count == 2, tail.isEmpty, let minute = Int(minutes), minute < 60, number <= 24,
        digits.utf8.count <= 2
      {
        let after = tokens.text(start + 2)
        if ["am", "pm", "p", "a", "in", "at", "morning", "afternoon", "evening", "night"].contains(after)
          || tokens.text(start - 1) == "at" && minute % 5 == 0
        {
          return ClockFace(number, minute, end: start + 2, isSure: true)
        }
      }
      guard number <= 24, digits.utf8.count <= 2 else { return nil }
      return ClockFace(number, end: start + 1, isSure: false, isFine: false)
    }
    if rest == "ish" { return ClockFace(number, end: start, isSure: true, isFine: false, isOpen: true).within24 }
    if rest == "am" || rest == "pm" || rest == "a" || rest == "p" {
      guard rest.utf8.count == 2 || number <= 12 && tokens.text(start - 1) == "at" else { return nil }
      if digits.utf8.count >= 3 {
        return number / 100 <= 12 && number % 100 < 60
          ? ClockFace(number / 100, number % 100, end: start, isSure: true, isOpen: true) : nil
      }
      return ClockFace(number, end: start, isSure: true, isFine: false, isOpen: true).within24
    }
    // "14h", "18h30", "14hr".
    if rest.hasPrefix("h") {
      let minutes = rest.drop { $0.isLetter }
      guard number <= 24,
        rest == "h" || rest == "hr" || rest == "hrs"
          || rest.first == "h" && minutes.utf8.count == 2 && rest.utf8.count == 3
      else { return nil }
      let minute = Int(minutes) ?? 0
      guard minute < 60, number > 12 || !minutes.isEmpty || ["at", "for", "by"].contains(tokens.text(start - 1)) else {
        return nil
      }
      return ClockFace(number, minute, end: start + 1, isSure: true, isFine: !minutes.isEmpty, isFull: true)
    }
    return nil
  }

  private var within24: ClockFace? { hour <= 24 ? self : nil }

  // MARK: Words

  private static func spoken(_ tokens: Tokens, at start: Int) -> ClockFace? {
    if let named = noon(tokens.text(start)) {
      return ClockFace(named, end: start + 1, isSure: true, isFine: false, isFull: true)
    }
    if tokens.text(start) == "noonish" {
      return ClockFace(12, end: start + 1, isSure: true, isFine: false, isFull: true)
    }
    switch NumberWord.of(tokens.text(start)) {
    case .unit, .teen, .ten: break
    default: return nil
    }
    guard tokens.text(start) != "o", tokens.text(start) != "oh", var hour = Cardinal.read(tokens, at: start),
      !hour.isTyped
    else { return nil }
    // "Fifteen hundred hours".
    if hour.value >= 100 {
      guard hour.value % 100 < 60, hour.value / 100 <= 24, ["hours", "hrs"].contains(tokens.text(hour.end)) else {
        return nil
      }
      return ClockFace(hour.value / 100, hour.value % 100, end: hour.end + 1, isSure: true, isFull: true)
    }
    // "Twenty fifteen" is 20:15 but "twenty five" no hour.
    if hour.value > 24 {
      guard case .ten(20)? = NumberWord.of(tokens.text(start)) else { return nil }
      hour = Cardinal(value: 20, end: start + 1, isTyped: false)
    }
    var minute: Int?
    var end = hour.end
    if ["oh", "o", "zero"].contains(tokens.text(end)), case .unit(let unit)? = NumberWord.of(tokens.text(end + 1)),
      unit > 0
    {
      (minute, end) = (unit, end + 2)
    } else if let minutes = Cardinal.read(tokens, at: end), !minutes.isTyped, (10...59).contains(minutes.value),
      tokens.text(end) != "a"
    {
      (minute, end) = (minutes.value, minutes.end)
    }
    guard hour.value <= 24, NumberWord.of(tokens.text(end)) == nil else { return nil }
    return ClockFace(hour.value, minute ?? 0, end: end, isSure: false, isFine: minute != nil)
  }
}
