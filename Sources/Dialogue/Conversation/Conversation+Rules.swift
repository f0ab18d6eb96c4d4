internal import Commerce
internal import Discourse
internal import Understanding

/// Questions about a rule beside wishes: "how long can I return it" is answered, "I want to return it" is begun. Both are learned in one
/// model, so their probabilities compare; what is told around a question is set aside.
extension Conversation {
  /// How likely a question must be an article's: where records or the desk would take it up, and where it is a part of what was said.
  private static let likely = (least: 0.45, overReading: 0.55, inPart: 0.6)

  /// The articles' intent, when what was said, or the part of it that asks, is a question about a rule rather than any wish; nil otherwise.
  func ruleAsked(_ transcript: Transcript, _ classified: [Command], _ read: [Command]) -> [Command]? {
    guard state.desk?.isLoaded != true, let name = artefacts.intents.answering?.name,
      let text = transcript.alternatives.first?.text, !namesOrder(read), !tellsWho(read, text)
    else { return nil }
    let starts = classified.compactMap { command -> (label: String, confidence: Double)? in
      if case .start(let label, let confidence) = command { (label, confidence) } else { nil }
    }
    if let first = starts.first, intent(of: first.label)?.name == name {
      // One of several wishes, or the whole of what was said.
      if starts.count > 1 || first.confidence >= Self.likely.overReading || !read.contains(where: \.isContent) {
        return classified
      }
    }
    guard starts.count < 2 else { return nil }
    if let first = starts.first, let rule = ruleInForm(text, against: first.label, name) { return [rule] }
    let rival = starts.first { intent(of: $0.label)?.name != name }?.confidence ?? 0
    var best: Understander.Topic?
    for part in Sentences.asking(text) where part != text {
      guard let topic = artefacts.understander.topics(part, stores: storeMatcher).first else { continue }
      // A wish that is plain by itself goes before any rule.
      if topic.intent != name, topic.probability >= Self.likely.inPart, isWish(topic) { return nil }
      if topic.intent == name, topic.probability > best?.probability ?? 0 { best = topic }
    }
    guard let best, best.probability >= max(Self.likely.inPart, rival) else { return nil }
    return [.start(intent: best.label, confidence: best.probability)]
  }

  /// The rule that is asked for in the form of a rule ("what happens to … if", "how do I …") where the words are otherwise like a wish that
  /// would first ask who it is: rules are for everybody. Nil where no passage is near.
  private func ruleInForm(_ text: String, against label: String, _ name: String) -> Command? {
    guard intent(of: label)?.name != name, !isTalk(label) else { return nil }
    let words = Normalizer.words(text)
    let forms = asksWho(label) ? Self.ruleForms + Self.needForms : Self.needForms
    guard
      forms.contains(where: { form in
        (0...max(0, words.count - form.count)).contains { Array(words[$0...].prefix(form.count)) == form }
      })
    else { return nil }
    guard let passage = passage(for: text), passage.share >= 0.35, passage.support >= 0.5 else { return nil }
    return .start(intent: passage.label, confidence: passage.share)
  }

  /// How rules are asked for.
  private static let ruleForms = [
    ["what", "happens"], ["how", "do", "i"], ["how", "can", "i"], ["how", "does"], ["is", "it", "possible"],
    ["how", "come"], ["how", "i"], ["explain"], ["is", "it", "ok"], ["is", "that", "ok"], ["am", "i", "allowed"],
  ]
  /// Those that no wish begins with: they ask what is needed, not for the thing itself.
  private static let needForms = [
    ["do", "i", "have", "to"], ["do", "i", "need"], ["do", "we", "need"], ["do", "you", "need"], ["must", "i"],
    ["do", "we", "have", "to"], ["is", "it", "necessary"], ["can", "my"], ["may", "my"], ["could", "my"],
    ["can", "someone"], ["can", "somebody"], ["what", "do", "i", "bring"],
  ]

  /// Whether an intent begins by finding out who somebody is.
  private func asksWho(_ label: String) -> Bool {
    guard let intent = intent(of: label) else { return false }
    if intent.isForDesk { return true }
    return intent.steps.prefix(3).contains { if case .identify = $0 { true } else { false } }
  }

  /// Whether a topic is business, not talk.
  private func isWish(_ topic: Understander.Topic) -> Bool {
    !topic.label.hasPrefix("pattern.") && intent(of: topic.label)?.systems.isEmpty == false
  }

  /// Whether somebody tells who they are and asks nothing beside it: that is no question about names and codes.
  private func tellsWho(_ read: [Command], _ text: String) -> Bool {
    Sentences.asking(text).isEmpty && read.contains { if case .identify = $0 { true } else { false } }
  }

  /// Whether an order is named by its number: then it is about that one, not about a rule.
  private func namesOrder(_ read: [Command]) -> Bool {
    read.contains { command in
      switch command {
      case .wish(let wish): wish.orders?.numbers.isEmpty == false
      case .question(let question): question.orders?.numbers.isEmpty == false
      default: false
      }
    }
  }
}
