internal import Commerce
internal import Discourse

/// Which variant a wish means. Read in the order that `VariantWish` states: what must hold, extremes, preferences, and then as few
/// changes nobody asked for as possible. Never one that cannot be had, and never a choice made for the customer.
struct VariantChooser: Sendable {
  let product: Product
  let table: OptionTable
  /// The variant there is; nil when the question is only about the catalogue.
  var present: OrderLine?
  /// Options to be near to: those of the present variant, or of what the wish names as its model.
  var base: [String: String]
  var model: [String: String]?
  var allowsSame: Bool

  init(_ product: Product, present: OrderLine? = nil, model: [String: String]? = nil, allowsSame: Bool = false) {
    self.product = product
    table = OptionTable(product)
    self.present = present
    self.model = model
    base = model ?? present?.options ?? [:]
    self.allowsSame = allowsSame
  }

  /// Everything that can be had, but for the present one where the rules leave that out.
  func available(_ wish: VariantWish) -> [Variant] {
    product.variants.filter { $0.availability.canBeHad && (mayStay(wish) || $0.sku != present?.sku) }
  }

  private func mayStay(_ wish: VariantWish) -> Bool {
    present == nil || allowsSame && (wish.sameAgain || model != nil)
  }

  /// One way in which a variant can fail: it can be given up by itself.
  private struct Demand {
    var words: String
    var isMet: (Variant) -> Bool
  }

  func choose(_ said: VariantWish) -> VariantChoice {
    let wish = settled(said)
    if wish.sameAgain, wish.must.isEmpty, let present {
      let same = product.variants.first { $0.sku == present.sku }
      if allowsSame, let same, same.availability.canBeHad { return VariantChoice(outcome: .chosen(same.sku)) }
      let rest = ranked(available(VariantWish()), wish)
      return VariantChoice(
        outcome: .none, alternatives: rest.prefix(3).map { .init(sku: $0.sku, givesUp: []) },
        soldOut: same.flatMap { $0.availability.canBeHad ? nil : $0.sku })
    }
    let demands = self.demands(wish)
    let all = available(wish)
    var fitting = all.filter { variant in demands.allSatisfy { $0.isMet(variant) } }
    if fitting.isEmpty { return nothing(wish, demands, all) }
    // "Larger" without more is the next larger, not the largest.
    for step in wish.steps where step.amount == nil && step.places == nil { fitting = next(fitting, step) }
    for extreme in wish.extremes { fitting = best(fitting, extreme) }
    for preference in wish.preferences {
      let liked = fitting.filter { table.meets($0.options, preference) }
      if !liked.isEmpty { fitting = liked }
    }
    let order = ranked(fitting, wish)
    guard !wish.listWanted else { return VariantChoice(outcome: .several(order.map(\.sku))) }
    let isStated =
      !demands.isEmpty || !wish.extremes.isEmpty || !wish.preferences.isEmpty || model != nil || !wish.free.isEmpty
    guard isStated else { return VariantChoice(outcome: .several(order.map(\.sku))) }
    // Exactly that exists and is sold out: what comes nearest is offered, not taken for it.
    if let present, changes(order[0], wish) > 0,
      let exact = product.variants.first(where: { variant in
        !variant.availability.canBeHad && variant.sku != present.sku && changes(variant, wish) == 0
          && demands.allSatisfy { $0.isMet(variant) }
      })
    {
      return VariantChoice(outcome: .several(order.map(\.sku)), soldOut: exact.sku)
    }
    return VariantChoice(outcome: decided(order, wish))
  }

  /// Two values of one option: the one that it has now only describes it.
  private func settled(_ said: VariantWish) -> VariantWish {
    var wish = said
    // "Water resistance IPX4" speaks of the option, and not of whether there is any.
    wish.must.removeAll { constraint in
      guard constraint.values.allSatisfy(DeskWords.isFlag), let name = constraint.option.flatMap(table.name(like:))
      else {
        return false
      }
      return !table.values(of: name).contains(where: DeskWords.isFlag)
    }
    // "Sunbrella fabric" wants no value that is called fabric, where none is.
    wish.must.removeAll { constraint in
      constraint.option == nil && constraint.values.allSatisfy(Self.empty.contains)
        && table.options(of: constraint).isEmpty
    }
    guard let present, wish.must.count > 1 else { return wish }
    let said = wish
    wish.must = said.must.filter { constraint in
      guard constraint.comparison == .is, table.meets(present.options, constraint) else { return true }
      let names = table.options(of: constraint)
      return !said.must.contains { other in
        other.comparison == .is && !table.meets(present.options, other) && table.options(of: other) == names
      }
    }
    return wish
  }

  /// Words beside a value that only say of what kind it is.
  private static let empty: Set<String> = [
    "fabric", "material", "finish", "style", "type", "kind", "version", "model", "variant", "option", "variety",
  ]

