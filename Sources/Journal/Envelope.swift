public import Commerce

/// Identifies whose data an entry holds: never the person's own number or name, but a keyed digest of it.
public typealias SubjectKey = String

/// How long an entry's parts may be kept; the periods stand in the retention policy.
public enum RetentionClass: String, Codable, Sendable, Hashable, CaseIterable {
  /// What was said and who said it; what was decided and done; figures without persons.
  case conversation, record, operational
}

/// The personal part of an entry, sealed with the subject's key (AES-GCM). Opening needs the key: erasing the key
/// erases the person.
public struct SealedPart: Hashable, Codable, Sendable {
  /// Nonce, ciphertext and tag as the sealing adapter lays them out.
  public var bytes: [UInt8]

  /// Makes a sealed part.
  public init(bytes: [UInt8]) { self.bytes = bytes }
}

/// One entry of a conversation's journal. Payloads are opaque here: versioned bytes of the room that wrote them.
public struct Envelope: Hashable, Codable, Sendable {
  /// The conversation.
  public var conversation: String
  /// Counts the conversation's entries from 1 without gaps.
  public var sequence: Int
  /// When it was written.
  public var time: Timestamp
  /// What it is ("input.utterance", "effect.say", "trace").
  public var kind: String
  /// The payload's version of that kind.
  public var version: Int
  /// Whose data it holds.
  public var subject: SubjectKey
  /// How long it may be kept.
  public var retention: RetentionClass
  /// The part that names nobody: JSON in UTF-8.
  public var open: [UInt8]
  /// The personal part, if there is one.
  public var sealed: SealedPart?
  /// The hash of the entry before; 32 zero bytes for the first.
  public var previous: [UInt8]
  /// The SHA-256 over all of the above (`canonicalBytes`).
  public var hash: [UInt8]

  /// Makes an entry; `hash` is for the chain to fill in.
  public init(
    conversation: String, sequence: Int, time: Timestamp, kind: String, version: Int, subject: SubjectKey,
    retention: RetentionClass, open: [UInt8], sealed: SealedPart?, previous: [UInt8], hash: [UInt8]
  ) {
    self.conversation = conversation
    self.sequence = sequence
    self.time = time
    self.kind = kind
    self.version = version
    self.subject = subject
    self.retention = retention
    self.open = open
    self.sealed = sealed
    self.previous = previous
    self.hash = hash
  }

  /// What the hash covers: every field but the hash, each behind its length as eight bytes, big endian.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    func add(_ field: some Collection<UInt8>) {
      bytes.append(contentsOf: withUnsafeBytes(of: UInt64(field.count).bigEndian, Array.init))
      bytes.append(contentsOf: field)
    }
    func add(_ number: Int64) { add(withUnsafeBytes(of: number.bigEndian, Array.init)) }
    add(conversation.utf8)
    add(Int64(sequence))
    add(time.milliseconds)
    add(kind.utf8)
    add(Int64(version))
    add(subject.utf8)
    add(retention.rawValue.utf8)
    add(open)
    add(sealed.map { [1] + $0.bytes } ?? [0])
    add(previous)
    return bytes
  }
}
