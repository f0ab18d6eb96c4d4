import Commerce
import Testing
import Understanding

@Suite struct MomentTests {
  private func found(_ text: String, expecting: Set<EntityKind> = [], country: String = "US") -> [Span<Moment>] {
    Moments.find(in: Tokens(text), context(expecting: expecting, country: country)).filter { $0.confidence > 0.35 }
  }

  /// Days from today with the day of the week left out, times of the day, marks: < up to, > from, = between, ~ rough, * repeated.
  private func short(_ moment: Moment) -> String {
    var parts: [String] = []
    if let days = moment.days {
      let (from, to) = (
        days.lowerBound.daysSinceEpoch - today.daysSinceEpoch, days.upperBound.daysSinceEpoch - today.daysSinceEpoch
      )
      parts.append(from == to ? "\(from)" : "\(from)...\(to)")
    }
    if let times = moment.times {
      parts.append(
        times.lowerBound == times.upperBound
          ? times.lowerBound.text : "\(times.lowerBound.text)-\(times.upperBound.text)")
    }
    switch moment.bound {
    case .within: break
    case .upTo: parts.append("<")
    case .from: parts.append(">")
    case .between: parts.append("=")
    }
    if moment.isRough { parts.append("~") }
    if moment.isRepeated { parts.append("*") }
    return parts.joined(separator: " ")
  }

  /// Today is Saturday, 2026-11-21.
  @Test(arguments: [
    ("today", "0"), ("tomorrow", "1"), ("tommorow", "1"), ("tmrw", "1"), ("the day after tomorrow", "2"),
    ("yesterday", "-1"), ("the day before yesterday", "-2"),
    ("on Friday", "6"), ("friday", "6"), ("this friday", "6"), ("this coming monday", "2"), ("next friday", "6"),
    ("next saturday", "7"), ("next sunday", "8"),
    ("last friday", "-1"), ("last saturday", "-7"), ("this past monday", "-5"), ("a week on tuesday", "10"),
    ("tuesday week", "10"), ("a week from tuesday", "10"),
    ("a week today", "7"), ("two weeks from today", "14"), ("a week from tomorrow", "8"),
    ("a fortnight on monday", "16"), ("friday after next", "13"),
    ("monday next week", "2"), ("next week monday", "2"), ("the 3rd", "12"), ("on the third", "12"),
    ("by the 3rd", "0...12 <"), ("the 21st", "0"), ("the 20th", "29"),
    ("december 3rd", "12"), ("3rd of december", "12"), ("december third", "12"), ("the third of december", "12"),
    ("dec 3", "12"), ("Dec. 3rd, 2026", "12"),
    ("3 december 2026", "12"), ("thursday december 3rd", "12"), ("thursday the 3rd", "12"), ("12/3", "12"),
    ("12/3/2026", "12"), ("12/03/26", "12"), ("2026-12-03", "12"),
    ("2026/12/03", "12"), ("03.12.2026", "12"), ("january 5th", "45"), ("november 20", "364"),
    ("january 5th 2027", "45"), ("the 5th of january twenty twenty seven", "45"),
    ("in two weeks", "14"), ("in 3 days", "3"), ("in a week", "7"), ("in a fortnight", "14"),
    ("in three days' time", "3"), ("in a month", "30"), ("three days from now", "3"),
    ("in a couple of days", "2 ~"), ("in a few days", "3 ~"), ("two days ago", "-2"), ("a week ago", "-7"),
    ("three weeks ago", "-21"), ("a couple of days ago", "-2 ~"),
    ("a month ago", "-31"), ("next week", "2...8"), ("this week", "0...1"), ("last week", "-12...-6"),
    ("this weekend", "0...1"), ("the weekend", "0...1"), ("next weekend", "7...8"),
    ("last weekend", "-7...-6"), ("next month", "10...40"), ("this month", "0...9"), ("last month", "-51...-21"),
    ("end of the month", "5...9 ~"), ("the end of next month", "36...40 ~"),
    ("beginning of december", "10...19 ~"), ("early december", "10...19 ~"), ("mid december", "20...29 ~"),
    ("late december", "30...40 ~"), ("in december", "10...40"),
    ("next year", "41...405"), ("end of the year", "34...40 ~"), ("end of the week", "6...8 ~"),
    ("the week after next", "9...15"), ("christmas", "34"), ("christmas eve", "33"),
    ("before christmas", "0...33 <"), ("thanksgiving", "5"), ("the day after thanksgiving", "6"), ("black friday", "6"),
    ("new year's eve", "40"), ("new years day", "41"),
    ("after christmas", "35 >"), ("by friday", "0...6 <"), ("before friday", "0...5 <"), ("after friday", "7 >"),
    ("from monday on", "2 >"), ("since monday", "-5 >"),
    ("until wednesday", "0...4 <"), ("no later than friday", "0...6 <"), ("between monday and wednesday", "2...4 ="),
    ("monday to wednesday", "2...4 ="),
    ("from the 3rd to the 7th", "12...16 ="), ("december 3rd to 7th", "12...16 ="), ("dec 3-7", "12...16 ="),
    ("monday through friday", "2...6 ="), ("fridays", "6 *"),
    ("every tuesday", "3 *"), ("it came on friday", "-1"), ("i ordered it on monday", "-5"),
    ("it arrived on the 3rd", "-18"), ("i bought it november 3rd", "-18"),
    ("delivered last tuesday", "-4"), ("within three days", "0...3 <"), ("in the next two weeks", "0...14 <"),
    ("the other day", "-4...-2 ~"), ("last night", "-1 18:00-24:00"),
    ("easter", "127"), ("the 4th of july", "225"), ("valentine's day", "85"), ("labor day", "289"),
    ("last christmas", "-331"), ("around the tenth", "19 ~"),
    ("saturday", "0"), ("sunday", "1"), ("wensday", "4"), ("on thurs", "5"), ("Sat, 5 Dec", "14"), ("Tue 24 Nov", "3"),
    ("three weeks on monday", "23"),
  ])
  func days(_ text: String, _ expected: String) {
    #expect(found(text).map { short($0.value) } == [expected], "\(found(text))")
  }

