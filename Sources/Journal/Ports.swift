public import Commerce

/// Seals personal parts with a key per subject and hashes entries.
public protocol JournalSealing: Sendable {
  /// Seals `plain` for a subject, bound to `context` (which must be given again to open). Makes the subject's key when
  /// there is none.
  func seal(_ plain: [UInt8], subject: SubjectKey, context: [UInt8]) throws -> SealedPart
  /// Opens a sealed part. Throws `JournalError` with `.keyErased` when the subject's key is gone, `.damaged` when the
  /// bytes do not authenticate.
  func open(_ part: SealedPart, subject: SubjectKey, context: [UInt8]) throws -> [UInt8]
  /// SHA-256.
  func digest(_ bytes: [UInt8]) -> [UInt8]
}

/// What is kept of a conversation beside its entries, so that lists need not read journals.
public struct ConversationRow: Hashable, Sendable, Codable {
  /// The conversation.
  public var id: String
  /// "phone" or "chat".
  public var channel: String
  /// When its first entry was written.
  public var openedAt: Timestamp
  /// When it ended; nil while open (or after a crash, until recovery).
  public var endedAt: Timestamp?
  /// How it ended.
  public var outcome: String?
  /// The last intent.
  public var intent: String?

  /// Makes a row.
  public init(
    id: String, channel: String, openedAt: Timestamp, endedAt: Timestamp? = nil, outcome: String? = nil,
    intent: String? = nil
  ) {
    self.id = id
    self.channel = channel
    self.openedAt = openedAt
    self.endedAt = endedAt
    self.outcome = outcome
    self.intent = intent
  }
}

/// Where journals are kept.
public protocol JournalStore: Sendable {
  /// Appends entries of one conversation and stores its row (inserted or replaced) in one transaction. Returns when it
  /// is durable. Many conversations' appends share one commit. Refuses (`.conflict`) a sequence that is already taken
  /// or leaves a gap.
  func append(_ entries: [Envelope], row: ConversationRow) async throws
  /// A conversation's entries in sequence; empty when unknown.
  func entries(of conversation: String) async throws -> [Envelope]
  /// Rows, newest opened first. `open`: only those without (true) or with (false) an end; nil: all.
  func conversations(open: Bool?, limit: Int) async throws -> [ConversationRow]
  /// One row.
  func row(of conversation: String) async throws -> ConversationRow?
}

/// What can go wrong with a journal.
public struct JournalError: Error, Hashable, Sendable {
  /// The kinds.
  public enum Code: String, Sendable {
    /// A sequence is taken or leaves a gap; bytes fail authentication or a hash does not fit; the subject's key has
    /// been erased; the store cannot write or read; a payload cannot be decoded by this build.
    case conflict, damaged, keyErased, storage, undecodable
  }

  /// The kind.
  public var code: Code
  /// What happened and where: no personal data.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
