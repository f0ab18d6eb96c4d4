/// Names as every back end shall give them.
public enum CanonicalWords {
  /// An order's number without the sign that shops print before it.
  public static func orderNumber(_ text: String) -> String {
    String(text.drop { $0 == "#" || $0 == " " })
  }

  /// A variant in words: its option values with commas between; empty when the product has only one.
  public static func variant(_ values: [String]) -> String {
    values.filter { !$0.isEmpty && $0 != "Default Title" }.joined(separator: ", ")
  }

  /// A carrier's name as people write it, whatever case a back end keeps it in.
  public static func carrier(_ text: String) -> String {
    let plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
    if let known = carriers[plain] { return known }
    guard text == text.lowercased() else { return text }
    return text.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }

  private static let carriers: [String: String] = [
    "ups": "UPS", "fedex": "FedEx", "usps": "USPS", "dhl": "DHL", "dhlexpress": "DHL Express", "dpd": "DPD",
    "gls": "GLS", "hermes": "Hermes", "evri": "Evri", "royalmail": "Royal Mail", "canadapost": "Canada Post",
    "ontrac": "OnTrac", "lasership": "LaserShip", "postnl": "PostNL", "tnt": "TNT", "australiapost": "Australia Post",
    "laposte": "La Poste", "colissimo": "Colissimo", "pickup": "Pickup",
  ]

  /// A postcode for comparison: letters and digits in upper case; of a ZIP+4 code the first five digits.
  public static func postcode(_ text: String) -> String {
    let bare = text.uppercased().filter { $0.isASCII && ($0.isNumber || $0.isLetter) }
    return bare.count == 9 && bare.allSatisfy(\.isNumber) ? String(bare.prefix(5)) : bare
  }

  /// A telephone number for comparison: its digits. Two are the same when all digits are, or, where one lacks the
  /// country, when the ten last ones are.
  public static func isSamePhone(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.filter(\.isNumber), right.filter(\.isNumber))
    guard left.count >= 7, right.count >= 7 else { return false }
    return left == right || (left.count != right.count && left.count >= 10 && left.suffix(10) == right.suffix(10))
  }

  /// Whether two names are the same but for case and blanks around them.
  public static func isSameName(_ left: String, _ right: String) -> Bool { folded(left) == folded(right) }

  private static func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
