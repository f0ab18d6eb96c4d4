internal import Foundation

/// Reads JSON (RFC 8259) strictly: UTF-8, one value, no trailing commas, no lone surrogates. Webhooks come by the hundred a second,
/// and a decoder that tries one type after the other for every value takes most of the time there is.
///
/// Of a member that comes twice the last one counts. Nesting is bounded, so that no payload exhausts the stack.
struct JSONReader {
  /// What is wrong with a text.
  struct Flaw: Error {
    /// Where, in bytes from the beginning.
    var place: Int
  }

  private static let deepest = 256
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(Flaw) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    // The mark that some systems put before UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.place == bytes.count else { throw reader.flaw }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var flaw: Flaw { Flaw(place: place) }

  /// The byte here; 0, which stands nowhere in JSON outside of strings, at the end.
  private var here: UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func skipBlanks() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x09, 0x0A, 0x0D: place += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) throws(Flaw) {
    guard here == byte else { throw flaw }
    place += 1
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Flaw) -> JSONValue {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes.count - place >= letters.count, bytes[place..<(place + letters.count)].elementsEqual(letters) else {
      throw flaw
    }
    place += letters.count
    return value
  }

  private mutating func value(depth: Int) throws(Flaw) -> JSONValue {
    guard depth < Self.deepest else { throw flaw }
    skipBlanks()
    switch here {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(_ depth: Int) throws(Flaw) -> JSONValue {
    place += 1
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if here == UInt8(ascii: "}") {
      place += 1
      return .object(members)
    }
    while true {
      skipBlanks()
      let name = try string()
      skipBlanks()
      try take(UInt8(ascii: ":"))
      members[name] = try value(depth: depth + 1)
      skipBlanks()
      if here == UInt8(ascii: "}") { break }
      try take(UInt8(ascii: ","))
    }
    place += 1
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(Flaw) -> JSONValue {
    place += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if here == UInt8(ascii: "]") {
      place += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if here == UInt8(ascii: "]") { break }
      try take(UInt8(ascii: ","))
    }
    place += 1
    return .array(elements)
  }

  private mutating func string() throws(Flaw) -> String {
    try take(UInt8(ascii: "\""))
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes[start..<place], as: UTF8.self) else { throw Flaw(place: start) }
        place += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw flaw
      default: place += 1
      }
    }
    throw flaw
  }

  private mutating func escapedString(from start: Int) throws(Flaw) -> String {
    var text = Array(bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else { throw Flaw(place: start) }
        return text
      case UInt8(ascii: "\\"):
        let escape = here
        place += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
        default: throw flaw
        }
      case 0..<0x20: throw flaw
      default: text.append(byte)
      }
    }
    throw flaw
  }

  /// What `\u` stands for, with the second half of a pair where there is one.
  private mutating func scalar() throws(Flaw) -> Character {
    let first = try codeUnit()
    var code = UInt32(first)
    if (0xD800..<0xDC00).contains(first) {
      try take(UInt8(ascii: "\\"))
      try take(UInt8(ascii: "u"))
      let second = try codeUnit()
      guard (0xDC00..<0xE000).contains(second) else { throw flaw }
      code = 0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00
    }
    guard let scalar = Unicode.Scalar(code) else { throw flaw }
    return Character(scalar)
  }

  private mutating func codeUnit() throws(Flaw) -> UInt16 {
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard place < bytes.count, let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue else { throw flaw }
      code = code << 4 | UInt16(digit)
      place += 1
    }
    return code
  }

  private mutating func number() throws(Flaw) -> Decimal {
    let start = place
    if here == UInt8(ascii: "-") { place += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else { throw flaw }
    var fraction = 0
    if here == UInt8(ascii: ".") {
      place += 1
      fraction = digits()
      guard fraction > 0 else { throw flaw }
    }
    let mantissa = start..<place
    var hasExponent = false
    if here | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      place += 1
      if here == UInt8(ascii: "+") || here == UInt8(ascii: "-") { place += 1 }
      guard digits() > 0 else { throw flaw }
    }
    if !hasExponent, whole + fraction <= 18 {
      var significand: Int64 = 0
      var isNegative = false
      for byte in bytes[mantissa] {
        if byte == UInt8(ascii: "-") {
          isNegative = true
        } else if byte != UInt8(ascii: ".") {
          significand = significand * 10 + Int64(byte - 0x30)
        }
      }
      if fraction == 0 { return Decimal(isNegative ? -significand : significand) }
      return Decimal(
        sign: isNegative ? .minus : .plus, exponent: -fraction, significand: Decimal(significand))
    }
    // Longer than any number that means something: what a decimal cannot hold is none.
    guard place - start <= 400,
      let value = Decimal(string: String(decoding: bytes[start..<place], as: UTF8.self), locale: nil), value.isFinite
    else { throw Flaw(place: start) }
    return value
  }

  private mutating func digits() -> Int {
    let start = place
    while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    return place - start
  }
}
