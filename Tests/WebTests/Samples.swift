import Commerce
import Conversations
import Discourse
import Foundation

/// Conversations as a shop has them.
enum Samples {
  /// 9 July 2026, 12:00 UTC.
  static let noon = Timestamp(milliseconds: 1_783_598_400_000)

  static func stages(_ total: Double) -> [TurnView.Stage] {
    let parts = [("endpointing", 0.5), ("recognition", 0.14), ("dialogue", 0.01), ("synthesis", 0.28)]
    let stages = parts.map { TurnView.Stage(name: $0.0, milliseconds: (total * $0.1).rounded()) }
    let rest = total - stages.reduce(0) { $0 + $1.milliseconds }
    return stages + [TurnView.Stage(name: "sending", milliseconds: rest)]
  }

  /// The turns of a call about an order; seconds after its beginning, who, what, latency.
  static let orderTurns: [(Int64, TurnView.Speaker, String, Double?)] = [
    (0, .agent, "Harbour & Pine, good morning. This call is recorded. How can I help?", nil),
    (6, .caller, "hi um where's my order it should have been here yesterday", nil),
    (11, .agent, "Let me look. What is the order number?", 640),
    (14, .caller, "four oh two one seven", nil),
    (18, .agent, "And the postcode of the delivery address?", 412),
    (21, .caller, "S W four seven P Q", nil),
    (
      25, .agent,
      "Thank you. Order 40217, the oak side table, left the warehouse on Tuesday and is out for delivery today, "
        + "between two and six.", 1_180
    ),
    (33, .caller, "oh great can you leave it with the neighbour", nil),
    (37, .agent, "I can ask the driver to leave it with a neighbour. Shall I?", 655),
    (40, .caller, "yes please", nil),
    (42, .agent, "Done. The driver will leave it with a neighbour. Is there anything else?", 388),
    (46, .caller, "no thanks bye", nil),
    (48, .agent, "Goodbye, and thank you for calling.", 402),
  ]

  static func view(
    _ id: String, opened: Timestamp, seconds: Int64?, intent: String?, outcome: String? = nil,
    channel: Channel = .phone, turns: Int = 0
  ) -> ConversationView {
    var view = ConversationView(id: id, channel: channel, openedAt: opened)
    view.endedAt = seconds.map { opened.adding(milliseconds: $0 * 1_000) }
    view.outcome = outcome
    view.intent = intent
    view.turns = orderTurns.prefix(turns).enumerated().map { index, turn in
      TurnView(
        index: index + 1, speaker: turn.1, text: turn.2, at: opened.adding(milliseconds: turn.0 * 1_000),
        latency: turn.3, stages: turn.3.map(stages) ?? [], interrupted: index == 6)
    }
    if turns > 3 {
      view.state = [
        .init(name: "step", value: "asking for the postcode"), .init(name: "order", value: "40217"),
        .init(name: "postcode", value: turns > 5 ? "SW4 7PQ" : "–"), .init(name: "verified", value: "order detail"),
      ]
      view.decisions = [
        "findOrder: allowed by order-detail-matched", "changeDelivery: asked for an explicit yes by confirm-writes",
        "changeDelivery: allowed by confirmed-by-caller", "refund: refused by level-too-low",
      ]
    }
    return view
  }

  /// A tone: stereo, 8 kHz, 16 bit, as a wav file.
  static func wav(seconds: Int) -> [UInt8] {
    let samples = 8_000 * seconds
    var bytes: [UInt8] = Array("RIFF".utf8)
    let put = { (value: Int, width: Int, bytes: inout [UInt8]) in
      for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }
    put(36 + samples * 4, 4, &bytes)
    bytes += Array("WAVEfmt ".utf8)
    for (value, width) in [(16, 4), (1, 2), (2, 2), (8_000, 4), (32_000, 4), (4, 2), (16, 2)] {
      put(value, width, &bytes)
    }
    bytes += Array("data".utf8)
    put(samples * 4, 4, &bytes)
    for sample in 0..<samples {
      let level = Int(6_000 * sin(Double(sample) * 2 * Double.pi * 440 / 8_000))
      put(level, 2, &bytes)
      put(0, 2, &bytes)
    }
    return bytes
  }
}
