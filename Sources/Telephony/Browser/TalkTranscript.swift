import Conversations
import Discourse
import Foundation

/// What the person in the browser sees of the talk: the lines, and nothing of the house's own state.
struct TalkTranscript: Encodable, Equatable {
  struct Line: Encodable, Equatable {
    /// Counts lines from 1; a line that comes again replaces the earlier one.
    var index: Int
    /// "caller" or "agent".
    var by: String
    var text: String
    /// The agent was cut off in it.
    var interrupted: Bool
  }

  private static let keyed = "keyed "

  let event = "turns"
  var lines: [Line]
  /// The conversation has ended.
  var ended: Bool

  private enum CodingKeys: String, CodingKey { case event, lines, ended }

  /// Of a view. What is kept for operators (`system`) is left out.
  init(_ view: ConversationView) {
    lines = view.turns.filter { $0.speaker != .system }.map {
      // A line of digits counts as keys; who wrote it sees what was written.
      let isTyped = view.channel == .chat && $0.speaker == .caller && $0.text.hasPrefix(Self.keyed)
      let text = isTyped ? String($0.text.dropFirst(Self.keyed.count)) : $0.text
      return Line(index: $0.index, by: $0.speaker.rawValue, text: text, interrupted: $0.interrupted)
    }
    ended = view.endedAt != nil
  }

  /// Only the lines that `shown` does not have yet; nil when there is nothing new.
  func news(since shown: TalkTranscript?) -> TalkTranscript? {
    var news = self
    if let shown { news.lines = lines.filter { !shown.lines.contains($0) } }
    return news.lines.isEmpty && ended == (shown?.ended ?? false) ? nil : news
  }

  /// As a message on the socket.
  var json: String { (try? String(decoding: JSONEncoder().encode(self), as: UTF8.self)) ?? "{}" }
}
