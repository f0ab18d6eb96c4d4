public import Commerce
internal import Synchronization

/// The time of a rehearsal, which stands still until it is moved. Worlds take it for now.
public final class VirtualMoment: Sendable {
  private let moment: Mutex<Timestamp>

  /// Begins at a moment.
  public init(_ start: Timestamp) { moment = Mutex(start) }

  /// The present.
  public var now: Timestamp { moment.withLock { $0 } }

  /// Moves on and gives the new present.
  @discardableResult
  public func advance(milliseconds: Int64) -> Timestamp {
    moment.withLock { moment in
      moment = moment.adding(milliseconds: milliseconds)
      return moment
    }
  }
}
