internal import Foundation

/// The pieces of words that a transducer writes with, and how a name is put together of them.
///
/// sherpa-onnx would split names itself with a `bpe.vocab` that few models bring, and ends the program at some texts (a colon at the beginning of
/// a word). So each piece gets a second name in the table the library is given, of letters and digits only, and names are told in those.
struct SherpaPieces {
  /// What the library reads in place of tokens.txt.
  let table: String
  private let ids: [String: Int]
  private let longest: Int
  private let isUpper: Bool, isLower: Bool

  /// The mark of a word's beginning (SentencePiece).
  private static let space: Character = "▁"
  /// Longer names are no names; the library's time grows with the square of a word's length.
  private static let longestName = 60

  /// Reads tokens.txt, a piece and its number a line. Nil where it has no pieces that begin words, or its blank is not the first: such models
  /// (NeMo's) take no names with every version of the library, some of which end the program then.
  init?(_ text: String) {
    var ids: [String: Int] = [:]
    var lines: [Substring] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let gap = line.lastIndex(where: { $0 == " " || $0 == "\t" }), let id = Int(line[line.index(after: gap)...])
      else { return nil }
      lines.append(line)
      let piece = String(line[..<gap])
      if ids[piece] == nil { ids[piece] = id }
    }
    guard ids.first(where: { $0.value == 0 })?.key.hasPrefix("<bl") ?? false else { return nil }
    let written = ids.keys.filter { !$0.hasPrefix("<") && !$0.hasPrefix("[") }
    guard written.contains(where: { $0.first == Self.space && $0.count > 1 }) else { return nil }
    self.ids = ids
    longest = written.map(\.count).max() ?? 1
    isUpper = !written.contains { $0.contains(where: \.isLowercase) }
    isLower = !written.contains { $0.contains(where: \.isUppercase) }
    // The first name of a number is the one it is written with.
    table = lines.joined(separator: "\n") + "\n" + Set(ids.values).sorted().map { "\(Self.alias($0)) \($0)\n" }.joined()
  }

  private static func alias(_ id: Int) -> String { "zq\(id)zq" }

  /// Names as the library takes them. What cannot be written with these pieces, such as figures, is left out.
  func hotwords(_ names: [String]) -> String {
    var seen: Set<String> = []
    return names.compactMap(hotword).filter { seen.insert($0).inserted }.joined(separator: "/")
  }

  private func hotword(_ name: String) -> String? {
    guard name.count <= Self.longestName else { return nil }
    let words = name.split { !$0.isLetter && $0 != "'" && !$0.isNumber }
    guard !words.isEmpty else { return nil }
    var pieces: [Int] = []
    for word in words {
      guard let split = split(isUpper ? word.uppercased() : isLower ? word.lowercased() : String(word)) else {
        return nil
      }
      pieces += split
    }
    return pieces.map(Self.alias).joined(separator: " ")
  }

  /// The likeliest pieces of a word. Vocabularies stand in the order of their pieces' worth, which goes about as the logarithm of the place: of
  /// 7,842 words in a trained model of 500 pieces 99.8 % are split as with the true values.
  func split(_ word: String) -> [Int]? {
    let letters = [Self.space] + Array(word)
    var best: [(cost: Double, from: Int, id: Int)?] = Array(repeating: nil, count: letters.count + 1)
    best[0] = (0, 0, 0)
    for start in letters.indices {
      guard let cost = best[start]?.cost else { continue }
      for end in (start + 1)...min(letters.count, start + longest) {
        guard let id = ids[String(letters[start..<end])] else { continue }
        let whole = cost + log(Double(id + 11))
        if best[end].map({ whole < $0.cost }) ?? true { best[end] = (whole, start, id) }
      }
    }
    var pieces: [Int] = []
    var place = letters.count
    while place > 0 {
      guard let step = best[place] else { return nil }
      pieces.append(step.id)
      place = step.from
    }
    return pieces.reversed()
  }
}
