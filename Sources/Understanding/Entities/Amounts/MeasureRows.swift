/// Rows whose places have numbers: protection classes, processors, sizes, picture definitions.
enum MeasureRows {
  static func read(_ tokens: Tokens, at start: Int) -> [Measures.Part]? {
    (protection(tokens, at: start) ?? processor(tokens, at: start) ?? size(tokens, at: start) ?? definition(
      tokens, at: start)
      ?? magnification(tokens, at: start)).map { [$0] }
  }

  private static func part(
    _ dimension: Measure.Dimension, _ value: Double, _ amount: Double, _ unit: String, _ range: Range<Int>,
    _ trust: Double
  )
    -> Measures.Part
  {
    Measures.Part(measure: Measure(dimension, base: value, amount: amount, unit: unit), range: range, trust: trust)
  }

  private static func digit(_ text: String) -> Int? {
    switch NumberWord.of(text) {
    case .unit(let unit) where text != "o" && text != "oh": unit
    case .digits(let digits): Int(digits)
    default: nil
    }
  }

  /// "IPX7", "ip x seven", "i p x 4", "IP67" (IEC 60529).
  private static func protection(_ tokens: Tokens, at start: Int) -> Measures.Part? {
    let text = tokens.text(start)
    if text.hasPrefix("ipx"), let value = Int(text.dropFirst(3)) {
      return part(.protection, Double(value), Double(value), "IPX", start..<(start + 1), 0.97)
    }
    if text.hasPrefix("ip"), text.utf8.count == 4, let value = Int(text.dropFirst(2)) {
      return part(.protection, Double(value % 10), Double(value), "IP", start..<(start + 1), 0.95)
    }
    var index = start
    if text == "ip" {
      index += 1
    } else if tokens.matches(["i", "p"], at: start) {
      index += 2
    } else if text == "ipx" {
      index += 1
    } else {
      return nil
    }
    if tokens.text(index) == "x" { index += 1 } else if tokens.text(index) == "ex" { index += 1 }
    let joined = tokens.text(index)
    if joined.hasPrefix("x"), let value = Int(joined.dropFirst()) {
      return part(.protection, Double(value), Double(value), "IPX", start..<(index + 1), 0.9)
    }
    guard index > start + 1 || text == "ipx", let value = digit(joined), value < 10 else { return nil }
    return part(.protection, Double(value), Double(value), "IPX", start..<(index + 1), 0.9)
  }

  /// "I7", "core i 9", "an i seven".
  private static func processor(_ tokens: Tokens, at start: Int) -> Measures.Part? {
    let text = tokens.text(start)
    if text.utf8.count == 2, text.hasPrefix("i"), let value = Int(text.dropFirst()), [3, 5, 7, 9].contains(value) {
      return part(.processor, Double(value), Double(value), "i", start..<(start + 1), 0.95)
    }
    guard text == "i" || text == "eye", let value = digit(tokens.text(start + 1)), [3, 5, 7, 9].contains(value) else {
      return nil
    }
    guard ["core", "an", "the", "intel", "with", "a", "or", "to", "and", "than"].contains(tokens.text(start - 1)) else {
      return nil
    }
    guard !Unit.isUnit(tokens.text(start + 2)) else { return nil }
    return part(.processor, Double(value), Double(value), "i", start..<(start + 2), 0.8)
  }

  /// "Size 9", "size nine and a half", "a nine in shoes" is none.
  private static func size(_ tokens: Tokens, at start: Int) -> Measures.Part? {
    guard tokens.text(start) == "size" || tokens.text(start) == "sizes" else { return nil }
    let first = tokens.text(start + 1) == "a" || tokens.text(start + 1) == "number" ? start + 2 : start + 1
    guard let number = Numeral.read(tokens, at: first), number.value < 70, number.suffix == nil else { return nil }
    if Unit.read(tokens, behind: number) != nil { return nil }
    return part(.size, number.value, number.value, "", start..<number.end, 0.92)
  }

  private static let lines: [Int: Double] = [2: 1_440, 4: 2_160, 5: 2_880, 6: 3_160, 8: 4_320]

  /// "4K", "four k", "1080p", "ten eighty p".
  private static func definition(_ tokens: Tokens, at start: Int) -> Measures.Part? {
    guard start == 0 || !tokens[start].isGlued || tokens.gap(start) == "-" || tokens.gap(start) == "(" else {
      return nil
    }
    let text = tokens.text(start)
    if text.hasSuffix("p"), let value = Double(text.dropLast()), [480, 720, 1_080, 1_440, 2_160].contains(value) {
      return part(.definition, value, value, "p", start..<(start + 1), 0.97)
    }
    if tokens.matches(["ten", "eighty"], at: start)
      || tokens.matches(["seven", "twenty"], at: start) && tokens.text(start + 2) == "p"
    {
      let value = tokens.text(start) == "ten" ? 1_080.0 : 720
      let end = tokens.text(start + 2) == "p" ? start + 3 : start + 2
      return part(.definition, value, value, "p", start..<end, end == start + 3 ? 0.95 : 0.5)
    }
    let isGlued = text.utf8.count == 2 && text.hasSuffix("k")
    let number = isGlued ? Int(text.dropLast()) : tokens.text(start + 1) == "k" ? digit(text) : nil
    guard let number, let value = lines[number] else { return nil }
    let end = isGlued ? start + 1 : start + 2
    // "2k dollars" is money, "10k mah" a charge.
    if ["dollars", "bucks", "euros", "usd"].contains(tokens.text(end)) || tokens.gap(start, holds: "$") {
      return nil
    }
    return part(.definition, value, Double(number), "K", start..<end, 0.9)
  }

  /// "Five x", "ten x zoom".
  private static func magnification(_ tokens: Tokens, at start: Int) -> Measures.Part? {
    guard let number = Numeral.read(tokens, at: start), number.suffix == nil, number.value > 1, number.value < 200,
      tokens.text(number.end) == "x"
    else {
      return nil
    }
    let end = number.end + 1
    guard
      end >= tokens.count || ["zoom", "optical", "magnification", "one"].contains(tokens.text(end))
        || tokens.pauses(before: end)
    else { return nil }
    return part(.magnification, number.value, number.value, "x", start..<end, 0.85)
  }
}
