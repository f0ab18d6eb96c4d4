internal import Commerce
public import Documents
public import Policy

extension PolicyRules {
  /// Reads a policy file (`retail/policy.yaml`; docs/policy.md tells every key). Throws a `DocumentError` at the first thing that is unknown,
  /// of the wrong kind or in contradiction to another.
  /// - Parameter sandbox: Whether it is for sandboxes, in which nothing real can happen: only there may knowledge earn more than V1, codes be
  ///   short, and what is about a customer be told to anybody.
  public static func read(file: String, text: String, sandbox: Bool = false) throws(DocumentError) -> PolicyRules {
    let document = try Document(file: file, text: text)
    try document.allow(only: [
      "identification", "actions", "order_of_writes", "switches", "contact_hours", "callback", "topics", "numbers",
      "recording", "cards",
    ])
    let identification = try IdentityRules.read(
      document.required("identification", "{ ways: […], tries: { per_conversation: 3 } }"), sandbox: sandbox)
    var rules = PolicyRules(identification: identification)
    if let part = try document.optional("callback") {
      try part.allow(only: ["within_hours"])
      rules.callbackWithinHours = try part.required("within_hours", "24").integer(1...168)
    }
    if let part = try document.optional("numbers") { rules.numbers = try .read(part) }
    if let part = try document.optional("switches") { rules.switches = try switches(part) }
    if let part = try document.optional("contact_hours") { rules.contactHours = try .read(part) }
    if let part = try document.optional("recording") { rules.recording = try .read(part) }
    if let part = try document.optional("cards") {
      try part.allow(only: ["keypad"])
      rules.cardsByKeypad = try part.required("keypad", "true").boolean()
    }
    for (topic, value) in try document.optional("topics")?.members() ?? [] {
      rules.topics[topic] = try value.choice(Restriction.self)
    }
    let actions = try document.required("actions", "{ findOrder: { level: V1 } }")
    for (name, value) in try actions.members() {
      let operation = try operation(name, at: value)
      rules.actions[operation] = try ActionRule.read(value, operation, identification, sandbox: sandbox)
    }
    if let part = try document.optional("order_of_writes") { rules.orderOfWrites = try order(part, of: rules) }
    try rules.refuseUnnamed(actions)
    return rules
  }

  private static func switches(_ document: Document) throws(DocumentError) -> Switches {
    try document.allow(only: ["writes", "all"])
    return Switches(
      writesOff: try document.optional("writes").map { part throws(DocumentError) in try !part.boolean() } ?? false,
      allOff: try document.optional("all").map { part throws(DocumentError) in try !part.boolean() } ?? false)
  }

  private static func order(_ document: Document, of rules: PolicyRules) throws(DocumentError) -> [OperationName] {
    var order: [OperationName] = []
    for element in try document.list() {
      let name = try operation(try element.string(), at: element)
      guard name.changesOrder else {
        throw element.error("'\(name.rawValue)' changes no order; those that do: \(orderChanges)")
      }
      guard !order.contains(name) else { throw element.error("'\(name.rawValue)' stands twice; keep one") }
      if let before = order.first(where: { rules.actions[$0]?.closes.contains(name) == true }),
        rules.actions[name]?.closes.contains(before) != true
      {
        throw element.error(
          "'\(name.rawValue)' comes after '\(before.rawValue)', which closes the order to it; put it before")
      }
      order.append(name)
    }
    return order
  }

  /// What is closed or excluded must be named: a rule about something that is never done is a mistake.
  private func refuseUnnamed(_ document: Document) throws(DocumentError) {
    for (key, value) in try document.members() {
      guard let name = OperationName(rawValue: key), let rule = actions[name] else { continue }
      for (part, others) in [("closes", rule.closes), ("excludes", rule.excludes)] {
        guard let unnamed = others.first(where: { actions[$0] == nil }) else { continue }
        throw try (value.optional(part) ?? value).error(
          "'\(name.rawValue)' \(part) '\(unnamed.rawValue)', for which there is no rule; write one or leave it out")
      }
    }
  }

  /// An operation by its name.
  static func operation(_ name: String, at document: Document) throws(DocumentError) -> OperationName {
    if let operation = OperationName(rawValue: name) { return operation }
    let hint = Document.hint(name, OperationName.allCases.map(\.rawValue))
    throw document.error("unknown operation '\(name)'; \(hint)`aisle contracts` lists them")
  }

  static var orderChanges: String { OperationName.orderChanges.map(\.rawValue).joined(separator: ", ") }
}

extension AskedNumbers {
  /// Reads `{ order: 5, postcode: 5, country: US }`; `postcode: any` takes those of any region.
  static func read(_ document: Document) throws(DocumentError) -> AskedNumbers {
    try document.allow(only: ["order", "postcode", "country"])
    var numbers = AskedNumbers()
    if let part = try document.optional("order") { numbers.orderDigits = try part.integer(3...12) }
    if let part = try document.optional("postcode") {
      numbers.postcodeDigits = try part.string() == "any" ? nil : part.integer(3...12)
    }
    if let part = try document.optional("country") {
      let text = try part.string()
      guard text.count == 2, text.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
        throw part.error("'\(part.path)' must be a country's two letters, as in US or GB, not '\(text)'")
      }
      numbers.country = text
    }
    return numbers
  }
}

extension VerificationLevel {
  /// Reads "V0" to "V3".
  static func read(_ document: Document) throws(DocumentError) -> VerificationLevel {
    let text = try document.string()
    if let level = VerificationLevel(name: text) { return level }
    if text == "R" {
      throw document.error(
        "R is written beside a level: 'restricted: approval' (somebody approves it) or 'restricted: person'")
    }
    throw document.error("'\(document.path)' must be one of V0, V1, V2, V3, not '\(text)'")
  }
}

extension ClockHours {
  /// Reads `{ from: "08:00", until: "21:00" }`.
  static func read(_ document: Document) throws(DocumentError) -> ClockHours {
    try document.allow(only: ["from", "until"])
    func time(_ key: String, _ example: String) throws(DocumentError) -> TimeOfDay {
      let part = try document.required(key, example)
      guard let time = TimeOfDay(text: try part.string()) else {
        throw part.error("'\(part.path)' must be a time as in \(example), not '\(try part.string())'")
      }
      return time
    }
    let hours = ClockHours(from: try time("from", "\"08:00\""), until: try time("until", "\"21:00\""))
    guard hours.from != hours.until else { throw document.error("'\(document.path)' is no time at all: from is until") }
    return hours
  }
}
