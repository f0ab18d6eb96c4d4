/// A statement's parameter. It travels as text and the server decides the type from the statement, so that `$1` compares
/// with an integer column as well as with a numeric one; write `$1::type` where the statement does not say.
public struct PostgresValue: Sendable, Hashable {
  /// The server's text form.
  public var text: String

  /// Text, or any type in its text form: json, numeric, timestamptz as `2026-01-31T10:00:00Z`.
  public init(_ text: String) { self.text = text }
  /// A whole number.
  public init(_ integer: some BinaryInteger) { text = String(integer) }
  /// A floating point number. Money is an integer or a decimal text, never this.
  public init(_ double: Double) {
    text = double.isNaN ? "NaN" : double.isInfinite ? (double < 0 ? "-Infinity" : "Infinity") : String(double)
  }
  /// A truth value.
  public init(_ bool: Bool) { text = bool ? "true" : "false" }
  /// Bytes, for a `bytea`.
  public init(bytes: [UInt8]) { text = "\\x" + Hexadecimal.text(of: bytes) }
}

extension PostgresValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self.init(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self.init(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self.init(value) }
  /// A floating point number.
  public init(floatLiteral value: Double) { self.init(value) }
}
