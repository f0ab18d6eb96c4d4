internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// What was said along with a wish, put into the slots of its intent.
extension Conversation {
  /// Puts what was said where the intent can use it.
  func fill(
    _ frame: inout ConversationState.Frame, of intent: IntentDocument, with fills: [(String, [SlotCandidate])],
    words: [String]
  ) {
    for slot in intent.slots {
      switch slot.kind {
      case .orderNumber:
        let numbers = fills.first { $0.0 == "number" }?.1 ?? []
        let fitting = numbers.filter { abs($0.value.count - slot.digits) <= 1 }
        frame.wrongNumber = wrongLength(fills, words, slot)
        if !fitting.isEmpty {
          frame.heard[slot.name] = fitting
          frame.slots[slot.name] = nil
          frame.order = nil
          frame.step = 0
        }
      case .store:
        if let stores = fills.first(where: { $0.0 == "store" })?.1 {
          frame.heard[slot.name] = stores
          frame.slots[slot.name] = nil
          // What is never asked for is taken where it is plain.
          if slot.optional, let best = stores.first, best.score >= 0.7,
            stores.dropFirst().allSatisfy({ $0.score < best.score - 0.08 })
          {
            frame.slots[slot.name] = best.value
          }
          frame.step = min(frame.step, intent.firstUse(of: slot.name))
        } else if let number = fills.filter({ ["postcode", "number"].contains($0.0) }).reversed().flatMap(\.1).first(
          where: { $0.value.count == slot.digits }),
          let nearest = nearestStore(to: number.value)
        {
          frame.heard[slot.name] = nil
          frame.slots[slot.name] = nearest.id
        }
      case .day:
        for text in words.prefix(3) {
          let words = Normalizer.words(text)
          if let day = holiday(in: words) ?? DayParser.day(in: words, today: state.today) {
            frame.slots[slot.name] = String(day.daysSinceEpoch)
            break
          }
          // A day was said that is not understood: it must not be taken for today.
          if DayParser.mentionsDay(words) {
            frame.slots[slot.name] = Self.unknownDay
            break
          }
        }
      case .postcode:
        // "Cancel order 40217, zip 97205": told once is enough, unless it is where somebody moves.
        guard frame.slots[slot.name] == nil, !Self.isMoving(words.first ?? "") else { continue }
        let told = fills.first { $0.0 == "postcode" }?.1 ?? []
        let fitting = told.filter { slot.digits == 0 || $0.value.count == slot.digits }
        if !fitting.isEmpty { frame.heard[slot.name] = fitting }
      case .choice where frame.slots[slot.name] == nil && slot.choices.contains { $0.value == frame.aspect }:
        // What was understood of the whole tells the value, whatever single words stand in it.
        frame.slots[slot.name] = frame.aspect
      default: listen(for: slot, of: intent, &frame, words)
      }
    }
  }

  /// Words of an earlier utterance, or a part of one: on a line they are only as sure as what is read back.
  func asHeard(_ said: String) -> Transcript {
    Transcript(alternatives: [Alternative(text: said, confidence: state.opening?.channel.isSpoken == true ? 0.7 : 1)])
  }

  /// The number that was said along with a wish which had to wait.
  func numberFills(_ said: String) -> [(String, [SlotCandidate])] {
    artefacts.understander.commands(
      asHeard(said), expecting: .digits(count: numbers.orderDigits), stores: nil,
      placed: PlacedNumbers.find(in: said)
    ).compactMap { command in
      if case .fill("number", let candidates) = command { ("number", candidates) } else { nil }
    }
  }

  /// What stands in a day's slot when a day was said that could not be told.
  static let unknownDay = "?"

  /// The next day with special hours whose reason was said ("Thanksgiving", "the day after Thanksgiving").
  func holiday(in words: [String]) -> LocalDate? {
    func plain(_ words: [String]) -> [String] { words.map { $0.filter { $0 != "'" } } }
    let said = plain(words)
    let named = state.stores.flatMap(\.special).compactMap { special -> (length: Int, date: LocalDate)? in
      let name = plain(Normalizer.words(special.reason))
      guard special.date >= state.today, !name.isEmpty, name.allSatisfy(said.contains) else { return nil }
      return (name.count, special.date)
    }
    // The name that covers most of what was said: "Christmas Eve" before "Christmas".
    guard let best = named.min(by: { (-$0.length, $0.date) < (-$1.length, $1.date) })?.date else { return nil }
    let after = zip(said, said.dropFirst()).contains { $0 == "day" && $1 == "after" }
    return after ? best.adding(days: 1) : best
  }
}
