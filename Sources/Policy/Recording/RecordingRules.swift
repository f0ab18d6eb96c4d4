/// When calls may be recorded, by the place a caller is taken to be at; from `retail/policy.yaml`.
public struct RecordingRules: Hashable, Codable, Sendable {
  /// What a place asks for, the least first.
  public enum Consent: String, CaseIterable, Hashable, Codable, Sendable {
    /// One side's consent is enough, and that is ours: recorded from the first word.
    case oneParty = "one_party"
    /// Everybody is to know: recorded once the notice has been heard.
    case notice
    /// Everybody has to agree: recorded once the notice has been heard and the caller has gone on without objecting.
    case allParty = "all_party"
    /// Never.
    case off
  }

  /// What is meant by a refusal for what was recorded before it.
  public enum Refused: String, CaseIterable, Hashable, Codable, Sendable {
    /// It is erased; it is kept, and nothing is added.
    case erase, keep
  }

  /// What is never recorded.
  public enum Pause: String, CaseIterable, Hashable, Codable, Sendable {
    /// While a one-time code, or a card's number, is to be keyed.
    case code, card
  }

  /// A place by what its numbers begin with.
  public struct Place: Hashable, Codable, Sendable {
    /// The beginning of its numbers in E.164 ("+1415").
    public var prefix: String
    /// What it asks for.
    public var consent: Consent

    /// Makes a place.
    public init(prefix: String, consent: Consent) {
      self.prefix = prefix
      self.consent = consent
    }
  }

  /// What counts where no place is named, and for callers whose number is not told: together with the strictest place.
  public var otherwise: Consent
  /// Places; the longest beginning of a number counts.
  public var places: [Place]
  /// What becomes of a recording that is objected to.
  public var refused: Refused
  /// When nothing is recorded.
  public var pauses: [Pause]
  /// Intents during which nothing is recorded.
  public var pausedIntents: [String]
  /// After how many days recordings are erased.
  public var keepDays: Int

  /// Makes rules.
  public init(
    otherwise: Consent = .allParty, places: [Place] = [], refused: Refused = .erase,
    pauses: [Pause] = Pause.allCases, pausedIntents: [String] = [], keepDays: Int = 90
  ) {
    self.otherwise = otherwise
    self.places = places
    self.refused = refused
    self.pauses = pauses
    self.pausedIntents = pausedIntents
    self.keepDays = keepDays
  }

  /// What a caller's place asks for, and the place's name; a number that is not told may be anywhere.
  public func consent(for number: String?) -> (consent: Consent, place: String) {
    guard let number, number.hasPrefix("+") else {
      let strictest = (places.map(\.consent) + [otherwise]).max { $0.strictness < $1.strictness }
      return (strictest ?? otherwise, "unknown")
    }
    let place = places.filter { number.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }
    return place.map { ($0.consent, $0.prefix) } ?? (otherwise, "otherwise")
  }
}

extension RecordingRules.Consent {
  /// Higher is stricter. `off` is a choice of the house, not a law: where it stands for one place, an unknown one is not that.
  fileprivate var strictness: Int {
    switch self {
    case .off: 0
    case .oneParty: 1
    case .notice: 2
    case .allParty: 3
    }
  }
}
