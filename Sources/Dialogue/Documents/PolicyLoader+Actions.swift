internal import Commerce
internal import Discourse
internal import Documents
internal import Policy

extension ActionRule {
  private static let readKeys = ["level", "limits", "hours", "channels", "intents", "rollout", "otherwise"]
  private static let writeKeys = readKeys + ["restricted"]
  private static let orderKeys = ["when", "once", "closes", "excludes"]

  static func read(
    _ document: Document, _ name: OperationName, _ identification: IdentityRules, sandbox: Bool
  ) throws(DocumentError) -> ActionRule {
    try document.allow(only: keys(of: name))
    let level = try document.required("level", "V1")
    var rule = ActionRule(level: try VerificationLevel.read(level))
    try rule.refuse(level, name, identification, sandbox)
    rule.restricted = try document.optional("restricted").map { part throws(DocumentError) in
      try part.choice(Restriction.self)
    }
    try rule.readOrder(document, name)
    try rule.readMoney(document, name)
    try rule.readOpening(document)
    if let part = try document.optional("limits") { rule.limits = try Limits.read(part, name) }
    for (key, value) in try document.optional("otherwise")?.members() ?? [] {
      guard let obstacle = Obstacle(rawValue: key) else {
        throw value.unknown(key, "unknown obstacle", known: Obstacle.allCases.map(\.rawValue))
      }
      rule.beyond[obstacle] = try value.choice(Escalation.self)
    }
    try rule.refuseIdle(document)
    return rule
  }

  /// The keys that mean something for an operation.
  private static func keys(of name: OperationName) -> [String] {
    guard name.type.contract.access == .write else { return readKeys }
    var keys = writeKeys
    if name.changesOrder { keys += orderKeys }
    if name.takesReason { keys.append("reasons") }
    if name.givesBack { keys.append("refund_to") }
    if name.takesMoney { keys += ["wallets", "wallet_must_cover"] }
    if name.changesVariants { keys.append("same_variant") }
    return keys
  }

  /// What a level can be.
  private func refuse(
    _ document: Document, _ name: OperationName, _ identification: IdentityRules, _ sandbox: Bool
  ) throws(DocumentError) {
    let most = identification.ways.map(\.earns).max() ?? .v0
    guard level <= most else {
      throw document.error("no way of identification earns \(level.name), so '\(name.rawValue)' could never be done")
    }
    let contract = name.type.contract
    guard !sandbox, level == .v0 else { return }
    if name.tellsOfCustomer {
      throw document.error("'\(name.rawValue)' tells about a customer: V0, which is anybody, is only for sandboxes")
    }
    if contract.access == .write, contract.risk >= .medium, name != .createPaymentLink {
      throw document.error(
        "'\(name.rawValue)' is of \(contract.risk.rawValue) risk: V0, which is anybody, is only for sandboxes")
    }
  }

  private mutating func readOrder(_ document: Document, _ name: OperationName) throws(DocumentError) {
    if let list = try document.optional("when") {
      stages = []
      for element in try list.list() { stages?.append(try element.choice(OrderStage.self)) }
      guard stages?.isEmpty == false else { throw list.error("'\(name.rawValue)' would never be done: name a stage") }
    }
    once = try document.optional("once").map { part throws(DocumentError) in try part.boolean() } ?? false
    closes = try Self.others(document, "closes", name)
    excludes = try Self.others(document, "excludes", name)
  }

  private static func others(
    _ document: Document, _ key: String, _ name: OperationName
  ) throws(DocumentError) -> [OperationName] {
    var others: [OperationName] = []
    for element in try document.optional(key)?.list() ?? [] {
      let other = try PolicyRules.operation(try element.string(), at: element)
      guard other.changesOrder else {
        throw element.error("'\(other.rawValue)' changes no order; those that do: \(PolicyRules.orderChanges)")
      }
      guard other != name else { throw element.error("'\(name.rawValue)' is itself; write 'once: true'") }
      others.append(other)
    }
    return others
  }

