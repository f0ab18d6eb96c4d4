/// A unit of measure.
struct Unit: Sendable {
  var dimension: Measure.Dimension
  /// How many base units it is.
  var factor: Double
  /// Its short writing.
  var short: String
  /// Where it counts as a unit: behind every number, behind digits only, or typed onto the digits only.
  enum Reach: Sendable { case everywhere, typed, glued }
  var reach: Reach

  /// The unit that begins at a place, or is typed onto a number as its suffix.
  static func read(_ tokens: Tokens, behind number: Numeral) -> (unit: Unit, end: Int)? {
    if let suffix = number.suffix {
      // "10k mah" is ten thousand of them.
      if suffix == "k", let (unit, end) = named(tokens, at: number.end, isTyped: true) { return (unit, end) }
      return table[suffix].map { ($0, number.end) }
    }
    let gap = tokens.gap(number.end)
    if gap.hasPrefix("\"") || gap.hasPrefix("”") || gap.hasPrefix("″") { return (inch, number.end) }
    if number.isTyped, gap.hasPrefix("'") || gap.hasPrefix("’") || gap.hasPrefix("′") { return (foot, number.end) }
    if gap.hasPrefix("%") { return (percent, number.end) }
    if gap.hasPrefix("°") {
      if let (unit, end) = named(tokens, at: number.end, isTyped: true), unit.dimension == .temperature {
        return (unit, end)
      }
      let letter = tokens.text(number.end)
      if letter == "c" || letter == "f" { return (letter == "c" ? celsius : fahrenheit, number.end + 1) }
      return (degree, number.end)
    }
    return named(tokens, at: number.end, isTyped: number.isTyped)
  }

  private static func named(_ tokens: Tokens, at place: Int, isTyped: Bool) -> (unit: Unit, end: Int)? {
    for (words, unit) in phrases where tokens.matches(words, at: place) { return (unit, place + words.count) }
    guard let unit = table[tokens.text(place)] else { return nil }
    let isGlued = place < tokens.count && tokens[place].isGlued
    switch unit.reach {
    case .everywhere: break
    case .typed: guard isTyped else { return nil }
    case .glued:
      // "15 in" at the end is a length, "two in red" is none.
      guard isTyped,
        isGlued || tokens.text(place) == "in" && (tokens.pauses(before: place + 1) || tokens.text(place + 1) == "x")
      else { return nil }
    }
    return (unit, place + 1)
  }

  /// Whether a word is a unit that counts behind a spoken number.
  static func isUnit(_ text: String) -> Bool { table[text]?.reach == .everywhere }

  private static let inch = Unit(dimension: .length, factor: 25.4, short: "in", reach: .everywhere)
  private static let foot = Unit(dimension: .length, factor: 304.8, short: "ft", reach: .everywhere)
  private static let percent = Unit(dimension: .percent, factor: 1, short: "%", reach: .everywhere)
  private static let degree = Unit(dimension: .angle, factor: 1, short: "°", reach: .everywhere)
  private static let celsius = Unit(dimension: .temperature, factor: 1, short: "°C", reach: .everywhere)
  /// Its zero is elsewhere: `Measures` converts it.
  static let fahrenheit = Unit(dimension: .temperature, factor: 5.0 / 9, short: "°F", reach: .everywhere)

  private static let phrases: [([String], Unit)] = [
    (["milliamp", "hours"], "mah"), (["milliamp", "hour"], "mah"), (["milli", "amp", "hours"], "mah"),
    (["milli", "amp", "hour"], "mah"),
    (["m", "a", "h"], "mah"), (["ma", "h"], "mah"), (["milliampere", "hours"], "mah"),
    (["mili", "amp", "hours"], "mah"), (["amp", "hours"], "ah"),
    (["fluid", "ounces"], "floz"), (["fluid", "ounce"], "floz"), (["fl", "oz"], "floz"), (["mega", "pixel"], "mp"),
    (["mega", "pixels"], "mp"),
    (["m", "p"], "mp"), (["g", "b"], "gb"), (["t", "b"], "tb"), (["tera", "bytes"], "tb"), (["tera", "byte"], "tb"),
    (["giga", "bytes"], "gb"),
    (["giga", "byte"], "gb"), (["degrees", "celsius"], "celsius"), (["degrees", "fahrenheit"], "fahrenheit"),
    (["degrees", "centigrade"], "celsius"),
    (["degrees", "c"], "celsius"), (["degrees", "f"], "fahrenheit"), (["watt", "hours"], "wh"),
    (["watt", "hour"], "wh"), (["kilowatt", "hours"], "kwh"),
    (["per", "cent"], "percent"), (["times", "zoom"], "x"), (["times", "optical"], "x"), (["x", "zoom"], "x"),
    (["x", "optical"], "x"),
    (["times", "magnification"], "x"), (["square", "feet"], "sqft"), (["mega", "hertz"], "mhz"),
    (["giga", "hertz"], "ghz"), (["kilo", "grams"], "kg"),
    (["milli", "meters"], "mm"), (["milli", "litres"], "ml"), (["milli", "liters"], "ml"), (["centi", "meters"], "cm"),
  ].compactMap { words, name in table[name].map { (words, $0) } }

