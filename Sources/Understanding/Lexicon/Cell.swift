/// What stands between two words of an utterance, as far as it parts or joins them.
enum Gap: Int, Comparable {
  case none, glued, comma, stop, question

  static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
}

/// One word as the reader sees it: contractions undone ("don't" is two cells), number words folded ("twenty seven" is one).
struct Cell: Hashable {
  /// The word in lower case.
  var text: String
  /// The word in the lexicon's form.
  var key: String
  /// The words of the utterance that it stands for.
  var tokens: Range<Int>
  /// What stands before it.
  var gap: Gap = .none
  /// Its value when it is a number.
  var number: Double?
  /// What was written, when spelling was mended.
  var mended: String?

  init(_ text: String, tokens: Range<Int>, gap: Gap = .none, number: Double? = nil) {
    self.text = text
    self.tokens = tokens
    self.gap = gap
    self.number = number
    key = WordForms.key(text)
  }
}

/// An utterance in cells.
struct Cells {
  var cells: [Cell] = []
  /// What stands behind the last one.
  var tail: Gap = .none

  init(_ tokens: Tokens) {
    let words = tokens.map(\.text)
    var index = 0
    while index < words.count {
      let gap = Self.gap(tokens[index].gap, isFirst: index == 0)
      let marks = tokens[index].marks
      if marks == "&" || marks == "+" {
        cells.append(Cell(marks == "&" ? "and" : "plus", tokens: index..<index, gap: .none))
      } else if marks == ".", tokens[index].isGlued, mergeDecimals(words[index], at: index) {
        index += 1
        continue
      }
      if let (value, count) = NumberWords.read(words, at: index) ?? one(words, at: index) {
        cells.append(
          Cell(NumberWords.text(value), tokens: index..<index + count, gap: gap, number: value))
        index += count
      } else {
        append(words[index], at: index, gap: gap, after: tokens.gap(index + 1), next: tokens.text(index + 1))
        index += 1
      }
    }
    joinCompounds()
    joinNumbers()
    tail = Self.gap(tokens.tail, isFirst: false)
    if tokens.tail.contains("%") { cells.append(Cell("%", tokens: max(0, words.count - 1)..<words.count, gap: .glued)) }
  }

  /// The lexicon's forms of a phrase, for tables.
  static func keys(_ phrase: String) -> [String] { Cells(Tokens(phrase)).cells.map(\.key) }

  /// "1.5l" was cut at its point: its second half goes to the number before.
  private mutating func mergeDecimals(_ word: String, at index: Int) -> Bool {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let last = cells.last, last.number != nil, last.text.allSatisfy(\.isNumber), !digits.isEmpty else {
      return false
    }
    let text = last.text + "." + digits
    cells[cells.count - 1] = Cell(
      text, tokens: last.tokens.lowerBound..<index + 1, gap: last.gap, number: Double(text))
    if digits.count < word.count {
      cells.append(Cell(String(word.dropFirst(digits.count)), tokens: index..<index + 1, gap: .glued))
    }
    return true
  }

  /// "One terabyte", but not "one" that stands for a thing.
  private func one(_ words: [String], at index: Int) -> (value: Double, count: Int)? {
    guard words[index] == "one", index + 1 < words.count else { return nil }
    let unit = WordForms.key(words[index + 1])
    return ValueSize.units[unit] != nil && words[index + 1].utf8.count > 1 && words[index + 1] != "in" ? (1, 1) : nil
  }

  /// Words that are written together, apart or with a hyphen.
  private mutating func joinCompounds() {
    var index = 0
    while index + 1 < cells.count {
      if let joined = Self.compounds[cells[index].text + " " + cells[index + 1].text], cells[index + 1].gap <= .glued {
        cells[index] = Cell(
          joined, tokens: cells[index].tokens.lowerBound..<cells[index + 1].tokens.upperBound, gap: cells[index].gap)
        cells.remove(at: index + 1)
      }
      index += 1
    }
  }

  /// "Order no. W1": the point of an abbreviation ends no sentence.
  private mutating func joinNumbers() {
    for index in cells.indices.dropFirst().dropLast() where ["no", "nr"].contains(cells[index].text) {
      let before = ["order", "item", "article", "reference", "parcel"].contains(cells[index - 1].text)
      if before, cells[index + 1].gap == .stop, cells[index + 1].text.contains(where: \.isNumber) {
        cells[index + 1].gap = .none
      }
    }
  }

  private static let compounds: [String: String] = [
    "wi fi": "wifi", "t shirt": "tshirt", "t shirts": "tshirts", "tee shirt": "tshirt", "e reader": "ereader",
    "e readers": "ereaders", "e book": "ebook", "e mail": "email", "v neck": "vneck", "key board": "keyboard",
  ]

  private mutating func append(_ word: String, at index: Int, gap: Gap, after: String, next: String) {
    let range = index..<index + 1
    if let parts = Contractions.parts(word, next: next) {
      for (offset, part) in parts.enumerated() {
        cells.append(Cell(part, tokens: range, gap: offset == 0 ? gap : .none))
      }
      return
    }
    // "50ft", "512gb", "4k": number and unit are two cells; "ipx7", "i7", "w2890441" are one.
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty {
      cells.append(Cell(String(digits), tokens: range, gap: gap, number: Double(String(digits))))
      let unit = word.dropFirst(digits.count)
      if !unit.isEmpty {
        let ordinal = ["st", "nd", "rd", "th"].contains(unit)
        if ordinal {
          cells[cells.count - 1] = Cell(word, tokens: range, gap: gap)
        } else {
          cells.append(Cell(String(unit), tokens: range, gap: .glued))
        }
      }
      if after.hasPrefix("%") { cells.append(Cell("%", tokens: range, gap: .glued)) }
      if after.hasPrefix("\"") || after.hasPrefix("″") { cells.append(Cell("inch", tokens: range, gap: .glued)) }
    } else {
      cells.append(Cell(word, tokens: range, gap: gap))
    }
  }

  private static func gap(_ text: String, isFirst: Bool) -> Gap {
    if isFirst { return .none }
    if text.isEmpty { return .glued }
    var found = Gap.none
    for character in text {
      switch character {
      case "?": return .question
      case ".", "!", ";", "\n", "…": found = max(found, .stop)
      case ",", ":", "–", "—", "(", ")": found = max(found, .comma)
      default: break
      }
    }
    if found == .none, text == " - " || text == " -- " { return .comma }
    if found == .stop || found == .comma, !text.contains(where: \.isWhitespace), text != "…", text != "—", text != "–" {
      return .glued
    }
    if found == .none, !text.contains(where: \.isWhitespace) { return .glued }
    return found
  }
}
