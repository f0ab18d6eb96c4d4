internal import Commerce
internal import Understanding

/// Orders products by what is known of the customer and the moment. Pure, and the same every time.
struct Ranking {
  /// What was bought.
  struct Bought: Hashable {
    var product: String
    var name: String
  }

  /// A product with its place and the reason for it.
  struct Pick {
    var tree: FieldTree
    var score: Double
    var why: String
  }

  /// What was bought, newest first.
  var history: [Bought] = []
  /// What the customer said they like.
  var taste = ""
  /// Words of goods that suit the weather and the hour, each with the word for it ("rain").
  var suits: [(name: String, words: [String])] = []
  /// Whether the dearer of two alike comes first.
  var prefersDearer = false

  private static let most = 12

  /// The best, at most twelve and two of a kind; what cannot be had, and what the customer has, is left out.
  func picks(_ products: [FieldTree]) -> [Pick] {
    let owned = Set(history.map(\.product))
    let kinds = kinds(of: products)
    let without = Self.leftOut(taste)
    let wanted = Self.wanted(taste, without: without)
    let scored = products.enumerated().compactMap { place, tree -> (place: Int, pick: Pick)? in
      guard let id = tree["id"]?.text, !owned.contains(id), isAvailable(tree),
        without.isEmpty || !without.isSuperset(of: kindWords(tree))
      else { return nil }
      return (place, pick(tree, id, wanted, kinds, products))
    }
    let sorted = scored.sorted { left, right in
      if left.pick.score != right.pick.score { return left.pick.score > right.pick.score }
      let (one, other) = (price(left.pick.tree), price(right.pick.tree))
      if one != other { return prefersDearer ? one > other : one < other }
      return left.place < right.place
    }
    // Where nothing of what was said speaks for anything, asking is better than whatever is cheapest.
    guard taste.isEmpty || sorted.contains(where: { $0.pick.score > 0 }) else { return [] }
    var taken: [String: Int] = [:]
    var picks: [Pick] = []
    // Where something was asked for, what has nothing to do with it is no suggestion, if there is anything else.
    let fits = sorted.contains { $0.pick.score > 0 }
    // Of several kinds that were named each has its place.
    let named = Set(wanted).intersection(products.compactMap { kindWords($0).last })
    for (_, pick) in sorted where picks.count < Self.most && (!fits || pick.score > 0 || taste.isEmpty) {
      let kind = named.count > 1 ? kindWords(pick.tree).joined(separator: " ") : category(pick.tree).last ?? ""
      guard taken[kind, default: 0] < (named.count > 2 ? 1 : 2) || !taste.isEmpty && named.count < 2 else { continue }
      taken[kind, default: 0] += 1
      picks.append(pick)
    }
    return picks
  }

  /// How often each kind was bought, with the latest thing of it.
  private func kinds(of products: [FieldTree]) -> [String: (count: Int, name: String)] {
    var kinds: [String: (count: Int, name: String)] = [:]
    for bought in history {
      guard let tree = products.first(where: { $0["id"]?.text == bought.product }), let kind = category(tree).last
      else { continue }
      kinds[kind] = ((kinds[kind]?.count ?? 0) + 1, kinds[kind]?.name ?? bought.name)
    }
    return kinds
  }

  private func pick(
    _ tree: FieldTree, _ id: String, _ wanted: [String], _ kinds: [String: (count: Int, name: String)],
    _ products: [FieldTree]
  ) -> Pick {
    var reasons: [(score: Double, why: String)] = []
    let name = Set(Normalizer.words(tree["name"]?.text ?? "").map(Self.plain))
    let about = Set(
      (category(tree) + [tree["description"]?.text ?? ""]).flatMap(Normalizer.words).map(Self.plain))
    let named = wanted.filter(name.contains), touched = wanted.filter { !name.contains($0) && about.contains($0) }
    if let first = (named + touched).first {
      reasons.append((3 * Double(named.count) + 1.5 * Double(touched.count), "you spoke of \(first)"))
    }
    for bought in history {
      let origin = products.first { $0["id"]?.text == bought.product }
      if case .list(let related)? = origin?["related"], related.contains(where: { $0.text == id }) {
        reasons.append((3, "it goes with your \(bought.name)"))
        break
      }
    }
    if let kind = category(tree).last, let known = kinds[kind] {
      reasons.append((Double(min(known.count, 3)), "you bought the \(known.name) before"))
    }
    for (occasion, words) in suits where words.contains(where: { name.contains(Self.plain($0)) }) {
      reasons.append((2, "it suits \(occasion)"))
    }
    let best = reasons.max { $0.score < $1.score }
    return Pick(tree: tree, score: reasons.reduce(0) { $0 + $1.score }, why: best?.why ?? "it can be had at once")
  }