  @Test(arguments: [
    ("at 3", "15:00"), ("at three", "15:00"), ("3pm", "15:00"), ("3 pm", "15:00"), ("3 p.m.", "15:00"),
    ("three p m", "15:00"), ("9am", "09:00"), ("9 a.m.", "09:00"), ("at 9", "09:00"),
    ("3:15", "15:15"), ("3:15 pm", "15:15"), ("3.15pm", "15:15"), ("15:30", "15:30"), ("at 1530", "15:30"),
    ("fifteen hundred hours", "15:00"), ("noon", "12:00"), ("midnight", "24:00"),
    ("midday", "12:00"), ("noon-ish", "12:00 ~"), ("around noon", "12:00 ~"), ("half past three", "15:30"),
    ("half three", "15:30"), ("quarter past three", "15:15"),
    ("a quarter past three", "15:15"), ("quarter to five", "16:45"), ("ten to five", "16:50"),
    ("twenty past two", "14:20"), ("twenty five to seven pm", "18:35"), ("10 past 1", "13:10"),
    ("three o'clock", "15:00"), ("3 oclock", "15:00"), ("eleven o'clock", "11:00"), ("three thirty", "15:30"),
    ("at seven forty five pm", "19:45"), ("eleven oh five am", "11:05"), ("at eight fifteen", "08:15"),
    ("3 in the afternoon", "15:00"), ("8 in the evening", "20:00"), ("seven in the morning", "07:00"),
    ("ten at night", "22:00"), ("7ish", "19:00 ~"), ("around 3", "15:00 ~"), ("about half past two", "14:30 ~"),
    ("14h", "14:00"), ("18h30", "18:30"), ("in the morning", "06:00-12:00"), ("the afternoon", "12:00-18:00"),
    ("this evening", "0 17:00-22:00"), ("tonight", "0 18:00-24:00"),
    ("at lunchtime", "12:00-14:00"), ("any time after work", "17:00-24:00 >"), ("before noon", "00:00-12:00 <"),
    ("after 5", "17:00-24:00 >"), ("after 5pm", "17:00-24:00 >"), ("by 3", "00:00-15:00 <"),
    ("until six", "00:00-18:00 <"), ("not before 10", "10:00-24:00 >"), ("from 3 onwards", "15:00-24:00 >"),
    ("between 2 and 4", "14:00-16:00 ="), ("2 to 4 pm", "14:00-16:00 ="),
    ("2-4pm", "14:00-16:00 ="), ("from 9 to 5", "09:00-17:00 ="), ("from two till four", "14:00-16:00 ="),
    ("between 10 and noon", "10:00-12:00 ="), ("11-1pm", "11:00-13:00 ="),
    ("9am-5pm", "09:00-17:00 ="), ("early morning", "06:00-09:00"), ("late afternoon", "15:00-18:00"),
    ("in half an hour", "0 10:45"), ("in 20 minutes", "0 10:35"), ("in an hour and a half", "0 11:45"),
    ("two hours ago", "0 08:15"), ("now", "0 10:15"), ("12:30", "12:30"), ("half past twelve", "12:30"),
    ("12 am", "00:00"), ("12pm", "12:00"), ("first thing in the morning", "08:00-10:00"),
    ("quarter of five", "16:45"), ("five after three", "15:05"), ("7 in the evening", "19:00"),
    ("9 05 in the morning", "09:05"), ("7 25 p.m.", "19:25"), ("six pm sharp", "18:00"),
    ("no later than 4", "00:00-16:00 <"),
    ("0:30", "00:30"), ("for 7pm", "19:00"), ("3 to 5", "15:00-17:00 ="), ("nineteen thirty", "19:30"),
  ])
  func times(_ text: String, _ expected: String) {
    #expect(found(text).map { short($0.value) } == [expected], "\(found(text))")
  }