  private mutating func readMoney(_ document: Document, _ name: OperationName) throws(DocumentError) {
    if let list = try document.optional("reasons") {
      let known = name == .cancelOrder ? CancelReason.allCases.map(\.rawValue) : ReturnReason.allCases.map(\.rawValue)
      reasons = []
      for element in try list.list() {
        let reason = try element.string()
        guard known.contains(reason) else { throw element.unknown(reason, "unknown reason", known: known) }
        reasons?.append(reason)
      }
      guard reasons?.isEmpty == false else {
        throw list.error("without any reason nothing is accepted; leave the key out")
      }
    }
    if let list = try document.optional("refund_to") {
      refundTo = []
      for element in try list.list() { refundTo?.append(try element.choice(RefundTarget.self)) }
      guard refundTo?.isEmpty == false else { throw list.error("the money must go somewhere; for example [original]") }
    }
    if let list = try document.optional("wallets") {
      wallets = []
      for element in try list.list() { wallets?.append(try element.choice(PaymentMethodKind.self)) }
      guard wallets?.isEmpty == false else {
        throw list.error("the money must come from somewhere; leave the key out for any")
      }
    }
    if let part = try document.optional("wallet_must_cover") { walletMustCover = try part.boolean() }
    if let part = try document.optional("same_variant") { sameVariant = try part.boolean() }
  }

  private mutating func readOpening(_ document: Document) throws(DocumentError) {
    if let part = try document.optional("hours") { hours = try .read(part) }
    if let list = try document.optional("channels") {
      channels = []
      for element in try list.list() { channels?.append(try element.choice(Channel.self)) }
    }
    intents = try document.optional("intents").map { list throws(DocumentError) in try list.strings() }
    if let part = try document.optional("rollout") {
      try part.allow(only: ["percent", "customers"])
      rollout = Rollout(
        percent: try part.required("percent", "10").integer(0...100),
        customers: try part.optional("customers").map { list throws(DocumentError) in try list.strings() } ?? [])
    }
  }

  /// What is said about an obstacle that cannot arise is a mistake.
  private func refuseIdle(_ document: Document) throws(DocumentError) {
    let possible: [(Obstacle, Bool, String)] = [
      (.amount, limits.amount != nil, "limits.amount"), (.hours, hours != nil, "hours"),
      (.count, limits.perDay != nil || limits.perConversation != nil, "limits.per_day or per_conversation"),
      (.rollout, rollout.percent < 100, "rollout"),
      (.money, refundTo != nil || wallets != nil || walletMustCover, "refund_to or wallets"),
      (.reason, reasons != nil || !sameVariant, "reasons"),
      (.state, stages != nil || once, "when or once"),
    ]
    for (obstacle, arises, key) in possible where beyond[obstacle] != nil && !arises {
      throw try (document.optional("otherwise") ?? document).error(
        "'otherwise.\(obstacle.rawValue)' says what happens beyond '\(key)', which does not stand here")
    }
  }
}

extension Limits {
  fileprivate static func read(_ document: Document, _ name: OperationName) throws(DocumentError) -> Limits {
    try document.allow(
      only: name.movesMoney ? ["amount", "per_day", "per_conversation"] : ["per_day", "per_conversation"])
    return Limits(
      amount: try document.optional("amount").map { part throws(DocumentError) in try Money.read(part) },
      perDay: try document.optional("per_day").map { part throws(DocumentError) in try part.integer(1...1_000) },
      perConversation: try document.optional("per_conversation").map { part throws(DocumentError) in
        try part.integer(1...1_000)
      })
  }
}

extension Money {
  /// Reads "200 USD" or "200.50 USD".
  fileprivate static func read(_ document: Document) throws(DocumentError) -> Money {
    let text = try document.string()
    let parts = text.split(separator: " ")
    let digits = parts.first?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    let cents = digits.count == 2 ? digits[1] : "00"
    guard parts.count == 2, parts[1].count == 3, parts[1].allSatisfy({ ("A"..."Z").contains($0) }), digits.count <= 2,
      cents.count == 2, let whole = digits.first.flatMap({ Int($0) }), let part = Int(cents), whole >= 0, part >= 0,
      whole < 100_000_000
    else { throw document.error("'\(document.path)' must be an amount as in 200 USD or 200.50 USD, not '\(text)'") }
    return Money(minorUnits: whole * 100 + part, currency: String(parts[1]))
  }
}
