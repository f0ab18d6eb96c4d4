public import Commerce

/// One intended write and what became of it: what the ledger keeps.
public struct LedgerEntry: Hashable, Sendable {
  /// Where a write stands.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// It is about to be sent, or has been: a crash may come between this record and any of its effects.
    case intended
    /// It may have taken place; the back end is being asked.
    case unknown
    /// It took place, with `answer`. It certainly did not, for `failure`. It could not be found out: a person must.
    case done, failed, needsPerson

    /// Whether this is how it stays.
    public var isSettled: Bool { self == .done || self == .failed }
  }

  /// Its name, for ever.
  public var key: IdempotencyKey
  /// What is to be done. Personal data.
  public var operation: Operation
  /// The back end that does it: fixed with the intention, whatever the routes say later.
  public var backend: String
  /// The conversation it is done for; nil for housekeeping.
  public var conversation: String?
  /// Whose data it is about; nil when nobody's.
  public var subject: String?
  /// When it was intended.
  public var created: Timestamp
  /// When this record was made.
  public var updated: Timestamp
  /// Where it stands.
  public var state: State
  /// How often it was sent.
  public var sends = 0
  /// How often its outcome was asked.
  public var asks = 0
  /// What it brought back, when done. Personal data.
  public var answer: OperationAnswer?
  /// Why it did not take place or, with `unknown` and `needsPerson`, why that is not known.
  public var failure: OperationFailure?
  /// Who said what became of it, when that was a person.
  public var decision: LedgerDecision?
  /// When a back end said otherwise of what is settled here; nil again once a person has taken note.
  public var contradicted: Timestamp?

  /// Makes an entry that is intended and nothing else.
  public init(
    key: IdempotencyKey, operation: Operation, backend: String, conversation: String? = nil, subject: String? = nil,
    at moment: Timestamp, state: State = .intended
  ) {
    self.key = key
    self.operation = operation
    self.backend = backend
    self.conversation = conversation
    self.subject = subject
    created = moment
    updated = moment
    self.state = state
  }

  /// What whoever asks is told now; nil while it is neither settled nor with a person.
  public var outcome: Result<OperationAnswer, OperationFailure>? {
    switch state {
    case .done: answer.map { .success($0) }
    case .failed: failure.map { .failure($0) }
    case .needsPerson:
      .failure(failure ?? OperationFailure(.outcomeUnknown, "a person has to find out what became of it"))
    case .intended, .unknown: nil
    }
  }

  /// Without personal data, for logs, metrics and pages.
  public var notice: LedgerNotice {
    LedgerNotice(
      key: key, operation: operation.name, backend: backend, conversation: conversation, created: created,
      updated: updated, state: state, code: failure?.code, sends: sends, asks: asks, byHand: decision != nil,
      contradicted: contradicted)
  }
}

/// That a person said what became of a write.
public struct LedgerDecision: Hashable, Sendable, Codable {
  /// Who.
  public var by: String
  /// Why: where it was looked up and what was seen there. May hold personal data.
  public var reason: String
  /// When.
  public var at: Timestamp

  /// Makes the value from its parts.
  public init(by: String, reason: String, at: Timestamp) {
    self.by = by
    self.reason = reason
    self.at = at
  }
}

/// A ledger entry without personal data.
public struct LedgerNotice: Hashable, Sendable, Codable {
  /// Its key.
  public var key: IdempotencyKey
  /// What is to be done.
  public var operation: OperationName
  /// Where.
  public var backend: String
  /// For which conversation.
  public var conversation: String?
  /// When it was intended.
  public var created: Timestamp
  /// When it was last recorded.
  public var updated: Timestamp
  /// Where it stands.
  public var state: LedgerEntry.State
  /// Why it failed or is not known.
  public var code: OperationFailure.Code?
  /// How often it was sent.
  public var sends: Int
  /// How often its outcome was asked.
  public var asks: Int
  /// Whether a person said what became of it.
  public var byHand: Bool
  /// When a back end said otherwise of what is settled, and nobody has taken note yet.
  public var contradicted: Timestamp?

  /// Makes the value from its parts.
  public init(
    key: IdempotencyKey, operation: OperationName, backend: String, conversation: String?, created: Timestamp,
    updated: Timestamp, state: LedgerEntry.State, code: OperationFailure.Code?, sends: Int, asks: Int, byHand: Bool,
    contradicted: Timestamp?
  ) {
    self.key = key
    self.operation = operation
    self.backend = backend
    self.conversation = conversation
    self.created = created
    self.updated = updated
    self.state = state
    self.code = code
    self.sends = sends
    self.asks = asks
    self.byHand = byHand
    self.contradicted = contradicted
  }
}

extension LedgerNotice {
  /// Where it stands, for people: "needs a person", "refused (conflict), by a person".
  public var stateInWords: String {
    let hand = byHand ? ", by a person" : ""
    switch state {
    case .intended: return "being sent"
    case .unknown: return "being asked about"
    case .needsPerson: return "needs a person"
    case .done: return "done" + hand
    case .failed: return (code.map { $0.isBusiness ? "refused (\($0.rawValue))" : "not done" } ?? "not done") + hand
    }
  }
}
