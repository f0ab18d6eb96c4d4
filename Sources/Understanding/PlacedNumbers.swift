/// Numbers that the words around them make a place's ("near 98225", "my zip is 97405", "Bozeman, 59715"): as long as an order's, and none.
public enum PlacedNumbers {
  /// The postcodes of five digits that a text names as places, in their order.
  public static func find(in text: String) -> [String] {
    let written = text.split { $0.isWhitespace }.map(String.init)
    let words = written.map { word in word.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "'" } }
    return words.indices.filter { place in
      words[place].count == 5 && words[place].allSatisfy { $0.isASCII && $0.isNumber }
        && isPlace(place, words, written)
    }.map { words[$0] }
  }

  private static func isPlace(_ place: Int, _ words: [String], _ written: [String]) -> Bool {
    let before = Array(words[max(0, place - 5)..<place].reversed())
    guard let last = before.first else { return false }
    // What is called an order's is one, wherever it stands.
    if before.prefix(2).contains(where: orders.contains) { return false }
    if before.prefix(4).contains(where: postcodes.contains) || words.dropFirst(place + 1).first == "zip" { return true }
    if near.contains(last) || last == "to" && before.prefix(2).contains("close") { return true }
    if ["in", "to", "from", "at", "for"].contains(last), words[..<place].contains(where: (places[last] ?? []).contains)
    {
      return true
    }
    if last == "in", !words.contains(where: business.contains) { return true }
    return isBehindTown(before) || isBehindName(place, words, written)
  }

  /// "Seattle 98103", "Bozeman, MT 59715".
  private static func isBehindTown(_ before: [String]) -> Bool {
    let isRegion = before.first.map { $0.count == 2 } ?? false
    for skipped in isRegion ? [0, 1] : [0] {
      let rest = before.dropFirst(skipped)
      if (1...3).contains(where: { Towns.isTown(rest.prefix($0).reversed().joined(separator: " ")) }) { return true }
    }
    return false
  }

  /// "Ilse Brandvold, 98103.": behind the two words of a name and a comma, at the end of a sentence.
  private static func isBehindName(_ place: Int, _ words: [String], _ written: [String]) -> Bool {
    guard place > 1, written[place - 1].hasSuffix(","),
      place == words.count - 1 || written[place].hasSuffix(".") || written[place].hasSuffix(",")
    else { return false }
    return [place - 2, place - 1].allSatisfy { index in
      written[index].first?.isUppercase == true && words[index].count > 1 && words[index].allSatisfy(\.isLetter)
        && !orders.contains(words[index])
    }
  }

  private static let postcodes: Set<String> = ["zip", "zipcode", "postcode", "postal", "zips"]
  private static let orders: Set<String> = ["order", "orders", "number", "parcel", "package", "tracking", "no", "nr"]
  private static let near: Set<String> = ["near", "nearby", "around", "outside", "nearest"]
  private static let business: Set<String> = [
    "order", "orders", "ordered", "parcel", "package", "missing", "cancel", "refund", "return", "exchange", "swap",
    "status", "tracking", "wrong", "arrived",
  ]
  /// What makes a place of the number behind a small word.
  private static let places: [String: Set<String>] = [
    "in": [
      "live", "lives", "living", "store", "stores", "shop", "stock", "deliver", "delivered", "based", "moved", "house",
      "home", "office", "hotel", "i'm", "im", "we're", "located",
    ],
    "to": [
      "ship", "shipping", "shipped", "ships", "deliver", "delivered", "delivery", "send", "sent", "sending", "mail",
      "drive", "move", "moved", "moving", "address", "postage",
    ],
    "from": ["drive", "driving", "far", "moved", "moving", "i'm", "im", "live", "come", "coming"],
    "at": ["office", "home", "house", "hotel", "live", "work", "address", "place"],
    "for": ["postage", "shipping", "delivery"],
  ]
}
