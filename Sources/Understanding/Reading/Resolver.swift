internal import Discourse

/// Makes of things and values as said what the catalogue knows of them.
struct Resolver {
  let context: ReadingContext
  var lexicon: Lexicon { context.lexicon }

  /// A product with how likely it is meant.
  typealias Ranked = (item: Int, score: Double)

  /// The products that nouns may mean, best first: what the customer owns wins, then what has the values said of it, a little also
  /// what has the values wanted of it.
  func candidates(_ nouns: [Lexicon.Noun], having values: [RawValue] = [], wanting: [RawValue] = []) -> [Ranked] {
    let anyOwned = nouns.contains { $0.score >= 0.5 && isOwned($0.item) }
    return nouns.map { noun -> Ranked in
      var score = noun.score
      if anyOwned, !isOwned(noun.item) { score *= 0.6 }
      for (values, weight) in [(values, 0.8), (wanting, 0.9)] {
        for value in values where !value.senses.isEmpty {
          if !value.senses.contains(where: { $0.items.contains(noun.item) }) { score *= weight }
        }
      }
      return (noun.item, score)
    }.sorted { ($1.score, $0.item) < ($0.score, $1.item) }
  }

  private func isOwned(_ item: Int) -> Bool { context.owned.contains(lexicon.items[item].id) }

  /// A thing with its candidates and values.
  func thing(_ raw: RawThing, wanting: [RawValue] = [], fallback: Set<Int> = []) -> Thing {
    var thing = raw.thing
    let found = candidates(raw.nouns, having: raw.values, wanting: wanting)
    thing.products = found.prefix(40).map { Candidate(lexicon.items[$0.item].id, score: $0.score) }
    let items = raw.nouns.isEmpty ? fallback : likely(found)
    thing.options = constraints(raw.values.map { [$0] }, items)
    if let extreme = raw.extremes.first ?? raw.comparatives.first?.order {
      thing.extreme = order(RawStep(order: extreme, options: raw.options), items)
    }
    thing.cameWith = raw.cameWith.map { self.thing($0) }
    thing.order = raw.order.map(order)
    return thing
  }

  /// Orders with what is in them.
  func order(_ raw: RawOrder) -> OrderReference {
    var order = raw.reference
    order.containing += raw.containing.map { thing($0) }
    return order
  }

  /// The products that a thing most likely is.
  func likely(_ found: [Ranked]) -> Set<Int> {
    guard let best = found.first?.score else { return [] }
    return Set(found.prefix { $0.score >= best * 0.95 }.map(\.item))
  }

  /// The products that are spoken of when none is named.
  var spokenOf: Set<Int> { Set(context.asked.products.compactMap { lexicon.index[$0] }) }

  // MARK: Values

  /// Groups of which any value will do, as constraints. Groups of one chain ("rubber over latex") are of one option where there is one
  /// that has them all.
  func constraints(_ groups: [[RawValue]], _ items: Set<Int>, areAlike: Bool = false) -> [OptionConstraint] {
    let groups = areAlike ? narrowed(groups) : groups
    return groups.filter { !$0.isEmpty }.map { constraint(narrowed($0.map { [$0] }).flatMap { $0 }, items) }
  }

  /// Leaves of the senses of values only those of options that all of them have.
  private func narrowed(_ groups: [[RawValue]]) -> [[RawValue]] {
    let options = groups.flatMap { $0 }.map { Set($0.senses.map(\.option)) }
    guard options.count > 1, let first = options.first else { return groups }
    let shared = options.dropFirst().reduce(first) { $0.intersection($1) }
    guard !shared.isEmpty else { return groups }
    return groups.map { group in
      group.map { value in
        var value = value
        value.senses.removeAll { !shared.contains($0.option) }
        return value
      }
    }
  }

  private func constraint(_ group: [RawValue], _ items: Set<Int>) -> OptionConstraint {
    var options: [String?] = []
    var values: [String] = []
    for value in group {
      let (option, found) = meaning(value, items)
      options.append(option)
      for text in found where !values.contains(text) { values.append(text) }
    }
    let known = Set(options.compactMap { $0 })
    let option = known.count == 1 ? known.first : nil
    let comparison = group.first?.comparison ?? .is
    // "Not waterproof" of an option that is yes or no is its no.
    if comparison == .isNot, values == ["yes"] || values == ["no"], let option {
      return OptionConstraint(option, [values == ["yes"] ? "no" : "yes"])
    }
    return OptionConstraint(option, values, comparison)
  }

