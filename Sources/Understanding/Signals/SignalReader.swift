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
    let effort = effort(of: tokens, before: before)
    let score = score(of: tokens, effort)
    let sentiment: TurnSignals.Sentiment = score <= -0.3 ? .negative : score >= 0.3 ? .positive : .neutral
    return TurnSignals(
      sentiment: sentiment, score: score, effort: effort, reason: commands.lazy.compactMap(reason).first)
  }

  // MARK: Sentiment

  private static func score(of tokens: Tokens, _ effort: TurnSignals.Effort) -> Double {
    let names = names(in: tokens)
    var (sum, good, bad, thanks) = (0.0, 0.0, 0.0, false)
    var place = 0
    while place < tokens.count {
      guard !names.contains(place), let (found, end) = SentimentWords.match(in: tokens, at: place) else {
        place += 1
        continue
      }
      if tokens.text(place).hasPrefix("thank") || tokens.text(place) == "thx" { thanks = true }
      var weight = found
      if isStrengthened(tokens, place) { weight *= 1.5 }
      if isNegated(tokens, place) { weight *= weight < 0 ? -0.3 : -0.8 }
      sum += weight
      if weight > 0 { good += weight } else { bad += weight }
      place = end
    }
    // Praise in front of what went wrong is mockery ("Brilliant, another left shoe"), and so is praise of much trouble without any thanks.
    if good > 0, !thanks, mocks(tokens) || effort == .high { sum = bad - good }
    // Who reports much trouble is not content, even in plain words.
    if effort == .high, good == 0 { sum -= 0.4 }
    // Shouting makes what is said stronger; by itself it is only loud.
    if sum < 0, shouts(tokens) { sum *= 1.4 }
    return (max(-1, min(1, sum)) * 100).rounded() / 100
  }

  /// Where names stand: words with capitals beside others with capitals, amid a sentence that has small ones ("the Terrible Twos banner").
  private static func names(in tokens: Tokens) -> Set<Int> {
    func isCapital(_ place: Int) -> Bool {
      guard tokens.indices.contains(place), let first = tokens[place].original.first else { return false }
      return first.isUppercase && tokens.text(place) != "i" && !tokens.text(place).hasPrefix("i'")
    }
    guard tokens.count(where: { $0.original == $0.text }) * 2 >= tokens.count else { return [] }
    func begins(_ place: Int) -> Bool { place == 0 || tokens.gap(place).contains { ".!?:".contains($0) } }
    return Set(
      tokens.indices.filter { place in
        guard isCapital(place) else { return false }
        let follows = !begins(place) && isCapital(place - 1)
        let leads = isCapital(place + 1) && !begins(place + 1)
        return follows || leads
      })
  }

  private static let praise: Set<String> = [
    "lovely", "brilliant", "wonderful", "fantastic", "great", "charming", "super", "perfect", "excellent", "marvelous",
    "congratulations", "wow", "amazing", "bravo", "nice",
  ]
  private static let spoilt: Set<String> = [
    "another", "still", "won't", "wont", "doesn't", "doesnt", "didn't", "didnt", "isn't", "isnt", "wasn't", "mistake",
    "wrong",
    "broken", "nothing", "lose", "lost", "late", "shame", "nobody", "again", "missing", "empty", "fails", "failed",
  ]

  /// Whether it opens with praise of a thing that then turns out spoilt.
  private static func mocks(_ tokens: Tokens) -> Bool {
    guard let opening = tokens.indices.prefix(3).first(where: { praise.contains(tokens.text($0)) }) else {
      return false
    }
    return tokens.indices.dropFirst(opening + 1).contains { spoilt.contains(tokens.text($0)) }
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
      weight += EffortWords.counted(tokens, at: place) + EffortWords.lasting(tokens, at: place)
    }
    let words = Normalizer.words(tokens.source)
    // Short answers are often alike; a whole sentence said again is not.
    if words.count >= 4, before.contains(where: { Normalizer.words($0) == words }) { weight += 1 }
    return weight >= 1 ? .high : weight >= EffortWords.mild ? .some : .none
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
