internal import Commerce
internal import Discourse
internal import Understanding

/// Finds the thing on the shelves that a customer names, by the catalogue's own words.
struct ProductFinder {
  var lexicon: Lexicon
  var entities: EntityContext

  /// Words that name no goods.
  private static let empty: Set<String> = [
    "a", "an", "the", "do", "does", "you", "have", "any", "i", "i'm", "am", "looking", "for", "want", "need", "to",
    "buy",
    "get", "me", "my", "is", "are", "there", "some", "in", "on", "at", "of", "it", "its", "it's", "please", "can",
    "could",
    "would", "like", "what", "which", "how", "much", "about", "tell", "show", "with", "and", "or", "your", "one",
    "ones",
    "that", "this", "these", "those", "stock", "sell", "carry", "store", "shop", "available", "price", "cost", "costs",
    "hi", "hello", "hey", "thanks", "yes", "no", "something", "anything", "interested", "new", "good", "best",
    "product", "products", "pair", "set", "couple", "needs", "wants", "thing", "things",
    "stuff", "item", "items", "goods", "question", "help", "hold", "reserve", "put", "aside", "compare", "between",
    "difference", "search", "find", "kind", "kinds", "sort", "sorts", "under", "dollars", "cheap", "cheapest", "buy",
    "order", "ask", "know", "more", "information", "details", "check", "whether", "if", "still", "left", "out", "back",
    "whats", "cheaper", "cheapest", "dearer", "same", "u", "ur", "r", "guys", "got", "gotta", "wanna", "pick", "up",
    "collect", "possible", "off", "hi", "im", "ya",
    "yall",
    "see", "shopping", "gift", "today", "tomorrow", "now", "we", "us", "be", "all", "them", "from", "by",
  ]

  /// Whether a word behind an article may name goods.
  static func mayBeGoods(_ word: String) -> Bool { !empty.contains(word) && word.count > 2 }

  /// The thing named in a text; nil when none is. `asked`: whether it was asked for, so that words the catalogue does not know
  /// are looked up too.
  func product(in text: String, asked: Bool) -> ProductSaid? { products(in: text, asked: asked).first }

  /// All things named, in the order said.
  func products(in text: String, asked: Bool) -> [ProductSaid] {
    let all = Normalizer.words(text)
    if let stranger = lexicon.unknownKind(in: all, besides: Self.empty) {
      return asked ? [ProductSaid(name: stranger, text: stranger)] : []
    }
    let known = known(in: text, naming: lexicon.items(named: all))
    if !known.isEmpty { return known }
    // Amid other words: the longest run of words that names something, a kind of goods before what only belongs to names.
    for needsKind in [true, false] {
      for length in [4, 3, 2, 1] where length <= all.count && all.count <= 20 {
        for start in 0...(all.count - length) {
          let run = Array(all[start..<start + length])
          guard !Self.empty.contains(run[0]), !Self.empty.contains(run[length - 1]) else { continue }
          if needsKind, lexicon.goods(in: run).isEmpty { continue }
          let known = self.known(in: "i want the " + run.joined(separator: " "), naming: [])
          if !known.isEmpty { return known }
        }
      }
    }
    guard asked else { return [] }
    let words = Self.object(of: all) ?? all.filter { !Self.empty.contains($0) }
    // A long sentence of which much is left over has not named a thing.
    guard !words.isEmpty, words.count <= (all.count > 7 ? 3 : 6) else { return [] }
    let said = words.joined(separator: " ")
    return [ProductSaid(name: said, text: said)]
  }

  /// The words directly behind the first that says that goods are wanted ("need an axe, a small one, for kindling"); nil where none does.
  private static func object(of words: [String]) -> [String]? {
    let verb = words.indices.first { place in
      wanting.contains(words[place]) || words[place] == "have" && (place == 0 || words[place - 1] == "you")
    }
    guard let verb else { return nil }
    let behind = words[(verb + 1)...].drop { empty.contains($0) || wanting.contains($0) }
    let object = Array(behind.prefix { !empty.contains($0) })
    return object.isEmpty ? nil : object
  }

  private static let wanting: Set<String> = [
    "need", "needs", "want", "wants", "buy", "sell", "carry", "got", "stock", "find", "after",
  ]

  /// The things that the reader finds; of those only such as are called by their name in `naming`, unless that is empty: what is literally
  /// named goes before what another word is only like ("how heavy a paddler can the kayak carry").
  private func known(in text: String, naming: Set<String>) -> [ProductSaid] {
    let context = ReadingContext(
      lexicon: lexicon, entities: entities, asked: Asked([.goods]))
    let things = Reader.read(Transcript(typed: text), in: context).flatMap { command -> [Thing] in
      switch command {
      case .wish(let wish): wish.goods?.things ?? []
      case .question(let question): question.goods?.things ?? []
      default: []
      }
    }
    return things.filter { thing in
      naming.isEmpty || thing.products.first.map { naming.contains($0.id) } ?? true
    }.compactMap { said($0, in: text) }
  }

  /// What the catalogue knows of a thing.
  private func said(_ thing: Thing, in heard: String) -> ProductSaid? {
    guard let best = thing.products.first, best.score >= 0.4 else { return nil }
    let alike = thing.products.prefix { $0.score >= best.score * 0.95 }.compactMap { lexicon.item($0.id) }
    guard let first = alike.first else { return nil }
    // What the names of all that fit have in common is what to look for.
    var common = Normalizer.words(first.name)
    for item in alike.dropFirst() {
      let words = Set(Normalizer.words(item.name))
      common = common.filter(words.contains)
    }
    let text = common.isEmpty ? thing.noun : common.joined(separator: " ")
    var options: [String: String] = [:]
    for constraint in thing.options where constraint.comparison == .is {
      guard let option = constraint.option, let value = constraint.values.first else { continue }
      options[option] = value
    }
    options.merge(values(of: first, in: heard)) { read, _ in read }
    return ProductSaid(
      id: alike.count == 1 ? first.id : nil, name: alike.count == 1 ? first.name : thing.noun, text: text,
      options: options)
  }

  /// The values of a thing's options that stand anywhere in a text ("in size 11", "for two people"): numbers beside the option's name only.
  private func values(of item: Lexicon.Item, in heard: String) -> [String: String] {
    let words = Normalizer.words(heard).map { word in
      if Self.persons.contains(word) { return "person" }
      return Int(word).flatMap { (0..<100).contains($0) ? Spoken.number($0) : nil } ?? word
    }
    let name = Set(Normalizer.words(item.name))
    var found: [String: String] = [:]
    for option in item.options {
      let label = Normalizer.words(option.name)
      // Longer values first: "extra large" before "large".
      for value in option.values.sorted(by: { ($1.count, $0) < ($0.count, $1) }) where found[option.name] == nil {
        let wanted = Normalizer.words(value).map { Self.persons.contains($0) ? "person" : $0 }
        guard !wanted.isEmpty, wanted.count <= words.count, !wanted.allSatisfy(name.contains) else { continue }
        let isNumber = wanted.count == 1 && SpokenDigits.isNumber(wanted[0])
        let places = (0...(words.count - wanted.count)).filter { Array(words[$0..<$0 + wanted.count]) == wanted }
        let fits = places.contains { place in
          guard isNumber else { return true }
          let beside =
            words[max(0, place - 2)..<place] + words[min(words.count, place + 1)..<min(words.count, place + 2)]
          return beside.contains { label.contains($0) || $0 == "size" || $0 == "sizes" }
        }
        if fits { found[option.name] = value }
      }
    }
    return found
  }

  private static let persons: Set<String> = ["person", "persons", "people", "man", "men"]
}
