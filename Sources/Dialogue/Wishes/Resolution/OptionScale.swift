/// The order of an option's values: sizes, levels, capacities, lengths. Made from all values that the option has, since the same
/// word ("medium") stands in several orders.
struct OptionScale: Hashable, Sendable {
  private var ranks: [String: Double] = [:]

  /// Orders values as far as they have an order.
  init(_ values: [String]) {
    let distinct = values.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let parsed = distinct.map { ($0, Quantity($0)) }
    // Most values tell the dimension; words such as "full size" and "not resistant" join it.
    if let dimension = parsed.compactMap({ $0.1?.dimension }).first,
      parsed.allSatisfy({ $0.1?.dimension == dimension || Self.joins($0.0, dimension) != nil })
    {
      for (value, quantity) in parsed { ranks[value] = quantity?.amount ?? Self.joins(value, dimension) }
      return
    }
    let words = distinct.map(OptionWords.folded)
    guard let scale = Self.scales.first(where: { scale in words.allSatisfy { scale[$0] != nil } }) else { return }
    for (value, word) in zip(distinct, words) { ranks[value] = scale[word] }
  }

  /// Where a value stands; nil when its option has no order.
  func rank(_ value: String) -> Double? {
    ranks[value] ?? ranks.filter { OptionWords.same($0.key, value) }.min { $0.key < $1.key }?.value
  }

  /// Whether the values have an order.
  var isOrdered: Bool { ranks.count > 1 }

  private static func joins(_ value: String, _ dimension: Quantity.Dimension) -> Double? {
    switch (OptionWords.folded(value), dimension) {
    case ("fullsize", .percent): 100
    case ("notresistant", .protection), ("no", .protection), ("none", .protection): 0
    case ("none", _): 0
    default: nil
    }
  }

  /// Named orders, least first; entries of one place are other words for it.
  private static let scales: [[String: Double]] = [
    ["xxxs 3xs", "xxs 2xs", "xs", "s", "m", "l", "xl", "xxl 2xl", "xxxl 3xl", "xxxxl 4xl"],
    ["mini", "portable compact travel", "small", "medium regular standard", "large big", "extralarge xlarge", "huge"],
    ["verylow", "low", "medium", "high", "veryhigh"],
    ["beginner novice easy", "intermediate", "advanced", "expert hard"],
    ["basic", "standard", "advanced", "professional pro premium"],
    ["light", "medium", "dark"], ["soft", "medium", "firm hard"], ["mild", "medium", "hot"],
    ["slim", "regular", "wide"], ["half", "full"], ["standard", "highback"], ["inear", "onear", "overear"],
    ["none no off", "yes on"], ["single", "double twin", "queen", "king"], ["short", "medium", "long"],
    ["thin", "medium", "thick"], ["kids child", "youth", "adult"],
  ].map { scale in
    var ranks: [String: Double] = [:]
    for (place, words) in scale.enumerated() {
      for word in words.split(separator: " ") { ranks[String(word)] = Double(place) }
    }
    return ranks
  }
}

/// Words of option values as they are compared.
enum OptionWords {
  /// Lower case without spaces and marks, one spelling for what has two.
  static func folded(_ value: String) -> String {
    let letters = value.lowercased().filter { $0.isLetter || $0.isNumber }
    return letters == "grey" ? "gray" : letters.replacingGrey
  }

  /// Whether two values are the same: by their letters, or as the same quantity ("6 foot", "6 ft").
  static func same(_ left: String, _ right: String) -> Bool {
    if folded(left) == folded(right) { return true }
    guard let one = Quantity(left), let other = Quantity(right) else { return false }
    return one.dimension == other.dimension && abs(one.amount - other.amount) < 0.001 * max(1, abs(one.amount))
  }
}

extension String {
  fileprivate var replacingGrey: String {
    guard hasSuffix("grey") || hasPrefix("grey") else { return self }
    return hasSuffix("grey") ? String(dropLast(4)) + "gray" : "gray" + String(dropFirst(4))
  }
}
