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
    "product", "products", "thing", "things",
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
    let known = known(in: text)
    if !known.isEmpty { return known }
    let all = Normalizer.words(text)
    // Amid other words: the longest run of words that names something, a kind of goods before what only belongs to names.
    for needsKind in [true, false] {
      for length in [4, 3, 2, 1] where length <= all.count && all.count <= 20 {
        for start in 0...(all.count - length) {
          let run = Array(all[start..<start + length])
          guard !Self.empty.contains(run[0]), !Self.empty.contains(run[length - 1]) else { continue }
          if needsKind, lexicon.goods(in: run).isEmpty { continue }
          let known = self.known(in: "i want the " + run.joined(separator: " "))
          if !known.isEmpty { return known }
        }
      }
    }
    guard asked else { return [] }
    let words = all.filter { !Self.empty.contains($0) }
    // A long sentence of which much is left over has not named a thing.
    guard !words.isEmpty, words.count <= (all.count > 7 ? 3 : 6) else { return [] }
    let said = words.joined(separator: " ")
    return [ProductSaid(name: said, text: said)]
  }

  private func known(in text: String) -> [ProductSaid] {
    let context = ReadingContext(
      lexicon: lexicon, entities: entities, asked: Asked([.goods]))
    let things = Reader.read(Transcript(typed: text), in: context).flatMap { command -> [Thing] in
      switch command {
      case .wish(let wish): wish.goods?.things ?? []
      case .question(let question): question.goods?.things ?? []
      default: []
      }
    }
    return things.compactMap(said)
  }

  /// What the catalogue knows of a thing.
  private func said(_ thing: Thing) -> ProductSaid? {
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
    return ProductSaid(
      id: alike.count == 1 ? first.id : nil, name: alike.count == 1 ? first.name : thing.noun, text: text,
      options: options)
  }
}
