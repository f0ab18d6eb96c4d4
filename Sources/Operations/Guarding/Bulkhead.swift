/// A bulkhead: so many calls of one back end at once and so many waiting, so that a slow one cannot take all the room.
public struct Bulkhead: Hashable, Sendable {
  /// How many.
  public struct Settings: Hashable, Sendable {
    /// Calls at once.
    public var limit = 64
    /// Calls that wait for a place, first come, first served.
    public var queue = 256

    /// Makes the defaults.
    public init() {}
  }

  /// Names a call.
  public typealias Ticket = UInt64

  /// What becomes of a call that wants in.
  public enum Entry: Hashable, Sendable {
    /// It is in; it waits; there is no room even to wait.
    case entered, waits, full
  }

  private let settings: Settings
  private var waiting: [Ticket] = []
  /// How many calls are in.
  public private(set) var inside = 0

  /// Makes an empty one.
  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many calls wait.
  public var queued: Int { waiting.count }

  /// A call wants in. Whoever entered calls `leave`, whoever waits either gets in by somebody's `leave` or gives up.
  public mutating func enter(_ ticket: Ticket) -> Entry {
    if inside < settings.limit {
      inside += 1
      return .entered
    }
    guard waiting.count < settings.queue else { return .full }
    waiting.append(ticket)
    return .waits
  }

  /// Whether a call would be in at once.
  public var hasRoom: Bool { inside < settings.limit }

  /// A call is over. Returns who gets its place.
  public mutating func leave() -> Ticket? {
    guard !waiting.isEmpty else {
      inside -= 1
      return nil
    }
    return waiting.removeFirst()
  }

  /// A call that waits gives up. Returns whether it still waited; if not, it is in and must `leave`.
  public mutating func giveUp(_ ticket: Ticket) -> Bool {
    guard let index = waiting.firstIndex(of: ticket) else { return false }
    waiting.remove(at: index)
    return true
  }
}
