internal import Discourse

/// Makes of things and values as said what the catalogue knows of them.
struct Resolver {
  let context: ReadingContext
  var lexicon: Lexicon { context.lexicon }

  /// The products that nouns may mean, best first: what the customer owns wins, then what has the values said of it.
  func candidates(_ nouns: [Lexicon.Noun], having values: [RawValue] = []) -> [(item: Int, score: Double)] {
    let owned = Set(context.owned.compactMap { lexicon.index[$0] })
    let anyOwned = nouns.contains { owned.contains($0.item) && $0.score >= 0.5 }
    return nouns.map { noun -> (item: Int, score: Double) in
      var score = noun.score
      if anyOwned, !owned.contains(noun.item) { score *= 0.6 }
      for value in values where value.comparison == .is && !value.senses.isEmpty {
        if !value.senses.contains(where: { $0.items.contains(noun.item) }) { score *= 0.8 }
      }
      return (noun.item, score)
    }.sorted { ($1.score, $0.item) < ($0.score, $1.item) }
  }

  /// A thing with its candidates and values.
  func thing(_ raw: RawThing, fallback: Set<Int> = []) -> Thing {
    var thing = raw.thing
    let found = candidates(raw.nouns, having: raw.values)
    thing.products = found.prefix(40).map { Candidate(lexicon.items[$0.item].id, score: $0.score) }
    let items = likely(found)
    thing.options = raw.values.map { constraint($0, items.isEmpty ? fallback : items) }
    if let extreme = raw.extremes.first ?? raw.comparatives.first?.order {
      thing.extreme = order(extreme, items.isEmpty ? fallback : items)
    }
    thing.cameWith = raw.cameWith.map { self.thing($0) }
    return thing
  }

  /// The products that a thing most likely is.
  func likely(_ found: [(item: Int, score: Double)]) -> Set<Int> {
    guard let best = found.first?.score else { return [] }
    return Set(found.prefix { $0.score >= best * 0.9 }.map(\.item))
  }

  /// The products that are spoken of when none is named.
  var spokenOf: Set<Int> { Set(context.asked.products.compactMap { lexicon.index[$0] }) }

  /// A value as a constraint on the products it is said of; with none, on all.
  func constraint(_ value: RawValue, _ items: Set<Int>) -> OptionConstraint {
    let values = constraint(group: [value], items)
    return values
  }

  /// Values of which any will do, as one constraint.
  func constraint(group: [RawValue], _ items: Set<Int>) -> OptionConstraint {
    var options: [String?] = []
    var values: [String] = []
    var group = group
    // "Wired or wireless": values of one option, where there is one that has them all.
    let shared = group.dropFirst().reduce(Set(group.first?.senses.map(\.option) ?? [])) { known, value in
      known.intersection(value.senses.map(\.option))
    }
    if group.count > 1, !shared.isEmpty {
      for place in group.indices { group[place].senses.removeAll { !shared.contains($0.option) } }
    }
    for value in group {
      let (option, found) = meaning(value, items)
      options.append(option)
      for text in found where !values.contains(text) { values.append(text) }
    }
    let known = options.compactMap { $0 }
    let option = Set(known).count == 1 ? known[0] : nil
    return OptionConstraint(option, values, group.first?.comparison ?? .is)
  }

  private func meaning(_ value: RawValue, _ items: Set<Int>) -> (option: String?, values: [String]) {
    var senses = value.senses.filter { sense in
      items.isEmpty ? !sense.needsProduct || !value.options.isEmpty : !sense.items.isDisjoint(with: items)
    }
    if !value.options.isEmpty {
      let hinted = senses.filter { value.options.contains($0.option) }
      if !hinted.isEmpty { senses = hinted }
    }
    if let best = senses.map(\.score).max() {
      senses = senses.filter { $0.score >= best - 0.05 }
      return split(senses)
    }
    if !items.isEmpty {
      if let found = ofKind(value, items) ?? bySize(value, items) ?? byName(value, items) { return found }
    }
    let open = value.senses.filter { !$0.needsProduct }
    if let best = open.map(\.score).max() { return split(open.filter { $0.score >= best - 0.05 }) }
    return (value.options.first, [value.text])
  }

  private func split(_ senses: [Lexicon.Sense]) -> (option: String?, values: [String]) {
    let options = Set(senses.map(\.option))
    return (options.count == 1 ? senses[0].option : nil, Array(Set(senses.map(\.value))).sorted())
  }

  /// A colour, material or size that this product does not come in: its option is known all the same.
  private func ofKind(_ value: RawValue, _ items: Set<Int>) -> (String?, [String])? {
    guard let kind = value.kind else { return nil }
    let names = Set(items.flatMap { lexicon.items[$0].options.filter { $0.kind == kind }.map(\.name) })
    let spelled = value.senses.filter { !$0.needsProduct }.map(\.value).sorted().first ?? value.text
    guard !names.isEmpty else { return nil }
    return (names.count == 1 ? names.first : value.options.first, [spelled])
  }

  /// A number with a unit, as whatever value has that size.
  private func bySize(_ value: RawValue, _ items: Set<Int>) -> (String?, [String])? {
    guard let size = ValueSize(value.key) else { return nil }
    for item in items.sorted() {
      for option in lexicon.items[item].options where value.options.isEmpty || value.options.contains(option.name) {
        let sizes = option.values.map { ValueSize(Cells.keys($0)) }
        guard sizes.contains(where: { $0?.unit == size.unit }) else { continue }
        let hit = zip(option.values, sizes).first { pair in
          pair.1.map { $0.unit == size.unit && abs($0.amount - size.amount) < 0.01 * max(1, abs(size.amount)) } ?? false
        }
        return (option.name, [hit?.0 ?? value.text])
      }
    }
    return nil
  }

  /// A value of other products for an option that this one has too.
  private func byName(_ value: RawValue, _ items: Set<Int>) -> (String?, [String])? {
    let names = Set(items.flatMap { lexicon.items[$0].options.map(\.name) })
    let fitting = value.senses.filter { names.contains($0.option) }
    guard let best = fitting.map(\.score).max() else { return nil }
    return split(fitting.filter { $0.score >= best - 0.05 })
  }

  /// An order along the option that these products have for it ("longer" of a hose is its length).
  func order(_ order: OptionOrder, _ items: Set<Int>) -> OptionOrder {
    guard case .option(let name) = order.measure else { return order }
    let names = items.sorted().flatMap { lexicon.items[$0].options.map(\.name) }
    if names.contains(name) { return order }
    let words = Self.measured[name] ?? [name]
    for word in words {
      if let option = names.first(where: { Cells.keys($0).contains(word) }) {
        return OptionOrder(.option(option), ascending: order.ascending)
      }
    }
    return order
  }

  private static let measured: [String: [String]] = [
    "length": ["length"], "height": ["height"], "thickness": ["thickness"], "width": ["width", "diameter"],
    "weight": ["weight"], "brightness": ["brightness"], "speed": ["speed", "processor"],
    "power": ["power", "pressure", "output", "brightness"], "resolution": ["resolution"],
    "difficulty": ["difficulty", "piece"],
  ]

  /// The names of options that a word frees or compares, as this product has them.
  func optionName(_ name: String, _ items: Set<Int>) -> String {
    let key = Cells.keys(name).joined(separator: " ")
    let known = lexicon.optionNames[key] ?? [name]
    let names = items.sorted().flatMap { lexicon.items[$0].options.map(\.name) }
    return known.first(where: names.contains) ?? names.first { Cells.keys($0).contains(key) } ?? known.first ?? name
  }
}
