/// What slips of the fingers and the ear cost: a distance between words in which likely slips weigh less than unlikely ones.
enum Slips {
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  /// The letters that occur, a bit for each.
  static func letters(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0) { isLetter($1) ? $0 | 1 << UInt32($1 - 0x61) : $0 }
  }

  /// What it takes to write `said` for `meant`; nil when more than the limit. Letters may change places with their neighbours once each
  /// (optimal string alignment).
  static func cost(from meant: [UInt8], to said: [UInt8], limit: Double) -> Double? {
    var before: [Double] = []
    var last = [0.0]
    for column in said.indices { last.append(last[column] + extra(said, column)) }
    for row in meant.indices {
      var current = [last[0] + missing(meant, row)]
      var least = current[0]
      for column in said.indices {
        var cost = min(
          last[column] + swap(meant[row], said[column], isFirst: row == 0 && column == 0),
          last[column + 1] + missing(meant, row), current[column] + extra(said, column))
        if row > 0, column > 0, meant[row] == said[column - 1], meant[row - 1] == said[column],
          meant[row] != said[column]
        {
          cost = min(cost, before[column - 1] + (row == 1 ? 0.9 : 0.7))
        }
        current.append(cost)
        least = min(least, cost)
      }
      if least > limit { return nil }
      (before, last) = (last, current)
    }
    return last[said.count] <= limit ? last[said.count] : nil
  }

  /// A letter left out; one of a pair weighs less, the first of all more.
  private static func missing(_ meant: [UInt8], _ place: Int) -> Double {
    place > 0 ? (meant[place] == meant[place - 1] ? 0.5 : 1) : 1.5
  }

  /// A letter too many; one that is doubled, or beside its neighbour on the keyboard, weighs less.
  private static func extra(_ said: [UInt8], _ place: Int) -> Double {
    guard place > 0 else { return 1.5 }
    if said[place] == said[place - 1] { return 0.5 }
    return isBeside(said[place], said[place - 1]) ? 0.9 : 1
  }

  /// One letter for another.
  private static func swap(_ meant: UInt8, _ said: UInt8, isFirst: Bool) -> Double {
    if meant == said { return 0 }
    if isFirst { return 2 }
    if isBeside(meant, said) { return 0.7 }
    if vowels.contains(meant), vowels.contains(said) { return 0.9 }
    return sounds.contains { $0.contains(meant) && $0.contains(said) } ? 0.8 : 1.6
  }

  private static let vowels = Set("aeiouy".utf8)
  private static let sounds: [Set<UInt8>] = ["cs", "ck", "sz", "fv", "iy", "mn", "gj", "td", "bp"].map { Set($0.utf8) }
  private static let keyboard: [[UInt8]] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }

  /// Whether two keys of a keyboard for English lie beside each other.
  private static func isBeside(_ one: UInt8, _ other: UInt8) -> Bool {
    beside[Int(one - 0x61)] >> UInt32(other - 0x61) & 1 == 1
  }

  private static let beside: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 26)
    func join(_ one: UInt8, _ other: UInt8) {
      table[Int(one - 0x61)] |= 1 << UInt32(other - 0x61)
      table[Int(other - 0x61)] |= 1 << UInt32(one - 0x61)
    }
    for row in keyboard { for (one, other) in zip(row, row.dropFirst()) { join(one, other) } }
    // A key of the lower row lies under two of the row above it.
    for (upper, lower) in zip(keyboard, keyboard.dropFirst()) {
      for (place, key) in lower.enumerated() {
        join(key, upper[place])
        if place + 1 < upper.count { join(key, upper[place + 1]) }
      }
    }
    return table
  }()
}
