import Commerce
import Conversations

/// All that the right side shows of a conversation.
struct Detail: Sendable {
  /// Its entry in the list: title, channel, times, outcome.
  var item: ListItem
  /// The recording's address, when there is one to play.
  var recordingPath: String?
  /// What was said.
  var turns: [TurnRow]
  /// The median time to an answer in this conversation.
  var median: String?
  /// The dialogue's state.
  var state: [NamedValue]
  /// Decisions of policy, newest first.
  var decisions: [Decision]

  /// A field of the dialogue's state.
  struct NamedValue: Sendable {
    /// Its name.
    var name: String
    /// Its value.
    var value: String
  }

  /// A decision of policy: what was to be done, and what was decided.
  struct Decision: Sendable {
    /// What stands before the colon, "findOrder"; nil when there is no colon.
    var subject: String?
    /// The rest.
    var text: String
    /// The style's class.
    var tone: String
    /// The icon's template.
    var icon: String
  }

  /// Makes it.
  init(_ view: ConversationView, moments: Moments) {
    item = ListItem(view, selected: true, moments: moments)
    recordingPath = view.endedAt != nil && view.hasRecording ? ConversationAddress(view.id)?.recordingPath : nil
    let latencies = view.turns.compactMap(\.latency).filter(\.isFinite)
    let scale = latencies.max() ?? 0
    turns = view.turns.map { TurnRow($0, began: view.openedAt, scale: scale, moments: moments) }
    median = Figures.median(latencies).map(Figures.milliseconds)
    state = view.state.map { NamedValue(name: $0.name, value: $0.value) }
    decisions = view.decisions.reversed().map(Self.decision)
  }

  private static func decision(_ line: String) -> Decision {
    let parts = line.split(separator: ": ", maxSplits: 1)
    let (subject, text) = parts.count == 2 ? (String(parts[0]), String(parts[1])) : (nil, line)
    let words = text.lowercased()
    if words.hasPrefix("allow") {
      return Decision(subject: subject, text: text, tone: "good", icon: "icon-check")
    }
    if words.hasPrefix("refuse") || words.hasPrefix("den") || words.hasPrefix("block") {
      return Decision(subject: subject, text: text, tone: "bad", icon: "icon-cross")
    }
    return Decision(subject: subject, text: text, tone: "open", icon: "icon-arrow")
  }
}
