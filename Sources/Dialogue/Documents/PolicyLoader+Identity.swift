internal import Commerce
internal import Documents
internal import Policy

extension IdentityRules {
  static func read(_ document: Document, sandbox: Bool) throws(DocumentError) -> IdentityRules {
    try document.allow(only: ["ways", "tries", "code", "decay"])
    let list = try document.required("ways", "[{ by: [order, postcode], earns: V1, covers: order }]")
    var ways: [IdentityWay] = []
    for element in try list.list() {
      let way = try IdentityWay.read(element, sandbox: sandbox)
      if ways.contains(where: { $0.by == way.by }) { throw element.error("\(way.words): this way stands twice") }
      ways.append(way)
    }
    guard !ways.isEmpty else {
      throw list.error("there must be a way to be identified; for example by: [order, postcode]")
    }
    let code = try document.optional("code")
    let usesCode = ways.contains { $0.by.contains(.code) }
    if usesCode, code == nil {
      throw list.error("a way uses a one-time code, but 'identification.code' does not say how one is made")
    }
    if let code, !usesCode { throw code.error("no way uses a one-time code; take 'code' out or add a way by: [code]") }
    return IdentityRules(
      ways: ways,
      tries: try TryRules.read(document.required("tries", "{ per_conversation: 3 }"), sandbox: sandbox),
      code: try code.map { part throws(DocumentError) in try CodeRules.read(part, sandbox: sandbox) },
      decay: try document.optional("decay").map { part throws(DocumentError) in try DecayRules.read(part) }
        ?? DecayRules())
  }
}

extension IdentityWay {
  fileprivate static func read(_ document: Document, sandbox: Bool) throws(DocumentError) -> IdentityWay {
    try document.allow(only: ["by", "earns", "covers"])
    let list = try document.required("by", "[order, postcode]")
    var by: [ClueKind] = []
    for element in try list.list() {
      let kind = try element.choice(ClueKind.self)
      guard !by.contains(kind) else { throw element.error("'\(kind.rawValue)' stands twice; keep one") }
      by.append(kind)
    }
    let earns = try document.required("earns", "V1")
    let level = try VerificationLevel.read(earns)
    guard level > .v0 else { throw earns.error("a way that earns V0 earns nothing; take it out") }
    let covers = try document.optional("covers").map { part throws(DocumentError) in try part.choice(Covers.self) }
    let way = IdentityWay(by: by, earns: level, covers: covers ?? .customer)
    try way.refuseUseless(list)
    if way.covers == .order, !by.contains(.order) {
      throw document.error("'covers: order' needs the order among its clues")
    }
    // An order and its postcode say nothing of who placed it: that would be a present to whoever finds a parcel's label.
    if way.covers == .customer, by.contains(.order), by.allSatisfy({ $0 == .order || $0 == .postcode }) {
      throw document.error("order number and postcode are good for that order only: write 'covers: order'")
    }
    if !sandbox, level > way.ceiling {
      throw earns.error(
        "\(level.name) by \(way.words) is only for sandboxes; outside of them this earns \(way.ceiling.name) at most")
    }
    return way
  }

  /// Refuses combinations by which nobody can be found.
  private func refuseUseless(_ document: Document) throws(DocumentError) {
    guard !by.isEmpty else { throw document.error("'by' must name at least one clue") }
    let names = by.contains {
      [.email, .phone, .customerNumber, .code, .session, .freshSession, .callingNumber].contains($0)
    }
    if names { return }
    let known: [[ClueKind]] = [[.order, .postcode], [.name, .postcode], [.order, .name, .postcode]]
    guard known.contains(by) else {
      throw document.error(
        "nobody can be found by \(words) alone; add what tells people apart (order with postcode, name with postcode, email)"
      )
    }
  }
}

extension TryRules {
  fileprivate static func read(_ document: Document, sandbox: Bool) throws(DocumentError) -> TryRules {
    try document.allow(only: ["per_conversation", "hearings", "delays_ms", "then", "across"])
    let limit = try document.required("per_conversation", "3")
    let tries = try limit.integer(1...20)
    guard sandbox || tries <= 5 else {
      throw limit.error("more than 5 wrong tries a conversation are only for sandboxes: they are guesses")
    }
    var delays: [Int] = []
    for element in try document.optional("delays_ms")?.list() ?? [] { delays.append(try element.integer(0...10_000)) }
    let hearings = try document.optional("hearings").map { part throws(DocumentError) in try part.integer(1...10) }
    let then = try document.optional("then").map { part throws(DocumentError) in try part.choice(Afterwards.self) }
    return TryRules(
      perConversation: tries, hearings: hearings ?? 5, delays: delays, afterwards: then ?? .person,
      across: try document.optional("across").map { part throws(DocumentError) in try AcrossRules.read(part) })
  }
}

