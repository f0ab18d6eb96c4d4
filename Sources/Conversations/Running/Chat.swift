public import Dialogue

/// A conversation by text: call `type` for what the customer writes and `leave` at the end.
public struct Chat: Sendable {
  /// The conversation's identifier.
  public let id: String
  private let conversation: LiveConversation

  init(_ conversation: LiveConversation) {
    id = conversation.id
    self.conversation = conversation
  }

  /// The customer writes. `isUnread`: before the latest answer could be read: it agrees to nothing in it.
  public func type(_ text: String, isUnread: Bool = false) async { await conversation.type(text, isUnread: isUnread) }

  /// Waits until nothing is under way: all that was written is worked off and every back end has answered. False when
  /// something still is after the limit.
  public func settled(within limit: Duration) async -> Bool { await conversation.settled(within: limit) }

  /// The customer leaves, or the house ends it for this reason; returns when everything is on disk.
  public func leave(_ reason: String = "customerLeft") async { await conversation.leave(reason) }

  /// The conversation as people see it.
  public func view() async -> ConversationView { await conversation.snapshot }

  /// Everything so far, from the journal. Throws a `JournalError`.
  public func recorded() async throws -> [Recorded] { try await conversation.recorded() }

  /// Notes in the journal by which door it came in.
  public func note(_ door: DoorNote) async { await conversation.note(DoorNote.kind, door, personal: false) }
}
