internal import Commerce
public import Dialogue
public import Journal

/// One opened entry of a stored conversation.
public enum JournalItem: Sendable {
  /// What happened.
  case input(Input)
  /// What was done.
  case effect(Effect)
  /// A note: its kind and payload.
  case note(String, [UInt8])

  /// Opens and decodes a stored entry. Throws a `JournalError`.
  public init(_ entry: Envelope, sealing: any JournalSealing) throws {
    var payload = entry.open
    if let sealed = entry.sealed {
      let context = JournalChain.context(
        conversation: entry.conversation, sequence: entry.sequence, kind: entry.kind)
      payload = try sealing.open(sealed, subject: entry.subject, context: context)
    }
    if entry.kind.hasPrefix("input.") {
      self = .input(try JournalCoding.decode(Input.self, from: payload))
    } else if entry.kind.hasPrefix("effect.") {
      self = .effect(try JournalCoding.decode(Effect.self, from: payload))
    } else {
      self = .note(String(entry.kind.dropFirst("note.".count)), payload)
    }
  }

  /// A stored conversation as replay wants it. Checks the chain first. Throws a `JournalError`.
  public static func recorded(_ entries: [Envelope], sealing: any JournalSealing) throws -> [Recorded] {
    try JournalChain.verify(entries, sealing: sealing)
    return try entries.compactMap { entry in
      switch try JournalItem(entry, sealing: sealing) {
      case .input(let input): .input(input, sequence: entry.sequence)
      case .effect(let effect): .effect(effect, sequence: entry.sequence)
      case .note: nil
      }
    }
  }
}

/// How long an answer took, as the journal keeps it.
struct AnswerNote: Codable, Sendable {
  var prompt: Int
  var stages: [TurnView.Stage]
  /// The intent's own limit for the whole, in ms.
  var budget: Double?
}

/// What was said, from what was spoken ahead, while the voice did not come, as the journal keeps it.
struct FillerNote: Codable, Sendable {
  var text: String
}

/// What the dialogue was doing after a turn, as the journal keeps it.
struct StateNote: Codable, Sendable {
  var intent: String?
  var fields: [ConversationView.Field]
}
