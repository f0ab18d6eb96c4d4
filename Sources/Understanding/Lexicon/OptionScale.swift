/// Puts the values of an option in order from less to more: sizes, levels, protection and processor classes, paper, numbers with units.
enum OptionScale {
  /// The values in ascending order; nil when they have none (colours, materials).
  static func ascending(_ values: [String]) -> [String]? {
    guard values.count > 1 else { return nil }
    let keys = values.map { Cells.keys($0) }
    for ladder in ladders {
      if let order = sorted(values, by: keys.map { ladder[$0.joined(separator: " ")] }) { return order }
    }
    let sizes = keys.map(ValueSize.init)
    // "Full size" among percentages is all of it; "not resistant" stands below every class.
    let unit = sizes.compactMap { $0?.unit }.first
    guard let unit, zip(sizes, keys).allSatisfy({ size, key in size?.unit == unit || Self.end(key, unit) != nil })
    else {
      return nil
    }
    return sorted(values, by: zip(sizes, keys).map { size, key in size?.amount ?? Self.end(key, unit) })
  }

  private static func sorted(_ values: [String], by ranks: [Double?]) -> [String]? {
    let known = ranks.compactMap { $0 }
    // Equal ranks would make an arbitrary order.
    guard known.count == values.count, Set(known).count == known.count else { return nil }
    return zip(known, values).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func end(_ key: [String], _ unit: String) -> Double? {
    switch (key.joined(separator: " "), unit) {
    case ("full size", "%"): 100
    case ("not resistant", _), ("none", _), ("no", _): -1
    default: nil
    }
  }

  /// Words that stand on one ladder, lowest rung first; what stands on one rung never stands in one option.
  private static let ladders: [[String: Double]] = [
    [
      "xxs", "xs|extra small|mini|tiny", "s|small|portable|compact", "m|medium|regular|standard", "l|large",
      "xl|extra large", "xxl|2xl|extra extra large", "xxxl|3xl",
    ],
    ["none|no|off", "low|light|basic", "medium|mid|moderate", "high|dark|strong", "very high|ultra"],
    ["beginner|easy", "intermediate|moderate", "advanced", "expert|hard"],
    ["basic|starter", "standard", "premium", "professional|pro"], ["half|short", "regular", "full|long"],
    ["short", "regular|standard|medium", "long|high back|tall"], ["no|none", "yes"],
    ["manual|manual tilt", "semi automatic", "automatic|auto|auto tilt"], ["wifi", "wifi plus cellular"],
    ["soft cover", "hard cover"], ["softshell", "hardshell"], ["none", "fixed", "adjustable"],
    ["none", "white", "rgb"],
  ].map { rungs in
    var ladder: [String: Double] = [:]
    for (rank, rung) in rungs.enumerated() {
      for word in rung.split(separator: "|") {
        ladder[Cells.keys(String(word)).joined(separator: " ")] = Double(rank)
      }
    }
    return ladder
  }
}

/// How big an option's value is: a number with its unit in one base, or a class with a number in its name.
struct ValueSize: Hashable {
  /// The base unit, or the name of the class ("ipx", "i"); "" for bare numbers.
  var unit: String
  /// How many of it; the upper end of a range.
  var amount: Double

  /// Reads a value's words in the lexicon's form; nil when they hold no number.
  init?(_ key: [String]) {
    var amount: Double?
    var unit = ""
    for word in key {
      if let number = Double(word), number.isFinite {
        amount = number
      } else if let known = amount {
        if let (base, factor) = Self.units[word] {
          (unit, amount) = (base, known * factor)
          break
        }
        if unit.isEmpty, word != "to" { unit = word }
      } else if let last = word.last, last.isNumber {
        let letters = word.prefix { !$0.isNumber }
        guard let number = Double(word.dropFirst(letters.count)) else { return nil }
        unit = String(letters)
        // Paper is the smaller the higher its number.
        amount = unit == "a" || unit == "b" ? -number : number
        break
      }
    }
    guard let amount else { return nil }
    self.unit = unit
    self.amount = amount
  }

  /// Whether two sizes are the same, but for rounding.
  func isEqual(to other: ValueSize) -> Bool {
    unit == other.unit && abs(amount - other.amount) < 0.01 * max(1, abs(amount))
  }

  /// Units with their base and how many of it they are. Pictures count their width: 1080 lines are 1,920 wide.
  static let units: [String: (String, Double)] = [
    "mb": ("gb", 0.001), "gb": ("gb", 1), "tb": ("gb", 1_000), "ml": ("ml", 1), "cl": ("ml", 10), "l": ("ml", 1_000),
    "oz": ("oz", 1), "mm": ("mm", 1), "cm": ("mm", 10), "m": ("mm", 1_000), "inch": ("mm", 25.4), "in": ("mm", 25.4),
    "ft": ("mm", 304.8), "g": ("g", 1), "kg": ("g", 1_000), "lb": ("lb", 1), "mah": ("mah", 1), "ah": ("mah", 1_000),
    "w": ("w", 1), "kw": ("w", 1_000), "v": ("v", 1), "volt": ("v", 1), "lumen": ("lumen", 1), "lm": ("lumen", 1),
    "mp": ("mp", 1), "x": ("x", 1), "bar": ("bar", 1), "hour": ("hour", 1), "h": ("hour", 1),
    "minute": ("hour", 1.0 / 60),
    "day": ("hour", 24), "cup": ("cup", 1), "piece": ("piece", 1), "pc": ("piece", 1), "person": ("person", 1),
    "man": ("person", 1), "degree": ("degree", 1), "%": ("%", 1), "p": ("wide", 16.0 / 9), "k": ("wide", 1_000),
  ]
}
