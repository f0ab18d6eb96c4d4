/// Splits text into the word pieces of a vocabulary, as BERT's uncased models expect it: lower case, accents dropped,
/// punctuation by itself, then always the longest piece that is known (Devlin and others, 2018; Schuster and
/// Nakajima, 2012).
struct WordPieces: Sendable {
  static let file = "vocab.txt"

  private let identifiers: [String: Int]
  private let unknown: Int
  private let opening: Int
  private let closing: Int

  /// How many pieces there are.
  var count: Int { identifiers.count }

  /// - Parameter vocabulary: One piece a line; the line's number from 0 is its identifier.
  init(vocabulary: String) throws(EncoderError) {
    var identifiers: [String: Int] = [:]
    var lines = vocabulary.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      identifiers[String(line.last == "\r" ? line.dropLast() : line)] = index
    }
    guard let unknown = identifiers["[UNK]"], let opening = identifiers["[CLS]"], let closing = identifiers["[SEP]"]
    else {
      throw EncoderError(file: Self.file, message: "it lacks [UNK], [CLS] or [SEP]; is it a WordPiece vocabulary?")
    }
    (self.identifiers, self.unknown, self.opening, self.closing) = (identifiers, unknown, opening, closing)
  }

  /// The identifiers of a text's pieces between the marks of beginning and end; at most `limit` in all.
  func pieces(_ text: String, limit: Int) -> [Int] {
    var found = [opening]
    for word in Self.words(text) {
      found += pieces(ofWord: word)
      if found.count >= limit { break }
    }
    return Array(found.prefix(limit - 1)) + [closing]
  }

  private func pieces(ofWord word: [Unicode.Scalar]) -> [Int] {
    guard word.count <= 100 else { return [unknown] }
    var found: [Int] = []
    var start = 0
    while start < word.count {
      var end = word.count
      var identifier: Int?
      while end > start {
        var piece = String.UnicodeScalarView()
        piece.append(contentsOf: word[start..<end])
        identifier = identifiers[(start > 0 ? "##" : "") + String(piece)]
        if identifier != nil { break }
        end -= 1
      }
      guard let identifier else { return [unknown] }
      found.append(identifier)
      start = end
    }
    return found
  }

  /// Words and punctuation marks.
  static func words(_ text: String) -> [[Unicode.Scalar]] {
    var words: [[Unicode.Scalar]] = []
    var word: [Unicode.Scalar] = []
    func end() {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    for scalar in Decomposition.scalars(text.lowercased()) {
      let category = scalar.properties.generalCategory
      if category == .nonspacingMark { continue }
      if scalar.properties.isWhitespace {
        end()
      } else if category == .control || category == .format || scalar.value == 0xFFFD {
        continue
      } else if isPunctuation(scalar, category) || isIdeograph(scalar.value) {
        end()
        words.append([scalar])
      } else {
        word.append(scalar)
      }
    }
    end()
    return words
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Bool {
    switch scalar.value {
    case 33...47, 58...64, 91...96, 123...126: return true
    default: break
    }
    switch category {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  private static func isIdeograph(_ value: UInt32) -> Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      return true
    default: return false
    }
  }
}
