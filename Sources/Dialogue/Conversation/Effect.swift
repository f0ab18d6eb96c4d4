public import Commerce
public import Discourse
public import Policy

/// Something to be said.
public struct Prompt: Hashable, Codable, Sendable {
  /// Counts prompts from 1.
  public var number: Int
  /// The responses it was made of.
  public var responses: [String]
  /// Sentences for the voice.
  public var spoken: [String]
  /// The text for reading.
  public var written: String
  /// The articles that it is quoted from.
  public var sources: [KnowledgeBase.Source]

  /// Makes a prompt.
  public init(
    number: Int, responses: [String], spoken: [String], written: String, sources: [KnowledgeBase.Source] = []
  ) {
    self.sources = sources
    self.number = number
    self.responses = responses
    self.spoken = spoken
    self.written = written
  }

  /// Reads a prompt, also one of a time that knew no sources.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    number = try parts.decode(Int.self, forKey: .number)
    responses = try parts.decode([String].self, forKey: .responses)
    spoken = try parts.decode([String].self, forKey: .spoken)
    written = try parts.decode(String.self, forKey: .written)
    sources = try parts.decodeIfPresent([KnowledgeBase.Source].self, forKey: .sources) ?? []
  }
}

/// A promise that somebody calls back, or writes: durable before it is spoken of.
public struct CallbackPromise: Hashable, Codable, Sendable {
  /// Counts promises from 1.
  public var number: Int
  /// The number to call, E.164 or as the line has it; empty where a colleague writes instead.
  public var callNumber: String
  /// Where a colleague writes to instead of calling.
  public var email: String?
  /// Why ("not-understood", "person-asked-for", "verification-failed", "backend-unavailable").
  public var reason: String
  /// The intent that was open.
  public var intent: String?
  /// What is known, by slot.
  public var slots: [String: String]
  /// When it is due.
  public var due: Timestamp
}

/// What a conversation wants done. Shells do it, and report results as inputs.
public enum Effect: Hashable, Codable, Sendable {
  /// What the last words were taken to mean: for journal, console and `--explain`.
  case understood([Command])
  /// What became of a language model's proposal: how many of its commands are acted on, and what was dropped with the reason.
  case proposed(model: String, kept: Int, dropped: [String])
  /// What policy said.
  case decided(Decision)
  /// Say this.
  case say(Prompt)
  /// This is expected next.
  case expect(Expectation)
  /// Ask a back end.
  case perform(call: Int, Operation)
  /// Wait so many milliseconds before the next `perform` of the same answer: guessing is slowed.
  case pause(milliseconds: Int)
  /// Report `triesCounted` with the wrong tries of each of these across conversations.
  case recall([TryKey])
  /// Count a wrong try for each of these; forget what was counted for these.
  case count([TryKey]), forget([TryKey])
  /// Make a code of so many digits, send it to a contact on file of the customer by the first of these channels that there is, and report
  /// `codeSent` or `codeNotSent`. Without a customer nothing is sent, and `codeSent` is reported after the usual time all the same.
  case sendCode(id: String, customer: String?, by: [ContactChannel], digits: Int)
  /// Record a promise; report when it is durable.
  case promise(CallbackPromise)
  /// End the conversation when all has been said.
  case end(outcome: Outcome)

  /// How a conversation ended.
  public enum Outcome: String, Codable, Sendable {
    /// At least one intent was served; a call back was promised; the caller left before; nothing could be done;
    /// the house ended it.
    case resolved, callbackPromised = "callback promised", abandoned, unresolved, interrupted
  }
}
