internal import Operations

/// The engines of one kind in the operator's order, each with its circuit breaker: which of them is to work now.
struct EngineRoster: Sendable {
  /// One engine.
  struct Member: Sendable {
    var name: String
    var breaker: Breaker
    var worked = 0
    var failed = 0
    var lastFailure: EngineFailure?
  }

  /// What an engine was chosen as; goes back with how it went.
  struct Choice: Hashable, Sendable {
    var engine: Int
    /// Nil: as a last resort, past its breaker.
    var admission: Breaker.Admission?
  }

  private(set) var members: [Member]

  /// A breaker that opens at the third failure in half a minute: a caller waits each time.
  static var breaker: Breaker.Settings {
    var settings = Breaker.Settings()
    settings.fewestCalls = 3
    settings.probes = 1
    return settings
  }

  init(names: [String], breaker: Breaker.Settings = EngineRoster.breaker) {
    members = names.map { Member(name: $0, breaker: Breaker(breaker)) }
  }

  /// The first engine whose breaker lets it work; when there is none, the last in the order, which is asked all the same: better
  /// than nobody. Nil: all are ruled out.
  mutating func choose(now: Duration, except ruledOut: Set<Int> = []) -> Choice? {
    for engine in members.indices where !ruledOut.contains(engine) {
      let admission = members[engine].breaker.admit(now: now)
      if case .refused = admission { continue }
      return Choice(engine: engine, admission: admission)
    }
    return members.indices.last { !ruledOut.contains($0) }.map { Choice(engine: $0, admission: nil) }
  }

  /// The engine that `choose` would give, without giving it.
  func favourite(now: Duration, except ruledOut: Set<Int> = []) -> Int? {
    var copy = self
    return copy.choose(now: now, except: ruledOut)?.engine
  }

  /// Takes note of how chosen work went. Returns the breaker's state where it changed.
  mutating func finished(_ choice: Choice, failure: EngineFailure?, now: Duration) -> Breaker.State? {
    let engine = choice.engine
    if let failure {
      members[engine].failed += 1
      members[engine].lastFailure = failure
    } else {
      members[engine].worked += 1
    }
    let before = members[engine].breaker.state
    // Its own fault or not: an engine without room works well for those it has.
    if failure == .exhausted {
      if let admission = choice.admission { members[engine].breaker.abandoned(admission) }
    } else if let admission = choice.admission {
      members[engine].breaker.finished(failed: failure != nil, as: admission, now: now)
    }
    let after = members[engine].breaker.state
    return after == before ? nil : after
  }

  /// Takes note that chosen work was not wanted any more.
  mutating func abandoned(_ choice: Choice) {
    if let admission = choice.admission { members[choice.engine].breaker.abandoned(admission) }
  }
}