  /// The words that say what is wanted.
  private static func wanted(_ taste: String, without: Set<String>) -> [String] {
    withoutCounts(Normalizer.words(taste)).map(plain).filter {
      $0.count > 2 && !noise.contains($0) && !without.contains($0)
    }
  }

  /// The words of what somebody has already, or wants something beside ("besides sleeping bags").
  private static func leftOut(_ taste: String) -> Set<String> {
    let words = Normalizer.words(taste)
    guard
      let start = words.indices.lazy.compactMap({ place in
        beside.first { words[place...].starts(with: $0) }.map { place + $0.count }
      }).first
    else { return [] }
    return Set(words[start...].prefix(6).prefix { !clauses.contains($0) }.map(plain))
  }

  private static let beside: [[String]] = [
    ["besides"], ["except"], ["other", "than"], ["apart", "from"], ["aside", "from"], ["already", "have"],
    ["already", "has"],
    ["already", "got"], ["already", "own"], ["already", "owns"],
  ]
  private static let clauses: Set<String> = [
    "what", "which", "i", "we", "he", "she", "they", "so", "but", "for", "with", "to", "can", "could", "is", "are",
    "do", "that", "please",
  ]

  /// The words of a product's kind: its name without that of its line.
  private func kindWords(_ tree: FieldTree) -> [String] {
    let words = Normalizer.words(tree["name"]?.text ?? "").map(Self.plain)
    return words.count > 1 ? Array(words.dropFirst()) : words
  }

  /// Without what is counted in time or persons: "a five day hike" wants no day pack.
  private static func withoutCounts(_ words: [String]) -> [String] {
    words.indices.filter { index in
      guard index > 0, counted.contains(words[index]) else { return true }
      return !SpokenDigits.isNumber(words[index - 1]) && Int(words[index - 1]) == nil
    }.map { words[$0] }
  }

  private static let counted: Set<String> = [
    "day", "days", "night", "nights", "week", "weeks", "hour", "hours", "month", "months", "person", "people", "man",
    "dollars",
  ]

  /// Without the endings that goods and wishes differ by: "jackets", "rainy".
  private static func plain(_ word: String) -> String {
    if word.count > 6, word.hasSuffix("ing") {
      let stem = word.dropLast(3)
      // "trekking", "running": the consonant is doubled by the ending.
      return String(stem.last == stem.dropLast().last ? stem.dropLast() : stem)
    }
    guard word.count > 4, let last = word.last, last == "s" || last == "y" else { return word }
    return String(word.dropLast())
  }

  private static let noise: Set<String> = [
    "the", "and", "for", "something", "anything", "recommend", "suggest", "suggestion", "recommendation", "what",
    "would",
    "you", "can", "could", "some", "good", "nice", "best", "like", "with", "want", "need", "looking", "should", "buy",
    "get",
    "gift", "help", "choose", "find", "give", "idea", "present", "please", "that", "this", "who", "love", "really",
    "thing",
    "new", "have", "under", "dollar", "take", "along", "long", "trip", "going", "make", "made", "well", "every",
    "lot", "lots", "keep", "more", "one", "two", "other", "not", "but",
  ]

  private func category(_ tree: FieldTree) -> [String] {
    if case .list(let path)? = tree["category"] { path.compactMap(\.text) } else { [] }
  }

  private func variants(_ tree: FieldTree) -> [FieldTree] {
    if case .list(let variants)? = tree["variants"] { variants } else { [] }
  }

  private func isAvailable(_ tree: FieldTree) -> Bool {
    variants(tree).contains { variant in
      variant["availability"]?.text.flatMap(Availability.init(rawValue:))?.canBeHad ?? true
    }
  }

  /// The least price in minor units.
  private func price(_ tree: FieldTree) -> Int64 {
    variants(tree).compactMap { variant -> Int64? in
      if case .whole(let units)? = variant["price"]?["minorUnits"] { units } else { nil }
    }.min() ?? .max
  }

  /// The product as a fact: with why, and from which price on.
  func tree(of pick: Pick) -> FieldTree {
    guard case .fields(var fields) = pick.tree else { return pick.tree }
    fields["why"] = .text(pick.why)
    let cheapest = variants(pick.tree).compactMap { $0["price"] }.min { left, right in
      guard case .whole(let one)? = left["minorUnits"], case .whole(let other)? = right["minorUnits"] else {
        return false
      }
      return one < other
    }
    fields["from"] = cheapest
    return .fields(fields)
  }
}
