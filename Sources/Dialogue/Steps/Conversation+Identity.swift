internal import Commerce
internal import Policy

/// Who the customer is, where a step needs to know it.
extension Conversation {
  mutating func identify(_ level: String) -> Progress {
    if state.customer != nil { return .next }
    giveUp("verification-failed")
    return .waits
  }
}
