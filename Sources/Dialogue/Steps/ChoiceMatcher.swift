internal import Commerce
internal import Discourse
internal import Understanding

/// Which of several shown things a customer means: by place, by extreme, by what tells it apart, by day and time. Pure.
struct ChoiceMatcher {
  /// One of the things.
  struct Option: Hashable, Codable, Sendable {
    /// The record.
    var value: FieldTree
    /// As it was told.
    var words: Fact
  }

  /// What was understood.
  enum Answer: Equatable {
    /// The one at a place; several that fit equally; whichever; none of them; others than these; nothing of all this.
    case one(Int), several([Int]), none, more, unclear
  }

  var options: [Option]
  var shape: ContractShape
  var today: LocalDate

  private static let ordinals: [String: Int] = [
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
  ]
  private static let numbers: [String: Int] = ["one": 0, "two": 1, "three": 2, "four": 3, "five": 4]
  private static let noise: Set<String> = [
    "the", "a", "an", "one", "please", "i", "i'd", "i'll", "take", "like", "want", "with", "at", "on", "in", "it", "is",
    "that", "this", "to", "for", "of", "and", "yes", "okay", "ok", "me", "my", "you", "would", "could", "can", "book",
    "need", "get", "have", "do", "go", "let's", "ones", "sounds", "good", "great", "works", "fine", "be",
  ]

  /// Reads an answer. `asked`: whether the things were just shown, so that bare numbers and places count.
  func answer(_ text: String, asked: Bool) -> Answer {
    let words = Normalizer.words(text)
    var scores = told(words)
    if asked {
      // "Fifth Street" is no fifth one: what was told of a thing goes before its place.
      if let best = scores.values.max(), best > 0.99 {
        let winners = scores.filter { $0.value == best }.keys.sorted()
        if winners.count == 1, place(words) != nil { return .one(winners[0]) }
      }
      if let place = place(words) { return options.indices.contains(place) ? .one(place) : .unclear }
      if let extreme = extreme(words) { return .one(extreme) }
      if words.contains(where: ["any", "whichever", "either", "whatever"].contains) { return .one(0) }
      let others = ["others", "other", "else", "more", "later", "different", "another"]
      if words.contains(where: others.contains), scores.isEmpty { return .more }
      if words.contains("none") || words.contains("neither") || words.prefix(2) == ["no", "thanks"] { return .none }
    }
    if scores.isEmpty { scores = timed(words) }
    guard let best = scores.values.max() else { return .unclear }
    let winners = scores.filter { $0.value > best - 0.001 }.keys.sorted()
    if winners.count == 1 { return .one(winners[0]) }
    // "Large" is not "extra large": of those that hold all that was said, the one that holds the least besides.
    let besides = winners.map { index in Set(Normalizer.words(options[index].words.written)).subtracting(words).count }
    let least = besides.min()
    let closest = zip(winners, besides).filter { $0.1 == least }.map(\.0)
    return closest.count == 1 ? .one(closest[0]) : .several(closest)
  }

  private func place(_ words: [String]) -> Int? {
    // "Fifth Street" is no fifth one, unless it is what was shown.
    let shown = Set(options.flatMap { Normalizer.words($0.words.written) })
    let besides = words.filter {
      !Self.noise.contains($0) && Self.ordinals[$0] == nil && Self.numbers[$0] == nil && Int($0) == nil
        && !["number", "option", "choice", "last", "former", "latter"].contains($0)
    }
    guard besides.allSatisfy(shown.contains) else { return nil }
    for word in words {
      if let place = Self.ordinals[word] { return place }
      if word == "last" { return options.count - 1 }
    }
    let bare = words.filter { !Self.noise.contains($0) || Self.numbers[$0] != nil }
    let told = words.filter { $0 != "number" && $0 != "option" && $0 != "please" }
    if told.count == 1, let place = Self.numbers[told[0]] ?? Int(told[0]).map({ $0 - 1 }) { return place }
    if let at = words.firstIndex(where: { $0 == "number" || $0 == "option" }), words.indices.contains(at + 1) {
      return Self.numbers[words[at + 1]] ?? Int(words[at + 1]).map { $0 - 1 }
    }
    return bare == ["former"] ? 0 : bare == ["latter"] ? options.count - 1 : nil
  }

