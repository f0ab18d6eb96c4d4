internal import Understanding

/// Which passage answers: of those that the words were learned to ask for, the one that has to do with most of them.
///
/// What was learned of single words can lead to a passage that has nothing to do with the rest of them, and goods that are named are in
/// many questions and tell none apart. So both count: how likely the words are to ask for it, and how much of them stands in it.
extension Conversation {
  /// A passage that may answer.
  struct Found: Hashable {
    var label: String
    var source: KnowledgeBase.Source
    /// Its share among all passages for the words it was found by.
    var share: Double
    /// How much of these words stands in it, and how much of all that was said.
    var support, whole: Double
    /// Whether it speaks of the goods that were named.
    var isOfGoods: Bool
    var score: Double { share + support + 0.5 * whole + (isOfGoods ? 0.15 : 0) }
  }

  /// What a passage needs: of the words that it was found by, of all that was said, and with its share.
  typealias Needs = (support: Double, whole: Double, score: Double)

  /// To answer a question about the shop; to answer words that nothing else made sense of; and to ask whether it is meant.
  static let least: Needs = (0.35, 0.2, 0.95)
  static let plain: Needs = (0.6, 0.4, 1.35)
  static let near: Needs = (0.3, 0.2, 0.6)

  /// The passage that answers what was said, or the part of it that asks; nil when none has enough to do with it.
  func passage(for said: String, least needs: Needs = Conversation.least) -> Found? {
    guard let name = artefacts.intents.answering?.name else { return nil }
    var parts = [said]
    for part in Sentences.asking(said) + Sentences.clauses(said) where !parts.contains(part) && parts.count < 6 {
      parts.append(part)
    }
    var best: Found?
    for part in parts where part == said || KnowledgeBase.stems(part).count > 1 {
      for topic in artefacts.understander.aspects(of: name, in: part, stores: storeMatcher, most: 4) {
        guard topic.probability >= 0.04, let source = artefacts.knowledge.source(aspect: topic.aspect),
          artefacts.knowledge.isOpen(source, to: said)
        else { continue }
        let found = Found(
          label: topic.label, source: source, share: topic.probability, support: support(of: source, for: part),
          whole: support(of: source, for: said), isOfGoods: artefacts.knowledge.mentions(goods(in: said), source))
        // Where hardly another passage is like it, much else may stand around what is asked.
        let isSure = topic.probability >= 0.75
        let ease = isSure ? 0.6 : 1
        guard found.support >= ease * needs.support, found.whole >= ease * needs.whole, found.score >= needs.score
        else { continue }
        // What all that was said is sure to ask for, no part of it knows better.
        if part == said, isSure { return found }
        if found.score > best?.score ?? 0 { best = found }
      }
    }
    return best
  }

  /// How much of what carries a question stands in a passage; goods tell nothing apart.
  func support(of source: KnowledgeBase.Source, for question: String) -> Double {
    artefacts.knowledge.support(of: source, for: question, besides: goods(in: question))
  }

  /// The words that name goods, by their stems.
  private func goods(in text: String) -> Set<String> {
    let words = Normalizer.words(text)
    return Set(artefacts.lexicon.goods(in: words).flatMap { words[$0] }.map(KnowledgeBase.stem))
  }
}
