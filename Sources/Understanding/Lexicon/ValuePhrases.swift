/// All that a value or an option may be called, from its own words and the general tables.
enum ValuePhrases {
  /// A phrase for a value.
  struct Phrase {
    var text: String
    var score: Double
    /// Whether it means the value only beside the product or its option.
    var needsProduct: Bool
  }

  /// The phrases for a value.
  static func phrases(of value: String, in option: Lexicon.Option) -> [Phrase] {
    let key = Cells.keys(value)
    let whole = key.joined(separator: " ")
    var found: [Phrase] = []
    func offer(_ text: String, _ score: Double, needsProduct: Bool = false) {
      guard !text.isEmpty, !found.contains(where: { $0.text == text }) else { return }
      found.append(Phrase(text: text, score: score, needsProduct: needsProduct))
    }
    let isBare = key.count == 1 && (Double(key[0]) != nil || key[0].utf8.count == 1)
    if option.kind == .yesNo || whole == "none" || whole == "no" {
      presence(value, isPositive: whole == "yes", option, offer: { offer($0, $1) })
      if option.kind == .yesNo { return found }
    }
    offer(whole, 1, needsProduct: isBare)
    if isBare, Double(key[0]) != nil {
      for name in names(of: option) {
        offer("\(name) \(whole)", 1)
        offer("\(whole) \(name)", 1)
      }
    }
    for group in ValueWords.same where group.contains(whole) {
      for other in group where other != whole { offer(other, 0.9, needsProduct: other.utf8.count < 3) }
    }
    if key.count == 2 { offer(key.joined(), 0.95) }
    parts(of: key, in: option) { offer($0, $1, needsProduct: true) }
    return found
  }

  /// What names an option: its words, and its last word alone.
  static func names(of option: Lexicon.Option) -> [String] {
    var names = [option.key.joined(separator: " ")]
    if option.key.count > 1, let last = option.key.last, !["type", "level", "count", "range", "setting"].contains(last)
    {
      names.append(last)
    }
    if option.key.count > 1, let last = option.key.last, ["type", "level", "count", "range", "setting"].contains(last) {
      names.append(option.key.dropLast().joined(separator: " "))
    }
    return names
  }

  /// "Waterproof", "not waterproof", "no backlight", "without armrests".
  private static func presence(
    _ value: String, isPositive: Bool, _ option: Lexicon.Option, offer: (String, Double) -> Void
  ) {
    let name = option.key.joined(separator: " ")
    var names = [name]
    if name.hasSuffix(" resistance") {
      names += [name.dropLast(2) + "t", "waterproof", "splash proof"].map { String($0) }
    }
    if name == "waterproof" { names += ["water proof", "water resistant", "waterproofing", "watertight"] }
    if option.key.count > 1, let last = option.key.last { names.append(last) }
    for name in names {
      if isPositive {
        offer(name, 0.95)
        for word in ["with", "is", "has"] { offer("\(word) \(name)", 0.95) }
      } else {
        for word in ["no", "not", "non", "without", "without any", "not be"] { offer("\(word) \(name)", 1) }
        offer("\(name) less", 0.9)
        offer("\(name)less", 0.9)
      }
    }
  }

  /// Parts of a long value that no other value of the option has ("grinder" of "built-in grinder"); the number without its unit.
  private static func parts(of key: [String], in option: Lexicon.Option, offer: (String, Double) -> Void) {
    guard key.count > 1 else { return }
    let names = names(of: option)
    let others = option.values.map { Cells.keys($0) }.filter { $0 != key }
    for length in 1..<key.count {
      for start in 0...(key.count - length) {
        let part = Array(key[start..<start + length])
        if length == 1, part[0].utf8.count < 3, Double(part[0]) == nil { continue }
        if names.contains(part.joined(separator: " ")) { continue }
        if part.allSatisfy({ empty.contains($0) || ValueSize.units[$0] != nil }) { continue }
        let isShared = others.contains { other in
          other.count >= length
            && (0...(other.count - length)).contains { Array(other[$0..<$0 + length]) == part }
        }
        if !isShared { offer(part.joined(separator: " "), 0.6 + 0.3 * Double(length) / Double(key.count)) }
      }
    }
  }

  private static let empty: Set<String> = [
    "in", "not", "non", "of", "the", "and", "plus", "equivalent", "mode", "a", "free",
  ]
}
