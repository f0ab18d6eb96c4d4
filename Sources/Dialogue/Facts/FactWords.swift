internal import Commerce

/// Values in the words a voice should say and the characters a reader should see, by what they look like.
struct FactWords {
  var today: LocalDate
  /// Seconds east of UTC where the retailer is.
  var utcOffset: Int

  /// A value in words; nil when there is nothing to say.
  func say(_ value: FactValue, _ manner: FactReference.Manner? = nil) -> Fact? {
    if manner == .count {
      guard case .list(let list) = value.tree else { return nil }
      return Fact(spoken: Spoken.cardinal(list.count), written: String(list.count))
    }
    switch (value.tree, value.shape) {
    case (.none, _): return nil
    case (.text(let text), let shape): return say(text, shape, manner)
    case (.whole(let number), _):
      return Fact(spoken: Spoken.cardinal(Int(number)), written: String(number))
    case (.real(let number), _): return Fact(String(number))
    case (.flag(let flag), _): return Fact(flag ? "yes" : "no")
    case (.list, _): return say(list: value, manner)
    case (.fields(let fields), .map(let element)):
      let parts = fields.sorted { $0.key < $1.key }.compactMap { key, tree in
        say(FactValue(tree: tree, shape: element)).map {
          Fact(spoken: "\(key) \($0.spoken)", written: "\(key) \($0.written)")
        }
      }
      return parts.isEmpty
        ? nil : Fact(spoken: Spoken.list(parts.map(\.spoken)), written: Spoken.list(parts.map(\.written)))
    case (.fields, .record(let record)): return say(record: value, record.name, manner)
    case (.fields, _): return nil
    }
  }

  private func say(list: FactValue, _ manner: FactReference.Manner?) -> Fact? {
    switch manner {
    case .lowest, .highest:
      let measured = list.elements.compactMap { element in element.measure.map { (element, $0) } }
      let best = manner == .lowest ? measured.min { $0.1 < $1.1 } : measured.max { $0.1 < $1.1 }
      return best.flatMap { say($0.0) }
    case .range:
      guard let low = say(list: list, .lowest), let high = say(list: list, .highest) else { return nil }
      return low == high
        ? low : Fact(spoken: "\(low.spoken) to \(high.spoken)", written: "\(low.written) to \(high.written)")
    case .choices: return choices(list)
    default:
      var parts: [Fact] = []
      for part in list.elements.compactMap({ say($0, manner == .any ? nil : manner) })
      where !part.written.isEmpty && !parts.contains(part) { parts.append(part) }
      guard !parts.isEmpty else { return nil }
      return Fact(
        spoken: Spoken.list(parts.map(\.spoken), or: manner == .any),
        written: Spoken.list(parts.map(\.written), or: manner == .any))
    }
  }

  /// "colour green or orange, and size small, medium or large".
  private func choices(_ list: FactValue) -> Fact? {
    var names: [String] = []
    var values: [String: [String]] = [:]
    for case .fields(let options) in list.elements.map(\.tree) {
      for (name, value) in options.sorted(by: { $0.key < $1.key }) {
        guard let text = value.text else { continue }
        if values[name] == nil { names.append(name) }
        if values[name]?.contains(text) != true { values[name, default: []].append(text) }
      }
    }
    guard !names.isEmpty else { return nil }
    return Fact(Spoken.list(names.map { "\($0) \(Spoken.list(values[$0] ?? [], or: true))" }))
  }

  private func say(_ text: String, _ shape: ContractShape, _ manner: FactReference.Manner?) -> Fact? {
    guard !text.isEmpty else { return nil }
    switch shape {
    case .moment: return Timestamp(rfc3339: text).map { moment($0, utcOffset, manner) }
    case .day: return LocalDate(iso8601: text).map { Spoken.day($0, today: today) }
    case .clock: return TimeOfDay(text: text).map(Spoken.time)
    case .words: return Fact(Self.words(text))
    default: break
    }
    switch manner {
    case .code: return Spoken.code(text)
    case .digits: return Spoken.digits(text)
    case .lower:
      return Fact(text.prefix(1).lowercased() + text.dropFirst())
    default: return Fact(text)
    }
  }

  private func moment(_ moment: Timestamp, _ offset: Int, _ manner: FactReference.Manner?) -> Fact {
    let day = Spoken.day(OrderFacts.day(moment, offset), today: today)
    let seconds = moment.milliseconds / 1_000 + Int64(offset)
    let time = Spoken.time(TimeOfDay(minutes: Int(((seconds % 86_400) + 86_400) % 86_400) / 60))
    switch manner {
    case .day: return day
    case .time: return time
    default: return Fact(spoken: "\(day.spoken) at \(time.spoken)", written: "\(day.written) at \(time.written)")
    }
  }

  private func say(record value: FactValue, _ name: String, _ manner: FactReference.Manner?) -> Fact? {
    func text(_ field: String) -> String { value.at([field])?.tree.text ?? "" }
    switch name {
    case "Money":
      guard case .whole(let units)? = value.at(["minorUnits"])?.tree else { return nil }
      return Spoken.money(Money(minorUnits: Int(units), currency: text("currency")))
    case "ZonedTime":
      guard let at = Timestamp(rfc3339: text("at")), case .whole(let offset)? = value.at(["utcOffsetSeconds"])?.tree
      else { return nil }
      return moment(at, Int(offset), manner)
    case "OpenHours", "TimeSpan":
      guard let from = TimeOfDay(text: text("from")), let until = TimeOfDay(text: text("until")) else { return nil }
      let (start, end) = (Spoken.time(from), Spoken.time(until))
      guard from != until else { return start }
      return Fact(
        spoken: "between \(start.spoken) and \(end.spoken)", written: "between \(start.written) and \(end.written)")
    case "Address":
      let street = [text("street"), text("street2")].filter { !$0.isEmpty }.joined(separator: ", ")
      return Fact(
        spoken: "\(Spoken.street(street)), \(text("city")), \(Spoken.digits(text("postcode")).spoken)",
        written: "\(street), \(text("city")), \(text("region")) \(text("postcode"))")
    case "PaymentMethod": return method(value, text)
    case "PersonName":
      return Fact([text("given"), text("family")].filter { !$0.isEmpty }.joined(separator: " "))
    default:
      return value.at(["name"]).flatMap { say($0, manner) } ?? value.at(["id"]).flatMap { say($0, manner) }
    }
  }

  private func method(_ value: FactValue, _ text: (String) -> String) -> Fact {
    let kind = Self.words(text("kind"))
    let brand = text("brand").isEmpty ? kind : text("brand")
    if let balance = value.at(["balance"]).flatMap({ say($0) }) {
      return Fact(spoken: "\(kind) with \(balance.spoken) on it", written: "\(kind) with \(balance.written) on it")
    }
    guard !text("lastFour").isEmpty else { return Fact(brand) }
    let digits = Spoken.digits(text("lastFour"))
    return Fact(spoken: "\(brand) ending in \(digits.spoken)", written: "\(brand) ending in \(digits.written)")
  }

  /// "registrationOpen" gives "registration open".
  static func words(_ text: String) -> String {
    text == "paypal"
      ? "PayPal"
      : text.reduce(into: "") { words, character in
        words += character.isUppercase ? " " + character.lowercased() : String(character)
      }
  }
}
