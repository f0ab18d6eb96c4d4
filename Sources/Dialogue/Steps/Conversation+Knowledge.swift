internal import Commerce
internal import Discourse
internal import Understanding

/// What is answered from the knowledge articles, word for word, with its source.
extension Conversation {
  /// How much of a question an article's wording has to cover when one is looked for, and when nothing else was understood.
  private static let enough = (asked: 0.55, guessed: 0.65)
  /// How sure it must be that a part of what was said is a further question of an article, and that one is worth asking about.
  private static let sure = (further: 0.6, near: 0.3)

  /// Answers what was asked from the articles: the passage that was understood and those that other parts of the same words ask for; nil
  /// when there is none. Where a person has to do the rest, one is offered.
  mutating func answerFromKnowledge(_ frame: ConversationState.Frame) -> Progress? {
    let sources = passages(for: frame)
    guard !sources.isEmpty else { return nil }
    for source in sources { say(source) }
    let needsPerson = sources.contains { artefacts.knowledge.passage(of: $0)?.offersPerson == true }
    guard needsPerson, state.later.isEmpty, state.frames.count == 1, state.desk?.isOpen != true else { return .next }
    state.frames.removeLast()
    close(frame, offering: "knowledge.person")
    return .waits
  }

  /// Ends what an article was asked for with the offer of a person.
  private mutating func close(_ frame: ConversationState.Frame, offering response: String) {
    state.lastServed = frame
    state.lastServed?.said = []
    state.served += 1
    state.misunderstandings = 0
    state.offersPerson = true
    state.focus = .anythingElse
    say([response])
    expect(.anything)
  }

  /// The passages that answer, in the order in which they were asked for: at most three.
  private func passages(for frame: ConversationState.Frame) -> [KnowledgeBase.Source] {
    guard let said = frame.said.last, !said.isEmpty else {
      return [artefacts.knowledge.source(aspect: frame.aspect)].compactMap(\.self)
    }
    let main = passage(for: said)
    let understood = main?.source
    var found: [KnowledgeBase.Source] = []
    let parts = Sentences.asking(said)
    if parts.count > 1 {
      for part in parts {
        guard let topic = artefacts.understander.topics(part, stores: storeMatcher).first,
          topic.intent == frame.intent, topic.probability >= Self.sure.further,
          let further = passage(for: part), !found.contains(further.source)
        else { continue }
        // What speaks of other goods than those that are named is no answer beside one that speaks of these.
        if main?.isOfGoods == true, !further.isOfGoods, namesGoods(part) { continue }
        found.append(further.source)
      }
    }
    if let understood, !found.contains(understood) { found.insert(understood, at: 0) }
    if found.isEmpty, let answer = nearest(said) { found = [answer.source] }
    return Array(found.prefix(3))
  }

  private func namesGoods(_ text: String) -> Bool { !artefacts.lexicon.goods(in: Normalizer.words(text)).isEmpty }

  /// The article whose wording covers most of what was said, or of a part of it.
  private func nearest(_ question: String) -> KnowledgeBase.Answer? {
    // One word of a part ("how long") says nothing of what is asked.
    let parts = Sentences.wishes(question).filter { $0 == question || KnowledgeBase.stems($0).count > 1 }
    let answers = parts.compactMap { artefacts.knowledge.answer($0, least: Self.enough.asked) }
      .filter { support(of: $0.source, for: question) >= Self.least.support }
    guard let best = answers.map(\.score).max() else { return nil }
    return answers.first { $0.score == best }
  }

  /// Asks whether the question of the likeliest passage is the one that was asked; false when none is likely.
  mutating func asksForArticle(_ said: [String], otherwise: Int) -> Bool {
    guard let question = said.last, let name = artefacts.intents.answering?.name else { return false }
    let topics = artefacts.understander.topics(question, stores: storeMatcher)
    guard let topic = topics.first, topic.intent == name, topic.probability >= Self.sure.near,
      let found = passage(for: question, least: Self.near)
    else { return false }
    let near = found.source
    if found.score >= 1, topic.probability >= 0.35 { return venture(near) }
    state.focus = .step(.article(near, no: otherwise))
    say(["not_understood.article"], facts: ["topic": Fact(near.passage)])
    expect(.yesNo)
    return true
  }

  /// Says what is likely the answer, and that it may not be.
  private mutating func venture(_ source: KnowledgeBase.Source) -> Bool {
    guard let frame = state.frames.popLast() else { return false }
    say(source)
    close(frame, offering: "knowledge.near")
    return true
  }

  /// Says what a passage holds.
  mutating func say(_ source: KnowledgeBase.Source) {
    guard let passage = artefacts.knowledge.passage(of: source) else { return }
    state.prompts += 1
    let prompt = Prompt(
      number: state.prompts, responses: ["knowledge.\(source.article)"],
      spoken: Sentences.split(Spoken.text(passage.text)), written: passage.text, sources: [source])
    state.lastPrompts.append(prompt)
    effects.append(.say(prompt))
  }

  /// Answers words that nothing else made sense of, when an article covers them well; false when none does.
  mutating func knows(_ words: [String]) -> Bool {
    guard let question = words.first else { return false }
    let covered = artefacts.knowledge.answer(question, least: Self.enough.guessed)?.source
    guard let source = covered ?? passage(for: question, least: Self.plain)?.source else { return false }
    if asksWhich(source, question) { return true }
    state.misunderstandings = 0
    state.served += 1
    say(source)
    resumeOrAsk()
    return true
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
