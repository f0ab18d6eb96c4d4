/// Numbers of payment cards, typed or spoken, so that they can be cut from everything that is kept: 13 to 19 digits that pass the check sum of
/// ISO/IEC 7812-1 (H. P. Luhn), or that were announced as a card's.
public enum CardNumbers {
  /// All that the words hold, in their order, digits only. What fails the check sum but was announced has less confidence, and is to be cut as well.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] {
    var spans: [Span<String>] = []
    var index = 0
    while index < tokens.count {
      if let span = number(tokens, at: index, context) {
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    return spans
  }

  /// Whether digits pass the check sum: every second digit from the right doubled, their digits' sum a multiple of ten.
  public static func passesCheckSum(_ digits: String) -> Bool { passesCheckSum(digits.utf8) }

  private static func passesCheckSum(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      guard (0x30...0x39).contains(digit) else { return false }
      let value = Int(digit - 0x30) * (place % 2 == 1 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return !digits.isEmpty && sum % 10 == 0
  }

  /// Whether these digits can be a card's number: 13 to 19 of them that begin as card networks' numbers do and pass the check sum.
  public static func isWhole(_ digits: String) -> Bool { isWhole(Array(digits.utf8)) }

  /// The same of ASCII digits in memory that the caller overwrites.
  public static func isWhole(_ digits: [UInt8]) -> Bool {
    (13...19).contains(digits.count) && digits.first.map { (0x32...0x36).contains($0) } == true
      && passesCheckSum(digits)
  }

  /// Whether digits begin as the numbers of a network do and are as many as its numbers have, whatever the check sum says.
  public static func isAsLongAsIssued(_ digits: [UInt8]) -> Bool {
    guard let network = network(digits) else { return false }
    return digits.count == (network == "amex" ? 15 : 16)
  }

  /// Whether digits are a whole number of a network whose numbers are of one length: none can be missing of keys that come one by one.
  public static func isComplete(_ digits: [UInt8]) -> Bool {
    ["amex", "mastercard"].contains(network(digits)) && isAsLongAsIssued(digits) && isWhole(digits)
  }

  /// The network whose numbers begin so: American Express 34 and 37, Diners 36 and 38, JCB 35, Visa 4, Mastercard 51 to 55 and 22 to 27,
  /// Discover 60, 64 and 65, UnionPay 62, Maestro the rest from 50 to 69; nil: none's do.
  public static func network(_ digits: [UInt8]) -> String? {
    guard digits.count >= 2 else { return nil }
    switch (Int(digits[0]) - 0x30) * 10 + Int(digits[1]) - 0x30 {
    case 40...49: return "visa"
    case 51...55, 22...27: return "mastercard"
    case 34, 37: return "amex"
    case 35: return "jcb"
    case 36, 38: return "diners"
    case 60, 64, 65: return "discover"
    case 62: return "unionpay"
    case 50, 56...69: return "maestro"
    default: return nil
    }
  }

  private static func number(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Span<String>? {
    guard NumberWord.of(tokens.text(start)) != nil || NumberWord.times[tokens.text(start)] != nil else { return nil }
    let ends = Signs.readings(tokens, from: start, letters: false) { $0.count <= 19 }
    var announced: Span<String>?
    let isAnnounced =
      tokens.has(Cues.card, before: start, reach: 8) || context.expected.contains(.cardNumber)
    for (end, pieces) in ends.reversed() {
      let long = pieces.filter { (13...19).contains($0.signs.count) }
      // Two to six is what card networks' numbers begin with.
      if let good = long.first(where: { passesCheckSum($0.signs) && ("2"..."6").contains($0.signs.prefix(1)) }) {
        return Span(start..<end, .init(good.signs, isAnnounced ? 0.98 : 0.9), said: tokens.said(start..<end))
      }
      if announced == nil, isAnnounced, let first = long.first {
        announced = Span(start..<end, .init(first.signs, 0.5), said: tokens.said(start..<end))
      }
    }
    return announced
  }
}