  @Test(arguments: [
    ("a week on tuesday at half three", "10 15:30"), ("tomorrow at 3", "1 15:00"), ("3pm tomorrow", "1 15:00"),
    ("tomorrow morning", "1 06:00-12:00"), ("this coming monday morning", "2 06:00-12:00"),
    ("friday afternoon at 3", "6 15:00"), ("at quarter past ten on friday", "6 10:15"), ("the 3rd at noon", "12 12:00"),
    ("seven tomorrow evening", "1 19:00"), ("8 tonight", "0 20:00"),
    ("monday between 2 and 4", "2 14:00-16:00 ="), ("friday after 5", "6 17:00-24:00 >"),
    ("next tuesday at ten", "3 10:00"), ("december 3rd at 6:30 pm", "12 18:30"), ("friday evening", "6 17:00-22:00"),
    ("yesterday morning", "-1 06:00-12:00"), ("sunday at 2 o'clock", "1 14:00"), ("12/3 at 4pm", "12 16:00"),
    ("2026-12-03 16:00", "12 16:00"), ("on the morning of the 3rd", "12 06:00-12:00"),
    ("tomorrow before noon", "1 00:00-12:00 <"), ("tomorrow, 9 am", "1 09:00"), ("friday night", "6 18:00-24:00"),
    ("9 in the morning on monday", "2 09:00"), ("late tomorrow afternoon", "1 15:00-18:00"),
    ("tuesday first thing", "3 08:00-10:00"), ("today by 5", "0 00:00-17:00 <"), ("monday 10 to 11", "2 10:00-11:00 ="),
    ("tomorrow around lunchtime", "1 12:00-14:00 ~"),
    ("any time tomorrow", "1"), ("monday the 30th at quarter to nine", "9 08:45"), ("11am saturday", "0 11:00"),
    ("saturday at 10 in the morning", "0 10:00"),
  ])
  func daysAndTimes(_ text: String, _ expected: String) {
    #expect(found(text).map { short($0.value) } == [expected], "\(found(text))")
  }

