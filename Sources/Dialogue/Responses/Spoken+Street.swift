extension Spoken {
  /// House numbers are read in pairs, as people say them: "1420 Fifth Avenue" is "fourteen twenty Fifth Avenue".
  static func street(_ street: String) -> String {
    street.split(separator: " ").map { word -> String in
      guard word.allSatisfy(\.isNumber), let value = Int(word) else { return String(word) }
      switch word.count {
      case 1, 2: return number(value)
      case 3:
        return
          "\(number(value / 100)) \(value % 100 == 0 ? "hundred" : value % 100 < 10 ? "oh \(number(value % 100))" : number(value % 100))"
      case 4 where value % 100 == 0: return "\(number(value / 100)) hundred"
      case 4:
        return
          "\(number(value / 100)) \(value % 100 < 10 ? "oh \(number(value % 100))" : number(value % 100))"
      default: return digits(String(word)).spoken
      }
    }.joined(separator: " ")
  }
}
