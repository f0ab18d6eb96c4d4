internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Goods that are asked for together with a place: then it is about what a store there has.
extension Conversation {
  /// The intent that looks for goods at a place, where goods and a place are named and what was understood is a mere look at the catalogue,
  /// or nothing.
  func placed(_ commands: [Command], _ transcript: Transcript) -> [Command] {
    guard isFree, let text = transcript.alternatives.first?.text else { return commands }
    let words = Normalizer.words(text)
    let starts = commands.compactMap { if case .start(let label, _) = $0 { intent(of: label) } else { nil } }
    guard starts.count < 2, starts.allSatisfy(isMereLook), !commands.contains(.person),
      commands.contains(.notUnderstood) || commands.contains(where: isStart) || commands.allSatisfy(isFill),
      !artefacts.lexicon.goods(in: words).isEmpty,
      commands.contains(where: { if case .fill("store", _) = $0 { true } else { false } })
        || Towns.named(in: words) != nil,
      let intent = artefacts.intents.intents.first(where: { $0.enabled && looksAtPlaces($0) })
    else { return commands }
    return [.start(intent: intent.name, confidence: 0.6)] + commands.filter(isFill)
  }

  private func isFill(_ command: Command) -> Bool { if case .fill = command { true } else { false } }
  private func isStart(_ command: Command) -> Bool { if case .start = command { true } else { false } }

  /// Whether an intent only shows what the catalogue has, wherever it is.
  private func isMereLook(_ intent: IntentDocument) -> Bool {
    intent.output.changes.isEmpty && intent.systems == ["catalogue"] && intent.questions.isEmpty
      && !intent.slots.contains { $0.kind == .store }
  }

  private func looksAtPlaces(_ intent: IntentDocument) -> Bool {
    intent.output.changes.isEmpty && intent.systems.contains("stock") && intent.slots.contains { $0.kind == .product }
      && intent.slots.contains { $0.kind == .store }
  }

  /// The nearest store to a town that was named and has none, for the slot of an intent that wants a store.
  mutating func nearestToTown(_ frame: inout ConversationState.Frame, of intent: IntentDocument, _ words: [String]) {
    guard let slot = intent.slots.first(where: { $0.kind == .store }), frame.heard[slot.name] == nil,
      frame.slots[slot.name] == nil, numbers.country == "US", !state.stores.isEmpty,
      let town = words.prefix(1).compactMap({ Towns.named(in: Normalizer.words($0)) }).first,
      let store = nearestStore(to: town.postcode)
    else { return }
    frame.slots[slot.name] = store.id
    guard store.address.city.lowercased() != town.name.lowercased() else { return }
    say(["store.none_in"], facts: ["town": Fact(town.name), "store": Fact("\(store.name) in \(store.address.city)")])
  }
}
