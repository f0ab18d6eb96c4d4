import Conversations

/// The stages of an answer's latency as bars, each beginning where the one before ended. Name and number stand at each
/// bar, so that nothing depends on colour. Places along the time are percentages: text keeps its size at any width.
struct Waterfall: Sendable {
  /// The whole in ms, "640".
  var total: String
  /// Slower than an answer should be.
  var slow: Bool
  /// The stages in order.
  var bars: [Bar]
  /// All of it in words: "640 ms: endpointing 320, recognition 90".
  var words: String
  /// The drawing's height in px.
  var height: Int

  /// A stage's bar.
  struct Bar: Sendable {
    /// "endpointing".
    var name: String
    /// "320".
    var milliseconds: String
    /// "200" where it took longer than that, its budget.
    var over: String?
    /// Left end and width in percent of the drawing.
    var x: String
    var width: String
    /// Top of the bar, and base line of its text, in px.
    var y: Int
    var baseline: Int
    /// Where the text is fastened, in percent, its distance from there in px, and by which end.
    var textX: String
    var textShift: Int
    var anchor: String
  }

  /// From here on an answer counts as slow, in ms: the goal for free speech.
  static let slowFrom = 1_000.0
  static let rowHeight = 16
  /// The share of the narrowest drawing that a label needs beside its bar.
  static let labelShare = 0.42

  /// Draws. What the stages leave open gets a bar of its own, so that the bars always add up to the latency.
  /// - Parameter scale: How many ms the whole width stands for, at least the latency: the same for all answers of a
  ///   conversation, so that a slow one is seen to be longer.
  /// - Parameter budget: From where on the answer counts as slow, in ms; nil: the goal for free speech.
  init(latency: Double, stages: [TurnView.Stage], scale: Double = 0, budget: Double? = nil) {
    total = Figures.milliseconds(latency)
    slow = latency > (budget ?? Self.slowFrom)
    var parts = stages.map { stage in
      (
        name: stage.name, length: stage.milliseconds.isFinite ? max(0, stage.milliseconds) : 0,
        over: stage.isOver ? stage.budget.map { Figures.milliseconds($0) } : nil
      )
    }
    let open = latency - parts.reduce(0) { $0 + $1.length }
    if !parts.isEmpty, open >= 1 { parts.append((name: "not measured", length: open, over: nil)) }
    let whole = max(parts.reduce(0) { $0 + $1.length }, scale, 1)
    var (start, bars) = (0.0, [Bar]())
    for (row, part) in parts.enumerated() {
      bars.append(
        Self.bar(part.name, part.length, part.over, from: start / whole, share: part.length / whole, row: row))
      start += part.length
    }
    self.bars = bars
    height = bars.count * Self.rowHeight
    words =
      "Answered in \(total) ms"
      + (bars.isEmpty
        ? ""
        : ": "
          + bars.map { "\($0.name) \($0.milliseconds)\($0.over.map { " of \($0)" } ?? "")" }.joined(separator: ", "))
  }

  /// The text stands right of its bar while there is room, otherwise left of it, on a bar that leaves neither inside.
  private static func bar(
    _ name: String, _ length: Double, _ over: String?, from start: Double, share: Double, row: Int
  ) -> Bar {
    let end = start + share
    let place: (x: Double, shift: Int, anchor: String) =
      end <= 1 - labelShare
      ? (end, 6, "start") : start >= labelShare ? (start, -6, "end") : (start, 6, "start")
    return Bar(
      name: name, milliseconds: Figures.milliseconds(length), over: over, x: Figures.coordinate(start * 100),
      width: Figures.coordinate(max(share * 100, 0.6)), y: row * rowHeight + 1, baseline: row * rowHeight + 12,
      textX: Figures.coordinate(place.x * 100), textShift: place.shift, anchor: place.anchor)
  }
}
