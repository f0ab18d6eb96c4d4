internal import Commerce
internal import Discourse
internal import Understanding

/// Which lines fit what is said of one thing: its kind, its options, its number, an ordinal, an extreme.
struct ThingFilter {
  var records: CustomerRecords

  /// The lines that fit kind, number, concept and options; options that no line of the kind has are taken for what is wanted
  /// instead and do not rule out.
  func matches(_ thing: Thing, among keys: [LineKey]) -> [LineKey] {
    var pool = ofKind(thing, among: keys)
    for constraint in thing.options {
      let meeting = pool.filter { meets($0, constraint) }
      if !meeting.isEmpty { pool = meeting }
    }
    return pool
  }

  /// Whether nothing is said of the thing itself.
  static func saysNothing(_ thing: Thing) -> Bool {
    thing.products.isEmpty && thing.noun.isEmpty && thing.options.isEmpty && thing.number == nil && thing.concept == nil
      && thing.ordinal == nil && thing.extreme == nil && thing.cameWith.isEmpty
  }

  private func ofKind(_ thing: Thing, among keys: [LineKey]) -> [LineKey] {
    if let number = thing.number {
      return keys.filter { key in
        guard let line = records.line(key) else { return false }
        return line.sku == number || line.product == number
      }
    }
    if let concept = thing.concept { return keys.filter { carries($0, concept, thing) } }
    if !thing.products.isEmpty {
      let scored = keys.compactMap { key -> (LineKey, Double)? in
        guard let line = records.line(key) else { return nil }
        return thing.products.first { $0.id == line.product || $0.id == line.sku }.map { (key, $0.score) }
      }
      // Owned goods first: the best of what the customer has, however well something else of the catalogue fits.
      guard let best = scored.map(\.1).max() else { return byNoun(thing.noun, among: keys) }
      return scored.filter { $0.1 >= best - 0.1 }.map(\.0)
    }
    return thing.noun.isEmpty ? keys : byNoun(thing.noun, among: keys)
  }

  private func byNoun(_ noun: String, among keys: [LineKey]) -> [LineKey] {
    let said = Self.stems(noun)
    guard !said.isEmpty else { return [] }
    let scored = keys.compactMap { key -> (LineKey, Int)? in
      guard let line = records.line(key) else { return nil }
      let words = Self.stems(line.name)
      let hits = said.filter { word in words.contains { Self.alike($0, word) } }.count
      return hits > 0 ? (key, hits) : nil
    }
    guard let best = scored.map(\.1).max() else { return [] }
    return scored.filter { $0.1 == best }.map(\.0)
  }

  static func stems(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
      var stem = String(word)
      if stem.count > 3, stem.hasSuffix("ies") {
        stem = stem.dropLast(3) + "y"
      } else if stem.count > 4, stem.hasSuffix("ves") {
        stem = stem.dropLast(3) + "f"
      } else if stem.count > 3, stem.hasSuffix("s"), !stem.hasSuffix("ss") {
        stem.removeLast()
      }
      return stem
    }.filter { !["the", "a", "an", "my", "of", "set"].contains($0) }
  }

  private static func alike(_ left: String, _ right: String) -> Bool {
    left == right || min(left.count, right.count) >= 5 && EditDistance.between(left, right) <= 1
  }

  private func carries(_ key: LineKey, _ concept: String, _ thing: Thing) -> Bool {
    guard let line = records.line(key) else { return false }
    if thing.products.contains(where: { $0.id == line.product }) { return true }
    let (word, category) = (concept.lowercased(), records.product(of: key)?.category ?? [])
    return category.contains { $0.lowercased().contains(word) }
      || Lexicon.tags(of: line.name, in: category).contains(concept)
  }

  func meets(_ key: LineKey, _ constraint: OptionConstraint) -> Bool {
    guard let line = records.line(key) else { return false }
    if let product = records.product(of: key) { return OptionTable(product).meets(line.options, constraint) }
    let values = line.options.values.contains { value in constraint.values.contains { OptionTable.fits($0, value) } }
    return constraint.comparison == .isNot ? !values : values
  }

  /// Picks by place or by extreme out of lines that fit.
  func pick(_ thing: Thing, from keys: [LineKey]) -> [LineKey] {
    if let ordinal = thing.ordinal {
      let index = ordinal > 0 ? ordinal - 1 : keys.count + ordinal
      return keys.indices.contains(index) ? [keys[index]] : []
    }
    guard let extreme = thing.extreme else { return keys }
    let measured = keys.compactMap { key in value(key, extreme.measure).map { (key, $0) } }
    guard let end = extreme.ascending ? measured.map(\.1).max() : measured.map(\.1).min() else { return keys }
    return measured.filter { $0.1 == end }.map(\.0)
  }

  private func value(_ key: LineKey, _ measure: OptionOrder.Measure) -> Double? {
    guard let line = records.line(key) else { return nil }
    if measure == .price { return Double(line.unitPrice.minorUnits) }
    guard let product = records.product(of: key) else { return nil }
    let table = OptionTable(product)
    return table.option(of: measure).flatMap { name in line.options[name].flatMap { table.rank($0, of: name) } }
  }
}
