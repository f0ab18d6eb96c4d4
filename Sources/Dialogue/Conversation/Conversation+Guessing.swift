internal import Commerce
internal import Discourse
internal import Understanding

/// What is asked when it is not sure what a customer wants: whether it is about what the words are nearest to.
extension Conversation {
  /// Asks whether it is about what it is nearest to, before help is given; false when it is near nothing.
  mutating func guesses(_ words: [String]) -> Bool {
    guard state.misunderstandings <= 1, let text = words.first else { return false }
    let labels = artefacts.understander.guesses(
      Transcript(typed: text), stores: storeMatcher)
    let known = labels.filter { label in
      guard let intent = intent(of: label) else { return false }
      // The articles have been looked at.
      if case .answer? = intent.steps.first { return false }
      // Who is not unhappy is not asked whether it is a complaint.
      if intent.slots.first?.kind == .text, !isUnhappy { return false }
      return true
    }
    guard let first = known.first, first == labels.first || known.count == 1 else { return false }
    // A word of talk is answered at once: nothing can go wrong by it.
    if intent(of: first)?.systems.isEmpty == true {
      begin(first, fills: [], words: words)
      return true
    }
    let wishes = known.filter { intent(of: $0)?.systems.isEmpty == false }
    // What the catalogue is asked in one way or another is answered by what there is of the kind.
    if wishes.count > 1, wishes.allSatisfy({ intent(of: $0)?.systems == ["catalogue"] }), showsKind(text) {
      return true
    }
    if wishes.count == 1 {
      // Nothing is done without being asked for: the first question of what is likely shows whether it was meant.
      begin(wishes[0], fills: numberFills(text), words: words)
    } else {
      putGuess(wishes, text)
    }
    return true
  }

  /// How likely all told an article must be that is told without asking.
  private static let tellsUnasked = 0.55
  /// From which share of that on something else is asked about beside it.
  private static let rivals = 0.35

  /// Asks which of two it is, once, where the article that would be told is only the likeliest of several things; false where it is likely
  /// enough.
  mutating func asksWhich(_ frame: ConversationState.Frame) -> Bool {
    guard state.frames.count == 1, state.later.isEmpty, let confidence = frame.confidence, let said = frame.said.last,
      let found = passage(for: said), confidence * found.share < Self.tellsUnasked,
      let other = rival(of: found.label, found.share * confidence, confidence, said)
    else { return false }
    state.frames.removeLast()
    return ask(which: [found.label, other], said)
  }

  /// The same for words that nothing made sense of but an article that has to do with most of them.
  mutating func asksWhich(_ source: KnowledgeBase.Source, _ said: String) -> Bool {
    guard state.frames.isEmpty, let name = artefacts.intents.answering?.name else { return false }
    let label = "\(name)#\(source.aspect)"
    let topics = artefacts.understander.topics(said, stores: storeMatcher, unfamiliar: true)
    let likely = topics.first { $0.intent == name }?.probability ?? 0
    guard let other = rival(of: label, 0, likely, said) else { return false }
    return ask(which: [label, other], said)
  }

  private mutating func ask(which labels: [String], _ said: String) -> Bool {
    state.hasAskedWhich = true
    putGuess(labels, said)
    return true
  }

  /// What is likeliest beside an article: a wish of business or another article; nil where nothing is, or where it was asked before.
  private func rival(of label: String, _ share: Double, _ confidence: Double, _ said: String) -> String? {
    guard !state.hasAskedWhich, state.desk?.isLoaded != true, let name = intent(of: label)?.name else { return nil }
    let wishes = artefacts.understander.topics(said, stores: storeMatcher, unfamiliar: true).filter {
      $0.intent != name && intent(of: $0.label)?.enabled == true && !isTalk($0.label)
    }
    let articles = artefacts.understander.aspects(of: name, in: said, stores: storeMatcher, most: 4).filter {
      $0.label != label && article($0.label) != nil
    }
    let likely =
      wishes.map { ($0.label, $0.probability) } + articles.map { ($0.label, confidence * $0.probability) }
    guard let best = likely.max(by: { $0.1 < $1.1 }), best.1 >= Self.rivals * share else { return nil }
    return best.0
  }

  private mutating func putGuess(_ labels: [String], _ said: String, before: [String] = []) {
    let topics = labels.compactMap { topicTitle($0) }
    state.focus = .guess(labels: labels, said: said)
    if labels.count > 1, labels.contains(where: { article($0) != nil }) {
      let asked = labels.map { label in
        let title = article(label)?.passage ?? topicTitle(label) ?? ""
        return title.hasSuffix("?") ? title : "\(title)?"
      }
      say(before + ["not_understood.which"], facts: ["topic": Fact(asked[0]), "other": Fact(asked[1])])
      expect(.anything)
    } else if topics.count > 1 {
      say(before + ["not_understood.either"], facts: ["topic": Fact(topics[0]), "other": Fact(topics[1])])
      expect(.anything)
    } else {
      say(before + ["not_understood.guess"], facts: ["topic": Fact(topics.first ?? "")])
      expect(.yesNo)
    }
  }

