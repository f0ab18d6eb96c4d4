internal import Commerce

/// What stands in a field, by its name. No person's data: reserved domains and telephone numbers for fiction.
struct SampleWords: Sendable {
  /// Tells samples apart.
  var number: Int

  func text(_ key: String) -> String {
    switch key {
    case "order", "number", "orders", "among": "\(40_000 + number)"
    case "customer", "customers": "C\(1_000 + number)"
    case "sku": "TENT-GREEN-\(number)"
    case "newSku": "TENT-BLUE-\(number)"
    case "currency": "USD"
    case "country": "US"
    case "region", "regions": "WA"
    case "postcode", "candidates": "98101"
    case "city": "Seattle"
    case "street": "12 Pine Street"
    case "phone": "+12065550\(100 + number % 100)"
    case "email": "caller\(number)@example.com"
    case "zone", "timeZone": "America/Los_Angeles"
    case "url", "label", "media": "https://example.com/\(key)/\(number)"
    case "gtin": "00012345678905"
    case "language": "en"
    case "lastFour": "4242"
    default: "\(key.isEmpty ? "sample" : key)-\(number)"
    }
  }

  func whole(_ key: String) -> Int {
    switch key {
    case "minorUnits": 4_999
    case "minutes", "windowMinutes", "returnDays": 30
    case "utcOffsetSeconds": -28_800
    case "score": 5
    case "percent": 10
    case "limit": 20
    default: 1
    }
  }

  /// The day of the samples; what ends or is due does so a week later.
  func moment(_ key: String) -> Timestamp {
    let day = Timestamp(rfc3339: "2026-11-21T09:30:00Z") ?? Timestamp(milliseconds: 0)
    return Self.ends.contains(key) ? day.adding(milliseconds: 7 * 86_400_000) : day
  }

  func day(_ key: String) -> LocalDate {
    LocalDate(year: 2026, month: 11, day: 21).adding(days: Self.ends.contains(key) ? 7 : 0)
  }

  func time(_ key: String) -> TimeOfDay { TimeOfDay(minutes: Self.ends.contains(key) ? 1_050 : 570) }

  private static let ends: Set<String> = ["until", "expires", "due", "closes", "buyUntil", "estimatedDelivery"]
}
