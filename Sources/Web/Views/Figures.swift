/// Numbers as the pages print them.
enum Figures {
  /// Milliseconds, whole, thousands apart: "1,240".
  static func milliseconds(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return grouped(Int(min(max(value, 0), 1e12).rounded()))
  }

  /// "14,020".
  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// The middle value (of an even count the lower middle); nil of none.
  static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    return sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
  }

  /// A coordinate or share for SVG with at most two decimals.
  static func coordinate(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, part) = (hundredths / 100, abs(hundredths % 100))
    return part == 0 ? "\(whole)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
  }
}
