internal import Commerce
public import Documents

extension IntentDocument {
  /// Reads one file of the intent map. Throws a `DocumentError` naming the line, what is wrong and what would be right.
  public static func read(file: String, text: String) throws(DocumentError) -> IntentDocument {
    let document = try Document(file: file, text: text)
    try document.allow(only: [
      "intent", "title", "owner", "purpose", "triggers", "aspects", "slots", "steps", "closing", "menu", "systems",
      "exclusions", "limits", "budget", "escalation", "rollout",
    ])
    let name = try document.required("intent", "order_status")
    guard try name.string().allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" }) else {
      throw name.error("an intent's name is lower case with underscores, as in order_status")
    }
    var slots: [Slot] = []
    for (key, value) in try document.optional("slots")?.members() ?? [] { slots.append(try slot(key, value)) }
    let limits = try document.required("limits", "{ misunderstandings: 3 }")
    try limits.allow(only: ["misunderstandings"])
    let budget = try document.required("budget", "{ first_response_ms: 1000 }")
    try budget.allow(only: ["first_response_ms"])
    let escalation = try document.required("escalation", "{ to: callback }")
    try escalation.allow(only: ["to"])
    let target = try escalation.required("to", "callback")
    guard try target.string() == "callback" else {
      throw target.error("'escalation.to' can only be callback so far, not '\(try target.string())'")
    }
    let rollout = try document.required("rollout", "{ enabled: true }")
    try rollout.allow(only: ["enabled"])
    return IntentDocument(
      name: try name.string(), title: try document.required("title", "Order status").string(),
      owner: try document.required("owner", "customer-care").string(),
      purpose: try document.required("purpose", "Tell customers where their order is.").string(),
      triggers: try triggers(document), slots: slots, steps: try steps(document, slots: slots),
      closing: try document.optional("closing")?.string(), menu: try menu(document),
      firstResponseBudget: try budget.required("first_response_ms", "1000").integer(100...10_000),
      misunderstandings: try limits.required("misunderstandings", "3").integer(2...6),
      systems: try document.required("systems", "[orders]").strings(),
      exclusions: try document.required("exclusions", "[changing an order]").strings(),
      enabled: try rollout.required("enabled", "true").boolean())
  }

  private static func triggers(_ document: Document) throws(DocumentError) -> [String: [String]] {
    var triggers: [String: [String]] = [:]
    let main = try document.required("triggers", "a list of sentences callers say")
    triggers[""] = try sentences(main)
    for (aspect, value) in try document.optional("aspects")?.members() ?? [] { triggers[aspect] = try sentences(value) }
    return triggers
  }

  private static func sentences(_ document: Document) throws(DocumentError) -> [String] {
    let elements = try document.list()
    guard elements.count >= 3 else {
      throw document.error("'\(document.path)' needs at least three example sentences, there are \(elements.count)")
    }
    var texts: [String] = []
    for element in elements {
      let text = try element.string()
      for word in text.split(separator: " ")
      where word.hasPrefix("<") && !["<number>", "<store>", "<day>"].contains(word) {
        throw element.error("unknown placeholder \(word); there are <number>, <store> and <day>")
      }
      texts.append(text)
    }
    return texts
  }

  private static func slot(_ name: String, _ document: Document) throws(DocumentError) -> Slot {
    try document.allow(only: ["type", "ask", "reask", "keypad", "digits", "unknown", "confirm"])
    let kind = try document.required("type", "order_number").choice(Slot.Kind.self)
    if kind == .day { return Slot(name: name, kind: kind, ask: "", reask: "", keypad: "", digits: 0) }
    return Slot(
      name: name, kind: kind, ask: try document.required("ask", "order_status.ask_order").string(),
      reask: try document.required("reask", "order_status.reask_order").string(),
      keypad: try document.required("keypad", "order_status.key_order").string(),
      digits: try document.required("digits", "5").integer(3...12), unknown: try document.optional("unknown")?.string(),
      confirm: try document.optional("confirm")?.string())
  }

  private static func steps(_ document: Document, slots: [Slot]) throws(DocumentError) -> [Step] {
    let list = try document.required("steps", "- collect: order")
    var steps: [Step] = []
    for element in try list.list() {
      try element.allow(only: ["collect", "verify", "of", "call", "tell", "do", "say"])
      func known(_ value: Document, _ kinds: Set<Slot.Kind>) throws(DocumentError) -> String {
        let name = try value.string()
        guard let slot = slots.first(where: { $0.name == name }) else {
          throw value.error("there is no slot '\(name)'; slots here: \(slots.map(\.name).joined(separator: ", "))")
        }
        guard kinds.contains(slot.kind) else {
          throw value.error("the slot '\(name)' is of type \(slot.kind.rawValue), which does not fit this step")
        }
        return name
      }
      if let slot = try element.optional("collect") {
        steps.append(.collect(slot: try known(slot, [.orderNumber, .store])))
      } else if let slot = try element.optional("verify") {
        let order = try element.required("of", "order")
        steps.append(.verify(slot: try known(slot, [.postcode]), order: try known(order, [.orderNumber])))
      } else if let operation = try element.optional("call") {
        let name = try operation.string()
        guard ["findOrder", "findStores"].contains(name) else {
          throw operation.error("unknown operation '\(name)'; there are findOrder and findStores")
        }
        steps.append(.call(operation: name))
      } else if let response = try element.optional("tell") {
        steps.append(.tell(response: try response.string()))
      } else if let action = try element.optional("do") {
        steps.append(.act(operation: try act(action), family: try element.required("say", "cancel_order").string()))
      } else {
        throw element.error("a step is one of collect, verify, call, tell, do")
      }
    }
    if let call = steps.firstIndex(of: .call(operation: "findOrder")),
      !steps[..<call].contains(where: { if case .verify = $0 { true } else { false } })
    {
      throw list.error("findOrder needs a verify step before it: without one, policy refuses every caller")
    }
    if let action = steps.firstIndex(where: { if case .act = $0 { true } else { false } }),
      !steps[..<action].contains(.call(operation: "findOrder"))
    {
      throw list.error("a 'do' step needs 'call: findOrder' before it: what is changed is read back from the record")
    }
    switch steps.last {
    case .tell, .act: return steps
    default: throw list.error("the last step must be a tell or a do: the caller waits for an answer")
    }
  }

  private static func act(_ document: Document) throws(DocumentError) -> OperationName {
    let text = try document.string()
    guard let name = OperationName(rawValue: text), Conversation.actions.contains(name) else {
      let known = Conversation.actions.map(\.rawValue).sorted().joined(separator: ", ")
      throw document.error("'\(text)' cannot be done in a step so far; there is \(known)")
    }
    return name
  }

  private static func menu(_ document: Document) throws(DocumentError) -> MenuEntry? {
    guard let menu = try document.optional("menu") else { return nil }
    try menu.allow(only: ["key", "label"])
    return MenuEntry(
      key: String(try menu.required("key", "1").integer(1...9)), label: try menu.required("label", "an order").string())
  }
}

