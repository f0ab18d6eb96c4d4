import Commerce
import Understanding

/// A Saturday, a quarter past ten in the morning.
let today = LocalDate(year: 2026, month: 11, day: 21)

func context(
  orders: [String] = ["#####", "W#######"], items: [String] = ["##########"], expecting: Set<EntityKind> = [],
  country: String = "US", domains: [String] = []
) -> EntityContext {
  EntityContext(
    today: today, now: TimeOfDay(minutes: 10 * 60 + 15), orderShapes: orders.compactMap { NumberShape($0) },
    itemShapes: items.compactMap { NumberShape($0) }, country: country, expected: expecting, domains: domains)
}
