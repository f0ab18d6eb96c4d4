internal import Conversations

/// Watches over the engine that says one sentence, and has the next one say it when it does not. No socket, no clock.
///
/// An engine is replaced when it fails, is silent for too long, sends nothing that can be heard, or sends without end. What was
/// already heard of a sentence is then said again: half a number twice is better than half a number.
struct SpeakingWatch: Sendable {
  /// What is known of an engine beforehand.
  struct Trait: Sendable {
    /// How long the first sound may take; how long the next may.
    var first = Duration.milliseconds(1_200), next = Duration.milliseconds(1_500)
  }

  enum Input: Sendable {
    case start
    /// Of the attempt with that number: samples, its end, its failure.
    case samples(Int, [Int16]), ended(Int), failed(Int, EngineFailure)
    case tick
  }

  enum Action: Equatable, Sendable {
    /// Have an engine say the sentence, and know that as the attempt; stop what an attempt is doing.
    case say(engine: Int, attempt: Int), stop(attempt: Int)
    case emit([Int16]), finish, giveUp(EngineFailure)
    case note(EngineNote), wake(Duration)
  }

  private struct Attempt {
    var number: Int
    var choice: EngineRoster.Choice
    var startedAt: Duration
    var deadline: Duration
    /// Samples that came, those withheld because nothing can be heard in them, and when the first one was heard.
    var count = 0
    var withheld: [Int16] = []
    var heardAt: Duration?
  }

  let traits: [Trait]
  private let hasSound: Bool
  private let longest: Int
  private var attempt: Attempt?
  private var attempts = 0
  private var tried: Set<Int> = []
  private var emitted = false
  private var isOver = false

  /// The level below which samples are silence: -54 dBFS.
  private static let audible = 64
  /// Silence at the start of a sentence after which the engine counts as dumb, in samples: 1.5 s.
  private static let silence = 12_000

  init(text: String, traits: [Trait]) {
    self.traits = traits
    hasSound = text.contains { $0.isLetter || $0.isNumber }
    // The slowest voice says eight characters a second, and a number in digits takes longer than it looks.
    longest = 8_000 * (4 + text.count / 2)
  }

  mutating func handle(_ input: Input, now: Duration, roster: inout EngineRoster) -> [Action] {
    guard !isOver else { return [] }
    switch input {
    case .start: return next(after: nil, .unreachable, now, &roster)
    case .samples(let number, let samples):
      guard attempt?.number == number else { return [] }
      return take(samples, now, &roster)
    case .ended(let number):
      guard let current = attempt, current.number == number else { return [] }
      if hasSound, current.heardAt == nil { return fail(.deaf, now, &roster) }
      isOver = true
      attempt = nil
      return settle(current, nil, &roster, now) + [.finish]
    case .failed(let number, let failure):
      guard attempt?.number == number else { return [] }
      return fail(failure, now, &roster)
    case .tick:
      guard let current = attempt, now >= current.deadline else { return [] }
      return fail(.late, now, &roster)
    }
  }

  /// Nobody listens any more.
  mutating func abandon(roster: inout EngineRoster) -> [Action] {
    guard !isOver, let current = attempt else { return [] }
    isOver = true
    roster.abandoned(current.choice)
    return [.stop(attempt: current.number)]
  }

  private mutating func take(_ samples: [Int16], _ now: Duration, _ roster: inout EngineRoster) -> [Action] {
    guard var current = attempt, !samples.isEmpty else { return [] }
    current.count += samples.count
    let patience = traits[current.choice.engine].next
    current.deadline = now + patience
    var output = samples
    if current.heardAt == nil {
      current.withheld += samples
      let isHeard = samples.contains { $0.magnitude >= Self.audible } || !hasSound
      output = isHeard ? current.withheld : []
      if isHeard {
        current.heardAt = now
        current.withheld = []
      }
    }
    attempt = current
    if current.heardAt == nil, current.count >= Self.silence { return fail(.deaf, now, &roster) }
    if current.count > longest {
      // Enough was said; it ends here, and the engine has failed all the same.
      isOver = true
      attempt = nil
      return [.stop(attempt: current.number)] + settle(current, .rubbish, &roster, now) + [.finish]
    }
    guard !output.isEmpty else { return [.wake(patience)] }
    emitted = true
    return [.emit(output), .wake(patience)]
  }

  private mutating func fail(_ failure: EngineFailure, _ now: Duration, _ roster: inout EngineRoster) -> [Action] {
    guard let current = attempt else { return [] }
    attempt = nil
    return [.stop(attempt: current.number)] + settle(current, failure, &roster, now)
      + next(after: current.choice.engine, failure, now, &roster)
  }

  private mutating func next(
    after engine: Int?, _ failure: EngineFailure, _ now: Duration, _ roster: inout EngineRoster
  ) -> [Action] {
    if let engine { tried.insert(engine) }
    guard let choice = roster.choose(now: now, except: tried) else {
      isOver = true
      return (engine.map { [.note(.replaced($0, by: nil, failure))] } ?? []) + [.giveUp(failure)]
    }
    attempts += 1
    let patience = traits[choice.engine].first
    attempt = Attempt(number: attempts, choice: choice, startedAt: now, deadline: now + patience)
    var actions: [Action] = engine.map { [.note(.replaced($0, by: choice.engine, failure))] } ?? []
    // A short pause before a sentence is said again.
    if emitted { actions.append(.emit([Int16](repeating: 0, count: 2_400))) }
    return actions + [.say(engine: choice.engine, attempt: attempts), .wake(patience)]
  }

  private func settle(
    _ attempt: Attempt, _ failure: EngineFailure?, _ roster: inout EngineRoster, _ now: Duration
  ) -> [Action] {
    let engine = attempt.choice.engine
    let change = roster.finished(attempt.choice, failure: failure, now: now)
    let delay = (attempt.heardAt ?? now) - attempt.startedAt
    var notes: [EngineNote] = [failure.map { .failed(engine, $0) } ?? .worked(engine, delay: delay)]
    if let change { notes.append(.breaker(engine, change)) }
    return notes.map { .note($0) }
  }
}