  private func meaning(_ value: RawValue, _ items: Set<Int>) -> (option: String?, values: [String]) {
    var senses = value.senses.filter { sense in
      items.isEmpty ? !sense.needsProduct || value.options.contains(sense.option) : !sense.items.isDisjoint(with: items)
    }
    let hinted = senses.filter { value.options.contains($0.option) }
    if !hinted.isEmpty { senses = hinted }
    if let found = best(senses) { return found }
    if !items.isEmpty, let found = ofKind(value, items) ?? bySize(value, items) ?? byName(value, items) { return found }
    if let found = best(value.senses.filter { !$0.needsProduct }) { return found }
    return (value.options.first, [value.text])
  }

  private func best(_ senses: [Lexicon.Sense]) -> (option: String?, values: [String])? {
    guard let best = senses.map(\.score).max() else { return nil }
    let senses = senses.filter { $0.score >= best - 0.05 }
    let options = Set(senses.map(\.option))
    return (options.count == 1 ? options.first : nil, Set(senses.map(\.value)).sorted())
  }

  /// A colour, material or size that this product does not come in: its option is known all the same.
  private func ofKind(_ value: RawValue, _ items: Set<Int>) -> (String?, [String])? {
    guard let kind = value.kind else { return nil }
    let names = Set(items.flatMap { lexicon.items[$0].options.filter { $0.kind == kind }.map(\.name) })
    guard !names.isEmpty else { return nil }
    let spelled = value.senses.filter { !$0.needsProduct }.map(\.value).sorted().first ?? value.text
    return (names.count == 1 ? names.first : value.options.first, [spelled])
  }

  /// A number with a unit, as whatever value has that size.
  private func bySize(_ value: RawValue, _ items: Set<Int>) -> (String?, [String])? {
    guard let size = ValueSize(value.key) else { return nil }
    for item in items.sorted() {
      for option in lexicon.items[item].options where value.options.isEmpty || value.options.contains(option.name) {
        let sizes = option.values.map { ValueSize(Cells.keys($0)) }
        guard sizes.contains(where: { $0?.unit == size.unit }) else { continue }
        let hit = zip(option.values, sizes).first { $0.1.map { $0.isEqual(to: size) } ?? false }
        return (option.name, [hit?.0 ?? value.text])
      }
    }
    return nil
  }

  /// A value of other products for an option that this one has too.
  private func byName(_ value: RawValue, _ items: Set<Int>) -> (String?, [String])? {
    let names = optionNames(items)
    return best(value.senses.filter { names.contains($0.option) })
  }

  // MARK: Options

  private func optionNames(_ items: Set<Int>) -> [String] {
    items.sorted().flatMap { lexicon.items[$0].options.map(\.name) }
  }

  /// The option that words name, of those of the products spoken of where they have it.
  func option(_ names: [String], _ items: Set<Int>) -> String? {
    let own = optionNames(items)
    if let fitting = names.first(where: own.contains) { return fitting }
    for name in names {
      let key = Set(Cells.keys(name))
      if let near = own.first(where: { !key.isDisjoint(with: Cells.keys($0)) }) { return near }
    }
    // Of several that the words may mean, the plainest.
    return names.min { ($0.count, $0) < ($1.count, $1) }
  }

  /// An order along the option that these products have for it ("longer" of a hose is its length).
  func order(_ step: RawStep, _ items: Set<Int>) -> OptionOrder {
    var name: String?
    switch step.order.measure {
    case .price: return step.order
    case .size:
      guard !step.options.isEmpty else { return step.order }
      name = option(step.options, items)
    case .option(let said):
      if !step.options.isEmpty {
        name = option(step.options, items)
      } else {
        let own = optionNames(items)
        let words = Self.measured[said] ?? [said]
        name = words.lazy.compactMap { word in own.first { Cells.keys($0).contains(word) } }.first ?? said
      }
    }
    return OptionOrder(name.map { .option($0) } ?? step.order.measure, ascending: step.order.ascending)
  }

  private static let measured: [String: [String]] = [
    "width": ["width", "diameter"], "speed": ["speed", "processor"],
    "power": ["power", "pressure", "output", "brightness"], "difficulty": ["difficulty", "piece"],
  ]
}
