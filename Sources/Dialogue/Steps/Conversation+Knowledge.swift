internal import Commerce
internal import Discourse

/// What is answered from the knowledge articles, word for word, with its source.
extension Conversation {
  /// How much of a question an article has to cover when one is looked for; when nothing else was understood; and to be asked about.
  private static let enough = (asked: 0.55, guessed: 0.65, near: 0.42)

  /// Answers what was said last from the articles; false when none covers it.
  mutating func answerFromKnowledge(_ said: [String]) -> Bool {
    guard let answer = nearest(said, least: Self.enough.asked) else { return false }
    say(answer)
    return true
  }

  /// The article that covers most of what was said last, or of a part of it: of several wishes in one breath only a part is the question.
  private func nearest(_ said: [String], least: Double) -> KnowledgeBase.Answer? {
    guard let question = said.last else { return nil }
    // One word of a part ("how long") says nothing of what is asked.
    let parts = Sentences.wishes(question).filter { $0 == question || KnowledgeBase.stems($0).count > 1 }
    let answers = parts.compactMap { artefacts.knowledge.answer($0, least: least) }
    guard let best = answers.map(\.score).max() else { return nil }
    return answers.first { $0.score == best }
  }

  /// Asks whether the question of the nearest article is the one that was asked; false when none is near.
  mutating func asksForArticle(_ said: [String], otherwise: Int) -> Bool {
    guard let near = nearest(said, least: Self.enough.near) else { return false }
    state.focus = .step(.article(near.source, no: otherwise))
    say(["not_understood.article"], facts: ["topic": Fact(near.source.passage)])
    expect(.yesNo)
    return true
  }

  /// Says what an article holds.
  mutating func say(_ source: KnowledgeBase.Source) {
    guard let text = artefacts.knowledge.text(of: source) else { return }
    say(KnowledgeBase.Answer(source: source, text: text, score: 1))
  }

  /// Answers words that nothing else made sense of, when an article covers them well; false when none does.
  mutating func knows(_ words: [String]) -> Bool {
    guard let question = words.first, let answer = artefacts.knowledge.answer(question, least: Self.enough.guessed)
    else { return false }
    state.misunderstandings = 0
    state.served += 1
    say(answer)
    resumeOrAsk()
    return true
  }

  private mutating func say(_ answer: KnowledgeBase.Answer) {
    state.prompts += 1
    let prompt = Prompt(
      number: state.prompts, responses: ["knowledge.\(answer.source.article)"],
      spoken: Sentences.split(Spoken.text(answer.text)), written: answer.text, sources: [answer.source])
    state.lastPrompts.append(prompt)
    effects.append(.say(prompt))
  }
}

extension Spoken {
  /// A written text for the voice: amounts and numbers in words.
  static func text(_ text: String) -> String {
    text.split(separator: " ").map { piece in
      let tail = piece.reversed().prefix { ".,;:?!)".contains($0) }.count
      let body = piece.dropLast(tail), end = piece.suffix(tail)
      if body.hasPrefix("$"), let money = dollars(body.dropFirst()) { return Spoken.money(money).spoken + end }
      if let number = Int(body), number < 1_000_000 { return cardinal(number) + end }
      if body.hasSuffix("%"), let number = Int(body.dropLast()) { return "\(cardinal(number)) percent" + end }
      return String(piece)
    }.joined(separator: " ")
  }

  private static func dollars(_ text: Substring) -> Money? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ Int($0) }), parts.count < 3 else { return nil }
    guard parts.count == 2 else { return Money(minorUnits: whole * 100, currency: "USD") }
    guard parts[1].count == 2, let cents = Int(parts[1]) else { return nil }
    return Money(minorUnits: whole * 100 + cents, currency: "USD")
  }
}