  /// One variant where the wish leaves no doubt, otherwise all that fit.
  private func decided(_ order: [Variant], _ wish: VariantWish) -> VariantChoice.Outcome {
    guard order.count > 1 else { return .chosen(order[0].sku) }
    let fewest = changes(order[0], wish)
    let nearest = order.filter { changes($0, wish) == fewest }
    let isFree = Set(wish.free.compactMap(table.name(like:)))
    func differs(_ variants: [Variant]) -> [String] {
      table.names.filter { name in Set(variants.map { $0.options[name] }).count > 1 }
    }
    // Without changes nobody asked for, or at the end of a superlative, the nearest is meant.
    if fewest == 0 || !wish.extremes.isEmpty || present == nil && !wish.preferences.isEmpty {
      if nearest.count == 1 || Set(differs(nearest)).isSubset(of: isFree) { return .chosen(order[0].sku) }
      return .several(nearest.map(\.sku))
    }
    return .several(order.map(\.sku))
  }

  // MARK: Measures

  /// Options that the wish speaks of: they may change.
  private func asked(_ wish: VariantWish) -> Set<String> {
    var names = Set(wish.must.flatMap(table.options))
    names.formUnion(wish.preferences.flatMap(table.options))
    names.formUnion(wish.steps.compactMap { table.option(of: $0.order.measure) })
    names.formUnion(wish.extremes.compactMap { table.option(of: $0.measure) })
    names.formUnion(wish.free.compactMap(table.name(like:)))
    // "The cheapest" gives all the rest free, unless the rest is to stay.
    if wish.keepsRest != true, wish.extremes.contains(where: { $0.measure == .price }) { names.formUnion(table.names) }
    return names
  }

  /// How many options change that nobody asked to change.
  func changes(_ variant: Variant, _ wish: VariantWish) -> Int { changedBesides(variant, wish).count }

  /// Which those are.
  func changedBesides(_ variant: Variant, _ wish: VariantWish) -> [String] {
    guard !base.isEmpty else { return [] }
    let asked = asked(wish)
    return table.names.filter { name in
      guard !asked.contains(name), let old = base[name], let new = variant.options[name] else { return false }
      return !OptionWords.same(old, new)
    }
  }

