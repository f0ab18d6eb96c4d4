internal import Discourse

extension TurnMachine {
  /// What only time decides: the wall clock is behind everything that may never come.
  mutating func watch(_ now: Int) -> [Action] {
    if !keys.isEmpty, now - lastKey >= settings.interDigit { return takeKeys(now) }
    // Frames may stop coming in the middle of a word.
    var actions = rest(now)
    actions += finish(now)
    actions += forget(now)
    actions += endPause(now)
    return actions + ask(now)
  }

  /// A recogniser that never answers must not make us deaf, nor keep us silent: what was said in our silence is lost, and the dialogue learns
  /// so.
  private mutating func forget(_ now: Int) -> [Action] {
    guard let endedAt = awaited.first?.endedAt, now - endedAt > settings.finalPatience else { return [] }
    let first = awaited.removeFirst()
    if first.overlap == nil { return delivered(first.number, now) }
    if agent == .silent { quietSince = now }
    return awaited.isEmpty && current == nil ? goOn(now, fruitless: true) : []
  }

  /// A pause into which no words came is over.
  private mutating func endPause(_ now: Int) -> [Action] {
    guard case .paused(let since) = agent else { return [] }
    let limit = tellsPartials ? settings.falseInterruption : settings.falseInterruptionUnheard
    let open = awaited + (current.map { [$0] } ?? [])
    if !open.isEmpty {
      guard now - since >= limit, !open.contains(where: { meaning(of: $0, now) == .words }) else { return [] }
    }
    current?.isDismissed = true
    return goOn(now, fruitless: true)
  }

  /// Nobody has said a word for the time allowed.
  private mutating func ask(_ now: Int) -> [Action] {
    guard keys.isEmpty, agent == .silent, expectation != .nothing, awaited.isEmpty, let since = quietSince,
      now - since >= settings.noInput(expectation)
    else { return [] }
    var actions: [Action] = []
    if let utterance = current {
      // Sound without words is no answer, however long it lasts. A recogniser that tells words only at the end has told that there were
      // none before.
      guard utterance.text.isEmpty, tellsPartials ? now - utterance.since >= settings.wordless : wordlessInARow > 0
      else {
        return []
      }
      if tellsPartials { actions = drop(now) }
    }
    quietSince = now
    return actions + [.noInput]
  }
}
