public import Commerce
public import Discourse
public import Policy

/// How a conversation begins: everything that must be known to run it again later.
public struct Opening: Hashable, Codable, Sendable {
  /// The conversation.
  public var conversation: String
  /// How it reaches us.
  public var channel: Channel
  /// The calling number in E.164, when the carrier tells it.
  public var from: String?
  /// Whether the call is recorded.
  public var recorded: Bool
  /// The web session that vouches for who it is; nil when there is none.
  public var session: SignedSession?
  /// Picks phrasings.
  public var seed: UInt64
  /// Seconds east of UTC where the retailer is, on this day.
  public var utcOffsetSeconds: Int
  /// What the surroundings tell, by kind: "weather" is rain, snow, heat, cold or sun where the customer is.
  public var signals: [String: String] = [:]
  /// What was in force: artefact name to SHA-256 in hexadecimal.
  public var artefacts: [String: String]

  /// Makes an opening.
  public init(
    conversation: String, channel: Channel, from: String?, recorded: Bool, session: SignedSession? = nil, seed: UInt64,
    utcOffsetSeconds: Int, signals: [String: String] = [:], artefacts: [String: String]
  ) {
    self.signals = signals
    self.conversation = conversation
    self.channel = channel
    self.from = from
    self.recorded = recorded
    self.session = session
    self.seed = seed
    self.utcOffsetSeconds = utcOffsetSeconds
    self.artefacts = artefacts
  }

  /// Reads an opening, also one of a time that knew no signals and no sessions.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    conversation = try parts.decode(String.self, forKey: .conversation)
    channel = try parts.decode(Channel.self, forKey: .channel)
    from = try parts.decodeIfPresent(String.self, forKey: .from)
    recorded = try parts.decode(Bool.self, forKey: .recorded)
    session = try parts.decodeIfPresent(SignedSession.self, forKey: .session)
    seed = try parts.decode(UInt64.self, forKey: .seed)
    utcOffsetSeconds = try parts.decode(Int.self, forKey: .utcOffsetSeconds)
    signals = try parts.decodeIfPresent([String: String].self, forKey: .signals) ?? [:]
    artefacts = try parts.decode([String: String].self, forKey: .artefacts)
  }
}

/// A web session that the shop has signed for a customer.
public struct SignedSession: Hashable, Codable, Sendable {
  /// The customer's identifier.
  public var customer: String
  /// Whether the customer signed in anew just now.
  public var fresh: Bool

  /// Makes a session.
  public init(customer: String, fresh: Bool = false) {
    self.customer = customer
    self.fresh = fresh
  }
}

/// What happens to a conversation, with its time. The only way in: no clock, no chance, no back end inside.
public struct Input: Hashable, Codable, Sendable {
  /// When.
  public var at: Timestamp
  /// What.
  public var event: Event
  /// In which words a language model would say what comes of it; nil where none was asked.
  public var wordings: [Wording]?

  /// Makes an input.
  public init(at: Timestamp, event: Event, wordings: [Wording]? = nil) {
    self.at = at
    self.event = event
    self.wordings = wordings
  }

  /// What can happen.
  public enum Event: Hashable, Codable, Sendable {
    /// It begins.
    case opened(Opening)
    /// The caller said or typed something; with what a language model takes it to mean, where one was asked and answered in time.
    case utterance(Transcript, proposal: Proposal? = nil)
    /// The caller keyed something.
    case keys(String)
    /// The caller spoke over a prompt; `heard` and `of` in milliseconds of its audio, and how many of its sentences were heard whole,
    /// where that is known.
    case interrupted(prompt: Int, heard: Int, of: Int, sentences: Int? = nil)
    /// A prompt has been played to its end.
    case played(prompt: Int)
    /// Nothing was said in the time allowed.
    case silence
    /// A back end answered; how fresh that is, when it is told.
    case result(call: Int, OperationResult, freshness: Freshness? = nil)
    /// A back end failed.
    case failed(call: Int, OperationFailure)
    /// The wrong tries across conversations, in the order of `recall`; fewer where they cannot be read.
    case triesCounted([Int])
    /// A one-time code was sent, or could not be. The code itself never comes in here, only its digest.
    case codeSent(id: String, CodeDigest, by: ContactChannel)
    /// See `codeSent`.
    case codeNotSent(id: String)
    /// The digest of what was said or keyed while a one-time code was waited for; with the rest of the words.
    case code(CodeDigest, said: Transcript)
    /// A payment card was keyed at the media's edge: its number never comes in here.
    case card(KeyedCard)
    /// A promise is durable.
    case promiseRecorded(Int)
    /// A promise could not be made durable: it must not be spoken of.
    case promiseFailed(Int)
    /// Nothing could be answered so far: a back end, or the recogniser, takes its time. Comes more than once where it takes long.
    case slow
    /// No engine could say this prompt: the caller has not heard it.
    case unspoken(prompt: Int)
    /// The recogniser failed on an utterance.
    case recognitionFailed
    /// The other side is gone, or the house ends it.
    case ended(reason: String)
  }
}