  /// "The cheapest", "the earlier one": by the first field that has such an order.
  private func extreme(_ words: [String]) -> Int? {
    let starts = ["start", "at", "from", "slot"]
    let directions: [(Set<String>, [String], Bool)] = [
      (["cheapest", "cheaper"], ["price", "unitPrice", "total", "amount"], false),
      (["dearest", "dearer", "priciest"], ["price", "unitPrice", "total", "amount"], true),
      (["earliest", "earlier", "soonest", "sooner"], starts, false),
      (words.contains("one") ? ["latest", "later"] : ["latest"], starts, true),
      (["newest", "latest"], ["placed", "opened"], true), (["oldest"], ["placed", "opened"], false),
    ]
    for (said, fields, descending) in directions where words.contains(where: said.contains) {
      let measures = options.map { measure($0, fields) }
      guard measures.allSatisfy({ $0 != nil }) else { continue }
      let known = measures.compactMap { $0 }
      guard let best = descending ? known.max() : known.min() else { continue }
      return known.firstIndex(of: best)
    }
    return nil
  }

  private func measure(_ option: Option, _ fields: [String]) -> Double? {
    let value = FactValue(tree: option.value, shape: shape)
    for field in fields {
      if let measure = value.at([field])?.measure ?? value.at([field, "at"])?.measure
        ?? value.at([field, "start", "at"])?.measure
      {
        return measure
      }
      if case .list(let parts)? = value.at(["variants", field])?.tree, !parts.isEmpty {
        return value.at(["variants", field])?.elements.compactMap(\.measure).min()
      }
    }
    return nil
  }

  /// How much of what was said stands in what was told of each; words that all share tell nothing.
  private func told(_ words: [String]) -> [Int: Double] {
    let texts = options.map { Set(Normalizer.words($0.words.written) + Normalizer.words($0.words.spoken)) }
    var scores: [Int: Double] = [:]
    for word in Set(words).subtracting(Self.noise).sorted() {
      let holders = texts.indices.filter { index in texts[index].contains { Self.same($0, word) } }
      guard !holders.isEmpty, holders.count < texts.count || texts.count == 1 else { continue }
      for holder in holders { scores[holder, default: 0] += 1 / Double(holders.count) }
    }
    return scores
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    if left == right || left == right + "s" || left + "s" == right { return true }
    return left.count > 4 && right.count > 4 && EditDistance.between(left, right) == 1
  }

  /// By the day or time said, for things that have one.
  private func timed(_ words: [String]) -> [Int: Double] {
    let day = DayParser.day(in: words, today: today)
    let moments = Entities(
      in: Tokens(words.joined(separator: " ")), EntityContext(today: today, now: TimeOfDay(minutes: 0))
    ).moments
    let times = moments.compactMap { $0.value.times }.first
    guard day != nil || times != nil else { return [:] }
    var scores: [Int: Double] = [:]
    for (index, option) in options.enumerated() {
      guard let start = start(of: option) else { continue }
      if let day, start.day != day { continue }
      if let times, !(times.lowerBound...times.upperBound).contains(start.time) { continue }
      scores[index] = 1
    }
    return scores
  }

  private func start(of option: Option) -> (day: LocalDate, time: TimeOfDay)? {
    let value = FactValue(tree: option.value, shape: shape)
    guard let zoned = value.at(["start"]) ?? value.at(["slot", "start"]),
      let at = zoned.at(["at"])?.tree.text.flatMap(Timestamp.init(rfc3339:)),
      case .whole(let offset)? = zoned.at(["utcOffsetSeconds"])?.tree
    else { return nil }
    let seconds = at.milliseconds / 1_000 + offset
    return (
      OrderFacts.day(at, Int(offset)), TimeOfDay(minutes: Int(((seconds % 86_400) + 86_400) % 86_400) / 60)
    )
  }
}
