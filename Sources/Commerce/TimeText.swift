extension Timestamp {
  /// The moment as RFC 3339 in UTC with milliseconds: "2026-11-21T09:30:00.000Z".
  public var rfc3339: String {
    let second = milliseconds.floored(by: 1_000)
    let day = second.quotient.floored(by: 86_400)
    let clock = Int(day.remainder)
    let date = LocalDate(daysSinceEpoch: Int(day.quotient))
    let time = [clock / 3_600, clock / 60 % 60, clock % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(date.iso8601)T\(time).\(padded(Int(second.remainder), 3))Z"
  }

  /// Reads RFC 3339 text; nil when it is none. A fraction finer than a millisecond is cut off; second 60 counts as the
  /// second after 59.
  public init?(rfc3339 text: String) {
    var rest = Array(text.utf8)[...]
    func number(_ digits: Int) -> Int? {
      guard rest.count >= digits else { return nil }
      var value = 0
      for byte in rest.prefix(digits) {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      rest = rest.dropFirst(digits)
      return value
    }
    func skip(_ allowed: String) -> UInt8? {
      guard let first = rest.first, allowed.utf8.contains(first) else { return nil }
      rest = rest.dropFirst()
      return first
    }
    guard let year = number(4), skip("-") != nil, let month = number(2), skip("-") != nil, let day = number(2),
      let date = LocalDate(checked: year, month, day), skip("Tt ") != nil, let hour = number(2), hour < 24,
      skip(":") != nil, let minute = number(2), minute < 60, skip(":") != nil, let second = number(2), second <= 60
    else { return nil }
    var fraction: Int64 = 0
    if skip(".") != nil {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      for place in 0..<3 {
        fraction = fraction * 10 + (place < digits.count ? Int64(digits[digits.startIndex + place] - 0x30) : 0)
      }
      rest = rest.dropFirst(digits.count)
    }
    var offset = 0
    if let sign = skip("+-") {
      guard let hours = number(2), hours < 24, skip(":") != nil, let minutes = number(2), minutes < 60 else {
        return nil
      }
      offset = (hours * 3_600 + minutes * 60) * (sign == 0x2D ? -1 : 1)
    } else if skip("Zz") == nil {
      return nil
    }
    guard rest.isEmpty else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(milliseconds: Int64(seconds) * 1_000 + fraction)
  }
}

extension LocalDate {
  /// The day as ISO 8601: "2026-11-21".
  public var iso8601: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  /// Reads "2026-11-21"; nil when it is no day on the calendar.
  public init?(iso8601 text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      let date = LocalDate(checked: year, month, day)
    else { return nil }
    self = date
  }

  /// A day that is on the calendar; nil otherwise.
  public init?(checked year: Int, _ month: Int, _ day: Int) {
    let date = LocalDate(year: year, month: month, day: day)
    guard (1...12).contains(month), (1...31).contains(day), LocalDate(daysSinceEpoch: date.daysSinceEpoch) == date
    else {
      return nil
    }
    self = date
  }

  /// Reads "2026-11-21". Throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = LocalDate(iso8601: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day as in 2026-11-21")
    }
    self = date
  }

  /// Writes "2026-11-21".
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}

extension TimeOfDay {
  /// The time as hours and minutes: "09:30"; the midnight that ends a day is "24:00".
  public var text: String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

  /// Reads "09:30"; nil when it is no time of a day.
  public init?(text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= 1_440
    else { return nil }
    self.init(minutes: hours * 60 + minutes)
  }

  /// Reads "09:30". Throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = TimeOfDay(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time as in 09:30")
    }
    self = time
  }

  /// Writes "09:30".
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = (self % divisor + divisor) % divisor
    return ((self - remainder) / divisor, remainder)
  }
}
