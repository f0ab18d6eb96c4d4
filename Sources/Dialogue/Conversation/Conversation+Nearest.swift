internal import Discourse
internal import Understanding

/// What is done where nothing is sure: what cannot wait goes first, and who is not understood is offered what is nearest to what was said.
extension Conversation {
  // MARK: What cannot wait

  /// An intent that calls somebody at once, where any part of what was said is like it; nil where none is.
  func urgent(_ transcript: Transcript) -> [Command]? {
    guard isFree, let text = transcript.alternatives.first?.text else { return nil }
    var seen: Set<String> = []
    for part in Sentences.split(text) + Sentences.clauses(text)
    where seen.insert(part).inserted && Normalizer.words(part).count > 2 {
      guard let topic = artefacts.understander.topics(part, stores: storeMatcher).first, topic.probability >= 0.7,
        let intent = intent(of: topic.label), intent.enabled, intent.isUrgent
      else { continue }
      // A word of it that has another sense in the whole ("I was in the hospital") is no alarm.
      let whole = artefacts.understander.topics(text, stores: storeMatcher, unfamiliar: true)
      guard whole.contains(where: { $0.intent == topic.intent && $0.probability >= 0.15 }) else { continue }
      return [.start(intent: topic.label, confidence: topic.probability)]
    }
    return nil
  }

  // MARK: Kinds of goods

  /// The article that tells kinds of goods apart, where two products would be compared and kinds are asked about.
  func kindsAsked(_ transcript: Transcript, _ classified: [Command]) -> [Command]? {
    guard isFree, let text = transcript.alternatives.first?.text,
      artefacts.lexicon.productsNamed(in: Normalizer.words(text)) == 0
    else { return nil }
    for case .start(let label, _) in classified {
      guard let intent = intent(of: label), intent.questions.contains("compare"),
        let found = passage(for: text, least: (0.3, 0.25, 0.75)), found.isOfGoods
      else { return nil }
      return [.start(intent: found.label, confidence: max(found.share, 0.6))]
    }
    return nil
  }

  // MARK: Near to what was said

  /// What a question is about that no article answers: another intent that is likely, or help with what it names. False where it names
  /// nothing that can be helped with.
  mutating func helpsNearby(_ frame: ConversationState.Frame) -> Bool {
    guard let said = frame.said.last, state.frames.count == 1, state.later.isEmpty else { return false }
    let other = artefacts.understander.topics(said, stores: storeMatcher, unfamiliar: true).first {
      $0.intent != frame.intent && !$0.label.hasPrefix("pattern.")
    }
    if let other, other.probability >= 0.35, let intent = intent(of: other.label), intent.enabled,
      !intent.systems.isEmpty, intent.slots.first?.kind != .text || isUnhappy
    {
      state.frames.removeLast()
      begin(other.label, fills: numberFills(said), words: [said])
      return true
    }
    guard let near = nearestHelp(said) else { return false }
    state.frames.removeLast()
    if near == Self.helpWithGoods, showsKind(said) { return true }
    state.offersPerson = true
    state.focus = .anythingElse
    say((isUnhappy ? ["not_understood.sorry"] : []) + [near])
    expect(.anything)
    return true
  }

  /// What is offered to who was not understood: a look at the order where one of theirs is spoken of, or at the goods that are named; nil
  /// where it is about neither.
  func nearestHelp(_ text: String) -> String? {
    let words = Normalizer.words(text)
    guard words.count > 3 else { return nil }
    if !Self.ofOrders.isDisjoint(with: words) { return "not_understood.order" }
    return artefacts.lexicon.goods(in: words).isEmpty ? nil : Self.helpWithGoods
  }

  static let helpWithGoods = "not_understood.goods"

  /// Words of who has ordered something.
  private static let ofOrders: Set<String> = [
    "order", "orders", "ordered", "parcel", "package", "shipment", "delivered", "delivery", "refund", "refunded",
    "bought", "purchase", "purchased", "arrived", "shipped", "pickup",
  ]
}

extension IntentDocument {
  /// Whether it calls a person at once.
  fileprivate var isUrgent: Bool {
    steps.contains { if case .person(let person) = $0 { person.urgent } else { false } }
  }
}
