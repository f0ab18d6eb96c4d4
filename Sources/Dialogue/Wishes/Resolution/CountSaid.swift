internal import Discourse

/// How many of several alike are meant by an answer.
enum CountSaid {
  /// The number said; nil when none was. `all` is how many there are.
  static func count(in goods: GoodsReference, text: String, of all: Int) -> Int? {
    switch goods.extent {
    case .all: return all
    case .both: return 2
    case .count(let number): return number
    case .named, .rest: break
    }
    let quantities = goods.things.compactMap(\.quantity)
    if !quantities.isEmpty { return quantities.reduce(0, +) }
    if let number = number(in: text, of: all) { return number }
    // "Just one of them", "the one".
    if goods.things.contains(where: { $0.pronoun == .one || $0.pronoun == .other }) { return 1 }
    return goods.things.contains { $0.pronoun == .them } ? all : nil
  }

  /// A bare number or word for one in a short answer.
  static func number(in text: String, of all: Int) -> Int? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard words.count <= 8 else { return nil }
    for word in words {
      if let number = numbers[word] ?? Int(word), (1...all).contains(number) { return number }
    }
    if words.contains(where: ["all", "every", "everything", "each"].contains) { return all }
    if words.contains(where: ["both", "pair"].contains) { return 2 }
    return words.contains("single") ? 1 : nil
  }

  private static let numbers = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
  ]
}
