public import Conversations

/// Who holds a token.
public struct TokenHolder: Hashable, Sendable {
  /// What tells holders apart for ever, without telling the token.
  public var id: String
  /// The token's name.
  public var name: String

  /// Makes a holder.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// Who may come in.
public protocol TokenGate: Sendable {
  /// Who holds the token; nil when it is not or no longer valid. Takes the same time for every wrong token.
  func holder(of token: String) -> TokenHolder?
}

/// The bounds of the API.
public struct ConversationAPILimits: Hashable, Sendable {
  /// How many conversations may go on at once for one token.
  public var perToken = 1_000
  /// How long nobody may write before a conversation is ended.
  public var idle: Duration = .seconds(30 * 60)
  /// How long one that has ended is kept in memory for those who ask.
  public var kept: Duration = .seconds(60 * 60)
  /// How long an answer waits for back ends before it tells what was said so far.
  public var answerWait: Duration = .seconds(10)
  /// The largest body, in bytes.
  public var bodyBytes = 65_536

  /// The usual bounds.
  public init() {}
}

/// The sandboxes there are.
public struct SandboxShelf: Sendable {
  /// By name.
  public var sandboxes: [Sandbox]
  /// Where their conversations' journals are kept.
  public var journal: JournalKeeping

  /// Puts them together.
  public init(sandboxes: [Sandbox], journal: JournalKeeping) {
    self.sandboxes = sandboxes
    self.journal = journal
  }
}