  /// A yes to the one topic that was asked about begins it; to two it says nothing.
  mutating func agreed(toGuess labels: [String], _ said: String) {
    if labels.count == 1 { return beginGuessed(labels[0], said) }
    answeredGuess(labels, said, by: [])
  }

  /// Takes up the one of two topics that is pointed at ("the second one", "the first please"), or that what was said begins by itself: what
  /// was said at first is kept with it. False where it is neither.
  mutating func pointsAtGuess(_ commands: [Command], _ words: [String]) -> Bool {
    guard case .guess(let labels, let said) = state.focus, labels.count == 2 else { return false }
    let heard = Normalizer.words(words.first ?? "")
    let pointed = labels.indices.filter { place in heard.contains { Self.places[place].contains($0) } }
    // "The second one": "one" is no place beside another.
    let place = pointed.count == 2 && heard.contains("second") && !heard.contains("first") ? [1] : pointed
    if place.count == 1, heard.count <= 5, heard.allSatisfy({ Self.pointing.contains($0) }) {
      beginGuessed(labels[place[0]], said)
      return true
    }
    for case .start(let label, _) in commands where labels.contains(label) {
      beginGuessed(label, said)
      return true
    }
    return false
  }

  /// Words of pointing.
  private static let pointing = places[0].union(places[1]).union([
    "the", "please", "yes", "yeah", "that", "it's", "its", "it", "is", "number", "thing", "question", "thanks", "um",
    "uh",
  ])

  /// What was said instead of yes or no: one of the two topics by its place or a word of its title; otherwise help is given.
  mutating func answeredGuess(_ labels: [String], _ said: String, by words: [String]) {
    let heard = Normalizer.words(words.first ?? "")
    if labels.count == 2 {
      let titles = labels.map { Set(KnowledgeBase.stems(article($0)?.passage ?? intent(of: $0)?.title ?? "")) }
      let named = labels.indices.filter { index in
        // A word of both titles tells nothing apart.
        let title = titles[index].subtracting(titles[1 - index])
        return heard.contains { Self.places[index].contains($0) }
          || heard.contains { title.contains(KnowledgeBase.stem($0)) }
      }
      if named.count == 1 { return beginGuessed(labels[named[0]], said) }
      if state.misunderstandings <= 1, words.isEmpty {
        state.misunderstandings += 1
        return putGuess(labels, said, before: ["not_understood.choice"])
      }
    }
    state.focus = .open
    say(["not_understood.first"])
    expect(.anything)
  }

  /// Begins what a guess was agreed to: an article is told as it was asked about, whatever else stood in the words.
  mutating func beginGuessed(_ label: String, _ said: String) {
    let isArticle = article(label) != nil
    begin(label, fills: isArticle ? [] : numberFills(said), words: isArticle ? [] : [said])
  }

  /// Where the article of a label stands; nil where it is no article's.
  private func article(_ label: String) -> KnowledgeBase.Source? {
    artefacts.knowledge.source(aspect: String(label.drop { $0 != "#" }.dropFirst()))
  }

  /// How the one and the other of two topics are pointed at.
  private static let places: [Set<String>] = [["first", "former", "one", "1"], ["second", "latter", "two", "2"]]

  /// Begins what can use a bare number or store with nothing open; false where it can be for nothing, or stands amid so many other words
  /// that it is not what is wanted.
  mutating func startFromValue(_ fills: [(String, [SlotCandidate])], words: [String]) -> Bool {
    let said = Normalizer.words(words.first ?? "")
    let digits = SpokenDigits.runs(in: said).reduce(0) { $0 + $1.range.count }
    // Amid many words a number counts only where it is called an order's.
    let namesOrder = said.contains { ["order", "orders", "ordered"].contains($0) }
    guard said.count - digits <= (namesOrder ? 30 : 6) else { return false }
    let kind: IntentDocument.Slot.Kind
    if let numbers = fills.first(where: { $0.0 == "number" })?.1, numbers.contains(where: { $0.value.count >= 4 }) {
      kind = .orderNumber
    } else if fills.contains(where: { $0.0 == "store" }) {
      kind = .store
    } else {
      return false
    }
    // The intent served last, otherwise the one that asks for it, the first of the menu before others.
    let able = artefacts.intents.intents.filter {
      $0.enabled && $0.slots.contains { $0.kind == kind && !$0.optional }
    }.sorted { ($0.menu?.key ?? "~", $0.name) < ($1.menu?.key ?? "~", $1.name) }
    guard let intent = able.first(where: { $0.name == state.lastServed?.intent }) ?? able.first else { return false }
    begin(intent.name, fills: fills, words: words)
    return true
  }

  /// What a label is about, for telling: the intent's title, or that of the article.
  func topicTitle(_ label: String) -> String? {
    if let source = article(label),
      let article = artefacts.knowledge.articles.first(where: { $0.name == source.article })
    {
      return "your question about \(article.title.lowercased())"
    }
    return intent(of: label)?.title.lowercased()
  }

  /// The intent of a label: what is behind its "#" tells apart what it may be about.
  func intent(of label: String) -> IntentDocument? {
    artefacts.intents.intent(String(label.prefix { $0 != "#" }))
  }
}
