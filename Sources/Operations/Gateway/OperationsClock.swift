public import Commerce

/// Time and chance for the shells of this room; its machines get both as inputs.
public protocol OperationsClock: Sendable {
  /// The wall clock, for records.
  var wall: Timestamp { get }
  /// Time since some fixed moment, never going back, for deadlines.
  var elapsed: Duration { get }
  /// Returns after a time; throws `CancellationError` when the task is cancelled before.
  func sleep(for duration: Duration) async throws
  /// A number from 0 to under 1, for jitter.
  func random() -> Double
}

extension OperationsClock {
  /// Now, as the machines take it.
  var moment: Moment { Moment(elapsed: elapsed, wall: wall, jitter: random()) }
}

/// A moment as a machine gets it: both clocks and a number from 0 to under 1 to spread waits with.
public struct Moment: Hashable, Sendable {
  /// Time since some fixed moment, never going back.
  public var elapsed: Duration
  /// The wall clock.
  public var wall: Timestamp
  /// From 0 to under 1.
  public var jitter: Double

  /// Makes a moment.
  public init(elapsed: Duration, wall: Timestamp, jitter: Double = 0.5) {
    self.elapsed = elapsed
    self.wall = wall
    self.jitter = jitter
  }
}
