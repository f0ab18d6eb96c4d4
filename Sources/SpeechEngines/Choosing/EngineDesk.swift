public import Conversations
internal import Operations
internal import Synchronization

/// What all calls know together about the engines of one kind.
public final class EngineDesk: Sendable {
  /// What the engines do.
  public let role: EngineReplacement.Role
  private let roster: Mutex<EngineRoster>
  private let observer: @Sendable (EngineEvent) -> Void
  private let clock: @Sendable () -> Duration

  /// Opens a desk for engines, best first.
  public convenience init(
    role: EngineReplacement.Role, names: [String], observer: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) {
    let start = ContinuousClock.now
    self.init(role: role, names: names, clock: { ContinuousClock.now - start }, observer: observer)
  }

  init(
    role: EngineReplacement.Role, names: [String], clock: @escaping @Sendable () -> Duration,
    observer: @escaping @Sendable (EngineEvent) -> Void
  ) {
    self.role = role
    self.clock = clock
    self.observer = observer
    roster = Mutex(EngineRoster(names: names))
  }

  /// How the engines stand, best first.
  public func statuses() -> [EngineStatus] {
    roster.withLock(\.members).map { member in
      let words =
        switch member.breaker.state {
        case .closed: "used"
        case .halfOpen: "being tried again"
        case .open: "left alone after failures"
        }
      return EngineStatus(
        name: member.name, words: words, isWell: member.breaker.state == .closed, worked: member.worked,
        failed: member.failed, lastFailure: member.lastFailure)
    }
  }

  /// Time since the desk was opened.
  var now: Duration { clock() }

  /// One step of a machine that chooses engines.
  func step<Value: Sendable>(_ body: (inout EngineRoster, Duration) -> Value) -> Value {
    let now = clock()
    return roster.withLock { body(&$0, now) }
  }

  /// Tells what a machine noted.
  func tell(_ notes: [EngineNote]) {
    guard !notes.isEmpty else { return }
    let names = roster.withLock { $0.members.map(\.name) }
    for note in notes {
      switch note {
      case .worked(let engine, let delay): observer(.worked(engine: names[engine], delay: delay))
      case .failed(let engine, let failure): observer(.failed(engine: names[engine], failure))
      case .breaker(let engine, let state): observer(.breaker(engine: names[engine], isOpen: state != .closed))
      case .replaced(let engine, let by, let failure):
        observer(.replaced(engine: names[engine], by: by.map { names[$0] }, failure))
      }
    }
  }

  /// A replacement as a conversation keeps it.
  func replacement(of engine: Int, by: Int?, _ failure: EngineFailure) -> EngineReplacement {
    let names = roster.withLock { $0.members.map(\.name) }
    return EngineReplacement(
      role: role, engine: names[engine], by: by.map { names[$0] }, reason: failure.words)
  }
}

/// What a machine noted about engines, by their place in the order.
enum EngineNote: Equatable, Sendable {
  case worked(Int, delay: Duration), failed(Int, EngineFailure), breaker(Int, Breaker.State)
  case replaced(Int, by: Int?, EngineFailure)
}
