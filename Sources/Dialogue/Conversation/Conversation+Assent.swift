internal import Discourse
internal import Understanding

/// The yes to what changes something.
extension Conversation {
  /// Whether exactly what was read out is about to be done.
  var awaitsAgreement: Bool {
    if case .step(.agreement) = state.focus { return true }
    return state.focus == .desk && state.desk?.readOut != nil
  }

  /// The commands without a yes that is none: where something is about to be done or promised, only a plain one counts.
  func plainly(_ commands: [Command], _ words: [String]) -> [Command] {
    guard commands.contains(.affirm), let said = words.first else { return commands }
    let isPlain: Bool
    switch state.focus {
    case _ where awaitsAgreement:
      let read = state.desk?.readOut ?? []
      isPlain = PlainAssent.is(said, to: read.map(\.action.operation), of: read.compactMap(\.order))
      // "Yes, that's everything, go ahead" leaves only once it is done.
      if isPlain, commands.contains(.goodbye) { return plainly(commands.filter { $0 != .goodbye }, words) }
      // "Yes, cancel it" to one thing that was read out: the verb is that thing again.
      if isPlain, read.count == 1 {
        return commands.filter { !$0.isContent && ($0 != .cancel || read[0].action != .cancelOrder) }
      }
    case .offerCallback: isPlain = PlainAssent.is(said, also: ["call", "back", "callback"])
    // Elsewhere nothing is done by a yes, and more words do no harm.
    default: return commands
    }
    guard !isPlain else { return commands }
    let rest = commands.filter { $0 != .affirm }
    return rest.isEmpty ? [.notUnderstood] : rest
  }
}
