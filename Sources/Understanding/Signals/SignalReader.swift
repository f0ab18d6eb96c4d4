public import Discourse

/// Reads sentiment, effort and reason of contact from a turn's words and what they were taken to mean.
public enum SignalReader {
  /// The signals of one turn.
  /// - Parameters:
  ///   - text: What was said, as heard or typed.
  ///   - commands: What it was taken to mean.
  ///   - before: What the customer said earlier in this conversation: saying it again is effort.
  public static func read(_ text: String, _ commands: [Command], before: [String] = []) -> TurnSignals {
    let tokens = Tokens(text)
    let score = score(of: tokens)
    let sentiment: TurnSignals.Sentiment = score <= -0.3 ? .negative : score >= 0.3 ? .positive : .neutral
    return TurnSignals(
      sentiment: sentiment, score: score, effort: effort(of: tokens, before: before),
      reason: commands.lazy.compactMap(reason).first)
  }

  // MARK: Sentiment

  private static func score(of tokens: Tokens) -> Double {
    var sum = 0.0
    var place = 0
    while place < tokens.count {
      guard let (found, end) = SentimentWords.match(in: tokens, at: place) else {
        place += 1
        continue
      }
      var weight = found
      if isStrengthened(tokens, place) { weight *= 1.5 }
      if isNegated(tokens, place) { weight *= weight < 0 ? -0.3 : -0.8 }
      sum += weight
      place = end
    }
    // Shouting makes what is said stronger; by itself it is only loud.
    if sum < 0, shouts(tokens) { sum *= 1.4 }
    return (max(-1, min(1, sum)) * 100).rounded() / 100
  }

  private static let strong: Set<String> = [
    "very", "so", "really", "extremely", "absolutely", "totally", "completely", "beyond", "super", "utterly", "too",
  ]
  private static let negations: Set<String> = [
    "not", "no", "never", "isn't", "wasn't", "aren't", "don't", "doesn't", "didn't", "can't", "cannot", "won't",
    "hardly", "without", "nothing", "isnt", "wasnt", "dont", "doesnt", "didnt", "cant", "wont", "ain't",
  ]

  private static func isStrengthened(_ tokens: Tokens, _ place: Int) -> Bool { strong.contains(tokens.text(place - 1)) }

  /// Whether a negation stands up to three words before, in the same clause.
  private static func isNegated(_ tokens: Tokens, _ place: Int) -> Bool {
    for back in 1...3 {
      if tokens.gap(place - back + 1, holds: ",.;!?") { return false }
      let word = tokens.text(place - back)
      if negations.contains(word) {
        // "No, thanks": the answer is negated, not the thanks; "not only" adds.
        return tokens.text(place - back + 1) != "only" && !(word == "no" && back == 1)
      }
      if word == "but" || word == "and" || word == "because" { return false }
    }
    return false
  }

  private static func shouts(_ tokens: Tokens) -> Bool {
    let loud = tokens.count { $0.original.count >= 3 && $0.original == $0.original.uppercased() && !$0.isDigits }
    return loud >= 2 && loud * 2 >= tokens.count || tokens.source.contains("!!")
  }

  // MARK: Effort

  private static func effort(of tokens: Tokens, before: [String]) -> TurnSignals.Effort {
    var weight = 0.0
    for place in tokens.indices {
      if let (found, _) = EffortWords.phrases.match(in: tokens, at: place) { weight += found }
      weight += EffortWords.counted(tokens, at: place)
    }
    let words = Normalizer.words(tokens.source)
    // Short answers are often alike; a whole sentence said again is not.
    if words.count >= 4, before.contains(where: { Normalizer.words($0) == words }) { weight += 1 }
    return weight >= 1 ? .high : weight >= 0.5 ? .some : .none
  }

  // MARK: Reason

  private static func reason(_ command: Command) -> String? {
    switch command {
    case .start(let intent, _): intent
    case .wish(let wish): wish.mood == .asked ? nil : wish.verb?.rawValue
    case .question: "question"
    case .person: "person"
    default: nil
    }
  }
}
