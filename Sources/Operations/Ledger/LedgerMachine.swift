public import Commerce

/// What happens to one entry of the ledger, as a machine over values: events in, actions out, no clock and no store.
///
/// The order it keeps: an intention is durable before anything is sent; whoever asks is told a recorded result only; what
/// may have happened is never sent again unless that is certain to take effect once; what cannot be found out becomes a
/// person's.
public struct LedgerMachine: Sendable {
  /// What happened.
  public enum Event: Sendable {
    /// It begins; or it is taken up again after a restart.
    case begin, recover
    /// Somebody asks for it who waits until then (on the elapsed clock).
    case joined(until: Duration)
    /// The record asked for last is durable; or could not be made durable.
    case recorded, recordFailed
    /// A send was answered. `ended`: the call is over; else only our patience is.
    case answered(Result<OperationAnswer, OperationFailure>, ended: Bool)
    /// A call is over that brought nothing more.
    case callEnded
    /// The back end said what became of it, or could not be asked: the answer to the ask of that number.
    case asked(Result<WriteOutcome, OperationFailure>, number: Int)
    /// The pause is over.
    case timer
    /// A person says what became of it.
    case decided(WriteOutcome, LedgerDecision)
  }

  /// What is to be done.
  public enum Action: Hashable, Sendable {
    /// Make a new entry durable; make a change durable; write a change down without anybody waiting for it.
    case begin(LedgerEntry)
    case record(LedgerEntry)
    case note(LedgerEntry)
    /// Send it, and wait so long for the answer.
    case send(within: Duration)
    /// Ask what became of it, and wait so long.
    case ask(within: Duration, number: Int)
    /// Send `timer` after a pause.
    case wait(Duration)
    /// Tell everybody who waits: a recorded outcome, or that nothing was recorded and nothing sent.
    case tell(Result<OperationAnswer, OperationFailure>)
    /// Make it known outside.
    case report(Report)
    /// Nothing more will happen by itself.
    case rest
  }

  /// What is made known outside.
  public enum Report: Hashable, Sendable {
    /// It has its outcome; it is not known and being found out; a person has to find out; the outcome is known but cannot
    /// be made durable yet; a back end said afterwards that a settled entry went otherwise.
    case settled, unknown, needsPerson, notDurable, contradicted
  }

  enum Phase: Hashable {
    case new, intending, sending, pausing, asking, waitingToAsk, recording, waitingToRecord, resting
  }

  /// The entry as it is now.
  public internal(set) var entry: LedgerEntry
  let settings: BackendSettings
  var phase = Phase.new
  /// Until when somebody waits: no sending after that.
  var deadline: Duration
  /// Whether a send so far may have taken effect.
  var ambiguous = false
  /// A success that waits for its confirmation.
  var unconfirmed: OperationAnswer?
  var callsRunning = 0
  var callsMade = 0
  var askNumber = 0
  /// Asks that brought nothing; "not done" that is not believed yet is no such thing, since its window ends.
  var asksInVain = 0
  /// Whether it was taken up after a restart, so that sends of an earlier life are not known.
  var recovered = false
  var lastSend: Duration?
  var recordFailures = 0
  /// Whether something became known while a record was on its way.
  var recordsAgain = false

  /// A machine for an entry. `deadline` on the elapsed clock: until when the conversation waits.
  public init(_ entry: LedgerEntry, settings: BackendSettings, deadline: Duration) {
    self.entry = entry
    self.settings = settings
    self.deadline = deadline
  }

  /// Whether nothing more happens by itself and no call is out.
  public var isOver: Bool { phase == .resting && callsRunning == 0 }

  /// Whether its intention, or what became of it, is on its way to the store; and whether the latter has failed and is tried again
  /// later.
  var isRecording: Bool { phase == .intending || phase == .recording || waitsToRecord }
  var waitsToRecord: Bool { phase == .waitingToRecord }

  /// The outcome once it is durable.
  var recordedOutcome: Result<OperationAnswer, OperationFailure>? { phase == .resting ? entry.outcome : nil }

  /// Takes an event and says what is to be done.
  public mutating func handle(_ event: Event, at moment: Moment) -> [Action] {
    switch event {
    case .begin:
      phase = .intending
      return [.begin(entry)]
    case .recover: return recover(moment)
    case .joined(let until):
      deadline = max(deadline, until)
      return phase == .waitingToAsk ? ask(moment) : []
    case .recorded: return recorded(moment)
    case .recordFailed: return recordFailed(moment)
    case .answered(let result, let ended):
      if ended { callsRunning -= 1 }
      return answered(result, moment)
    case .callEnded:
      callsRunning -= 1
      return []
    case .asked(let result, let number):
      // An ask that began before something newer was known proves nothing.
      return number == askNumber && phase == .asking ? asked(result, moment) : []
    case .timer: return timer(moment)
    case .decided(let outcome, let decision): return decided(outcome, decision, moment)
    }
  }

  // MARK: - Records

  private mutating func recorded(_ moment: Moment) -> [Action] {
    recordFailures = 0
    switch phase {
    case .intending: return send(moment)
    case .recording where recordsAgain:
      recordsAgain = false
      return [.record(entry)]
    case .recording:
      phase = .resting
      let report = entry.contradicted == nil ? Report(entry.state) : .contradicted
      return [.tell(entry.outcome ?? .failure(Self.unknown)), .report(report), .rest]
    default: return []
    }
  }

  private mutating func recordFailed(_ moment: Moment) -> [Action] {
    recordFailures += 1
    switch phase {
    case .intending:
      phase = .resting
      return [
        .tell(.failure(OperationFailure(.notRecorded, "the write could not be recorded, so it was not sent"))), .rest,
      ]
    case .recording:
      // Known but not durable: not spoken. It is tried until it is.
      phase = .waitingToRecord
      let pause = min(Duration.milliseconds(50) * (1 << min(recordFailures - 1, 10)), .seconds(5))
      return (recordFailures == 1 ? [.report(.notDurable)] : []) + [.wait(pause)]
    default: return []
    }
  }

  mutating func settle(_ state: LedgerEntry.State, _ moment: Moment) -> [Action] {
    entry.state = state
    entry.updated = moment.wall
    unconfirmed = nil
    phase = .recording
    return [.record(entry)]
  }

  mutating func done(_ answer: OperationAnswer, _ moment: Moment) -> [Action] {
    entry.answer = answer
    entry.failure = nil
    return settle(.done, moment)
  }

  mutating func failed(_ failure: OperationFailure, _ moment: Moment) -> [Action] {
    var certain = failure
    certain.mayHaveHappened = false
    entry.answer = nil
    entry.failure = certain
    return settle(.failed, moment)
  }

  /// What whoever waits is told while it is being found out.
  static let unknown = OperationFailure(
    .outcomeUnknown, "whether it took place is being found out", mayHaveHappened: true)
}

extension LedgerMachine.Report {
  init(_ state: LedgerEntry.State) {
    switch state {
    case .done, .failed: self = .settled
    case .needsPerson: self = .needsPerson
    case .intended, .unknown: self = .unknown
    }
  }
}
