/// A kind of thing on the shelves, of which several products exist under different names.
struct ProductKind {
  /// The noun of the name ("rain jacket").
  var noun: String
  /// Three letters that begin the stock-keeping units.
  var code: String
  /// The category path, widest first.
  var category: [String]
  /// Dollars from the cheapest to the dearest.
  var dollars: ClosedRange<Int>
  /// The choices, at most two: option and values.
  var options: [(name: String, values: [String])]

  init(
    _ noun: String, _ code: String, _ category: [String], _ dollars: ClosedRange<Int>,
    _ options: [(name: String, values: [String])] = []
  ) {
    self.noun = noun
    self.code = code
    self.category = category
    self.dollars = dollars
    self.options = options
  }

  /// The names a product may bear before its noun.
  static let lines = [
    "Alpine", "Basecamp", "Cascade", "Coastal", "Evergreen", "Foothill", "Granite", "Juniper", "Lakeside", "Meadow",
    "Northwind", "Ridgeline", "Sagebrush", "Summit", "Timber", "Wayfarer",
  ]

  private static let size = ("size", ["small", "medium", "large", "extra large"])
  private static let shoe = ("size", ["seven", "eight", "nine", "ten", "eleven", "twelve"])
  private static func colour(_ values: String...) -> (name: String, values: [String]) { ("colour", values) }

  static let all: [ProductKind] = [
    ProductKind(
      "tent", "TNT", ["Outdoor", "Tents"], 149...499,
      [colour("green", "orange"), ("capacity", ["two person", "three person", "four person"])]),
    ProductKind("tarp shelter", "TRP", ["Outdoor", "Tents"], 59...129, [colour("green", "sand")]),
    ProductKind(
      "sleeping bag", "SLB", ["Outdoor", "Sleeping"], 89...329,
      [colour("blue", "red"), ("length", ["regular", "long"])]),
    ProductKind("sleeping pad", "SLP", ["Outdoor", "Sleeping"], 49...189, [("length", ["regular", "long"])]),
    ProductKind("hammock", "HMK", ["Outdoor", "Sleeping"], 39...99, [colour("blue", "green", "orange")]),
    ProductKind(
      "backpack", "BPK", ["Outdoor", "Packs"], 79...289,
      [colour("black", "green", "blue"), ("volume", ["thirty liter", "fifty liter"])]),
    ProductKind("day pack", "DPK", ["Outdoor", "Packs"], 39...109, [colour("black", "gray", "yellow")]),
    ProductKind("duffel bag", "DUF", ["Outdoor", "Packs"], 59...149, [colour("black", "red")]),
    ProductKind("camp stove", "STV", ["Outdoor", "Camp kitchen"], 49...179),
    ProductKind("cook set", "CKS", ["Outdoor", "Camp kitchen"], 39...129),
    ProductKind(
      "water bottle", "BTL", ["Outdoor", "Camp kitchen"], 18...45, [colour("blue", "black", "white", "green")]),
    ProductKind("cooler", "COL", ["Outdoor", "Camp kitchen"], 89...349, [colour("white", "tan")]),
    ProductKind("headlamp", "HDL", ["Outdoor", "Lighting"], 24...89, [colour("black", "red")]),
    ProductKind("lantern", "LNT", ["Outdoor", "Lighting"], 29...99),
    ProductKind("trekking poles", "TRK", ["Outdoor", "Hiking"], 49...169),
    ProductKind("hiking boots", "HBT", ["Outdoor", "Footwear"], 109...249, [shoe]),
    ProductKind("trail shoes", "TRS", ["Outdoor", "Footwear"], 89...169, [shoe]),
    ProductKind("wool socks", "SCK", ["Outdoor", "Footwear"], 16...28, [("size", ["small", "medium", "large"])]),
    ProductKind("rain jacket", "RJK", ["Outdoor", "Clothing"], 89...299, [colour("blue", "yellow"), size]),
    ProductKind("down jacket", "DJK", ["Outdoor", "Clothing"], 149...349, [colour("black", "red"), size]),
    ProductKind("fleece", "FLC", ["Outdoor", "Clothing"], 59...139, [colour("gray", "green"), size]),
    ProductKind("sun hat", "HAT", ["Outdoor", "Clothing"], 24...49, [colour("tan", "navy")]),
    ProductKind("snowshoes", "SNS", ["Outdoor", "Snow"], 129...289, [("length", ["short", "long"])]),
    ProductKind("sled", "SLD", ["Outdoor", "Snow"], 29...79, [colour("red", "blue")]),
    ProductKind("kayak", "KYK", ["Outdoor", "Water"], 499...1_399, [colour("red", "yellow")]),
    ProductKind("paddle board", "PDB", ["Outdoor", "Water"], 349...899),
    ProductKind("life vest", "LFV", ["Outdoor", "Water"], 49...139, [size]),
    ProductKind("bike helmet", "HLM", ["Outdoor", "Cycling"], 49...169, [colour("white", "black"), size]),
    ProductKind("bike rack", "RCK", ["Outdoor", "Cycling"], 129...449),
    ProductKind("camp chair", "CCH", ["Home", "Patio"], 39...119, [colour("green", "gray")]),
    ProductKind("patio table", "PTB", ["Home", "Patio"], 149...499),
    ProductKind("fire pit", "FRP", ["Home", "Patio"], 129...399),
    ProductKind("grill", "GRL", ["Home", "Patio"], 199...899, [("fuel", ["gas", "charcoal"])]),
    ProductKind("planter", "PLT", ["Home", "Garden"], 19...79, [("size", ["small", "large"])]),
    ProductKind("garden hose", "HOS", ["Home", "Garden"], 29...79, [("length", ["fifty foot", "one hundred foot"])]),
    ProductKind("pruning shears", "PRN", ["Home", "Garden"], 19...49),
    ProductKind("wool blanket", "BLK", ["Home", "Living"], 79...199, [colour("gray", "cream", "red")]),
    ProductKind("floor lamp", "LMP", ["Home", "Living"], 69...229, [("finish", ["brass", "black"])]),
    ProductKind("bookshelf", "BKS", ["Home", "Living"], 129...399, [("wood", ["oak", "walnut"])]),
    ProductKind("doormat", "MAT", ["Home", "Living"], 24...59),
    ProductKind("kettle", "KTL", ["Home", "Kitchen"], 34...119, [colour("red", "white", "black")]),
    ProductKind("skillet", "SKL", ["Home", "Kitchen"], 29...129, [("size", ["ten inch", "twelve inch"])]),
    ProductKind("storage bin", "BIN", ["Home", "Storage"], 14...39, [("size", ["small", "medium", "large"])]),
    ProductKind("tool chest", "TLC", ["Home", "Workshop"], 149...599),
  ]
}
