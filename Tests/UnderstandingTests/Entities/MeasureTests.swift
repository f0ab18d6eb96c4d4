import Discourse
import Testing
import Understanding

@Suite struct MeasureTests {
  private func found(_ text: String) -> [Measure] { Measures.find(in: Tokens(text), context()).map(\.value) }

  @Test(arguments: [
    ("one terabyte", Measure.Dimension.storage, 1e12), ("1TB SSD", .storage, 1e12), ("512 gigs", .storage, 512e9),
    ("256GB", .storage, 256e9), ("two hundred fifty six gigabytes", .storage, 256e9),
    ("half a terabyte", .storage, 500e9),
    ("a terabyte", .storage, 1e12), ("16 gb of ram", .storage, 16e9), ("sixteen gig", .storage, 16e9),
    ("1000 gb", .storage, 1e12),
    ("200 ml", .volume, 200), ("200ml", .volume, 200), ("1.5L", .volume, 1500),
    ("one and a half liters", .volume, 1500),
    ("one point five litres", .volume, 1500), ("a liter and a half", .volume, 1500), ("two liters", .volume, 2000),
    ("750 milliliters", .volume, 750),
    ("1 cup", .volume, 236.588), ("four cups", .volume, 946.352), ("half a gallon", .volume, 1892.705),
    ("half liter", .volume, 500),
    ("six foot", .length, 1828.8), ("6 ft", .length, 1828.8), ("6ft", .length, 1828.8), ("six feet", .length, 1828.8),
    ("15 inch", .length, 381), ("15-inch", .length, 381), ("fifteen inches", .length, 381), ("15\"", .length, 381),
    ("15in", .length, 381),
    ("six foot two", .length, 1879.6), ("5 ft 10 in", .length, 1778), ("5'10", .length, 1778),
    ("6' tall", .length, 1828.8),
    ("5.8-inch", .length, 147.32), ("six point one inch", .length, 154.94), ("4mm", .length, 4),
    ("four millimetres", .length, 4),
    ("10 cm", .length, 100), ("two meters", .length, 2000), ("2m", .length, 2000),
    ("a hundred foot hose", .length, 30480),
    ("5/8 inch", .length, 15.875), ("5 1/2 inches", .length, 139.7), ("three quarters of an inch", .length, 19.05),
    ("a quarter inch", .length, 6.35),
    ("5½ inches", .length, 139.7), ("ten thousand milliamp hours", .charge, 10000), ("10000mAh", .charge, 10000),
    ("10,000 mAh", .charge, 10000),
    ("10k mah", .charge, 10000), ("five thousand m a h", .charge, 5000), ("20 000 mah", .charge, 20000),
    ("60 watt", .power, 60),
    ("100W equivalent", .power, 100), ("1.5 kilowatts", .power, 1500), ("18 volt", .voltage, 18), ("18V", .voltage, 18),
    ("eight hundred lumens", .light, 800),
    ("15 bar", .pressure, 15), ("fifteen bar", .pressure, 15), ("20MP", .resolution, 20e6),
    ("twenty megapixels", .resolution, 20e6),
    ("twenty four mega pixel", .resolution, 24e6), ("4K", .definition, 2160), ("four k", .definition, 2160),
    ("1080p", .definition, 1080),
    ("ten eighty p", .definition, 1080), ("5k", .definition, 2880), ("10x", .magnification, 10),
    ("10x zoom", .magnification, 10),
    ("ten times zoom", .magnification, 10), ("five x", .magnification, 5), ("10 hours", .duration, 36000),
    ("an hour and a half", .duration, 5400),
    ("six hour battery", .duration, 21600), ("1000 piece", .pieces, 1000), ("1000-piece", .pieces, 1000),
    ("fifteen hundred pieces", .pieces, 1500),
    ("2-piece", .pieces, 2), ("3-person", .persons, 3), ("a three person tent", .persons, 3),
    ("for 4 people", .persons, 4), ("IPX7", .protection, 7),
    ("ip x seven", .protection, 7), ("i p x 4", .protection, 4), ("i7", .processor, 7), ("core i 9", .processor, 9),
    ("an i seven", .processor, 7),
    ("size 9", .size, 9), ("size nine and a half", .size, 9.5), ("size ten", .size, 10), ("a size 11", .size, 11),
    ("110 degrees", .angle, 110),
    ("20 degrees celsius", .temperature, 20), ("68 fahrenheit", .temperature, 20), ("60%", .percent, 60),
    ("sixty percent", .percent, 60),
    ("5 lbs", .mass, 2267.96185), ("five pounds", .mass, 2267.96185), ("2 kilos", .mass, 2000), ("500g", .mass, 500),
    ("12 oz", .mass, 340.19428),
    ("12 fluid ounces", .volume, 354.88235), ("2.4 ghz", .frequency, 2.4e9), ("120 hertz", .frequency, 120),
    ("144Hz", .frequency, 144),
    ("21 speed", .speeds, 21), ("won terabyte", .storage, 1e12), ("for cups", .volume, 946.352),
    ("2 tera bytes", .storage, 2e12),
  ])
  func one(_ text: String, _ dimension: Measure.Dimension, _ base: Double) {
    let measures = found(text)
    #expect(measures.count == 1, "\(measures)")
    #expect(measures.first?.dimension == dimension)
    #expect(abs((measures.first?.base ?? 0) - base) <= abs(base) * 1e-6, "\(measures)")
  }

