internal import Documents
internal import Policy

extension RecordingRules {
  /// Reads `{ consent: all_party, places: [{ prefix: "+1212", consent: one_party }], refused: erase, pause: [code, card], keep_days: 90 }`.
  static func read(_ document: Document) throws(DocumentError) -> RecordingRules {
    try document.allow(only: ["consent", "places", "refused", "pause", "pause_in", "keep_days"])
    var rules = RecordingRules(otherwise: try document.required("consent", "all_party").choice(Consent.self))
    for part in try document.optional("places")?.list() ?? [] {
      try part.allow(only: ["prefixes", "consent"])
      let consent = try part.required("consent", "all_party").choice(Consent.self)
      for prefix in try part.required("prefixes", "[\"+1415\"]").list() {
        let text = try prefix.string()
        guard text.hasPrefix("+"), text.count > 1, text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) else {
          throw prefix.error("a place is what its numbers begin with, as in \"+1415\", not '\(text)'")
        }
        guard !rules.places.contains(where: { $0.prefix == text }) else {
          throw prefix.error("'\(text)' stands twice; keep one")
        }
        rules.places.append(Place(prefix: text, consent: consent))
      }
    }
    if let part = try document.optional("refused") { rules.refused = try part.choice(Refused.self) }
    if let part = try document.optional("pause") {
      rules.pauses = []
      for element in try part.list() { rules.pauses.append(try element.choice(Pause.self)) }
    }
    if let part = try document.optional("pause_in") { rules.pausedIntents = try part.strings() }
    if let part = try document.optional("keep_days") { rules.keepDays = try part.integer(1...3_650) }
    return rules
  }
}
