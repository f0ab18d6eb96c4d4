internal import Commerce
internal import Discourse
public import Documents
internal import Foundation
internal import Vendors

extension Scenario {
  /// Noon of 21 November 2026, a Saturday, in Los Angeles.
  private static let usualStart = "2026-11-21T20:00:00Z"

  /// Reads a file. Throws a `DocumentError` that names file and line.
  public init(file: String, text: String) throws(DocumentError) {
    let document = try Document(file: file, text: text)
    try document.allow(only: [
      "title", "intent", "outcome", "sandbox", "start", "channel", "caller", "session", "fresh_session", "seed", "signals",
      "with", "world", "faults", "greeting", "turns", "end",
    ])
    self.file = file
    title = try document.required("title", "An order under way is told with its day").string()
    intent = try document.required("intent", "order_status").string()
    outcome = try document.required("outcome", "told").string()
    sandbox = try document.optional("sandbox")?.string() ?? "shop"
    let start = try document.optional("start")
    guard let moment = Timestamp(rfc3339: try start?.string() ?? Self.usualStart) else {
      throw (start ?? document).error("'start' must be a moment in RFC 3339, as in \"\(Self.usualStart)\"")
    }
    self.start = moment
    let word = try document.optional("channel")
    guard let channel = Channel(rawValue: try word?.string() ?? "chat") else {
      throw (word ?? document).unknown(
        try word?.string() ?? "", "there is no channel", known: Channel.allCases.map(\.rawValue))
    }
    self.channel = channel
    caller = try document.optional("caller")?.string()
    session = try document.optional("session")?.string()
    freshSession = try document.optional("fresh_session")?.boolean() ?? false
    seed = UInt64(try document.optional("seed")?.integer(0...1_000_000_000) ?? 1)
    signals = [:]
    for (kind, value) in try document.optional("signals")?.members() ?? [] { signals[kind] = try value.string() }
    bindings = try Self.bindings(try document.optional("with"))
    changes = try Self.changes(try document.optional("world"))
    faults = try Self.faults(try document.optional("faults"))
    greeting = try Self.texts(try document.optional("greeting"))
    turns = []
    for turn in try document.required("turns", "[{customer: hello, agent: help}]").list() {
      turns.append(try Turn(turn))
    }
    guard !turns.isEmpty else { throw document.error("'turns' is empty; a scenario has at least one") }
    end = try document.optional("end").map { (end) throws(DocumentError) in try End(end) }
  }

  private static func bindings(_ document: Document?) throws(DocumentError) -> [Binding] {
    var found: [Binding] = []
    for (name, value) in try document?.members() ?? [] {
      try value.allow(only: ["record", "holds"])
      let holds = try value.optional("holds")
      found.append(
        Binding(
          name: name, kind: try value.required("record", "order").string(),
          holds: try holds.map { (holds) throws(DocumentError) in JSONValue(try holds.plain()) } ?? .object([:]),
          line: value.line))
    }
    return found
  }

  private static func changes(_ document: Document?) throws(DocumentError) -> [Change] {
    var found: [Change] = []
    for value in try document?.list() ?? [] {
      try value.allow(only: ["record", "set", "remove"])
      let (kind, id) = try place(try value.required("record", "order/40217"))
      let patch = try value.optional("set")
      let removes = try value.optional("remove")?.boolean() ?? false
      guard removes != (patch != nil) else { throw value.error("say either 'set: {…}' or 'remove: true'") }
      found.append(
        Change(
          kind: kind, id: id, patch: try patch.map { (patch) throws(DocumentError) in JSONValue(try patch.plain()) },
          line: value.line))
    }
    return found
  }

  /// "order/40217": kind and identifier.
  static func place(_ document: Document) throws(DocumentError) -> (kind: String, id: String) {
    try place(try document.string(), in: document)
  }

