/// Postcodes with letters: A letter, N digit, O either. Sources: Royal Mail's PAF guide, Canada Post's addressing guidelines, PostNL.
enum PostcodePattern {
  private static let patterns: [(pattern: String, space: Int, country: String)] = [
    ("ANNAA", 2, "GB"), ("ANNNAA", 3, "GB"), ("AANNAA", 3, "GB"), ("AANNNAA", 4, "GB"), ("ANANAA", 3, "GB"),
    ("AANANAA", 4, "GB"),
    ("ANANAN", 3, "CA"), ("NNNNAA", 4, "NL"),
  ]

  /// Whether signs may begin a postcode.
  static func begins(_ signs: String) -> Bool {
    patterns.contains { signs.utf8.count <= $0.pattern.utf8.count && fits(signs, $0.pattern) }
  }

  /// Signs that are a postcode, as it is written, and its country.
  static func whole(_ signs: String) -> (String, String)? {
    for (pattern, space, country) in patterns where pattern.utf8.count == signs.utf8.count && fits(signs, pattern) {
      // Canada uses no D, F, I, O, Q, U, and begins with no W or Z.
      if country == "CA", signs.contains(where: { "DFIOQU".contains($0) }) || "WZ".contains(signs.prefix(1)) {
        continue
      }
      // The last two letters of a British one are none of C, I, K, M, O, V.
      if country == "GB", signs.suffix(2).contains(where: { "CIKMOV".contains($0) }) || "QVX".contains(signs.prefix(1))
      {
        continue
      }
      return ("\(signs.prefix(space)) \(signs.dropFirst(space))", country)
    }
    return nil
  }

  private static func fits(_ signs: String, _ pattern: String) -> Bool {
    zip(signs.utf8, pattern.utf8).allSatisfy { sign, kind in
      kind == 0x4E ? (0x30...0x39).contains(sign) : (0x41...0x5A).contains(sign)
    }
  }
}
