/// The pieces of words that a Moonshine model hears in, and how a text is cut into them.
///
/// The file `tokenizer.bin` lists the pieces in the order of their numbers: a length (one byte below 128, otherwise two, low seven bits first)
/// and that many bytes of UTF-8. Numbers 3 to 258 are single bytes; a piece that begins a word begins with "▁". Pieces are joined as byte-pair
/// encoding does: of all neighbours those first whose joint piece has the lowest number.
struct MoonshineVocabulary: Sendable {
  /// Begins and ends every text.
  static let start = 1, end = 2
  private static let firstPiece = 259
  private static let wordMark = "\u{2581}"

  /// The bytes of each piece.
  let pieces: [[UInt8]]
  private let numbers: [[UInt8]: Int]

  /// Reads the file's bytes. Throws a `SpeechEngineError`.
  init(_ file: [UInt8]) throws(SpeechEngineError) {
    var pieces: [[UInt8]] = []
    var place = 0
    while place < file.count {
      var length = Int(file[place])
      place += 1
      if length >= 128 {
        guard place < file.count else { break }
        length = length - 128 + Int(file[place]) * 128
        place += 1
      }
      guard place + length <= file.count else {
        throw SpeechEngineError(.unavailable, "moonshine: tokenizer.bin breaks off at piece \(pieces.count)")
      }
      pieces.append(Array(file[place..<place + length]))
      place += length
    }
    guard pieces.count > Self.firstPiece else {
      throw SpeechEngineError(.unavailable, "moonshine: tokenizer.bin has only \(pieces.count) pieces")
    }
    self.pieces = pieces
    var numbers: [[UInt8]: Int] = [:]
    for (number, piece) in pieces.enumerated() where number >= Self.firstPiece && numbers[piece] == nil {
      numbers[piece] = number
    }
    self.numbers = numbers
  }

  /// How many pieces there are.
  var count: Int { pieces.count }

  /// The pieces of a text whose first word begins a word; nil when a letter is no piece.
  func cut(_ text: String) -> [Int]? {
    let marked = Self.wordMark + text.split(separator: " ").joined(separator: Self.wordMark)
    var parts = marked.map { Array(String($0).utf8) }
    while parts.count > 1 {
      var best: (place: Int, number: Int)?
      for place in 0..<parts.count - 1 {
        guard let number = numbers[parts[place] + parts[place + 1]] else { continue }
        if number < best?.number ?? .max { best = (place, number) }
      }
      guard let best else { break }
      parts[best.place] += parts.remove(at: best.place + 1)
    }
    var result: [Int] = []
    for part in parts {
      guard let number = numbers[part] else { return nil }
      result.append(number)
    }
    return result
  }

  /// The number of a piece, as a mark that joins the word before it (","), or nil.
  func mark(_ text: String) -> Int? { numbers[Array(text.utf8)] }

  /// Whether a piece goes on with the word before it.
  func continuesWord(_ piece: Int) -> Bool {
    guard let first = pieces[piece].first else { return false }
    if first >= 128 { return !pieces[piece].starts(with: Self.wordMark.utf8) }
    let character = Character(UnicodeScalar(first))
    return character.isLetter || character.isNumber
  }

  /// The text of pieces; bytes that are no text are left out.
  func text(_ tokens: [Int]) -> String {
    var bytes: [UInt8] = []
    for token in tokens where token >= 3 && token < pieces.count { bytes += pieces[token] }
    return String(decoding: bytes, as: UTF8.self).replacing(Self.wordMark, with: " ")
  }
}
