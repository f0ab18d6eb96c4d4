import Testing

@testable import SpeechEngines

/// What exists is likelier than the model alone has it, and what only begins so is not.
@Suite struct PieceBiasTests {
  /// A vocabulary of the pieces named, from number 259 on, behind single bytes.
  private static func vocabulary(_ pieces: [String]) throws -> MoonshineVocabulary {
    var file: [UInt8] = []
    for _ in 0..<259 { file += [1, 0] }
    for piece in pieces {
      let bytes = Array(piece.utf8)
      file += [UInt8(bytes.count)] + bytes
    }
    return try MoonshineVocabulary(file)
  }

  private static let digits = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh", "o",
  ]

  private func number(_ piece: String, _ vocabulary: MoonshineVocabulary) throws -> Int {
    try #require(vocabulary.pieces.firstIndex(of: Array(piece.utf8)))
  }

  /// The sum of what is gained along a text, its end included.
  private func gain(_ bias: PieceBias, _ pieces: [Int]) -> Float {
    var (place, sum) = (PieceBias.Place(), Float(0))
    for piece in pieces {
      let next = bias.next(place, piece)
      (place, sum) = (next.place, sum + next.gain)
    }
    return sum + bias.end(place)
  }

  /// Letters so that words are cut into them, joined as far as pieces go.
  private static func joined() throws -> MoonshineVocabulary {
    // Each word is reached by joints of its beginning.
    var pieces: [String] = []
    for word in ["cat", "kettle", "on"] + digits {
      for letter in word where !pieces.contains(String(letter)) { pieces.append(String(letter)) }
    }
    pieces += ["▁", "s", ","]
    for word in ["cat", "kettle", "on"] + digits {
      var beginning = "▁"
      for letter in word {
        beginning.append(letter)
        if !pieces.contains(beginning) { pieces.append(beginning) }
      }
    }
    return try vocabulary(pieces)
  }

  private func text(_ text: String, _ vocabulary: MoonshineVocabulary) throws -> [Int] {
    try #require(vocabulary.cut(text))
  }

  @Test func aWholePhraseGainsAndItsBeginningDoesNot() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: ["cat kettle"], gains: .init(piece: 2, word: 2, digit: 1))
    #expect(gain(bias, try text("cat kettle", vocabulary)) == 4)
    #expect(gain(bias, try text("on cat kettle on", vocabulary)) == 4)
    #expect(gain(bias, try text("cat on", vocabulary)) == 0)
    #expect(gain(bias, try text("cat", vocabulary)) == 0)
    #expect(gain(bias, try text("on kettle", vocabulary)) == 0)
  }

  @Test func aLongerWordIsAnotherWord() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: ["cat"], gains: .init(piece: 2, word: 2, digit: 1))
    let cat = try text("cat", vocabulary)
    #expect(gain(bias, cat) == 2)
    #expect(gain(bias, cat + [try number("s", vocabulary)]) == 0)
    #expect(gain(bias, cat + [try number(",", vocabulary)]) == 2)
  }

  @Test func aPhraseWithinALongerOneKeepsWhatItGained() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: ["cat", "cat kettle on"], gains: .init(piece: 2, word: 2, digit: 1))
    #expect(gain(bias, try text("cat kettle", vocabulary)) == 2)
    #expect(gain(bias, try text("cat kettle on", vocabulary)) == 6)
  }

  @Test func aSingleWordGainsLess() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: ["cat", "on kettle"], gains: .init(piece: 2, word: 1, digit: 1))
    #expect(gain(bias, try text("cat", vocabulary)) == 1)
    #expect(gain(bias, try text("on kettle", vocabulary)) == 4)
  }

  @Test func aPhraseGainsOnce() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: ["cat", "on kettle"], gains: .init(piece: 2, word: 2, digit: 1))
    #expect(gain(bias, try text("cat cat cat", vocabulary)) == 2)
    #expect(gain(bias, try text("cat on kettle cat on kettle on", vocabulary)) == 6)
  }

  @Test(arguments: [
    ("one two three", 3), ("one two", 0), ("one two three four", 0), ("on one oh three on", 3),
    ("one two cat three", 0),
  ])
  func numbersGainByTheirLength(words: String, wanted: Int) throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: [], numbers: [3], gains: .init(piece: 2, word: 2, digit: 1))
    #expect(gain(bias, try text(words, vocabulary)) == Float(wanted))
  }

  @Test func ofTwoLengthsEachGains() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: [], numbers: [2, 4], gains: .init(piece: 2, word: 2, digit: 1))
    #expect(gain(bias, try text("one two", vocabulary)) == 2)
    #expect(gain(bias, try text("one two three", vocabulary)) == 0)
    #expect(gain(bias, try text("one two three four", vocabulary)) == 4)
  }

  @Test func aPauseWithinANumberIsNoEnd() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: [], numbers: [3], gains: .init(piece: 2, word: 2, digit: 1))
    let pieces =
      try text("one", vocabulary) + [try number(",", vocabulary)] + (try text("two", vocabulary))
      + (try text("three", vocabulary))
    #expect(gain(bias, pieces) == 3)
  }

  @Test func aCallsOwnNamesAreAdded() throws {
    let vocabulary = try Self.joined()
    let bias = PieceBias(vocabulary, phrases: ["cat"], gains: .init(piece: 2, word: 2, digit: 1))
    #expect(gain(bias, try text("kettle on", vocabulary)) == 0)
    #expect(gain(bias.adding(["kettle on"]), try text("kettle on", vocabulary)) == 4)
    #expect(gain(bias.adding(["kettle on"]), try text("cat", vocabulary)) == 2)
  }

  /// What the model holds for too unlikely to be among its best is found where it goes on with a phrase, and only there.
  @Test func theSearchFindsWhatExists() throws {
    let vocabulary = try Self.joined()
    let (cat, kettle, on) = (
      try text("cat", vocabulary)[0], try text("kettle", vocabulary)[0], try text("on", vocabulary)[0]
    )
    func run(_ bias: PieceBias?, _ kettleScore: Float) -> [Int]? {
      PieceSearch(graph: nil, width: 1, limit: 4, bias: bias).run(
        first: (memory: [[Int]()], rows: [row([cat: -0.5])]),
        next: { memory, rows, pieces in
          let said = zip(rows, pieces).map { memory[$0] + [$1] }
          return (
            said,
            said.map { $0 == [cat] ? row([on: -0.2, kettle: kettleScore]) : row([MoonshineVocabulary.end: -0.1]) }
          )
        }
      ).first?.pieces
    }
    func row(_ likely: [Int: Float]) -> [Float] { (0..<vocabulary.count).map { likely[$0] ?? -30 } }
    let bias = PieceBias(vocabulary, phrases: ["cat kettle"], gains: .init(piece: 3, word: 3, digit: 1))
    #expect(run(nil, -4) == [cat, on])
    #expect(run(bias, -4) == [cat, kettle])
    #expect(run(bias, -12) == [cat, on])
  }
}
