/// What Redis answers.
public enum RedisValue: Sendable, Hashable {
  /// A status such as `OK`.
  case status(String)
  /// An error: its first word says the kind.
  case error(String)
  /// A whole number.
  case integer(Int64)
  /// A value; any bytes.
  case bytes([UInt8])
  /// Several answers.
  case array([RedisValue])
  /// Nothing there.
  case null

  /// The text of a status or value, repaired where it is not UTF-8; nil for all else.
  public var text: String? {
    switch self {
    case .status(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// The number, also when it came as text; nil for all else.
  public var integer: Int64? {
    if case .integer(let number) = self { number } else { text.flatMap { Int64($0) } }
  }

  /// The bytes of a value; nil for all else.
  public var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  /// The answers of an array; nil for all else.
  public var array: [RedisValue]? { if case .array(let values) = self { values } else { nil } }
  /// Whether nothing was there.
  public var isNull: Bool { self == .null }
}

/// One word of a command: any bytes.
public struct RedisArgument: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// What is sent.
  public var bytes: [UInt8]

  /// Bytes as they are.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
  /// Text as UTF-8.
  public init(_ text: String) { bytes = Array(text.utf8) }
  /// A whole number in decimal.
  public init(_ number: some BinaryInteger) { bytes = Array(String(number).utf8) }
  /// Text as UTF-8.
  public init(stringLiteral value: String) { self.init(value) }
  /// A whole number in decimal.
  public init(integerLiteral value: Int64) { self.init(value) }
}
