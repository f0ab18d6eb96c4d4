/// Pauses between attempts to connect: from 50 ms doubling to 5 s, each shortened at random so that many clients do not come
/// back in step.
package struct Backoff: Sendable {
  private var failures = 0
  /// When the next attempt may begin.
  package private(set) var nextAttempt = ContinuousClock.now

  package init() {}

  package mutating func succeeded() {
    failures = 0
    nextAttempt = .now
  }

  package mutating func failed() {
    let longest = min(5_000, 50 << min(failures, 7))
    failures += 1
    nextAttempt = .now + .milliseconds(Int.random(in: longest / 2...longest))
  }
}
