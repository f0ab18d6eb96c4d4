import Commerce
import Conversations

/// A turn as the transcript shows it.
struct TurnRow: Sendable {
  /// Counts from 1.
  var index: Int
  /// The style's class: "caller", "agent" or "system".
  var role: String
  /// "Caller".
  var name: String
  /// The words.
  var text: String
  /// Since the conversation began, "0:42".
  var offset: String
  /// The exact time.
  var at: Moments.Words
  /// The caller cut it off.
  var interrupted: Bool
  /// Where the time to the answer went.
  var waterfall: Waterfall?

  /// Makes the row; `scale` is the time in ms that the width of its waterfall stands for.
  init(_ turn: TurnView, began: Timestamp, scale: Double, moments: Moments) {
    index = turn.index
    role = turn.speaker.rawValue
    switch turn.speaker {
    case .caller: name = "Caller"
    case .agent: name = "Agent"
    case .system: name = "System"
    }
    text = turn.text
    offset = Moments.duration(from: began, to: turn.at)
    at = moments.words(turn.at)
    interrupted = turn.interrupted
    waterfall = turn.latency.map { Waterfall(latency: $0, stages: turn.stages, scale: scale, budget: turn.budget) }
  }
}
