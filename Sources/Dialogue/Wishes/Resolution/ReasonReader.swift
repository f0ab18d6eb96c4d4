internal import Commerce

/// Reasons in customers' words, as those that the rules accept.
enum ReasonReader {
  /// The accepted reason that fits what was said. What fits no other is that it is no longer needed, where that is accepted.
  static func cancelReason(_ said: String, accepted: [CancelReason]) -> CancelReason? {
    let reason: CancelReason
    func has(_ parts: [String]) -> Bool { Self.holds(said, parts) }
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

  /// The words of an utterance when they give a reason for calling something off; nil when they give none.
  /// - Parameter asked: Whether a reason was asked for: then words count that may be about anything otherwise ("a double bed").
  static func told(in text: String, asked: Bool) -> String? {
    holds(text, (mistake + noNeed).filter { asked || !manifold.contains($0) }) ? text.lowercased() : nil
  }

  /// Words that are reasons only where one is asked for.
  private static let manifold: Set<String> = [
    "twice", "duplicate", "double", "clicked", "error", "moving", "instead of", "too long", "for less", "other store",
    "another store", "elsewhere",
  ]

  /// Whether any part stands in a text, at the beginning of a word: "late" is not in "plates", "mistake" is in "mistakenly".
  private static func holds(_ text: String, _ parts: [String]) -> Bool {
    let words =
      " "
      + text.lowercased().replacing("\u{2019}", with: "'")
      .split { !$0.isLetter && !$0.isNumber && $0 != "'" }.joined(separator: " ")
    return parts.contains { words.contains(" " + $0) }
  }

  private static let noNeed = [
    "no longer", "don't need", "dont need", "do not need", "not need", "don't want", "dont want", "do not want",
    "not want", "any more", "anymore", "changed my mind", "change of mind", "cheaper", "for less", "half the price",
    "better price", "other store", "another store", "elsewhere", "won't be", "will not be", "traveling", "travelling",
    "moving", "too expensive", "too long", "instead of", "not going to use",
  ]

  private static let mistake = [
    "mistake", "accident", "error", "wrong item", "wrong one", "wrong thing", "twice", "duplicate", "double",
    "didn't mean", "did not mean", "didnt mean", "meant to order", "unintention", "misclick", "clicked",
    "by chance", "not on purpose", "oops", "inadvertent", "my kid", "my son", "my daughter", "already ordered",
  ]

  /// Why goods come back, for the record.
  static func returnReason(_ said: String?) -> ReturnReason {
    guard let said else { return .other }
    func has(_ parts: [String]) -> Bool { holds(said, parts) }
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
