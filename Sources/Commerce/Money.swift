/// An amount in minor units (cents) of one currency. Never a floating-point number.
public struct Money: ContractValue {
  /// The amount in the currency's minor unit.
  public var minorUnits: Int
  /// The ISO 4217 code, as in "USD".
  public var currency: String

  /// Makes an amount.
  public init(minorUnits: Int, currency: String) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["currency": .pattern("^[A-Z]{3}$")]

  /// Whether a text has the form of an ISO 4217 code: three capital letters.
  public static func isCurrency(_ code: String) -> Bool { rules["currency"]?.holds(code) ?? false }
}
