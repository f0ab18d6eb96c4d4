/// The parts of an answer's latency, in their order.
public enum AnswerStage: String, Hashable, Sendable, Codable, CaseIterable {
  /// Waiting until it is sure that the caller has finished.
  case endpointing
  /// The recogniser's time after that.
  case recognition
  /// Waiting for back ends.
  case backEnd = "back end"
  /// Understanding, deciding and journaling.
  case dialogue
  /// The synthesiser's time to its first samples.
  case synthesis
  /// From there to the first audible frame.
  case sending

  /// Whether the time is this program's own: nobody waits for the caller, an engine or a back end.
  var isOwn: Bool { self == .dialogue || self == .sending }
}

/// How long each part of an answer may take, in ms. What takes longer is told by the trace and counted.
public struct AnswerBudgets: Hashable, Sendable {
  /// The limits.
  public var milliseconds: [AnswerStage: Int] = [
    .endpointing: 740, .recognition: 200, .backEnd: 300, .dialogue: 30, .synthesis: 100, .sending: 40,
  ]

  /// The defaults.
  public init() {}
}
