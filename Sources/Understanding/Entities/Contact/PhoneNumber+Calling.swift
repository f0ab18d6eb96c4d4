extension PhoneNumber {
  /// A number in its international form ("+442079460958"); nil when it is none.
  public init?(international text: String) {
    let digits = text.drop { $0 == "+" }
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let found = PhonePlan.international(String(digits)) else {
      return nil
    }
    self = found.number
  }

  /// How many digits are dialled within a country, where that is one number; nil where it differs.
  public static func usualDigits(in country: String) -> Int? { PhonePlan.callingCodes[country] == "1" ? 10 : nil }

  /// Whether no digit of it is missing: seven digits are half a number of North America.
  public var isWhole: Bool { countryCode == "1" ? national.utf8.count == 10 : national.utf8.count >= 6 }

  /// Whether calling it costs no more than usual: neither areas that there are not nor premium numbers (47 CFR 64.1501 for North America, the
  /// national numbering plans for others).
  public var mayBeCalled: Bool {
    guard let countryCode, isWhole, (8...15).contains(digits.utf8.count) else { return false }
    if countryCode == "1" {
      return !["0", "1"].contains(national.prefix(1)) && !national.hasPrefix("900")
        && !national.dropFirst(3).hasPrefix("976")
    }
    return !(Self.premium[countryCode] ?? []).contains(where: national.hasPrefix)
  }

  private static let premium: [String: [String]] = [
    "44": ["9", "87"], "49": ["900", "137"], "33": ["89"], "31": ["90"], "34": ["80", "905"], "39": ["89"], "43": ["9"],
    "41": ["90"], "61": ["19"], "353": ["15"], "48": ["70"],
  ]
}
