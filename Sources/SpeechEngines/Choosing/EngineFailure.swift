internal import Operations

/// Why an engine counts as having failed.
public enum EngineFailure: String, Error, CaseIterable, Sendable {
  /// No connection, or not in time; the connection broke; it said no (key, quota, rate); every place in it is taken.
  case unreachable, lost, refused, exhausted
  /// No answer in time; no words where another engine heard some, or no sound; something that cannot be an answer.
  case late, deaf, rubbish

  /// The same in words.
  public var words: String {
    switch self {
    case .unreachable: "cannot be reached"
    case .lost: "the connection broke"
    case .refused: "it refused"
    case .exhausted: "all its places are taken"
    case .late: "no answer in time"
    case .deaf: "nothing where there was something"
    case .rubbish: "an answer that cannot be right"
    }
  }

  /// What an error of an engine comes to.
  public init(_ error: any Error) { self.init((error as? SpeechEngineError)?.code) }

  /// What a session's word of its failure comes to, which may be an error in words.
  init(message: String) {
    let codes: [SpeechEngineError.Code] = [.exhausted, .refused, .garbled, .late, .unavailable]
    self.init(codes.first { message.hasPrefix("\($0):") } ?? .lost)
  }

  private init(_ code: SpeechEngineError.Code?) {
    switch code {
    case .exhausted: self = .exhausted
    case .refused: self = .refused
    case .lost: self = .lost
    case .garbled: self = .rubbish
    case .late: self = .late
    case .unavailable: self = .unreachable
    case .failed: self = .lost
    case nil: self = .unreachable
    }
  }
}

/// What happens among the engines, for figures and logs.
public enum EngineEvent: Sendable {
  /// An engine did its work, this long after it was wanted.
  case worked(engine: String, delay: Duration)
  /// An engine failed.
  case failed(engine: String, EngineFailure)
  /// Another engine took over; nil: none was left.
  case replaced(engine: String, by: String?, EngineFailure)
  /// An engine is left alone from now on, tried again, or used as before.
  case breaker(engine: String, isOpen: Bool)
}

/// How an engine stands, for people.
public struct EngineStatus: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// "used", "left alone after failures", "being tried again".
  public var words: String
  /// Whether it is used.
  public var isWell: Bool
  /// Pieces of work it did; that it failed at.
  public var worked: Int, failed: Int
  /// Why it failed last; nil: it never did.
  public var lastFailure: EngineFailure?
}
