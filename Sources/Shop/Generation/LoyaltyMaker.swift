internal import Commerce

/// Makes loyalty accounts for about two customers of five.
struct LoyaltyMaker {
  var random: SplitMix64

  /// The points tell the tier, roughly: who spends them keeps it.
  mutating func enroll(_ customers: inout [Customer]) {
    for index in customers.indices where random.chance(percent: 40) {
      let tier = random.pick(["member", "member", "member", "silver", "silver", "gold"])
      let most = tier == "gold" ? 6_000 : tier == "silver" ? 2_500 : 900
      // Seven digits that no two share: the index, spread by a factor without a common divisor with their number.
      let number = 1_000_000 + (index * 7_919 + 4_096) % 8_999_993
      customers[index].loyalty = LoyaltyAccount(number: String(number), tier: tier, points: random.pick(0...most))
    }
  }
}
