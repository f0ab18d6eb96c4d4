/// Brings words to the one form in which the lexicon keeps them: American spelling, singular, short units. Catalogue and callers
/// go through the same mill, so it only matters that both come out equal, not that the form is a word.
enum WordForms {
  /// The lexicon's form of a word in lower case.
  static func key(_ word: String) -> String {
    if let form = fixed[word] { return form }
    let single = singular(spelled(word))
    return fixed[single] ?? single
  }

  /// Whether a word has a form of its own here: units and the like are rightly spelled.
  static func isFixed(_ word: String) -> Bool { fixed[word] != nil }

  /// American spelling, as far as rules and a short list tell.
  static func spelled(_ word: String) -> String {
    guard word.utf8.count > 4 else { return word }
    for (ending, instead) in endings where word.hasSuffix(ending) {
      return String(word.dropLast(ending.count)) + instead
    }
    return word
  }

  /// The singular of a noun.
  static func singular(_ word: String) -> String {
    let count = word.utf8.count
    guard count > 3, word.last == "s" || word.hasSuffix("'s") else { return word }
    if word.hasSuffix("'s") { return String(word.dropLast(2)) }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") { return word }
    if word.hasSuffix("ies"), count > 4 { return String(word.dropLast(3)) + "y" }
    for ending in ["sses", "xes", "zes", "ches", "shes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("elves") || word.hasSuffix("arves") { return String(word.dropLast(3)) + "f" }
    if word.hasSuffix("knives") { return String(word.dropLast(3)) + "fe" }
    return String(word.dropLast())
  }

  private static let endings: [(String, String)] = [
    ("coloured", "colored"), ("colours", "colors"), ("colour", "color"), ("ised", "ized"), ("litres", "liter"),
    ("litre", "liter"), ("metres", "meter"), ("metre", "meter"), ("fibre", "fiber"),
  ]

  private static let fixed: [String: String] = [
    "grey": "gray", "colour": "color", "aluminium": "aluminum", "jewellery": "jewelry", "litre": "l",
    "feet": "ft", "foot": "ft", "ft": "ft", "inches": "inch", "inch": "inch", "gig": "gb", "gigs": "gb",
    "gigabyte": "gb",
    "gigabytes": "gb", "gbs": "gb", "terabyte": "tb", "terabytes": "tb", "tera": "tb", "megabyte": "mb",
    "megabytes": "mb",
    "liter": "l", "liters": "l", "litres": "l", "lit": "l", "milliliter": "ml", "milliliters": "ml", "millilitre": "ml",
    "millilitres": "ml", "mil": "ml", "lbs": "lb", "pound": "lb", "pounds": "lb", "mps": "mp", "megapixel": "mp",
    "megapixels": "mp", "millimeter": "mm", "millimeters": "mm", "millimetre": "mm", "centimeter": "cm",
    "centimeters": "cm", "centimetre": "cm", "milliamp": "mah", "milliamps": "mah", "hrs": "hour", "hr": "hour",
    "watts": "w", "watt": "w", "percent": "%", "pct": "%", "men": "man", "women": "woman", "mice": "mouse",
    "people": "person", "persons": "person", "one": "1", "double": "double", "glasses": "glasses", "dice": "die",
    "shades": "shades", "xlarge": "xl", "bass": "bass", "polarised": "polarized", "wooden": "wood", "woolen": "wool",
    "woollen": "wool", "metallic": "metal", "lens": "lens", "lenses": "lens", "canvas": "canvas", "yes": "yes",
    "shoes": "shoe",
    "cookies": "cookie", "movies": "movie", "hose": "hose", "hoses": "hose", "cases": "case", "mattresses": "mattress",
    "plastics": "plastic", "leathers": "leather", "its": "its", "cordless": "cordless", "less": "less", "this": "this",
    "us": "us", "plus": "plus", "always": "always", "size": "size", "sized": "size", "sizes": "size", "gas": "gas",
  ]
}
