public import Commerce

/// How customers are identified: policy data.
public struct IdentityRules: Hashable, Codable, Sendable {
  /// The ways there are, in the order they are offered.
  public var ways: [IdentityWay]
  /// How wrong tries are bounded.
  public var tries: TryRules
  /// How one-time codes are made; nil when no way uses one.
  public var code: CodeRules?
  /// How levels decay.
  public var decay: DecayRules

  /// Makes rules.
  public init(ways: [IdentityWay], tries: TryRules, code: CodeRules? = nil, decay: DecayRules = DecayRules()) {
    self.ways = ways
    self.tries = tries
    self.code = code
    self.decay = decay
  }
}

/// How wrong tries are bounded.
public struct TryRules: Hashable, Codable, Sendable {
  /// What happens when no try is left.
  public enum Afterwards: String, CaseIterable, Codable, Sendable {
    /// A person takes over; it is refused, and the conversation goes on without it.
    case person, refuse
  }

  /// How many wrong tries a conversation has. None: nobody is asked at all.
  public var perConversation: Int
  /// How many hearings of one thing said are looked up; together they are one try.
  public var hearings: Int
  /// How long the next look-up waits, by wrong tries so far, in milliseconds; the last goes on for all further ones.
  public var delays: [Int]
  /// What happens when no try is left.
  public var afterwards: Afterwards
  /// How tries are counted across conversations; nil when they are not.
  public var across: AcrossRules?

  /// Makes rules.
  public init(
    perConversation: Int, hearings: Int = 5, delays: [Int] = [], afterwards: Afterwards = .person,
    across: AcrossRules? = nil
  ) {
    self.perConversation = perConversation
    self.hearings = hearings
    self.delays = delays
    self.afterwards = afterwards
    self.across = across
  }
}

/// How wrong tries of several conversations add up, by what they were about (`TryKey`).
public struct AcrossRules: Hashable, Codable, Sendable {
  /// How long a wrong try counts.
  public var hours: Int
  /// From so many on each further look-up is slowed by `TryRules.delays`, is not made at all, and goes to a person.
  public var slowFrom: Int
  /// See `slowFrom`.
  public var refuseFrom: Int
  /// See `slowFrom`.
  public var personFrom: Int
  /// How long what is counted counts, where no rules say it.
  public static let standardHours = 24

  /// Makes rules.
  public init(hours: Int, slowFrom: Int, refuseFrom: Int, personFrom: Int) {
    self.hours = hours
    self.slowFrom = slowFrom
    self.refuseFrom = refuseFrom
    self.personFrom = personFrom
  }
}

/// How one-time codes are made (NIST SP 800-63B 5.1.3: at least 20 bits, at most ten minutes, once).
public struct CodeRules: Hashable, Codable, Sendable {
  /// How many digits.
  public var digits: Int
  /// How long one is valid.
  public var minutes: Int
  /// How many wrong answers one stands.
  public var attempts: Int
  /// How many are sent in a conversation.
  public var sends: Int
  /// How many are sent to one contact in all conversations, within the hours of `AcrossRules`, until one of them is answered.
  public var perContact: Int
  /// To which contacts on file, the first that is known.
  public var to: [ContactChannel]
  /// What may name the customer it is sent to, when nothing else does.
  public var namedBy: [ClueKind]

  /// Makes rules.
  public init(
    digits: Int = 6, minutes: Int = 10, attempts: Int = 3, sends: Int = 3, perContact: Int = 5,
    to: [ContactChannel] = [.sms, .email], namedBy: [ClueKind] = [.email, .phone, .customerNumber]
  ) {
    self.digits = digits
    self.minutes = minutes
    self.attempts = attempts
    self.sends = sends
    self.perContact = perContact
    self.to = to
    self.namedBy = namedBy
  }
}

/// How what was earned is lost again.
public struct DecayRules: Hashable, Codable, Sendable {
  /// How long one level lasts.
  public struct Lifetime: Hashable, Codable, Sendable {
    /// Since it was earned; nil: as long as the conversation.
    public var minutes: Int?
    /// Since the customer was last heard; nil: never by silence.
    public var idleMinutes: Int?

    /// Makes a lifetime.
    public init(minutes: Int? = nil, idleMinutes: Int? = nil) {
      self.minutes = minutes
      self.idleMinutes = idleMinutes
    }
  }

  /// By level; what is not named lasts as long as the conversation.
  public var lifetimes: [VerificationLevel: Lifetime]
  /// What is left at most when the conversation goes on by another channel; nil: all of it.
  public var afterChannelChange: VerificationLevel?
  /// What is left at most after a risk signal (a changed SIM or number, a velocity alarm); nil: all of it.
  public var afterSignal: VerificationLevel?
  /// What is left at most after one of these was done.
  public var afterActs: [OperationName: VerificationLevel]

  /// Makes rules.
  public init(
    lifetimes: [VerificationLevel: Lifetime] = [:], afterChannelChange: VerificationLevel? = nil,
    afterSignal: VerificationLevel? = nil, afterActs: [OperationName: VerificationLevel] = [:]
  ) {
    self.lifetimes = lifetimes
    self.afterChannelChange = afterChannelChange
    self.afterSignal = afterSignal
    self.afterActs = afterActs
  }
}
