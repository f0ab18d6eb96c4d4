internal import Commerce
internal import Discourse
internal import Understanding

/// What is asked when it is not sure what a customer wants: whether it is about what the words are nearest to.
extension Conversation {
  /// Asks whether it is about what it is nearest to, before help is given; false when it is near nothing.
  mutating func guesses(_ words: [String]) -> Bool {
    guard state.misunderstandings <= 1, let text = words.first else { return false }
    let labels = artefacts.understander.guesses(
      Transcript(typed: text), stores: state.stores.isEmpty ? nil : StoreMatcher(stores: state.stores))
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

  private mutating func putGuess(_ labels: [String], _ said: String, before: [String] = []) {
    let topics = labels.compactMap { topicTitle($0) }
    state.focus = .guess(labels: labels, said: said)
    if topics.count > 1 {
      say(before + ["not_understood.either"], facts: ["topic": Fact(topics[0]), "other": Fact(topics[1])])
      expect(.anything)
    } else {
      say(before + ["not_understood.guess"], facts: ["topic": Fact(topics.first ?? "")])
      expect(.yesNo)
    }
  }

  /// A yes to the one topic that was asked about begins it; to two it says nothing.
  mutating func agreed(toGuess labels: [String], _ said: String) {
    if labels.count == 1 { return begin(labels[0], fills: [], words: [said]) }
    answeredGuess(labels, said, by: [])
  }

  /// What was said instead of yes or no: one of the two topics by its place or a word of its title; otherwise help is given.
  mutating func answeredGuess(_ labels: [String], _ said: String, by words: [String]) {
    let heard = Normalizer.words(words.first ?? "")
    if labels.count == 2 {
      let named = labels.indices.filter { index in
        let title = KnowledgeBase.stems(intent(of: labels[index])?.title ?? "")
        return heard.contains { Self.places[index].contains($0) }
          || heard.contains { title.contains(KnowledgeBase.stem($0)) }
      }
      if named.count == 1 { return begin(labels[named[0]], fills: [], words: [said]) }
      if state.misunderstandings <= 1, words.isEmpty {
        state.misunderstandings += 1
        return putGuess(labels, said, before: ["not_understood.choice"])
      }
    }
    state.focus = .open
    say(["not_understood.first"])
    expect(.anything)
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
    let aspect = String(label.drop { $0 != "#" }.dropFirst())
    if let source = artefacts.knowledge.source(aspect: aspect),
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
