public import Commerce
public import Foundation

/// Any JSON value, with numbers as decimals so that money stays exact.
public enum JSONValue: Hashable, Codable, Sendable {
  /// The kinds of value.
  case null, bool(Bool), number(Decimal), string(String), array([JSONValue]), object([String: JSONValue])

  /// Reads UTF-8 text. Throws a `DecodingError` when it is not JSON.
  public init(parsing data: Data) throws {
    do {
      self = try data.withUnsafeBytes { try JSONReader.read($0.assumingMemoryBound(to: UInt8.self)) }
    } catch let flaw as JSONReader.Flaw {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "not JSON at byte \(flaw.place)"))
    }
  }

  /// Reads whatever stands there. Throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Decimal.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes the value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The value as UTF-8 text with sorted keys.
  public func text() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// A member of an object; nil when this is none, when it is missing or null.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
    return value
  }

  /// An element of an array; nil when this is none or it is too short.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The elements of an array.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  /// The members of an object.
  public var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
  /// The value of a bool.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// A whole number; nil when there is a fraction or it does not fit.
  public var integer: Int? {
    guard case .number(let value) = self else { return nil }
    let whole = NSDecimalNumber(decimal: value).int64Value
    return Decimal(whole) == value ? Int(whole) : nil
  }
  /// A number, or a string that is one ("19.90").
  public var decimal: Decimal? {
    switch self {
    case .number(let value): value
    case .string(let text): Decimal(exactly: text)
    default: nil
    }
  }
  /// An identifier: text, or a whole number as text.
  public var identifier: String? { string ?? integer.map(String.init) }

  /// A moment in RFC 3339; nil when it is none.
  public var timestamp: Timestamp? { string.flatMap(Timestamp.init(rfc3339:)) }

  /// An amount written in major units ("19.90"), in minor units of the currency: exact, or nil.
  public func money(_ currency: String) -> Money? { decimal.flatMap { Money(majorUnits: $0, currency: currency) } }
}

extension Decimal {
  /// Reads digits with at most one point and a sign, in full; nil otherwise ("1,5", "1e3", "" are none).
  public init?(exactly text: String) {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    else { return nil }
    self = value
  }
}

extension Money {
  /// ISO 4217 currencies without a minor unit, and with three digits of it.
  private static let exponents: [String: Int] = [
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3,
    "TND": 3,
  ]

  /// How many digits the minor unit of a currency has (ISO 4217).
  public static func exponent(of currency: String) -> Int { exponents[currency] ?? 2 }

  /// An amount in major units; nil when it is finer than the minor unit or too large, or the currency is none.
  public init?(majorUnits: Decimal, currency: String) {
    guard Self.isCurrency(currency) else { return nil }
    let minor = majorUnits * Decimal(sign: .plus, exponent: Self.exponent(of: currency), significand: 1)
    let whole = NSDecimalNumber(decimal: minor).int64Value
    guard Decimal(whole) == minor else { return nil }
    self.init(minorUnits: Int(whole), currency: currency)
  }

  /// The amount in major units with all its digits: "19.90".
  public var majorUnits: String {
    let digits = Self.exponent(of: currency)
    guard digits > 0 else { return String(minorUnits) }
    var text = String(minorUnits.magnitude)
    text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return (minorUnits < 0 ? "-" : "") + text.dropLast(digits) + "." + text.suffix(digits)
  }
}

extension JSONValue {
  /// A whole number.
  public static func whole(_ value: Int) -> JSONValue { .number(Decimal(value)) }
}