extension AcrossRules {
  fileprivate static func read(_ document: Document) throws(DocumentError) -> AcrossRules {
    try document.allow(only: ["hours", "slow_from", "refuse_from", "person_from"])
    let rules = AcrossRules(
      hours: try document.required("hours", "24").integer(1...720),
      slowFrom: try document.required("slow_from", "3").integer(1...100),
      refuseFrom: try document.required("refuse_from", "6").integer(1...100),
      personFrom: try document.required("person_from", "10").integer(1...100))
    guard rules.slowFrom <= rules.refuseFrom, rules.refuseFrom <= rules.personFrom else {
      throw document.error(
        "tries are slowed first, then refused, then go to a person: slow_from ≤ refuse_from ≤ person_from")
    }
    return rules
  }
}

extension CodeRules {
  fileprivate static func read(_ document: Document, sandbox: Bool) throws(DocumentError) -> CodeRules {
    try document.allow(only: ["digits", "minutes", "attempts", "sends", "per_contact", "to", "named_by"])
    func number(_ key: String, _ range: ClosedRange<Int>, _ standard: Int) throws(DocumentError) -> Int {
      try document.optional(key).map { part throws(DocumentError) in try part.integer(range) } ?? standard
    }
    var rules = CodeRules()
    // NIST SP 800-63B 5.1.3: at least 20 bits, at most ten minutes.
    rules.digits = try number("digits", sandbox ? 4...12 : 6...12, 6)
    rules.minutes = try number("minutes", sandbox ? 1...60 : 1...10, 10)
    rules.attempts = try number("attempts", 1...5, 3)
    rules.sends = try number("sends", 1...5, 3)
    rules.perContact = try number("per_contact", 1...20, max(5, rules.sends))
    guard rules.perContact >= rules.sends else {
      throw try document.required("per_contact", "5").error(
        "a conversation may send \(rules.sends) codes ('sends'), so 'per_contact' cannot be less")
    }
    if let list = try document.optional("to") {
      rules.to = []
      for element in try list.list() { rules.to.append(try element.choice(ContactChannel.self)) }
      guard !rules.to.isEmpty else { throw list.error("a code must go somewhere; for example to: [sms, email]") }
    }
    if let list = try document.optional("named_by") {
      rules.namedBy = []
      for element in try list.list() {
        let kind = try element.choice(ClueKind.self)
        guard [.email, .phone, .customerNumber].contains(kind) else {
          throw element.error("a customer is named by email, phone or customer_number, not by \(kind.words)")
        }
        rules.namedBy.append(kind)
      }
    }
    return rules
  }
}

extension DecayRules {
  fileprivate static func read(_ document: Document) throws(DocumentError) -> DecayRules {
    try document.allow(only: ["V1", "V2", "V3", "after_channel_change", "after_risk_signal", "after"])
    var rules = DecayRules()
    for level in VerificationLevel.allCases where level > .v0 {
      guard let part = try document.optional(level.name) else { continue }
      try part.allow(only: ["minutes", "idle_minutes"])
      rules.lifetimes[level] = Lifetime(
        minutes: try part.optional("minutes").map { value throws(DocumentError) in try value.integer(1...10_080) },
        idleMinutes: try part.optional("idle_minutes").map { value throws(DocumentError) in
          try value.integer(1...10_080)
        })
      try rules.refuseLonger(level, part)
    }
    if let part = try document.optional("after_channel_change") { rules.afterChannelChange = try .read(part) }
    if let part = try document.optional("after_risk_signal") { rules.afterSignal = try .read(part) }
    for (name, value) in try document.optional("after")?.members() ?? [] {
      let operation = try PolicyRules.operation(name, at: value)
      guard operation.type.contract.access == .write else {
        throw value.error("'\(name)' changes nothing: it weakens no level")
      }
      rules.afterActs[operation] = try .read(value)
    }
    return rules
  }

  /// A level goes with the one below it: one that lasts longer says what cannot be.
  private func refuseLonger(_ level: VerificationLevel, _ document: Document) throws(DocumentError) {
    for lower in VerificationLevel.allCases where lower < level {
      guard let below = lifetimes[lower], let own = lifetimes[level] else { continue }
      for (key, long, short) in [
        ("minutes", own.minutes, below.minutes), ("idle_minutes", own.idleMinutes, below.idleMinutes),
      ] {
        guard let long, let short, long > short else { continue }
        throw document.error(
          "\(level.name) cannot last longer than \(lower.name): \(key) \(long) is more than \(short)")
      }
    }
  }
}