  @Test(arguments: [
    "i may return it", "i need it by then", "may i ask", "march on", "the second one", "one second",
    "i have two problems", "the first", "at least two", "at home", "order 40217", "",
    "someday", "at most", "for two people", "in the sun", "he sat down", "12 oak street", "the 15 inch one", "size 9",
    "my order from the shop", "to my wife", "in black", "at the store",
    "in two colors", "august is my name maybe", "a second", "half of it", "it takes 3 to fix", "i want 3",
    "between the two", "after all", "before i forget", "by the way", "as soon as i can say",
    "will it fit", "in the end", "the week", "over the years", "W2890441", "call 206 555 0100", "$12.30", "nineteen",
    "mark it down", "three or four lamps", "wed like a refund",
  ])
  func none(_ text: String) { #expect(found(text).isEmpty, "\(found(text).map { ($0.said, short($0.value)) })") }

  @Test func severalReadings() {
    let span = Moments.find(in: Tokens("at 3"), context())[0]
    #expect(span.readings.map { $0.value.time?.text } == ["15:00", "03:00"])
    let next = Moments.find(
      in: Tokens("next friday"),
      EntityContext(today: LocalDate(year: 2022, month: 3, day: 15), now: TimeOfDay(minutes: 600)))[0]
    #expect(next.readings.map { $0.value.day?.iso8601 } == ["2022-03-25", "2022-03-18"])
    #expect(found("friday or monday").map { short($0.value) } == ["6", "2"])
    #expect(found("not friday, monday").count == 2)
    #expect(found("3/12", country: "GB").map { short($0.value) } == ["12"])
    #expect(found("03/12/2026", country: "GB").map { short($0.value) } == ["12"])
    #expect(found("25/12/2026").map { short($0.value) } == ["34"])
    #expect(found("3", expecting: [.moment]).map { short($0.value) } == ["15:00"])
    #expect(found("the third", expecting: [.moment]).map { short($0.value) } == ["12"])
    #expect(found("i want it at 3 on friday please").map(\.tokens) == [4..<7])
  }

  @Test func randomDaysSurviveSpeaking() {
    var random = Sequence(seed: 17)
    let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    let ordinals =
      [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "thirteenth", "fourteenth",
        "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
      ]
      + (1...9).map {
        "twenty " + ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"][$0 - 1]
      } + ["thirtieth", "thirty first"]
    for _ in 0..<300 {
      let day = today.adding(days: random.next(364))
      let month = months[day.month - 1]
      let ordinal = ordinals[day.day - 1]
      let text = random.pick([
        "\(month) \(ordinal)", "the \(ordinal) of \(month)", "\(month) \(day.day)", "\(day.day) \(month) \(day.year)",
        "\(day.month)/\(day.day)/\(day.year)", day.iso8601,
        "\(day.weekday) \(month) \(ordinal)", "\(day.weekday), \(month.prefix(3)) \(day.day)",
      ])
      #expect(found("on \(text) please").map(\.value.day) == [day], "\(text)")
      let (hour, minute) = (7 + random.next(12), random.pick([0, 5, 15, 20, 30, 45, 50]))
      let clock =
        "\(hour > 12 ? hour - 12 : hour)\(minute == 0 ? "" : ":\(minute < 10 ? "0" : "")\(minute)") \(hour < 12 ? "am" : "pm")"
      #expect(found("\(text) at \(clock)").map(\.value.time?.minutes) == [hour * 60 + minute], "\(text) \(clock)")
    }
  }
}
