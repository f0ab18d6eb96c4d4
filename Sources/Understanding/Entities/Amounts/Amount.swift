public import Discourse

/// Money or a percentage as said, with the bound that its words put on it.
public struct Amount: Hashable, Sendable {
  /// What is measured.
  public enum Unit: Hashable, Sendable {
    /// Minor units of a currency, ISO 4217.
    case money(currency: String)
    /// Hundredths of a percent.
    case percent
  }

  /// What is measured.
  public var unit: Unit
  /// How much: minor units, or hundredths of a percent.
  public var amount: Int
  /// The upper end, when a range was said ("between 20 and 40 dollars").
  public var upTo: Int?
  /// How it binds: "under a hundred" is `lessThan`, "forty or less" `atMost`; a range is `is`.
  public var bound: OptionConstraint.Comparison
  /// "About fifty".
  public var isRough: Bool

  /// Makes an amount.
  public init(
    _ amount: Int, _ unit: Unit, upTo: Int? = nil, bound: OptionConstraint.Comparison = .is, isRough: Bool = false
  ) {
    self.unit = unit
    self.amount = amount
    self.upTo = upTo
    self.bound = bound
    self.isRough = isRough
  }
}