extension IntentMap {
  /// Reads all files of the map and checks them together with the responses they name.
  public static func read(
    _ files: [(file: String, text: String)], responses: Responses
  ) throws(DocumentError) -> IntentMap {
    var intents: [IntentDocument] = []
    for (file, text) in files {
      let intent = try IntentDocument.read(file: file, text: text)
      if intents.contains(where: { $0.name == intent.name }) {
        throw DocumentError(file: file, line: 1, message: "the intent '\(intent.name)' is defined twice; rename one")
      }
      if let menu = intent.menu, let twin = intents.first(where: { $0.menu?.key == menu.key }) {
        throw DocumentError(
          file: file, line: 1, message: "the menu key \(menu.key) belongs to '\(twin.name)'; choose another")
      }
      for key in intent.responseKeys where !responses.has(key) {
        throw DocumentError(
          file: file, line: line(of: key, in: text),
          message: "there is no response '\(key)'; write it in retail/responses/en")
      }
      intents.append(intent)
    }
    guard !intents.isEmpty else {
      throw DocumentError(file: "retail/intents", line: 0, message: "no intent files (*.yaml) were found")
    }
    return IntentMap(intents: intents)
  }

  private static func line(of key: String, in text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(key) } ?? 0) + 1
  }
}

extension IntentDocument {
  /// The responses it names.
  public var responseKeys: [String] {
    var keys: [String] = []
    for slot in slots where slot.kind != .day {
      keys += [slot.ask, slot.reask, slot.keypad] + [slot.unknown, slot.confirm].compactMap { $0 }
    }
    for step in steps {
      switch step {
      case .tell(let response): keys.append(response)
      case .act(_, let family): keys += ["\(family).confirm", "\(family).done"]
      case .collect, .verify, .call: break
      }
    }
    if let closing { keys.append(closing) }
    return keys
  }
}
