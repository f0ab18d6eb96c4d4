/// A number with its unit, as option values have it ("1.5L", "8-inch", "30-50 lbs", "20000mAh", "IPX7", "1080p").
struct Quantity: Hashable, Sendable {
  /// What is measured: only amounts of the same kind compare.
  enum Dimension: Hashable, Sendable {
    case number, length, volume, weight, data, charge, power, light, pressure, time, angle, resolution, magnification
    case percent, pieces, voltage, pixels, protection, paper, frequency
    case grade(String)
  }

  var dimension: Dimension
  /// In the dimension's smallest usual unit; of a range the middle.
  var amount: Double

  init(dimension: Dimension, amount: Double) {
    self.dimension = dimension
    self.amount = amount
  }

  /// Reads a value; nil when it is none.
  init?(_ text: String) {
    var rest = Substring(text.lowercased())
    func skip() { while let first = rest.first, first == " " || first == "-" { rest = rest.dropFirst() } }
    skip()
    // A letter before the number names a grade: i7, IPX7, A4.
    let letters = rest.prefix { $0.isLetter }
    if !letters.isEmpty, let number = Double(rest.dropFirst(letters.count)) {
      switch letters {
      case "ipx", "ip": self.init(dimension: .protection, amount: number)
      case "a": self.init(dimension: .paper, amount: -number)
      case "i", "m", "v", "gen", "level": self.init(dimension: .grade(String(letters)), amount: number)
      default: return nil
      }
      return
    }
    func number() -> Double? {
      let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
      guard let value = Double(digits.filter { $0 != "," }) else { return nil }
      rest = rest.dropFirst(digits.count)
      return value
    }
    guard let first = number() else { return nil }
    var amount = first
    var probe = rest
    while probe.first == " " { probe = probe.dropFirst() }
    if probe.first == "-" || probe.first == "–" {
      let before = rest
      rest = probe.dropFirst()
      while rest.first == " " { rest = rest.dropFirst() }
      if let second = number() { amount = (first + second) / 2 } else { rest = before }
    }
    skip()
    let unit = rest.split(whereSeparator: { $0 == " " || $0 == "-" }).first.map(String.init) ?? ""
    if unit.isEmpty {
      self.init(dimension: .number, amount: amount)
    } else if let (dimension, factor) = Self.units[unit] {
      self.init(dimension: dimension, amount: amount * factor)
    } else {
      return nil
    }
  }

  private static let units: [String: (Dimension, Double)] = {
    var units: [String: (Dimension, Double)] = [:]
    func add(_ dimension: Dimension, _ factor: Double, _ names: String) {
      for name in names.split(separator: " ") { units[String(name)] = (dimension, factor) }
    }
    add(.length, 1, "mm millimeter millimeters millimetre millimetres")
    add(.length, 10, "cm centimeter centimeters centimetre centimetres")
    add(.length, 1_000, "m meter meters metre metres")
    add(.length, 25.4, "in inch inches \"")
    add(.length, 304.8, "ft foot feet")
    add(.length, 914.4, "yd yard yards")
    add(.volume, 1, "ml milliliter milliliters millilitre millilitres")
    add(.volume, 10, "cl")
    add(.volume, 1_000, "l liter liters litre litres")
    add(.volume, 237, "cup cups")
    add(.volume, 3_785, "gallon gallons gal")
    add(.weight, 1, "g gram grams")
    add(.weight, 1_000, "kg kilo kilos kilogram kilograms")
    add(.weight, 28.35, "oz ounce ounces")
    add(.weight, 453.6, "lb lbs pound pounds")
    add(.data, 1, "mb megabyte megabytes")
    add(.data, 1_024, "gb gig gigs gigabyte gigabytes")
    add(.data, 1_048_576, "tb terabyte terabytes")
    add(.charge, 1, "mah")
    add(.charge, 1_000, "ah")
    add(.power, 1, "w watt watts")
    add(.power, 1_000, "kw")
    add(.light, 1, "lm lumen lumens")
    add(.pressure, 1, "bar bars")
    add(.time, 1, "min minute minutes")
    add(.time, 60, "h hr hrs hour hours")
    add(.time, 1_440, "day days")
    add(.angle, 1, "degree degrees °")
    add(.resolution, 1, "p")
    add(.resolution, 600, "k")
    add(.magnification, 1, "x")
    add(.percent, 1, "% percent")
    add(.pieces, 1, "piece pieces pcs pc pack packs person persons people set")
    add(.voltage, 1, "v volt volts")
    add(.pixels, 1, "mp megapixel megapixels")
    add(.frequency, 1, "hz")
    return units
  }()
}