  private static let table: [String: Unit] = {
    var table: [String: Unit] = [:]
    func add(
      _ dimension: Measure.Dimension, _ factor: Double, _ short: String, _ names: String, typed: String = "",
      glued: String = ""
    ) {
      for (names, reach) in [(names, Reach.everywhere), (typed, .typed), (glued, .glued)] {
        for name in names.split(separator: " ") {
          table[String(name)] = Unit(dimension: dimension, factor: factor, short: short, reach: reach)
        }
      }
    }
    add(.storage, 1e3, "KB", "kilobytes kilobyte", typed: "kb")
    add(.storage, 1e6, "MB", "mb megabyte megabytes meg megs")
    add(.storage, 1e9, "GB", "gb gbs gig gigs gigabyte gigabytes giga gigabit gbyte")
    add(.storage, 1e12, "TB", "tb tbs terabyte terabytes tera teras terrabyte terabite terabites terrabytes")
    add(.length, 1, "mm", "mm millimeter millimeters millimetre millimetres mil mils")
    add(.length, 10, "cm", "cm cms centimeter centimeters centimetre centimetres")
    add(.length, 1_000, "m", "meter meters metre metres", glued: "m")
    add(.length, 1e6, "km", "km kilometer kilometers kilometre kilometres")
    add(.length, 25.4, "in", "inch inches inchs inche", typed: "ins", glued: "in")
    add(.length, 304.8, "ft", "foot feet", typed: "ft fts")
    add(.length, 914.4, "yd", "yard yards", typed: "yd yds")
    add(.length, 1_609_344, "mi", "mile miles")
    add(.volume, 1, "ml", "ml mls milliliter milliliters millilitre millilitres mil_l")
    add(.volume, 10, "cl", "cl centiliter centilitres centiliters")
    add(.volume, 1_000, "L", "liter liters litre litres ltr ltrs", typed: "l lt")
    add(.volume, 29.5735295625, "fl oz", "floz")
    add(.volume, 236.5882365, "cup", "cup cups")
    add(.volume, 473.176473, "pt", "pint pints")
    add(.volume, 946.352946, "qt", "quart quarts")
    add(.volume, 3_785.411784, "gal", "gallon gallons gal gals")
    add(.mass, 1, "g", "gram grams gramme grammes", typed: "g gr")
    add(.mass, 1_000, "kg", "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes")
    add(.mass, 453.59237, "lb", "pound pounds lb lbs lbses")
    add(.mass, 28.349523125, "oz", "ounce ounces oz")
    add(.charge, 1, "mAh", "mah mahs")
    add(.charge, 1_000, "Ah", "ah_", typed: "ah")
    add(.power, 1, "W", "watt watts wat", typed: "w")
    add(.power, 1_000, "kW", "kw kilowatt kilowatts")
    add(.voltage, 1, "V", "volt volts", typed: "v")
    add(.energy, 1, "Wh", "wh")
    add(.energy, 1_000, "kWh", "kwh")
    add(.light, 1, "lm", "lumen lumens lm")
    add(.frequency, 1, "Hz", "hz hertz")
    add(.frequency, 1e6, "MHz", "mhz megahertz")
    add(.frequency, 1e9, "GHz", "ghz gigahertz")
    add(.pressure, 1, "bar", "bar")
    add(.resolution, 1e6, "MP", "mp megapixel megapixels mpx megapix mps")
    add(.magnification, 1, "x", "", typed: "", glued: "x")
    add(.pieces, 1, "pieces", "piece pieces pc pcs pieced")
    add(.persons, 1, "persons", "person persons people man seater")
    add(.speeds, 1, "speeds", "speed speeds gear gears")
    add(.temperature, 1, "°C", "celsius centigrade")
    add(.temperature, 5.0 / 9, "°F", "fahrenheit")
    add(.angle, 1, "°", "degree degrees deg")
    add(.duration, 1, "s", "seconds sec secs")
    add(.duration, 60, "min", "minute minutes min mins")
    add(.duration, 3_600, "h", "hour hours hr hrs", glued: "h")
    add(.duration, 86_400, "d", "day days")
    add(.duration, 604_800, "wk", "week weeks wks")
    add(.duration, 2_629_746, "mo", "month months")
    add(.duration, 31_556_952, "yr", "year years yr yrs")
    add(.percent, 1, "%", "percent pct procent")
    table["mil_l"] = nil
    table["ah_"] = nil
    return table
  }()
}
