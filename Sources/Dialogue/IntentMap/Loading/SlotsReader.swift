internal import Commerce
internal import Documents

/// Reads the slots of a document.
enum SlotsReader {
  static func read(
    _ document: Document?, _ texts: inout TextReader, _ names: inout FactNames
  ) throws(DocumentError) -> [IntentDocument.Slot] {
    var slots: [IntentDocument.Slot] = []
    for (name, value) in try document?.members() ?? [] {
      guard FactPath(name)?.segments.count == 1, FactNames.builtIn[name] == nil else {
        throw value.error("'\(name)' is no name for a slot; it is one word that the engine does not use itself")
      }
      let slot = try slot(name, value, &texts, names)
      slots.append(slot)
      let shape: ContractShape = slot.kind == .choice ? .words(slot.choices.map(\.value)) : slot.kind.shape
      names.bindings[name] = FactNames.Binding(shape: shape, isCertain: false)
    }
    return slots
  }

  private static func slot(
    _ name: String, _ document: Document, _ texts: inout TextReader, _ names: FactNames
  ) throws(DocumentError) -> IntentDocument.Slot {
    try document.allow(only: [
      "type", "ask", "reask", "keypad", "digits", "unknown", "confirm", "choices", "told", "without",
    ])
    let kind = try document.required("type", "order_number").choice(IntentDocument.Slot.Kind.self)
    var slot = IntentDocument.Slot(name: name, kind: kind, optional: try document.optional("ask") == nil)
    slot.choices = try choices(document, kind)
    if let digits = try document.optional("digits") {
      guard ![.orderNumber, .postcode, .store].contains(kind) else {
        throw digits.error(
          "how many digits that has stands once for all intents: in policy.yaml, as numbers.\(kind == .orderNumber ? "order" : "postcode")"
        )
      }
      slot.digits = try digits.integer(1...24)
    }
    if kind == .text { slot.told = try document.optional("told")?.integer(3...40) ?? 0 }
    if kind == .orderNumber, let without = try document.optional("without") {
      guard let task = DeskTask(try without.string()) else {
        throw without.unknown(try without.string(), "the desk does not begin anything with it", known: DeskTask.names)
      }
      slot.without = task
    }
    guard !slot.optional else { return slot }
    func text(_ document: Document, _ own: Set<String>) throws(DocumentError) -> String {
      try texts.text(document, names, own: own).key
    }
    let place: Set<String> = kind == .store ? ["towns"] : kind == .choice ? ["options"] : []
    let ask = try document.required("ask", "\"What is your order number?\"")
    slot.ask = try text(ask, place)
    let reask = try document.optional("reask") ?? ask
    slot.reask = try text(reask, place)
    slot.keypad = try text(try document.optional("keypad") ?? reask, place)
    if let unknown = try document.optional("unknown") { slot.unknown = try text(unknown, place.union(["value"])) }
    if let confirm = try document.optional("confirm") { slot.confirm = try text(confirm, ["value"]) }
    return slot
  }

  private static func choices(
    _ document: Document, _ kind: IntentDocument.Slot.Kind
  ) throws(DocumentError) -> [IntentDocument.Slot.Choice] {
    guard kind == .choice else { return [] }
    let example = "{ damaged: [broken, cracked], late: [too late] }"
    var choices: [IntentDocument.Slot.Choice] = []
    for (value, words) in try document.required("choices", example).members() {
      choices.append(.init(value: value, words: try words.strings()))
    }
    guard choices.count >= 2 else { throw document.error("a choice has at least two values, as in \(example)") }
    return choices
  }
}
