internal import Commerce

/// Sending and what is answered to it.
extension LedgerMachine {
  mutating func send(_ moment: Moment) -> [Action] {
    let remaining = deadline - moment.elapsed
    guard remaining > .zero else {
      guard ambiguous else {
        return failed(
          OperationFailure(.unavailable, "there was no time left to send it", mayHaveHappened: false), moment)
      }
      return ask(moment)
    }
    phase = .sending
    entry.sends += 1
    lastSend = moment.elapsed
    callsRunning += 1
    callsMade += 1
    return [.send(within: settings.attempt(of: remaining))]
  }

  mutating func answered(_ result: Result<OperationAnswer, OperationFailure>, _ moment: Moment) -> [Action] {
    switch phase {
    case .recording, .waitingToRecord, .resting: return answeredLate(result, moment)
    default: break
    }
    switch result {
    case .success(let answer): return succeeded(answer, moment)
    case .failure(let failure):
      if phase == .sending { return refused(failure, moment) }
      // Late, but the last word on the only time it was sent.
      let isCertain = !failure.mayHaveHappened && callsMade == 1 && callsRunning == 0 && !recovered
      return isCertain ? failed(failure, moment) : []
    }
  }

  private mutating func succeeded(_ answer: OperationAnswer, _ moment: Moment) -> [Action] {
    if let fault = ResultCheck.fault(entry.operation, answer.result) {
      return becomeUnknown(OperationFailure(.invalidResponse, fault), moment)
    }
    let writes = settings.writes
    guard entry.operation.contract.risk >= writes.confirmFrom, !writes.confirmsItself.contains(entry.operation.name)
    else { return done(answer, moment) }
    unconfirmed = answer
    return ask(moment)
  }

  private mutating func refused(_ failure: OperationFailure, _ moment: Moment) -> [Action] {
    if failure.mayHaveHappened { return becomeUnknown(failure, moment) }
    // After a send that may have taken effect, a refusal may be about its own effect: "it is cancelled already".
    if ambiguous { return becomeUnknown(failure, moment) }
    let remaining = deadline - moment.elapsed
    if entry.sends < settings.writes.largestSends,
      let pause = settings.retry.pause(
        after: failure, attempt: entry.sends, access: .write, remaining: remaining, jitter: moment.jitter)
    {
      phase = .pausing
      return [.wait(pause)]
    }
    return failed(failure, moment)
  }

  /// An answer after it was settled or left to a person.
  private mutating func answeredLate(
    _ result: Result<OperationAnswer, OperationFailure>, _ moment: Moment
  ) -> [Action] {
    switch result {
    case .success(let answer):
      guard ResultCheck.fault(entry.operation, answer.result) == nil else { return [] }
      if entry.state == .needsPerson, phase == .resting { return done(answer, moment) }
      return entry.state == .failed ? contradicted(moment) : []
    case .failure(let failure):
      // The last word on the only time it was sent is that it did not take place, and a person has said that it did.
      let isCertain = !failure.mayHaveHappened && callsMade == 1 && callsRunning == 0 && !recovered
      return isCertain && entry.state == .done && entry.decision != nil ? contradicted(moment) : []
    }
  }

  /// What is settled stays as it was told, but a person has to know, also after a restart.
  private mutating func contradicted(_ moment: Moment) -> [Action] {
    guard entry.contradicted == nil else { return [] }
    entry.contradicted = moment.wall
    // It is made known once it is durable.
    switch phase {
    // What is being tried again has it in it.
    case .waitingToRecord: return []
    // What is on its way to the store has not.
    case .recording:
      recordsAgain = true
      return []
    default:
      phase = .recording
      return [.record(entry)]
    }
  }

  mutating func becomeUnknown(_ failure: OperationFailure, _ moment: Moment) -> [Action] {
    ambiguous = true
    unconfirmed = nil
    let isNews = entry.state != .unknown
    entry.state = .unknown
    entry.failure = failure
    entry.updated = moment.wall
    return (isNews ? [.note(entry), .report(.unknown)] : []) + ask(moment)
  }
}
