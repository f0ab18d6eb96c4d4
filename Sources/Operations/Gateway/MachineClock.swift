public import Commerce
internal import Foundation

/// The machine's own clock and chance.
public struct MachineClock: OperationsClock {
  private let start = ContinuousClock.now

  /// Begins to count now.
  public init() {}

  /// The wall clock.
  public var wall: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
  /// Time since this was made.
  public var elapsed: Duration { ContinuousClock.now - start }
  /// Returns after a time; throws when cancelled.
  public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
  /// A number from 0 to under 1.
  public func random() -> Double { Double.random(in: 0..<1) }
}
