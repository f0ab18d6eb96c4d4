public import Dialogue
internal import Foundation
internal import Journal

/// A conversation as its journal keeps it.
public struct StoredConversation: Sendable {
  /// "phone" or "chat".
  public var channel: String
  /// Inputs and effects, in order; its chain was checked.
  public var recorded: [Recorded]
  /// By which door it came in; nil for calls and terminals.
  public var door: DoorNote?

  init(channel: String, items: [JournalItem], recorded: [Recorded]) {
    self.channel = channel
    self.recorded = recorded
    door = DoorNote(items)
  }
}

/// By which door a conversation came in, as the journal keeps it: it names nobody.
public struct DoorNote: Codable, Hashable, Sendable {
  static let kind = "door"

  /// Whose token opened it, by what tells holders apart; nil without a token.
  public var holder: String?
  /// The sandbox it stands in; nil for a real one.
  public var sandbox: String?
  /// The sandbox's dialect.
  public var dialect: String?

  /// Makes a note.
  public init(holder: String?, sandbox: String?, dialect: String?) {
    self.holder = holder
    self.sandbox = sandbox
    self.dialect = dialect
  }

  /// The note among what a journal holds.
  init?(_ items: [JournalItem]) {
    for case .note(Self.kind, let payload) in items {
      guard let note = try? JSONDecoder().decode(DoorNote.self, from: Data(payload)) else { return nil }
      self = note
      return
    }
    return nil
  }
}

extension JournalKeeping {
  /// A stored conversation; nil when there is none. Throws a `JournalError` when it cannot be read or was tampered with.
  public func conversation(_ id: String) async throws -> StoredConversation? {
    guard let row = try await store.row(of: id) else { return nil }
    let entries = try await store.entries(of: id)
    return StoredConversation(
      channel: row.channel, items: try entries.map { try JournalItem($0, sealing: sealing) },
      recorded: try JournalItem.recorded(entries, sealing: sealing))
  }
}
