/// When an operation's budget is over: one operation may need several requests, and they share it.
struct Deadline: Sendable {
  /// The moment.
  let at: ContinuousClock.Instant

  /// Begins to count now.
  init(_ budget: Duration) { at = ContinuousClock.now + budget }

  /// What is left; never negative.
  var remaining: Duration { max(.zero, at - ContinuousClock.now) }
  /// Whether nothing is left.
  var isOver: Bool { remaining == .zero }

  /// Waits, but not past the deadline. Returns whether there is time left.
  func wait(_ duration: Duration) async -> Bool {
    guard remaining > duration else { return false }
    return (try? await Task.sleep(for: duration)) != nil
  }
}