  fileprivate static func place(
    _ text: String, in document: Document
  ) throws(DocumentError) -> (kind: String, id: String) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw document.error("'\(text)' must be a kind and an identifier, as in order/40217 or order/{order.number}")
    }
    return (parts[0], parts[1])
  }

  private static func faults(_ document: Document?) throws(DocumentError) -> [Fault] {
    var found: [Fault] = []
    for value in try document?.list() ?? [] {
      try value.allow(only: ["operation", "code", "reason", "times", "may_have_happened"])
      let name = try value.required("operation", "cancelOrder").choice(OperationName.self)
      let code = try value.required("code", "unavailable").choice(OperationFailure.Code.self)
      let reason = try value.optional("reason")
      var failure = OperationFailure(code, "a fault of the scenario")
      if let reason { failure.reason = try reason.choice(RefusalReason.self) }
      if let may = try value.optional("may_have_happened") { failure.mayHaveHappened = try may.boolean() }
      found.append(Fault(operation: name, failure: failure, times: try value.optional("times")?.integer(1...100) ?? 1))
    }
    return found
  }

  /// One text or several, each with its line.
  static func texts(_ document: Document?) throws(DocumentError) -> [Expected<String>] {
    guard let document else { return [] }
    guard document.kind == .list else { return [Expected(value: try document.string(), line: document.line)] }
    var found: [Expected<String>] = []
    for text in try document.list() { found.append(Expected(value: try text.string(), line: text.line)) }
    return found
  }

  /// Names of operations, alone or with arguments: `cancelOrder`, or `cancelOrder: { order: "40217" }`.
  fileprivate static func operations(_ document: Document?) throws(DocumentError) -> [Expected<Done>] {
    var found: [Expected<Done>] = []
    for value in try document?.list() ?? [] {
      var name = "", arguments = JSONValue.object([:])
      if value.kind == .mapping {
        guard let (key, wanted) = try value.members().first, try value.members().count == 1 else {
          throw value.error("name one operation, as in cancelOrder: { order: \"40217\" }")
        }
        (name, arguments) = (key, JSONValue(try wanted.plain()))
      } else {
        name = try value.string()
      }
      guard OperationName(rawValue: name) != nil else {
        throw value.unknown(name, "there is no operation", known: OperationName.allCases.map(\.rawValue))
      }
      found.append(Expected(value: Done(name: name, arguments: arguments), line: value.line))
    }
    return found
  }
}

extension Scenario.Turn {
  fileprivate init(_ document: Document) throws(DocumentError) {
    try document.allow(only: ["customer", "keys", "silence", "agent", "never", "operations", "expects"])
    line = document.line
    let customer = try document.optional("customer")
    let keys = try document.optional("keys")
    let silence = try document.optional("silence")?.boolean() ?? false
    switch (customer, keys, silence) {
    case (let customer?, nil, false): act = .says(try Scenario.texts(customer).map(\.value))
    case (nil, let keys?, false): act = .keys(try keys.string())
    case (nil, nil, true): act = .silence
    default: throw document.error("a turn has one of 'customer', 'keys' and 'silence: true'")
    }
    if case .says(let ways) = act, ways.isEmpty { throw document.error("'customer' says nothing") }
    says = try Scenario.texts(try document.optional("agent"))
    never = try Scenario.texts(try document.optional("never"))
    operations = try Scenario.operations(try document.optional("operations"))
    if let word = try document.optional("expects") {
      guard Expectation.words.contains(try word.string()) else {
        throw word.unknown(try word.string(), "nothing is expected by the word", known: Expectation.words)
      }
      expects = Scenario.Expected(value: try word.string(), line: word.line)
    }
  }
}

extension Scenario.End {
  fileprivate init(_ document: Document) throws(DocumentError) {
    try document.allow(only: ["operations", "records", "never", "ended", "handoff"])
    line = document.line
    operations = try Scenario.operations(try document.optional("operations"))
    never = try Scenario.texts(try document.optional("never"))
    for (name, value) in try document.optional("records")?.members() ?? [] {
      let (kind, id) = try Scenario.place(name, in: value)
      records.append(
        Scenario.Expected(value: (kind: kind, id: id, holds: JSONValue(try value.plain())), line: value.line))
    }
    if let value = try document.optional("ended") {
      ended = Scenario.Expected(value: try value.boolean(), line: value.line)
    }
    if let value = try document.optional("handoff") {
      handoff = Scenario.Expected(value: try value.string(), line: value.line)
    }
  }
}

extension JSONValue {
  /// A document's value.
  init(_ plain: PlainValue) {
    switch plain {
    case .null: self = .null
    case .flag(let flag): self = .bool(flag)
    case .number(let digits): self = Decimal(exactly: digits).map { .number($0) } ?? .string(digits)
    case .text(let text): self = .string(text)
    case .list(let list): self = .array(list.map { JSONValue($0) })
    case .mapping(let members):
      self = .object(Dictionary(members.map { ($0.key, JSONValue($0.value)) }) { $1 })
    }
  }
}
