internal import Commerce

/// Finding out what became of a write by asking the back end.
extension LedgerMachine {
  mutating func recover(_ moment: Moment) -> [Action] {
    // A crash may have come after the send: whatever the record says, it may have taken effect.
    ambiguous = true
    recovered = true
    asksInVain = 0
    if entry.state == .intended { entry.state = .unknown }
    return [.report(.unknown)] + ask(moment)
  }

  mutating func ask(_ moment: Moment) -> [Action] {
    phase = .asking
    entry.asks += 1
    askNumber += 1
    let remaining = deadline - moment.elapsed
    let time = settings.writes.askTime
    let bounded = remaining > .zero ? min(time, max(remaining, .milliseconds(100))) : time
    return [.ask(within: bounded, number: askNumber)]
  }

  mutating func timer(_ moment: Moment) -> [Action] {
    switch phase {
    case .pausing: return send(moment)
    case .waitingToAsk: return ask(moment)
    case .waitingToRecord:
      phase = .recording
      return [.record(entry)]
    default: return []
    }
  }

  mutating func asked(_ result: Result<WriteOutcome, OperationFailure>, _ moment: Moment) -> [Action] {
    switch result {
    case .success(.done(let found)): return foundDone(found, moment)
    case .success(.refused(let failure)): return failed(failure, moment)
    case .success(.notDone):
      unconfirmed = nil
      return foundNotDone(moment)
    case .success(.unknown), .failure:
      // Nobody contradicts the success: it counts, as it would where outcomes cannot be asked at all.
      if let answer = unconfirmed { return done(answer, moment) }
      if mayRepeat(moment), settings.writes.repeatsSafely { return pauseAndSend(moment) }
      asksInVain += 1
      return askLater(moment)
    }
  }

  private mutating func foundDone(_ found: OperationResult, _ moment: Moment) -> [Action] {
    // The same as answered: that has been checked.
    if let answer = unconfirmed, answer.result == found { return done(answer, moment) }
    guard ResultCheck.fault(entry.operation, found) == nil else {
      unconfirmed = nil
      asksInVain += 1
      return askLater(moment)
    }
    return done(OperationAnswer(found, Freshness(asOf: moment.wall, origin: entry.backend)), moment)
  }

  private mutating func foundNotDone(_ moment: Moment) -> [Action] {
    if mayRepeat(moment), settings.writes.repeatsSafely || nothingUnderWay(moment) { return pauseAndSend(moment) }
    if nothingUnderWay(moment) {
      return failed(
        OperationFailure(.unavailable, "the back end says that it did not take place", mayHaveHappened: false), moment)
    }
    return askLater(moment)
  }

  /// Whether there is somebody who waits, time, and a send left.
  private func mayRepeat(_ moment: Moment) -> Bool {
    deadline - moment.elapsed > .milliseconds(50) && entry.sends < settings.writes.largestSends
  }

  /// Whether what was sent cannot arrive any more. A call whose end nobody saw gets four times as long.
  private func nothingUnderWay(_ moment: Moment) -> Bool {
    let window = callsRunning > 0 ? max(settings.writes.arrivalWindow * 4, .seconds(1)) : settings.writes.arrivalWindow
    guard let lastSend else {
      return .milliseconds(moment.wall.milliseconds - entry.updated.milliseconds) >= window
    }
    return moment.elapsed - lastSend >= window
  }

  private mutating func pauseAndSend(_ moment: Moment) -> [Action] {
    let pause = min(settings.retry.base, (deadline - moment.elapsed) / 4) * moment.jitter
    phase = .pausing
    return [.wait(pause)]
  }

  private mutating func askLater(_ moment: Moment) -> [Action] {
    let isNews = entry.state != .unknown
    entry.state = .unknown
    ambiguous = true
    guard asksInVain < settings.writes.largestAsks else {
      entry.failure = OperationFailure(
        .outcomeUnknown, "the back end could not say what became of it; a person has to find out", mayHaveHappened: true
      )
      return settle(.needsPerson, moment)
    }
    phase = .waitingToAsk
    let ceiling = min(settings.writes.askPause * (1 << min(max(askNumber - 1, 0), 20)), settings.writes.largestAskPause)
    // Half of it fixed, half by chance: pauses grow, and many entries do not ask at once.
    let pause = ceiling / 2 + ceiling / 2 * moment.jitter
    return (isNews ? [.note(entry), .report(.unknown)] : []) + [.wait(pause)]
  }

  /// A person looked into it.
  mutating func decided(_ outcome: WriteOutcome, _ decision: LedgerDecision, _ moment: Moment) -> [Action] {
    guard !entry.state.isSettled, !isRecording else { return [] }
    switch outcome {
    case .unknown: return []
    case .done(let result):
      entry.decision = decision
      return done(OperationAnswer(result, Freshness(asOf: moment.wall, origin: entry.backend)), moment)
    case .refused(let failure):
      entry.decision = decision
      return failed(failure, moment)
    case .notDone:
      entry.decision = decision
      return failed(
        OperationFailure(.unavailable, "a person found that it did not take place", mayHaveHappened: false), moment)
    }
  }
}
