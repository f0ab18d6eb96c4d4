internal import Conversations
internal import Discourse
internal import Operations

extension HearingWatch {
  /// What an engine says.
  mutating func take(
    _ event: RecognitionEvent, of engine: Int, _ now: Duration, _ roster: inout EngineRoster
  ) -> [Action] {
    switch event {
    case .partial(let number, let text, _):
      guard isUnderWay(number, engine) else { return [] }
      guard Plausibility.holds(text, samples: utterance?.samples.count ?? 0) else {
        return fail(engine, .rubbish, now, &roster)
      }
      utterance?.voiceSinceSign = 0
      utterance?.text = text
      return text.isEmpty ? [] : [.report(event)]
    case .final(let number, let transcript, let cpu):
      // An early one is a sign of life, a second one is nothing.
      guard isUnderWay(number, engine), utterance?.endedAt != nil else { return [] }
      guard let checked = Plausibility.checked(transcript, samples: utterance?.samples.count ?? 0) else {
        return fail(engine, .rubbish, now, &roster)
      }
      return decide(checked, cpu, now, &roster)
    case .failed(_, let message): return fail(engine, EngineFailure(message: message), now, &roster)
    case .replaced: return [.report(event)]
    }
  }

  private func isUnderWay(_ number: Int, _ engine: Int) -> Bool {
    utterance?.number == number && utterance?.choice.engine == engine
  }

  /// The utterance has its answer, unless another engine shall hear it first.
  private mutating func decide(
    _ heard: Transcript, _ cpu: Double, _ now: Duration, _ roster: inout EngineRoster
  ) -> [Action] {
    guard let current = utterance, let endedAt = current.endedAt else { return [] }
    let engine = current.choice.engine
    if heard.text.isEmpty, current.voice >= Self.wordsWithin, current.suspect == nil,
      let actions = suspect(engine, now, &roster)
    {
      return actions
    }
    utterance = nil
    var actions: [Action] = []
    var answer = heard
    if let suspect = current.suspect {
      // Words decide who was deaf. Nobody is sure of any: it was no speech, and nobody is to blame.
      let bar = Self.sure(expecting: expectation)
      let isSure = heard.alternatives.first.map { !$0.text.isEmpty && $0.confidence >= bar } ?? false
      let failure: EngineFailure? = isSure ? .deaf : nil
      if !isSure, current.suspectDecided { answer = Transcript(alternatives: []) }
      actions += settle(suspect, failure, now, &roster)
      if let failure {
        struck[suspect.engine] = now + Self.strike
        actions += [.note(.replaced(suspect.engine, by: engine, failure))]
      }
    }
    actions += settle(current.choice, nil, now, &roster, delay: now - endedAt)
    return actions + [.report(.final(utterance: current.number, answer, cpu: cpu))]
  }

  /// Has the next engine hear what this one hears no words in. Nil: there is none.
  mutating func suspect(_ engine: Int, _ now: Duration, _ roster: inout EngineRoster) -> [Action]? {
    guard let current = utterance else { return nil }
    let out = ruledOut(now).union(current.tried).union([engine])
    guard let next = roster.choose(now: now, except: out) else { return nil }
    utterance?.suspect = current.choice
    utterance?.suspectDecided = current.endedAt != nil
    utterance?.tried.insert(engine)
    var actions: [Action] = []
    if let line = lines[engine], current.endedAt == nil { actions.append(.cancel(line.ticket, current.number)) }
    return actions + hand(to: next, now)
  }

  /// An engine has failed: whoever waits for it gets another.
  mutating func fail(
    _ engine: Int, _ failure: EngineFailure, _ now: Duration, _ roster: inout EngineRoster
  ) -> [Action] {
    var actions: [Action] = []
    if let line = lines.removeValue(forKey: engine) { actions.append(.close(line.ticket)) }
    guard let current = utterance, current.choice.engine == engine else {
      if utterance?.suspect?.engine == engine { return actions }
      let choice = EngineRoster.Choice(engine: engine, admission: .admitted)
      actions += settle(choice, failure, now, &roster)
      // One that could not be reached or said no would not be otherwise in a moment; one that was lost may be.
      guard failure == .lost else {
        struck[engine] = now + Self.strike
        if let next = roster.favourite(now: now, except: ruledOut(now)), lines[next] == nil {
          actions += open(next, now)
        }
        return actions
      }
      return actions + lostWhileIdle(engine, now)
    }
    struck[engine] = now + Self.strike
    utterance?.tried.insert(engine)
    actions += settle(current.choice, failure, now, &roster)
    guard let next = roster.choose(now: now, except: ruledOut(now).union(current.tried).union([engine])) else {
      utterance = nil
      if let suspect = current.suspect {
        // It had been asked for a second opinion only: the first one, that there were no words, stands.
        actions += settle(suspect, nil, now, &roster)
        let nothing = Transcript(alternatives: [])
        return actions + [.report(.final(utterance: current.number, nothing, cpu: 0))]
      }
      return actions + [
        .note(.replaced(engine, by: nil, failure)),
        .report(.failed(utterance: current.number, message: failure.words)),
      ]
    }
    return actions + [.note(.replaced(engine, by: next.engine, failure))] + hand(to: next, now)
  }

  private mutating func hand(to next: EngineRoster.Choice, _ now: Duration) -> [Action] {
    utterance?.choice = next
    utterance?.text = ""
    utterance?.answerBy = nil
    guard let line = lines[next.engine] else { return open(next.engine, now) }
    return line.isOpen ? retell(line.ticket, now) : []
  }

  /// Tells the roster, and people, how chosen work went.
  private func settle(
    _ choice: EngineRoster.Choice, _ failure: EngineFailure?, _ now: Duration, _ roster: inout EngineRoster,
    delay: Duration = .zero
  ) -> [Action] {
    let change = roster.finished(choice, failure: failure, now: now)
    var notes: [EngineNote] = [
      failure.map { .failed(choice.engine, $0) } ?? .worked(choice.engine, delay: delay)
    ]
    if let change { notes.append(.breaker(choice.engine, change)) }
    return notes.map { .note($0) }
  }

  /// Whose time is over.
  mutating func tick(_ now: Duration, _ roster: inout EngineRoster) -> [Action] {
    var actions: [Action] = []
    for (engine, line) in lines.sorted(by: { $0.key < $1.key }) where !line.isOpen && now >= line.openBy {
      actions += fail(engine, .unreachable, now, &roster)
    }
    if let current = utterance, let by = current.answerBy, now >= by, lines[current.choice.engine]?.isOpen ?? false {
      actions += fail(current.choice.engine, .late, now, &roster)
    }
    return actions
  }
}
