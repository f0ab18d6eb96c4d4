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
    if let look = namesGoodsAlone(commands, words) { return look }
    if let place = asksForStore(commands, text, words) { return place }
    if let look = asksForGoods(commands, text, words) { return look }
    let starts = commands.compactMap { if case .start(let label, _) = $0 { intent(of: label) } else { nil } }
    guard starts.count < 2, starts.allSatisfy(isMereLook), !commands.contains(.person),
      commands.contains(.notUnderstood) || commands.contains(where: isStart) || commands.allSatisfy(isFill),
      !artefacts.lexicon.goods(in: words).isEmpty,
      commands.contains(where: {
        if case .fill("store", _) = $0 { true } else if case .fill("postcode", _) = $0 { true } else { false }
      }) || Towns.named(in: words) != nil,
      let intent = artefacts.intents.intents.first(where: { $0.enabled && looksAtPlaces($0) })
    else { return commands }
    return [.start(intent: intent.name, confidence: 0.6)] + commands.filter(isFill)
  }

  /// The intent that only looks a product up in the catalogue.
  private var catalogueLook: IntentDocument? {
    artefacts.intents.intents.first { $0.enabled && isMereLook($0) && $0.slots.contains { $0.kind == .product } }
  }

  /// The look at the catalogue where nothing but goods was named ("boots").
  private func namesGoodsAlone(_ commands: [Command], _ words: [String]) -> [Command]? {
    let named = artefacts.lexicon.goods(in: words).reduce(0) { $0 + $1.count }
    guard !words.isEmpty, named == words.count, commands.allSatisfy({ isStart($0) || $0 == .notUnderstood }),
      let intent = catalogueLook
    else { return nil }
    return [.start(intent: intent.name, confidence: 0.7)]
  }

  /// The look at the catalogue for "do you sell skis", where no article answers just that.
  private func asksForGoods(_ commands: [Command], _ text: String, _ words: [String]) -> [Command]? {
    let rest = words.drop { Self.openings.contains($0) }
    guard (3...8).contains(rest.count), rest.first == "do", ["you", "u", "ya"].contains(rest.dropFirst().first),
      rest.dropFirst(2).prefix(2).contains(where: { ["sell", "carry", "stock"].contains($0) })
    else { return nil }
    for case .start(let label, _) in commands where intent(of: label)?.name == artefacts.intents.answering?.name {
      guard artefacts.knowledge.answer(text, least: 0.8) == nil,
        let intent = catalogueLook
      else { return nil }
      return [.start(intent: intent.name, confidence: 0.7)] + commands.filter(isFill)
    }
    return nil
  }

  private static let openings: Set<String> = ["hi", "hello", "hey", "so", "and", "also", "ok", "okay"]

  /// The intent that tells where a store is, where one is asked for in a town that has none and nothing else was understood.
  private func asksForStore(_ commands: [Command], _ text: String, _ words: [String]) -> [Command]? {
    guard words.count <= 12, words.count <= 6 || Sentences.isAsking(text) || text.contains("?"),
      !words.allSatisfy({ !Self.storeWords.contains($0) }), Towns.named(in: words) != nil,
      !commands.contains(.person)
    else { return nil }
    for case .start(let label, let confidence) in commands {
      guard intent(of: label)?.name == artefacts.intents.answering?.name, confidence < 0.8 else { return nil }
    }
    guard
      let intent = artefacts.intents.intents.first(where: {
        $0.enabled && $0.systems == ["stores"] && $0.triggers[Self.location] != nil
      })
    else { return nil }
    return [.start(intent: "\(intent.name)#\(Self.location)", confidence: 0.7)] + commands.filter(isFill)
  }

  private static let storeWords: Set<String> = ["store", "stores", "shop", "shops", "branch", "branches", "location"]
  private static let location = "location"

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

  /// The store that is nearest as the crow flies; where that is not known, and within one area, by the postcodes' own order.
  func nearestStore(to postcode: String) -> Store? {
    guard let wanted = Int(postcode) else { return nil }
    func rank(_ store: Store) -> (Double, Int, String) {
      (
        miles(to: store, from: postcode) ?? .infinity, abs((Int(store.address.postcode) ?? .max / 2) - wanted), store.id
      )
    }
    return state.stores.min { rank($0) < rank($1) }
  }

  func miles(to store: Store, from postcode: String) -> Double? {
    guard numbers.country == "US" else { return nil }
    return PostcodeAreas.miles(from: postcode, to: store.address.postcode)
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
    var facts = ["city": Fact(town.name), "store": Fact("\(store.name) in \(store.address.city)")]
    guard let miles = miles(to: store, from: town.postcode) else { return say(["store.none_in"], facts: facts) }
    // What stands for an area is not known to the mile.
    guard miles >= 25 else { return say(["store.nearest"], facts: facts) }
    let about = Int((miles / 10).rounded()) * 10
    facts["miles"] = Fact(spoken: Spoken.cardinal(about), written: "\(about)")
    say(["store.nearest_at"], facts: facts)
  }
}
