public import Commerce

/// What a room wants written: opaque payload, split into the part that names nobody and the personal part.
public struct JournalRecord: Hashable, Sendable {
  /// What it is.
  public var kind: String
  /// The payload's version of that kind.
  public var version: Int
  /// How long it may be kept.
  public var retention: RetentionClass
  /// The part that names nobody: JSON in UTF-8.
  public var open: [UInt8]
  /// The personal part, to be sealed.
  public var personal: [UInt8]?

  /// Makes a record.
  public init(kind: String, version: Int, retention: RetentionClass, open: [UInt8], personal: [UInt8]?) {
    self.kind = kind
    self.version = version
    self.retention = retention
    self.open = open
    self.personal = personal
  }
}

/// The writing end of one conversation's journal: numbers, seals and chains records. A value, without a store.
public struct JournalChain: Sendable {
  /// The conversation.
  public let conversation: String
  /// Whose data it holds.
  public let subject: SubjectKey
  /// The last sequence written, 0 before the first.
  public private(set) var sequence: Int
  /// The last hash.
  public private(set) var head: [UInt8]

  /// The hash before the first entry.
  public static let genesis = [UInt8](repeating: 0, count: 32)

  /// Starts a chain, or continues one after its last entry.
  public init(conversation: String, subject: SubjectKey, after last: Envelope? = nil) {
    self.conversation = conversation
    self.subject = subject
    sequence = last?.sequence ?? 0
    head = last?.hash ?? Self.genesis
  }

  /// What a sealed part is bound to, so that it cannot be moved to another entry.
  public static func context(conversation: String, sequence: Int, kind: String) -> [UInt8] {
    Array("\(conversation)\n\(sequence)\n\(kind)".utf8)
  }

  /// Makes the next entry. Throws what sealing throws; the chain is then unchanged.
  public mutating func append(_ record: JournalRecord, at time: Timestamp, sealing: any JournalSealing) throws
    -> Envelope
  {
    let next = sequence + 1
    let sealed = try record.personal.map {
      try sealing.seal(
        $0, subject: subject, context: Self.context(conversation: conversation, sequence: next, kind: record.kind))
    }
    var envelope = Envelope(
      conversation: conversation, sequence: next, time: time, kind: record.kind, version: record.version,
      subject: subject, retention: record.retention, open: record.open, sealed: sealed, previous: head, hash: [])
    envelope.hash = sealing.digest(envelope.canonicalBytes)
    sequence = next
    head = envelope.hash
    return envelope
  }

  /// Checks numbers, links and hashes of a whole journal. Throws `.damaged` naming the first entry that does not fit.
  public static func verify(_ entries: [Envelope], sealing: any JournalSealing) throws {
    var head = genesis
    for (index, entry) in entries.enumerated() {
      guard entry.sequence == index + 1 else {
        throw JournalError(.damaged, "entry \(index + 1) of \(entry.conversation) has sequence \(entry.sequence)")
      }
      guard entry.previous == head else {
        throw JournalError(.damaged, "entry \(entry.sequence) of \(entry.conversation) does not follow the one before")
      }
      guard sealing.digest(entry.canonicalBytes) == entry.hash else {
        throw JournalError(.damaged, "entry \(entry.sequence) of \(entry.conversation) does not match its hash")
      }
      head = entry.hash
    }
  }
}
