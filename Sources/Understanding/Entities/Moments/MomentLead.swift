/// What stands before a day or a time and bounds it.
struct MomentLead {
  var bound: Moment.Bound
  var end: Int

  private static let leads: [(words: [String], bound: Moment.Bound)] = [
    (["no", "later", "than"], .upTo), (["not", "later", "than"], .upTo), (["by"], .upTo), (["before"], .upTo),
    (["until"], .upTo), (["till"], .upTo), (["til"], .upTo),
    (["up", "to"], .upTo), (["up", "until"], .upTo), (["after"], .from), (["from"], .from), (["since"], .from),
    (["starting"], .from), (["starting", "from"], .from),
    (["not", "before"], .from), (["no", "earlier", "than"], .from), (["not", "earlier", "than"], .from),
    (["between"], .between), (["as", "of"], .from), (["past"], .from),
    (["earlier", "than"], .upTo), (["later", "than"], .from), (["from", "the"], .from),
  ].sorted { $0.0.count > $1.0.count }

  static func read(_ tokens: Tokens, at place: Int) -> MomentLead? {
    guard let lead = leads.first(where: { tokens.matches($0.words, at: place) && $0.words != ["from", "the"] }) else {
      return nil
    }
    return MomentLead(bound: lead.bound, end: place + lead.words.count)
  }

  /// Whether the bound excludes what it names: "before Friday" ends on Thursday, "by Friday" on Friday.
  static func excludes(_ tokens: Tokens, _ end: Int) -> Bool {
    ["before", "after", "past"].contains(tokens.text(end - 1))
      || tokens.text(end - 1) == "than" && tokens.text(end - 2) != "later" && tokens.text(end - 3) != "no"
  }
}
