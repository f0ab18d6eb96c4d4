public import Discourse

/// Who is believed: what was understood here, or what a language model proposed. The local reading is the floor.
public enum ProposalArbiter {
  /// From this confidence on the local reading needs no help.
  public static let sure = 0.6

  /// Whether help is worth its time: nothing was understood, or not surely.
  public static func wantsHelp(_ local: [Command]) -> Bool {
    // Words that steer the conversation are never held up, and never handed to a model.
    let steering: [Command] = [.affirm, .deny, .person, .repeat, .wait, .goodbye, .cancel]
    if local.contains(where: { steering.contains($0) }) { return false }
    return local.allSatisfy { command in
      switch command {
      case .notUnderstood, .smallTalk: true
      case .start(_, let confidence): confidence < sure
      case .wish(let wish): wish.confidence < sure
      case .question(let question): question.confidence < sure
      default: false
      }
    }
  }

  /// The commands to act on.
  public static func choose(local: [Command], proposed: [Command]) -> [Command] {
    wantsHelp(local) && !proposed.isEmpty ? proposed : local
  }
}
