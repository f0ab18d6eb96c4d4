internal import Commerce

/// Gathers the phrases that name products, values, options and tags.
struct LexiconBuilder {
  private(set) var items: [Lexicon.Item] = []
  private(set) var nouns: [String: [Lexicon.Noun]] = [:]
  private(set) var modifiers: [String: [Lexicon.Noun]] = [:]
  private(set) var values: [String: [Lexicon.Sense]] = [:]
  private(set) var sized: [ValueSize: [Lexicon.Sense]] = [:]
  private(set) var optionNames: [String: [String]] = [:]
  private(set) var concepts: [String: String] = [:]
  private(set) var words: Set<String> = []
  /// The words of makers' names.
  private(set) var brands: Set<String> = []

  init() {
    for concept in Concepts.all { for name in concept.names { concepts[name] = concepts[name] ?? concept.tag } }
  }

  mutating func add(_ product: Product) {
    let number = items.count
    let name = Cells.keys(product.name)
    var valuesByOption: [String: [String]] = [:]
    for variant in product.variants {
      for (option, value) in variant.options where !valuesByOption[option, default: []].contains(value) {
        valuesByOption[option, default: []].append(value)
      }
    }
    let options = valuesByOption.keys.sorted().map { option in
      let values = (valuesByOption[option] ?? []).sorted()
      let order = OptionScale.ascending(values)
      let key = Cells.keys(option)
      return Lexicon.Option(
        name: option, values: order ?? values, isOrdered: order != nil, key: key,
        kind: OptionKind(name: key, values: values.map(Cells.keys)))
    }
    let category = product.category.flatMap(Cells.keys)
    items.append(
      Lexicon.Item(
        id: product.id, name: product.name, options: options, tags: Concepts.tags(name: name, category: category),
        words: name))
    for (phrase, score) in ProductNames.phrases(name) { addNoun(phrase, Lexicon.Noun(item: number, score: score)) }
    for word in name.dropLast() { Self.add(Lexicon.Noun(item: number, score: 0.6), to: &modifiers, at: word) }
    for option in options { addOption(option, item: number) }
    brands.formUnion(Tokens(product.brand).map(\.text))
  }

  private mutating func addNoun(_ phrase: String, _ noun: Lexicon.Noun) {
    Self.add(noun, to: &nouns, at: phrase)
    let parts = phrase.split(separator: " ")
    if parts.count == 2 { Self.add(noun, to: &nouns, at: parts.joined()) }
    words.formUnion(parts.map(String.init).filter { $0.utf8.count > 3 })
  }

  private static func add(_ noun: Lexicon.Noun, to table: inout [String: [Lexicon.Noun]], at phrase: String) {
    var known = table[phrase] ?? []
    if let place = known.firstIndex(where: { $0.item == noun.item }) {
      known[place].score = max(known[place].score, noun.score)
    } else {
      known.append(noun)
    }
    table[phrase] = known
  }

  private mutating func addOption(_ option: Lexicon.Option, item: Int) {
    for phrase in ValuePhrases.names(of: option) where !(optionNames[phrase]?.contains(option.name) ?? false) {
      optionNames[phrase, default: []].append(option.name)
    }
    words.formUnion(option.key.filter { $0.utf8.count > 3 })
    for value in option.values {
      if let size = ValueSize(Cells.keys(value)), !size.unit.isEmpty {
        add(Lexicon.Sense(option: option.name, value: value, items: [item], score: 0.95), at: size)
      }
      for phrase in ValuePhrases.phrases(of: value, in: option) {
        add(
          Lexicon.Sense(
            option: option.name, value: value, items: [item], score: phrase.score, needsProduct: phrase.needsProduct),
          at: phrase.text)
        words.formUnion(
          phrase.text.split(separator: " ").map(String.init).filter { $0.utf8.count > 3 && Double($0) == nil })
      }
    }
  }

  private mutating func add(_ sense: Lexicon.Sense, at size: ValueSize) {
    if let place = sized[size]?.firstIndex(where: { $0.option == sense.option && $0.value == sense.value }) {
      sized[size]?[place].items.formUnion(sense.items)
    } else {
      sized[size, default: []].append(sense)
    }
  }

  private mutating func add(_ sense: Lexicon.Sense, at phrase: String) {
    let place = values[phrase]?.firstIndex {
      $0.option == sense.option && $0.value == sense.value && $0.needsProduct == sense.needsProduct
    }
    if let place {
      values[phrase]?[place].items.formUnion(sense.items)
    } else {
      values[phrase, default: []].append(sense)
    }
  }
}
