internal import Commerce
internal import Dialogue
internal import Discourse
internal import Policy
internal import Understanding

/// What customers type: in a chat, or beside a call.
extension LiveConversation {
  /// How long what is typed waits for what runs.
  private static let patience = Duration.seconds(10)

  /// Text typed by a chatting customer.
  /// - Parameter isUnread: Whether it was written before the latest answer could be read: as when a caller speaks over all of it.
  func type(_ text: String, isUnread: Bool = false) async {
    if isUnread { await handle(.interrupted(prompt: core.prompts, heard: 0, of: 0)) }
    // A line of digits is what keys are on a telephone, where keys are asked for.
    let orders = core.mediaOrders
    let milliseconds = Int(truncatingIfNeeded: now().milliseconds)
    let text = cards.hear(
      [text], wanting: orders.number, spoken: false, awaitsCode: core.awaitedCode != nil, now: milliseconds
    ).texts[0]
    let keys = text.filter { !$0.isWhitespace }
    if !keys.isEmpty, keys.count <= 15, keys.allSatisfy({ $0.isASCII && $0.isNumber }) {
      await handle(.keys(keys))
    } else {
      await handle(.utterance(Transcript(typed: text)))
    }
  }

  /// Typed on a page that shows the transcript, when it had been shown up to the line `seen`: what was typed before an answer could be read
  /// agrees to nothing in it.
  func typed(_ text: String, seen: Int?) async {
    guard case .text = surface else {
      // The page shows a prompt whole before it has been spoken to its end: who has read it need not hear it.
      if isRead(upTo: seen) { await handle(.played(prompt: core.prompts)) }
      return await type(text)
    }
    _ = await settled(within: Self.patience)
    await type(text, isUnread: !isRead(upTo: seen))
  }

  private func isRead(upTo seen: Int?) -> Bool {
    (seen ?? 0) >= snapshot.turns.last { $0.speaker == .agent }?.index ?? 0
  }
}
