import Commerce

/// Terms of Shopify's search syntax from what users say. Values stand in quotes, without the characters that have a meaning.
enum ShopifySearch {
  /// A field and its value; nil when nothing is left of the value.
  static func term(_ field: String, _ value: String) -> String? {
    let plain = value.filter { !"\"'\\*()".contains($0) && $0 != "\n" && $0 != "\r" }
    let trimmed = plain.split(separator: " ").joined(separator: " ")
    return trimmed.isEmpty ? nil : "\(field):\"\(trimmed)\""
  }

  /// An order's number: letters, digits and what shops put into numbers; nil for anything else.
  static func order(_ number: OrderNumber) -> String? {
    guard (1...40).contains(number.utf8.count),
      number.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "#-_./".contains($0)) })
    else { return nil }
    return term("name", number)
  }
}
