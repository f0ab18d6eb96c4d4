public import Commerce
public import Discourse

/// One line of a conversation as people see it.
public struct TurnView: Sendable, Hashable, Codable {
  /// Who said it.
  public enum Speaker: String, Sendable, Codable { case caller, agent, system }

  /// Counts turns from 1.
  public var index: Int
  /// Who.
  public var speaker: Speaker
  /// The words; for the caller what was understood, for keys "keyed 40217".
  public var text: String
  /// When it began.
  public var at: Timestamp
  /// For an agent's turn that answers a caller: from the end of the caller's speech to our first audible frame, in ms.
  public var latency: Double?
  /// What the intent allows for it, in ms.
  public var budget: Double?
  /// The parts of that latency in order, in ms; they sum to `latency`.
  public var stages: [Stage]
  /// The agent's turn was cut off by the caller.
  public var interrupted: Bool
  /// For an agent's turn: the number of its prompt.
  public var prompt: Int?

  /// One part of a turn's latency.
  public struct Stage: Sendable, Hashable, Codable {
    /// What took the time: the name of an ``AnswerStage``.
    public var name: String
    /// How long, in ms.
    public var milliseconds: Double
    /// How long it may take, in ms; nil where nothing was said about that.
    public var budget: Double?

    /// Makes a stage.
    public init(name: String, milliseconds: Double, budget: Double? = nil) {
      self.name = name
      self.milliseconds = milliseconds
      self.budget = budget
    }

    /// Whether it took longer than it may.
    public var isOver: Bool { budget.map { milliseconds > $0 } ?? false }
  }

  /// Makes a turn.
  public init(
    index: Int, speaker: Speaker, text: String, at: Timestamp, latency: Double? = nil, stages: [Stage] = [],
    interrupted: Bool = false, prompt: Int? = nil
  ) {
    self.prompt = prompt
    self.index = index
    self.speaker = speaker
    self.text = text
    self.at = at
    self.latency = latency
    self.stages = stages
    self.interrupted = interrupted
  }
}

/// A conversation as the console shows it, live or from the journal: a fold over its journal.
public struct ConversationView: Sendable, Hashable, Codable {
  /// The conversation's identifier.
  public var id: String
  /// How it reached us.
  public var channel: Channel
  /// When it began.
  public var openedAt: Timestamp
  /// When it ended; nil while it is going on.
  public var endedAt: Timestamp?
  /// How it ended, in the field's words ("resolved", "abandoned", "callback promised", "interrupted by restart"); nil while live.
  public var outcome: String?
  /// The intent being served or last served, by its title ("Order status"); nil before one is known.
  public var intent: String?
  /// The dialogue's state as name and value ("step": "asking for the postcode", "slot order": "40217"), in order.
  public var state: [Field]
  /// Decisions of policy, newest last ("findOrder: allowed by order-detail-matched").
  public var decisions: [String]
  /// What was said.
  public var turns: [TurnView]
  /// Whether a recording can be played.
  public var hasRecording: Bool

  /// A named value.
  public struct Field: Sendable, Hashable, Codable {
    /// What it is.
    public var name: String
    /// What it says.
    public var value: String

    /// Makes a field.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an empty view of a conversation that just opened.
  public init(id: String, channel: Channel, openedAt: Timestamp) {
    self.id = id
    self.channel = channel
    self.openedAt = openedAt
    state = []
    decisions = []
    turns = []
    hasRecording = false
  }
}

/// The conversations as the pages read them.
public protocol ConversationDirectory: Sendable {
  /// Those going on now, newest first.
  func live() async -> [ConversationView]
  /// Those that ended, newest first, at most `limit`. The turns may be left out.
  func past(limit: Int) async throws -> [ConversationView]
  /// One, live or past; nil when unknown.
  func conversation(_ id: String) async throws -> ConversationView?
  /// Each change of any live conversation as its whole new view, from now on. Slow readers miss intermediate views, never the last.
  func updates() async -> AsyncStream<ConversationView>
  /// The recording as a RIFF wav file (stereo, caller left, agent right), its access noted; nil when there is none.
  func recording(_ id: String, access: RecordingAccess) async throws -> (any RecordingReader)?
}
