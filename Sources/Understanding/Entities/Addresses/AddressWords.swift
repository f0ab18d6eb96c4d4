/// How the parts of addresses are said.
enum AddressWords {
  static let units: [String: String] = [
    "apartment": "Apartment", "apt": "Apt", "unit": "Unit", "suite": "Suite", "ste": "Ste", "flat": "Flat",
    "apartement": "Apartment",
    "appartment": "Apartment", "aptmt": "Apt", "sweet": "Suite", "flatt": "Flat",
  ]
  /// Said behind a street only: elsewhere they are other things.
  static let innerUnits: [String: String] = [
    "floor": "Floor", "room": "Room", "building": "Building", "bldg": "Bldg", "lot": "Lot", "rm": "Rm",
  ]
  static let directions: Set<String> = [
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast",
    "southwest",
  ]
  /// Words that names of streets hardly hold.
  static let notStreet: Set<String> = [
    "of", "in", "on", "at", "to", "for", "by", "the", "and", "or", "is", "was", "it", "my", "your", "from", "with", "a",
    "an", "that", "this", "days", "weeks",
    "hours", "minutes", "years", "months", "dollars", "items", "other", "on", "ago", "i", "you", "me", "just", "not",
    "but", "if", "then", "one", "any",
    "all", "some", "more", "them", "these", "those", "are", "shoes", "pm", "am", "percent", "inch", "inches", "people",
    "zip", "code", "order", "number",
    "lamps", "climbing", "same", "please",
  ]
  /// First words of names of cities that are ordinary words.
  static let cityStarts: Set<String> = [
    "new", "saint", "st", "san", "los", "las", "fort", "ft", "el", "la", "santa", "north", "south", "east", "west",
    "salt", "long", "grand", "big", "little",
    "great", "baton", "des", "palm", "green", "white", "high", "cedar", "mount", "mt", "port", "lake", "oak", "sioux",
    "corpus", "saint", "virginia", "kansas",
    "oklahoma", "jersey", "iowa", "colorado", "college", "silver", "grand", "rapid", "ann", "le",
  ]
  static let cityEnds: Set<String> = [
    "city", "beach", "springs", "falls", "park", "lake", "heights", "hills", "valley", "rapids", "bay", "creek", "rock",
    "island", "rouge", "worth",
    "station", "grove", "point", "wood", "haven", "york",
  ]
}
