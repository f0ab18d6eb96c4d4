/// Which of the 5 ms slots of a 20 ms round are due. Deadlines are absolute: lateness does not add up, and after a stall
/// each slot runs once, the rounds in between are skipped, never made up for in a burst.
struct SlotSchedule {
  static let slots = 4
  /// One slot, in nanoseconds.
  static let width: UInt64 = 5_000_000

  /// When the next slot is due.
  private(set) var due: UInt64
  private var next = 0

  init(now: UInt64) { due = now + Self.width }

  /// The slots due at `now`, each at most once, oldest first, and how late the first of them is.
  mutating func take(now: UInt64) -> (first: Int, count: Int, late: UInt64) {
    guard now >= due else { return (next, 0, 0) }
    let late = now - due
    let passed = late / Self.width + 1
    let run = Int(min(passed, UInt64(Self.slots)))
    let first = Int((UInt64(next) + passed - UInt64(run)) % UInt64(Self.slots))
    next = Int((UInt64(next) + passed) % UInt64(Self.slots))
    due += passed * Self.width
    return (first, run, late)
  }
}
