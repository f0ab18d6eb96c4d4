public import Commerce

/// Amounts as Stripe counts them (https://docs.stripe.com/currencies): the smallest unit, with exceptions from ISO 4217.
///
/// ISK and UGX have no smaller unit, but are counted in hundredths for compatibility; MGA is counted whole.
public enum StripeMoney {
  private static let inHundredths: Set<String> = ["ISK", "UGX"]
  /// Amounts that sums can be made of.
  static let usual = -10_000_000_000_000...10_000_000_000_000

  /// An amount of Stripe's; nil when the currency is none, the amount is out of range, or a fraction stands where none can be.
  public static func money(_ amount: Int, _ currency: String) -> Money? {
    let code = currency.uppercased()
    guard Money.isCurrency(code), Self.usual.contains(amount) else { return nil }
    if inHundredths.contains(code) {
      return amount % 100 == 0 ? Money(minorUnits: amount / 100, currency: code) : nil
    }
    return Money(minorUnits: code == "MGA" ? amount * 100 : amount, currency: code)
  }

  /// An amount as Stripe takes it; nil when it cannot be said there.
  public static func amount(_ money: Money) -> Int? {
    if inHundredths.contains(money.currency) { return money.minorUnits * 100 }
    if money.currency == "MGA" { return money.minorUnits % 100 == 0 ? money.minorUnits / 100 : nil }
    // Three decimals: the last must be zero.
    if Money.exponent(of: money.currency) == 3, money.minorUnits % 10 != 0 { return nil }
    return money.minorUnits
  }
}