  /// Nearest first: fewest unasked changes, fewest changes at all, nearest in price, and at last by identifier.
  func ranked(_ variants: [Variant], _ wish: VariantWish) -> [Variant] {
    let paid = present?.unitPrice.minorUnits
    func all(_ variant: Variant) -> Int {
      table.names.reduce(0) { sum, name in
        guard let old = base[name], let new = variant.options[name] else { return sum }
        return sum + (OptionWords.same(old, new) ? 0 : 1)
      }
    }
    func key(_ variant: Variant) -> (Int, Int, Int, String) {
      let price = variant.price.minorUnits
      return (changes(variant, wish), all(variant), paid.map { abs(price - $0) } ?? price, variant.sku)
    }
    return variants.map { ($0, key($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// Those at the end of an order.
  func best(_ variants: [Variant], _ order: OptionOrder) -> [Variant] {
    let measured = variants.compactMap { variant in value(variant, order.measure).map { (variant, $0) } }
    guard let end = order.ascending ? measured.map(\.1).max() : measured.map(\.1).min() else { return variants }
    return measured.filter { $0.1 == end }.map(\.0)
  }

  func value(_ variant: Variant, _ measure: OptionOrder.Measure) -> Double? {
    if measure == .price { return Double(variant.price.minorUnits) }
    return table.option(of: measure).flatMap { name in variant.options[name].flatMap { table.rank($0, of: name) } }
  }

  // MARK: What must hold

  private func demands(_ wish: VariantWish) -> [Demand] {
    var demands = wish.must.map { constraint in
      Demand(words: Self.words(constraint)) { table.meets($0.options, constraint) }
    }
    if let model, wish.like != nil {
      for name in wish.likeOptions.compactMap(table.name(like:)) {
        guard let value = model[name] else { continue }
        demands.append(Demand(words: value) { $0.options[name].map { OptionWords.same($0, value) } ?? false })
      }
    }
    demands += wish.steps.compactMap(demand)
    if let bound = wish.price, let limit = limit(bound) {
      let words = "the price"
      demands.append(Demand(words: words) { Self.holds($0.price.minorUnits, bound.comparison, limit) })
    }
    return demands
  }

  static func words(_ constraint: OptionConstraint) -> String {
    let values =
      if let option = constraint.option, constraint.values.allSatisfy(DeskWords.isFlag) {
        DeskWords.option(option, constraint.values[0])
      } else {
        Spoken.list(constraint.values, or: true)
      }
    switch constraint.comparison {
    case .is: return values
    case .isNot: return "not \(values)"
    case .atLeast: return "at least \(values)"
    case .atMost: return "at most \(values)"
    case .moreThan: return "more than \(values)"
    case .lessThan: return "less than \(values)"
    }
  }

  /// What a price bound comes to; nil when it is measured against a price that is not known.
  func limit(_ bound: PriceBound) -> Int? {
    switch bound.against {
    case .amount(let amount): amount
    case .present: present?.unitPrice.minorUnits
    case .presentPlus(let more): present.map { $0.unitPrice.minorUnits + more }
    }
  }

  static func holds(_ amount: Int, _ comparison: OptionConstraint.Comparison, _ limit: Int) -> Bool {
    switch comparison {
    case .is: amount == limit
    case .isNot: amount != limit
    case .atLeast: amount >= limit
    case .atMost: amount <= limit
    case .moreThan: amount > limit
    case .lessThan: amount < limit
    }
  }

  /// A step from the present value: so many places or so much of the unit, otherwise anything in that direction, the next first.
  private func demand(_ step: OptionStep) -> Demand? {
    let measure = step.order.measure
    if measure == .price {
      guard let paid = present?.unitPrice.minorUnits else { return nil }
      return Demand(words: step.order.ascending ? "dearer" : "cheaper") {
        step.order.ascending ? $0.price.minorUnits > paid : $0.price.minorUnits < paid
      }
    }
    guard let name = table.option(of: measure), let now = (present?.options ?? base)[name],
      let rank = table.rank(now, of: name)
    else { return nil }
    let sign: Double = step.order.ascending ? 1 : -1
    let words = "\(step.order.ascending ? "more" : "less") \(name) than \(now)"
    func rankOf(_ variant: Variant) -> Double? { variant.options[name].flatMap { table.rank($0, of: name) } }
    if let amount = step.amount {
      let unit = Double(now.prefix { $0.isNumber || $0 == "." }).map { $0 == 0 ? 1 : rank / $0 } ?? 1
      let target = rank + sign * amount * unit
      return Demand(words: words) { rankOf($0).map { abs($0 - target) < 0.001 * max(1, abs(target)) } ?? false }
    }
    let further = Set(table.values(of: name).compactMap { table.rank($0, of: name) }.filter { ($0 - rank) * sign > 0 })
      .sorted { ($0 - rank) * sign < ($1 - rank) * sign }
    if let places = step.places {
      let target = further.indices.contains(places - 1) ? further[places - 1] : nil
      return Demand(words: words) { target != nil && rankOf($0) == target }
    }
    return Demand(words: words) { rankOf($0).map { ($0 - rank) * sign > 0 } ?? false }
  }

  /// Of those in the direction of a step, the ones nearest to where it starts; a price has no next place.
  private func next(_ variants: [Variant], _ step: OptionStep) -> [Variant] {
    guard step.order.measure != .price else { return variants }
    return best(variants, OptionOrder(step.order.measure, ascending: !step.order.ascending))
  }

  // MARK: Nothing fits

  private func nothing(_ wish: VariantWish, _ demands: [Demand], _ all: [Variant]) -> VariantChoice {
    if let present, let same = product.variants.first(where: { $0.sku == present.sku }), !mayStay(wish),
      demands.allSatisfy({ $0.isMet(same) })
    {
      return VariantChoice(
        outcome: .present,
        alternatives: ranked(all, wish).prefix(3).map { variant in
          .init(sku: variant.sku, givesUp: demands.filter { !$0.isMet(variant) }.map(\.words))
        })
    }
    var choice = VariantChoice(outcome: .none)
    choice.soldOut =
      ranked(
        product.variants.filter { variant in
          !variant.availability.canBeHad && demands.allSatisfy { $0.isMet(variant) }
        }, wish
      ).first?.sku
    choice.unknown =
      wish.must.filter { constraint in
        !product.variants.contains { table.meets($0.options, constraint) }
      }.map(Self.words).distinct
    // Give up as little as possible, and the nearest for each way of giving in.
    let missed = ranked(all, wish).map { variant in
      (sku: variant.sku, demands: demands.indices.filter { !demands[$0].isMet(variant) })
    }
    let fewest = missed.map(\.demands.count).min()
    var ways: [[Int]] = []
    for (sku, given) in missed where given.count == fewest && !ways.contains(given) && ways.count < 3 {
      ways.append(given)
      choice.alternatives.append(.init(sku: sku, givesUp: given.map { demands[$0].words }))
    }
    return choice
  }
}

extension Availability {
  /// Whether it can be sent now or is made for the customer.
  var canBeHad: Bool {
    switch self {
    case .inStock, .limitedAvailability, .onlineOnly, .madeToOrder: true
    default: false
    }
  }
}
