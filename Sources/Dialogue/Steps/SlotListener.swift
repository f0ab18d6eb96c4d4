internal import Commerce
internal import Discourse
internal import Understanding

/// Finds the values of slots in what a customer said. Pure.
struct SlotListener {
  /// The ways of hearing it, best first, at most a few.
  var heard: [String]
  var today: LocalDate
  var now: TimeOfDay
  /// What words mean in the catalogue.
  var lexicon: Lexicon
  /// Values that other slots hold already: of two things said the second is for the second slot.
  var taken: Set<String> = []
  /// Where telephone numbers need no country's code.
  var country = "US"
  /// Days with a name of their own (special hours), and what they are called.
  var namedDay: ([String]) -> LocalDate?

  /// What was said for a slot, in its normal form; nil when nothing was. `asked`: whether it was just asked for, so that a bare
  /// answer counts.
  func value(of slot: IntentDocument.Slot, asked: Bool) -> String? {
    for text in heard.prefix(3) {
      if let value = value(of: slot, in: text, asked: asked) { return value }
    }
    return nil
  }

  private func value(of slot: IntentDocument.Slot, in text: String, asked: Bool) -> String? {
    let words = Normalizer.words(text)
    let entities = { (kinds: Set<EntityKind>) in Entities(in: Tokens(text), context(asked ? kinds : [])) }
    switch slot.kind {
    case .day: return day(words, entities([.moment]))
    case .time: return time(entities([.moment]), words, asked: asked)
    case .email: return entities([.email]).emails.first?.value
    case .phone: return phone(entities([.phone]), words, asked: asked)
    case .name: return asked ? name(entities([.name]), text, words) : nil
    case .number: return number(slot, words, asked: asked)
    case .code: return code(text, words, asked: asked)
    case .quantity: return quantity(entities([.quantity]), words, asked: asked)
    case .money: return money(entities([.money]))
    case .choice: return choice(slot, words)
    case .text: return asked && !words.isEmpty ? text : nil
    case .product:
      let found = ProductFinder(lexicon: lexicon, entities: context([])).products(in: text, asked: asked)
      return found.first { !taken.contains($0.line) }?.line
    case .orderNumber, .postcode, .store: return nil
    }
  }

  private func context(_ expected: Set<EntityKind>) -> EntityContext {
    EntityContext(today: today, now: now, country: country, expected: expected)
  }

  private func day(_ words: [String], _ entities: Entities) -> String? {
    if let day = namedDay(words) ?? DayParser.day(in: words, today: today) { return String(day.daysSinceEpoch) }
    let said = entities.moments.compactMap { $0.value.days?.lowerBound }.first
    return said.map { String($0.daysSinceEpoch) }
  }

  private static let dayParts: [String: ClosedRange<Int>] = [
    "morning": 0...720, "afternoon": 720...1_020, "evening": 1_020...1_440, "noon": 690...780, "lunchtime": 690...840,
  ]

  private func time(_ entities: Entities, _ words: [String], asked: Bool) -> String? {
    if let moment = entities.moments.first(where: { $0.value.times != nil })?.value, let times = moment.times {
      switch moment.bound {
      case .upTo: return "0-\(times.upperBound.minutes)"
      case .from: return "\(times.lowerBound.minutes)-1440"
      default: return "\(times.lowerBound.minutes)-\(times.upperBound.minutes)"
      }
    }
    guard let part = words.lazy.compactMap({ Self.dayParts[$0] }).first else { return nil }
    return "\(part.lowerBound)-\(part.upperBound)"
  }

  private func phone(_ entities: Entities, _ words: [String], asked: Bool) -> String? {
    if let phone = entities.phones.first?.value, phone.countryCode != nil, phone.isWhole { return "+" + phone.digits }
    guard asked, let run = SpokenDigits.runs(in: words).max(by: { $0.digits.count < $1.digits.count }) else {
      return nil
    }
    return Phones.find(in: Tokens(run.digits), context([.phone])).first { $0.value.isWhole }.map {
      "+" + $0.value.digits
    }
  }

  private func name(_ entities: Entities, _ text: String, _ words: [String]) -> String? {
    if let name = entities.names.first?.value { return "\(name.given)|\(name.family)" }
    let lead: Set<String> = ["my", "name", "is", "it's", "it", "this", "i'm", "i", "am", "yes", "sure"]
    let rest = words.drop(while: lead.contains)
    guard (1...3).contains(rest.count), rest.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "'" } }) else {
      return nil
    }
    let parts = rest.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return "\(parts.dropLast().joined(separator: " "))|\(parts.last ?? "")"
  }

  private func number(_ slot: IntentDocument.Slot, _ words: [String], asked: Bool) -> String? {
    let runs = SpokenDigits.runs(in: words).map(\.digits)
    if slot.digits > 0 { return runs.first { $0.count == slot.digits } }
    return asked ? runs.max { $0.count < $1.count } : runs.first { $0.count >= 4 }
  }

  /// Letters and digits that stand together ("GC-4417-0098", "g c four four one seven").
  private func code(_ text: String, _ words: [String], asked: Bool) -> String? {
    let written = text.split(separator: " ").map { $0.filter { $0.isLetter || $0.isNumber } }.first { piece in
      piece.count >= 5 && piece.contains(where: \.isNumber)
    }
    if let written { return written.uppercased() }
    guard asked else { return nil }
    var code = ""
    let runs = SpokenDigits.runs(in: words)
    for (index, word) in words.enumerated() {
      if let run = runs.first(where: { $0.range.contains(index) }) {
        if run.range.lowerBound == index { code += run.digits }
      } else if word.count == 1 || word.allSatisfy(\.isNumber) || words.count == 1 {
        code += word
      }
    }
    return code.count >= 4 ? code.uppercased() : nil
  }

  private func quantity(_ entities: Entities, _ words: [String], asked: Bool) -> String? {
    if let said = entities.quantities.first?.value, said.count > 0 { return String(said.count) }
    let small = ["one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8]
    guard asked else { return nil }
    return words.lazy.compactMap { Int($0) ?? small[$0] }.first { $0 > 0 }.map(String.init)
  }

  private func money(_ entities: Entities) -> String? {
    for span in entities.amounts {
      if case .money(let currency) = span.value.unit { return "\(span.value.upTo ?? span.value.amount) \(currency)" }
    }
    return nil
  }

  /// The value whose words cover most of what was said; nil when none or two do.
  private func choice(_ slot: IntentDocument.Slot, _ words: [String]) -> String? {
    let scores = slot.choices.map { choice in
      ([FactWords.words(choice.value)] + choice.words).map { phrase in
        let wanted = Normalizer.words(phrase)
        return !wanted.isEmpty && Self.contains(words, wanted) ? wanted.count : 0
      }.max() ?? 0
    }
    guard let best = scores.max(), best > 0 else { return nil }
    let winners = scores.indices.filter { scores[$0] == best }
    return winners.count == 1 ? slot.choices[winners[0]].value : nil
  }

  private static func contains(_ words: [String], _ phrase: [String]) -> Bool {
    guard phrase.count <= words.count else { return false }
    return (0...(words.count - phrase.count)).contains { start in
      zip(words[start...], phrase).allSatisfy { $0 == $1 || $1.count > 4 && $0.hasPrefix($1) }
    }
  }
}
