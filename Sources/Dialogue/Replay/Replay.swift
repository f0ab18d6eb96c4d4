/// One thing of a stored conversation, in its order.
public enum Recorded: Sendable, Hashable {
  /// What happened.
  case input(Input, sequence: Int)
  /// What was done.
  case effect(Effect, sequence: Int)
}

/// Where a replay parts from what was recorded.
public struct ReplayDifference: Sendable, Hashable, CustomStringConvertible {
  /// The journal's sequence number of the first entry that differs.
  public var sequence: Int
  /// What was recorded; nil when this build does more.
  public var recorded: Effect?
  /// What this build does; nil when it does less.
  public var replayed: Effect?

  /// In words, for a terminal.
  public var description: String {
    """
    first difference at entry \(sequence)
      recorded:   \(recorded?.summary ?? "nothing more")
      this build: \(replayed?.summary ?? "nothing more")
    """
  }
}

/// Runs stored conversations through the present build.
public enum Replay {
  /// Feeds the recorded inputs to a new conversation and compares its effects with the recorded ones, in order. Nil when
  /// they are identical. A journal may end in the middle of an input's effects (a crash), or go on from there with the
  /// restart that closed it: what is missing there is no difference.
  public static func run(_ recorded: [Recorded], artefacts: Artefacts) -> ReplayDifference? {
    var conversation = Conversation(artefacts: artefacts)
    var expected: [Effect] = []
    for entry in recorded {
      switch entry {
      case .input(let input, let sequence):
        if let first = expected.first, input.event != .ended(reason: "restart") {
          return ReplayDifference(sequence: sequence, recorded: nil, replayed: first)
        }
        expected = conversation.handle(input)
      case .effect(let effect, let sequence):
        guard let next = expected.first else {
          return ReplayDifference(sequence: sequence, recorded: effect, replayed: nil)
        }
        guard next == effect else { return ReplayDifference(sequence: sequence, recorded: effect, replayed: next) }
        expected.removeFirst()
      }
    }
    return nil
  }

  /// The conversation as it stands after the recorded inputs, for recovery.
  public static func fold(_ recorded: [Recorded], artefacts: Artefacts) -> Conversation {
    var conversation = Conversation(artefacts: artefacts)
    for case .input(let input, _) in recorded { _ = conversation.handle(input) }
    return conversation
  }
}