  @Test(arguments: [
    ("30-50 lbs", 13607.7711, 22679.6185), ("5 to 25 pounds", 2267.96185, 11339.80925),
    ("between 5 and 25 lbs", 2267.96185, 11339.80925),
    ("fifty five to seventy five pounds", 24947.58035, 34019.42775), ("5lbs to 25lbs", 2267.96185, 11339.80925),
    ("from 8 to 10 hours", 28800, 36000),
  ])
  func ranges(_ text: String, _ low: Double, _ high: Double) {
    let measure = found(text).first
    #expect(found(text).count == 1, "\(found(text))")
    #expect(abs((measure?.base ?? 0) - low) < 0.1 && abs((measure?.baseUpTo ?? 0) - high) < 0.1, "\(found(text))")
  }

  @Test(arguments: [
    ("at least 16 gigs", "atLeast"), ("16 gb or more", "atLeast"), ("16gb or above", "atLeast"),
    ("under two liters", "lessThan"),
    ("no more than 15 inches", "atMost"), ("up to 5 kilos", "atMost"), ("more than 10 hours", "moreThan"),
    ("10 hours or less", "atMost"),
    ("bigger than 8 inches", "moreThan"), ("smaller than 8 inches", "lessThan"), ("at most 2 l", "atMost"),
    ("i7 or better", "atLeast"),
    ("ipx4 or higher", "atLeast"), ("15 inch", "is"), ("about 2 liters", "is"), ("not 15 inches", "is"),
    ("over 500 lumens", "moreThan"),
    ("minimum 16 gb", "atLeast"), ("16 gb minimum", "atLeast"), ("longer than 4 hours", "moreThan"),
    ("15 inches max", "atMost"),
  ])
  func bounds(_ text: String, _ bound: String) {
    #expect(found(text).map(\.bound.rawValue) == [bound], "\(found(text))")
  }

  @Test(
    arguments: [
      "i have two problems", "", "one second", "i need it in 3 days time to pack", "order 40217", "a cup",
      "the second bar", "in 15 minutes",
      "12 oak street", "a few", "meet at 6", "what size", "the large one", "may 5", "i am 5", "page 4", "one in black",
      "two in red",
      "the one for me", "a 4", "call me in 2", "to a friend",
    ].filter { !$0.contains("days") && !$0.contains("minutes") && $0 != "a cup" })
  func none(_ text: String) { #expect(found(text).isEmpty, "\(found(text))") }

  @Test func severalAndPlaces() {
    #expect(found("15 inch with 16 gigs and one terabyte").map(\.dimension) == [.length, .storage, .storage])
    let span = Measures.find(in: Tokens("the 15-inch one"), context())[0]
    #expect(span.tokens == 1..<3 && span.said == "15-inch")
    #expect(span.value.unit == "in" && span.value.amount == 15)
    #expect(found("8 and 10 inch").map(\.amount) == [8, 10])
    #expect(found("7 8 or 10 inches").map(\.amount).contains(10))
  }

  @Test func randomOnesSurviveSpeaking() {
    var random = Sequence(seed: 9)
    let units = [
      ("gigabytes", "GB"), ("inches", "in"), ("ml", "ml"), ("watts", "W"), ("milliamp hours", "mAh"), ("feet", "ft"),
      ("kilos", "kg"),
    ]
    for _ in 0..<300 {
      let number = 1 + random.next(random.pick([20, 999, 20_000]))
      let (spoken, short) = random.pick(units)
      let first = found("i want \(Speaking.cardinal(number, and: random.next(2) == 0)) \(spoken) please")
      #expect(first.map(\.amount) == [Double(number)] && first.first?.unit == short, "\(number) \(spoken)")
      #expect(found("\(number)\(short)").map(\.amount) == [Double(number)])
    }
  }
}
