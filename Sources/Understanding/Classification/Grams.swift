/// The pieces that a sentence is judged by, hashed: words, neighbouring words, words near each other, the letter sequences
/// within words, so that a half-heard, misspelt or inflected word still counts, and words and neighbours by their senses.
enum Grams {
  /// The kinds of pieces; each is weighted on its own, so that the many letter sequences do not drown the few words.
  enum Kind: Int, CaseIterable {
    case word, pair, letters, near, sense, senses

    /// Share of a kind, chosen on folds of four public sets and of the intent map.
    var weight: Float {
      switch self {
      case .word, .pair: 1
      case .letters: 1.4
      case .near: 0.6
      case .sense, .senses: 0.5
      }
    }
  }

  /// The words of free text: letters and digits with apostrophes inside, and the marks that carry meaning (? ! $ %).
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func end() {
      while word.last == apostrophe { word.removeLast() }
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(contentsOf: character.utf8)
      } else if character == "'" || character == "’" {
        if !word.isEmpty { word.append(apostrophe) }
      } else {
        end()
        if "?!$%".contains(character) { words.append(String(character)) }
      }
    }
    end()
    return words
  }

  /// The hashes of all pieces by kind, in order, with repetitions.
  static func hashes(_ words: [String]) -> [[UInt64]] {
    let letters = words.map { Array($0.utf8) }
    var found = [[UInt64]](repeating: [], count: Kind.allCases.count)
    let marks: [UInt64] = [1] + letters.map { hash($0[...], seed: 0) } + [2]
    for index in 1..<max(marks.count, 1) {
      if index < marks.count - 1 { found[Kind.word.rawValue].append(marks[index]) }
      found[Kind.pair.rawValue].append(join(marks[index - 1], marks[index], seed: 3))
    }
    for left in letters.indices {
      for right in (left + 1)..<(left + 5) where right < letters.count {
        let (a, b) = (marks[left + 1], marks[right + 1])
        found[Kind.near.rawValue].append(join(min(a, b), max(a, b), seed: 5))
      }
    }
    let senses: [UInt64] = [1] + Senses.of(words).map { hash(Array($0.utf8)[...], seed: 11) } + [2]
    for index in 1..<senses.count {
      if index < senses.count - 1 { found[Kind.sense.rawValue].append(senses[index]) }
      found[Kind.senses.rawValue].append(join(senses[index - 1], senses[index], seed: 13))
    }
    for word in letters {
      let padded = [space] + word + [space]
      for length in 2...5 {
        if padded.count <= length {
          found[Kind.letters.rawValue].append(hash(padded[...], seed: 7))
          break
        }
        for start in 0...(padded.count - length) {
          found[Kind.letters.rawValue].append(hash(padded[start..<start + length], seed: 7))
        }
      }
    }
    return found
  }

  private static let space = UInt8(ascii: " ")
  private static let apostrophe = UInt8(ascii: "'")

  /// FNV-1a, its bits mixed once more; the same in every process.
  private static func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return mixed(hash)
  }

  private static func join(_ left: UInt64, _ right: UInt64, seed: UInt64) -> UInt64 {
    mixed((left &* 0x9E37_79B9_7F4A_7C15) ^ (right &+ seed &* 0xC2B2_AE3D_27D4_EB4F))
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash >> 31)) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ (hash >> 29)
  }
}
