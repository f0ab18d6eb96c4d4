internal import Commerce
internal import Discourse

/// A product's options with their orders: what is said of options is held against it.
struct OptionTable: Sendable {
  /// The names in order of the alphabet: back ends tell none.
  let names: [String]
  private var scales: [String: OptionScale] = [:]
  private var values: [String: [String]] = [:]

  init(_ product: Product) {
    names = Set(product.variants.flatMap(\.options.keys)).sorted()
    for name in names {
      let all = product.variants.compactMap { $0.options[name] }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      values[name] = all
      scales[name] = OptionScale(all)
    }
  }

  /// The option of that name, in whatever spelling.
  func name(like said: String) -> String? {
    let word = OptionWords.folded(said)
    return names.first { OptionWords.folded($0) == word }
      ?? names.first { OptionWords.folded($0).contains(word) || word.contains(OptionWords.folded($0)) }
  }

  func values(of name: String) -> [String] { values[name] ?? [] }
  func rank(_ value: String, of name: String) -> Double? { scales[name]?.rank(value) }
  func isOrdered(_ name: String) -> Bool { scales[name]?.isOrdered ?? false }

  /// The options that a constraint speaks of: the one it names where that can take the value, otherwise all that can.
  func options(of constraint: OptionConstraint) -> [String] {
    func takes(_ name: String) -> Bool {
      values(of: name).contains { value in constraint.values.contains { Self.fits($0, value) } }
        || constraint.comparison != .is && constraint.comparison != .isNot && comparable(name, constraint.values)
    }
    if let named = constraint.option.flatMap(name(like:)), takes(named) { return [named] }
    let able = names.filter(takes)
    return able.isEmpty ? constraint.option.flatMap(name(like:)).map { [$0] } ?? [] : able
  }

  private func comparable(_ name: String, _ said: [String]) -> Bool {
    guard let bound = said.lazy.compactMap({ Quantity($0) }).first else { return false }
    return values(of: name).contains { Quantity($0)?.dimension == bound.dimension }
  }

  /// Whether a variant's options meet a constraint.
  func meets(_ options: [String: String], _ constraint: OptionConstraint) -> Bool {
    let names = self.options(of: constraint)
    switch constraint.comparison {
    case .is:
      return names.contains { name in
        options[name].map { value in constraint.values.contains { Self.fits($0, value) } } ?? false
      }
    case .isNot:
      return names.allSatisfy { name in
        options[name].map { value in !constraint.values.contains { Self.fits($0, value) } } ?? true
      }
    case .atLeast, .atMost, .moreThan, .lessThan:
      return names.contains { name in
        guard let value = options[name], let bound = constraint.values.first else { return false }
        guard let (left, right) = comparison(value, bound, of: name) else { return false }
        switch constraint.comparison {
        case .atLeast: return left >= right
        case .atMost: return left <= right
        case .moreThan: return left > right
        default: return left < right
        }
      }
    }
  }

  private func comparison(_ value: String, _ bound: String, of name: String) -> (Double, Double)? {
    if let left = rank(value, of: name), let right = rank(bound, of: name) { return (left, right) }
    guard let left = Quantity(value), let right = Quantity(bound) else { return nil }
    return left.dimension == right.dimension || right.dimension == .number ? (left.amount, right.amount) : nil
  }

  /// Whether a said value is a value of the catalogue: the same, or the same number where only the number was said.
  static func fits(_ said: String, _ value: String) -> Bool {
    if OptionWords.same(said, value) { return true }
    guard let number = Quantity(said), number.dimension == .number, let quantity = Quantity(value) else { return false }
    let digits = value.prefix { $0.isNumber || $0 == "." }
    return quantity.dimension != .number && Double(digits) == number.amount
  }

  /// The option that "bigger" is about: the one called a size, otherwise the one that has an order.
  var size: String? {
    let words = [
      "size", "capacity", "length", "height", "diameter", "width", "volume", "pieces", "weight", "thickness",
    ]
    for word in words {
      if let name = names.first(where: { $0.lowercased().contains(word) && isOrdered($0) }) { return name }
    }
    let ordered = names.filter(isOrdered)
    return ordered.count == 1 ? ordered[0] : nil
  }

  /// The option that a measure is about; nil for the price and where there is none.
  func option(of measure: OptionOrder.Measure) -> String? {
    switch measure {
    case .price: nil
    case .option(let said): name(like: said)
    case .size: size
    }
  }
}
