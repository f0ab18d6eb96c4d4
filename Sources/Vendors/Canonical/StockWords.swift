public import Commerce

/// What to say of an amount in stock.
public enum StockWords {
  /// Up to three left are few; where a shop sells what it does not have, none left is a back order.
  public static func availability(left: Int, mayOversell: Bool) -> Availability {
    left > 3 ? .inStock : left > 0 ? .limitedAvailability : mayOversell ? .backOrder : .outOfStock
  }
}

/// GS1 trade item numbers.
public enum TradeItemNumber {
  /// Fourteen digits of a barcode with 8, 12, 13 or 14 digits and a valid check digit (GS1 General Specifications §7.9);
  /// nil when it is none.
  public static func normalised(_ text: String) -> String? {
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard [8, 12, 13, 14].contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let whole = Array(repeating: 0, count: 14 - digits.count) + digits
    let sum = whole.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1) }
    guard sum % 10 == 0 else { return nil }
    return whole.map(String.init).joined()
  }
}
