internal import Commerce

/// Whether two addresses are one household: the same however they are spelled.
enum Household {
  /// A key that addresses of one household share: street and flat without case, punctuation and the usual abbreviations,
  /// the first five digits of a ZIP code, and the country. The town does not count, for the postcode says it.
  static func key(of address: Address) -> String {
    let street = (words(address.street) + words(address.street2)).filter { !unitMarks.contains($0) }
    return [street.joined(separator: " "), bare(address.postcode), address.country.uppercased()].joined(separator: "|")
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.map { abbreviations[String($0)] ?? String($0) }
  }

  private static func bare(_ postcode: String) -> String {
    let bare = postcode.uppercased().filter { $0.isLetter || $0.isNumber }
    return bare.count == 9 && bare.allSatisfy(\.isNumber) ? String(bare.prefix(5)) : bare
  }

  /// USPS Publication 28, appendices B and C1, as far as the embedded shop's streets go.
  private static let abbreviations = [
    "street": "st", "str": "st", "avenue": "ave", "av": "ave", "road": "rd", "lane": "ln", "drive": "dr", "court": "ct",
    "place": "pl", "boulevard": "blvd", "square": "sq", "highway": "hwy", "parkway": "pkwy", "terrace": "ter",
    "north": "n", "south": "s", "east": "e", "west": "w", "first": "1st", "second": "2nd", "third": "3rd",
    "fourth": "4th", "fifth": "5th",
  ]

  /// Words before the number of a flat, which one neighbour writes and the other leaves out.
  private static let unitMarks: Set<String> = ["apt", "apartment", "unit", "suite", "ste", "flat", "no"]
}
