internal import Commerce

/// Reasons in customers' words, as those that the rules accept.
enum ReasonReader {
  /// The accepted reason that fits what was said. What fits no other is that it is no longer needed, where that is accepted.
  static func cancelReason(_ said: String, accepted: [CancelReason]) -> CancelReason? {
    let words = said.lowercased()
    func has(_ parts: [String]) -> Bool { parts.contains { words.contains($0) } }
    let reason: CancelReason
    if has(mistake) {
      reason = .orderedByMistake
    } else if has(["cheaper", "for less", "better price", "half the price", "lower price", "price match"]) {
      reason = .foundCheaper
    } else if has(["too slow", "too long", "takes forever", "late", "delay"]) {
      reason = .tooSlow
    } else if has(["wrong address", "moved", "moving"]) {
      reason = .wrongAddress
    } else {
      reason = .noLongerNeeded
    }
    if accepted.contains(reason) { return reason }
    return accepted.contains(.noLongerNeeded) ? .noLongerNeeded : accepted.first
  }

  private static let mistake = [
    "mistake", "accident", "error", "wrong item", "wrong one", "wrong thing", "twice", "duplicate", "double",
    "didn't mean", "did not mean", "didnt mean", "meant to order", "unintention", "misclick", "clicked",
    "by chance", "not on purpose", "oops", "inadvertent", "my kid", "my son", "my daughter", "already ordered",
  ]

  /// Why goods come back, for the record.
  static func returnReason(_ said: String?) -> ReturnReason {
    guard let words = said?.lowercased() else { return .other }
    func has(_ parts: [String]) -> Bool { parts.contains { words.contains($0) } }
    if has(["broke", "broken", "damage", "crack", "chip", "dent", "torn", "defect", "faulty", "leak", "scratch"]) {
      return .damaged
    }
    if has(["too small", "too big", "too large", "too tight", "size", "fit"]) { return .wrongSize }
    if has(["wrong item", "wrong one", "not what i ordered"]) { return .wrongItem }
    if has(["picture", "describe", "look", "expected"]) { return .notAsDescribed }
    if has(["late"]) { return .arrivedLate }
    return .noLongerWanted
  }
}
