internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Somebody else speaks than who was identified.
extension Conversation {
  /// Puts away all that is known, open and about to be done when words say so. Gives whether it was so.
  mutating func mindSpeaker(_ said: Transcript) -> Bool {
    guard state.identity.knowsSomebody else { return false }
    let customer = state.profile ?? state.desk?.records.customer
    let names = [customer?.givenName, customer?.familyName].compactMap(\.self)
    guard said.alternatives.prefix(1).contains(where: { SpeakerChange.isSaid($0.text, by: names) }) else {
      return false
    }
    _ = identity(.left)
    state.frames = []
    (state.lastServed, state.desk, state.profile) = (nil, nil, nil)
    (state.later, state.remembered, state.deskCalls) = ([], [:], [])
    (state.pending, state.seeking, state.codeFor, state.checking) = (nil, nil, nil, nil)
    (state.offersCode, state.offersPerson, state.awaitsCard, state.isCutShort) = (false, false, false, false)
    (state.card, state.misunderstandings) = (nil, 0)
    state.focus = .open
    return true
  }

  /// Whether somebody says of the order that is about to be changed that it is not theirs: then nothing of it is done.
  func disowns(_ said: Transcript) -> Bool {
    guard awaitsAgreement, let text = said.alternatives.first?.text else { return false }
    let words = Normalizer.words(text).joined(separator: " ")
    return ["not my order", "isn't my order", "isnt my order", "not mine", "wrong order", "not our order"].contains {
      words.contains($0)
    }
  }
}
