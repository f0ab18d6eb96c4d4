/// Whether a call is recorded now.
public enum RecordingOrder: String, Hashable, Codable, Sendable {
  /// Not, or not yet; yes; not for the moment.
  case off, on, paused
  /// The caller objects: what there is goes; nothing is added to it.
  case refused, stopped
}

/// Whether one call may be recorded, as a machine: what the place asks for, what was heard and what the caller wants go in.
public struct CallRecording: Hashable, Codable, Sendable {
  /// What happens.
  public enum Event: Hashable, Sendable {
    /// The notice was heard to its end; the caller broke in before that.
    case noticeHeard, noticeMissed
    /// The caller said something that is no objection.
    case spoke
    /// The caller said no, and to nothing else: an objection where the notice waits for a word.
    case denied
    /// The caller objects; allows it after all.
    case refused, allowed
  }

  private enum Phase: String, Hashable, Codable, Sendable { case never, notice, word, on, refused }

  private var phase: Phase
  private let consent: RecordingRules.Consent
  /// Whether the notice has to be said once more.
  public private(set) var needsNotice = false

  /// A call that begins.
  public init(_ consent: RecordingRules.Consent) {
    self.consent = consent
    phase =
      switch consent {
      case .off: .never
      case .oneParty: .on
      case .notice, .allParty: .notice
      }
  }

  /// Whether it can come to a recording: then a notice is said.
  public var isPossible: Bool { phase != .never }

  /// Takes an event. True when it changed whether there is a recording.
  @discardableResult
  public mutating func handle(_ event: Event) -> Bool {
    let before = phase
    switch (phase, event) {
    case (.never, _): break
    case (.notice, .noticeHeard):
      phase = consent == .allParty ? .word : .on
      needsNotice = false
    case (.notice, .noticeMissed): needsNotice = true
    case (.word, .spoke): phase = .on
    case (_, .refused), (.word, .denied):
      phase = .refused
      needsNotice = false
    // Who allows it knows of it.
    case (_, .allowed): phase = .on
    default: break
    }
    return phase != before
  }

  /// The notice is being said again.
  public mutating func noticeIsSaid() { needsNotice = false }

  /// Whether the call is recorded now.
  /// - Parameter isPaused: Whether what goes on now is never recorded.
  public func order(isPaused: Bool, refused: RecordingRules.Refused = .erase) -> RecordingOrder {
    switch phase {
    case .never, .notice, .word: .off
    case .on: isPaused ? .paused : .on
    case .refused: refused == .erase ? .refused : .stopped
    }
  }
}
