/// What telephone numbers look like in the world's numbering plans (ITU-T E.164), as far as it matters for telling them from other digits.
enum PhonePlan {
  /// Calling codes of one to three digits; the longest that fits counts.
  private static let codes: Set<String> = {
    let text = """
      1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 \
      92 93 94 95 98 212 213 216 218 220 221 225 233 234 250 251 254 255 256 260 263 351 352 353 354 355 356 357 358 359 370 371 \
      372 373 374 375 376 377 380 381 382 385 386 387 389 420 421 423 502 503 504 505 506 507 591 593 595 598 852 853 855 880 886 \
      961 962 963 964 965 966 968 970 971 972 973 974 977 994 995 996 998
      """
    return Set(text.split(separator: " ").map(String.init))
  }()

  /// How many digits national numbers have, where that is one number or nearly so.
  private static let lengths: [String: ClosedRange<Int>] = [
    "1": 10...10, "44": 10...10, "33": 9...9, "34": 9...9, "31": 9...9, "32": 8...9, "45": 8...8, "47": 8...8,
    "61": 9...9,
    "91": 10...10, "52": 10...10, "48": 9...9, "351": 9...9,
  ]

  static let callingCodes: [String: String] = [
    "US": "1", "CA": "1", "GB": "44", "DE": "49", "FR": "33", "AT": "43", "CH": "41", "IE": "353", "NL": "31",
    "BE": "32",
    "ES": "34", "IT": "39", "AU": "61", "NZ": "64", "SE": "46", "NO": "47", "DK": "45", "FI": "358", "PL": "48",
    "PT": "351",
    "JP": "81", "IN": "91", "MX": "52", "BR": "55",
  ]

  /// Digits as a number of the plan; `isFull` is false for a local number without its area, or one digit short.
  static func number(
    _ digits: String, isPlus: Bool, _ context: EntityContext, isExpected: Bool
  ) -> (number: PhoneNumber, isFull: Bool)? {
    if isPlus { return international(digits) }
    for prefix in ["011", "00"]
    where digits.hasPrefix(prefix) && (prefix == "00" || context.country == "US" || context.country == "CA") {
      if let found = international(String(digits.dropFirst(prefix.count))) { return found }
    }
    guard let code = callingCodes[context.country] else { return nil }
    guard code == "1" else { return national(digits, code) }
    switch digits.utf8.count {
    case 10 where isNorthAmerican(digits): return (PhoneNumber(countryCode: "1", national: digits), true)
    case 11 where digits.first == "1" && isNorthAmerican(String(digits.dropFirst())):
      return (PhoneNumber(countryCode: "1", national: String(digits.dropFirst())), true)
    case 12 where digits.hasPrefix("44"): return international(digits)
    case 7 where isExpected, 9 where isExpected, 11 where isExpected:
      return (PhoneNumber(countryCode: digits.utf8.count == 7 ? nil : "1", national: digits), digits.utf8.count == 7)
    default: return nil
    }
  }

  /// No area and no exchange begins with 0 or 1.
  private static func isNorthAmerican(_ digits: String) -> Bool {
    let digits = Array(digits.utf8)
    return digits[0] > 0x31
  }

  static func international(_ digits: String) -> (number: PhoneNumber, isFull: Bool)? {
    for length in [3, 2, 1] {
      let code = String(digits.prefix(length))
      guard codes.contains(code) else { continue }
      var national = String(digits.dropFirst(length))
      // "+44 (0)20": the trunk zero is not dialled; only Italy keeps it.
      if code != "39", national.first == "0" { national.removeFirst() }
      guard (lengths[code] ?? 6...12).contains(national.utf8.count) else { return nil }
      return (PhoneNumber(countryCode: code, national: national), true)
    }
    return nil
  }

  private static func national(_ digits: String, _ code: String) -> (number: PhoneNumber, isFull: Bool)? {
    let hasTrunk = digits.first == "0"
    let length = digits.utf8.count
    guard
      hasTrunk ? (9...12).contains(length) : (9...10).contains(length) && (code == "33" || code == "34" || code == "45")
    else {
      return nil
    }
    return (
      PhoneNumber(countryCode: code, national: hasTrunk && code != "39" ? String(digits.dropFirst()) : digits), true
    )
  }
}

/// Digits of a telephone number: as `Signs` reads them, but written groups may also be set apart by dots, slashes and brackets.
enum PhoneDigits {
  static func readings(_ tokens: Tokens, from start: Int) -> [(end: Int, readings: [Signs.Piece])] {
    Signs.readings(tokens, from: start, letters: false, isGrouped: true) { $0.utf8.count <= 16 }
  }
}
