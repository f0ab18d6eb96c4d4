internal import Synchronization

/// How fast those guess who have no number: wrong tries and unknown order numbers of all conversations without a caller's number, who can begin
/// a new one for every guess, within the last minutes. They only ever slow the next looks of such conversations, in steps, so that nobody can
/// keep others out by guessing.
final class GuessTempo: Sendable {
  /// Over how long guesses are looked at.
  private static let window = Duration.seconds(300)
  /// So many are what honest customers make: slips, orders of other shops.
  private static let free = 20
  /// What each further one adds to the next look, and the most.
  private static let step = Duration.milliseconds(100)
  private static let most = Duration.seconds(4)
  /// More need not be known to be at the most.
  private static let kept = 100

  private let guesses = Mutex<[String: [ContinuousClock.Instant]]>([:])

  /// One more of those who count theirs together.
  func note(_ whose: String, at now: ContinuousClock.Instant = .now) {
    guesses.withLock { guesses in
      var mine = guesses[whose, default: []].filter { now - $0 < Self.window }
      mine.append(now)
      if mine.count > Self.kept { mine.removeFirst(mine.count - Self.kept) }
      guesses[whose] = mine
    }
  }

  /// How long their next look waits.
  func delay(_ whose: String, at now: ContinuousClock.Instant = .now) -> Duration {
    let lately = guesses.withLock { $0[whose, default: []].count { now - $0 < Self.window } }
    return min(Self.most, Self.step * max(0, lately - Self.free))
  }
}
