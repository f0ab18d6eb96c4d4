import Synchronization

/// Whether the house has begun to drain: it finishes what runs and takes nothing new. Shared by the listener, the
/// readiness page and whoever answers calls. It never turns back.
public final class DrainState: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a state: not draining.
  public init() {}

  /// True once draining has begun.
  public var isDraining: Bool { flag.load(ordering: .acquiring) }

  /// Begins to drain.
  public func begin() { flag.store(true, ordering: .releasing) }
}
