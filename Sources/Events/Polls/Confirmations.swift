public import Commerce
internal import Synchronization
public import Vendors

/// Until when everything of a kind is known to be as its source has it: moved on by every poll that came to the end of a stream
/// which was once read in full.
public final class Confirmations: Sendable {
  private let times = Mutex<[FactKey.Kind: [String: Timestamp]]>([:])

  /// Nothing is confirmed yet.
  public init() {}

  /// When everything of a kind was last confirmed, by all streams that list it; nil when it never was.
  public func time(of kind: FactKey.Kind) -> Timestamp? { times.withLock { $0[kind]?.values.min() } }

  /// Nothing is confirmed any more.
  func forget() { times.withLock { $0 = [:] } }

  func confirm(_ kinds: Set<FactKey.Kind>, by stream: String, at time: Timestamp) {
    times.withLock { times in
      for kind in kinds { times[kind, default: [:]][stream] = max(time, times[kind]?[stream] ?? time) }
    }
  }
}
