internal import Commerce

/// Makes the promotions: what they are is fixed, how long they still hold varies with the seed.
struct PromotionMaker {
  var random: SplitMix64
  var today: LocalDate

  mutating func make() -> [Promotion] {
    let soon = random.pick(4...20)
    return [
      promotion(
        "", "ten percent off everything for the garden", .percentOff, percent: 10, on: ["Garden"], minimum: 6_000,
        days: -5...soon
      ) {
        $0.stackable = true
      },
      promotion("WELCOME10", "ten percent off", .percentOff, percent: 10, minimum: 5_000, days: -200...200),
      promotion(
        "CAMP20", "twenty percent off tents and sleeping", .percentOff, percent: 20, on: ["Tents", "Sleeping"],
        days: -3...soon
      ) { $0.stackable = true },
      promotion("SHIPFREE", "free shipping", .freeShipping, days: -30...30) { $0.stackable = true },
      promotion("GOLD15", "fifteen percent off for gold members", .percentOff, percent: 15, days: -90...90) {
        $0.tiers = ["gold"]
      },
      promotion("TAKE25", "twenty-five dollars off", .amountOff, minimum: 15_000, days: -10...soon + 10) {
        $0.amount = Money(minorUnits: 2_500, currency: "USD")
        $0.left = 40
      },
      promotion(
        "SECONDCUP", "a second one free in the camp kitchen", .buyOneGetOne, on: ["Camp kitchen"], days: -7...14
      ) {
        $0.stackable = true
        $0.left = 100
      },
      promotion(
        "SUMMER30", "thirty percent off summer clothing", .percentOff, percent: 30, on: ["Clothing"], days: -90 ... -30),
      promotion("LASTCALL", "fifty dollars off", .amountOff, days: -14...14) {
        $0.amount = Money(minorUnits: 5_000, currency: "USD")
        $0.left = 0
      },
      promotion("NEXTWEEK", "fifteen percent off", .percentOff, percent: 15, days: 7...14),
    ]
  }

  /// What points buy, in every shop.
  static let rewards: [Reward] = [
    reward("R5", "five dollars off", 500, 500), reward("R10", "ten dollars off", 900, 1_000),
    reward("R25", "twenty-five dollars off", 2_000, 2_500), reward("R60", "sixty dollars off", 4_500, 6_000),
  ]

  private static func reward(_ id: String, _ name: String, _ points: Int, _ cents: Int) -> Reward {
    Reward(id: id, name: name, points: points, value: Money(minorUnits: cents, currency: "USD"))
  }

  private func promotion(
    _ code: String, _ name: String, _ kind: PromotionKind, percent: Int = 0, on categories: [String] = [],
    minimum: Int? = nil, days: ClosedRange<Int>, _ change: (inout Promotion) -> Void = { _ in }
  ) -> Promotion {
    var made = Promotion(
      code: code, name: name, kind: kind, percent: percent, categories: categories,
      minimum: minimum.map { Money(minorUnits: $0, currency: "USD") },
      from: Self.midnight(today.adding(days: days.lowerBound)),
      until: Self.midnight(today.adding(days: days.upperBound + 1)))
    change(&made)
    return made
  }

  /// The midnight with which a day begins in the westernmost store, in winter.
  static func midnight(_ day: LocalDate) -> Timestamp {
    Timestamp(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000 + 8 * 3_600_000)
  }
}
