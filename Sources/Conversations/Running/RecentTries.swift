public import Commerce
internal import Synchronization

/// Wrong tries of the last hour, in memory: a sandbox counts guesses across its conversations as the house does, and forgets them sooner, so
/// that those who practise are not locked out for a day.
public final class RecentTries: TryCounter {
  private static let kept = Duration.seconds(3_600)
  /// What is bounded cannot be flooded: the oldest go first.
  private static let most = 20_000

  private let tries = Mutex<[(key: String, at: ContinuousClock.Instant)]>([])

  /// A counter of nothing yet.
  public init() {}

  /// The wrong tries of each within the hour.
  public func counts(of keys: [String], since: Timestamp) async throws -> [Int] {
    let from = ContinuousClock.now - Self.kept
    return tries.withLock { tries in keys.map { key in tries.count { $0.key == key && $0.at >= from } } }
  }

  /// One more for each.
  public func count(_ keys: [String], at now: Timestamp) async throws {
    let from = ContinuousClock.now - Self.kept
    tries.withLock { tries in
      tries.removeAll { $0.at < from }
      tries += keys.map { ($0, ContinuousClock.now) }
      if tries.count > Self.most { tries.removeFirst(tries.count - Self.most) }
    }
  }

  /// None any more.
  public func forget(_ keys: [String]) async throws {
    tries.withLock { tries in tries.removeAll { keys.contains($0.key) } }
  }
}
