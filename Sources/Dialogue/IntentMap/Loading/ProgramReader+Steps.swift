internal import Commerce
internal import Documents

extension ProgramReader {
  mutating func identify(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["identify"])
    let levels = ["V1", "V2", "V3"]
    let level = try value.string()
    guard levels.contains(level) else { throw value.unknown(level, "there is no level", known: levels) }
    steps.append(.identify(level: level))
    ends.insert(.notVerified)
    names.bindings["customer"] = FactNames.Binding(shape: .text, isCertain: true)
  }

  mutating func collect(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["collect"])
    for element in value.kind == .list ? try value.list() : [value] {
      let slot = try known(element)
      guard !slot.optional else {
        throw element.error("the slot '\(slot.name)' has no question: write its ask, reask and keypad")
      }
      steps.append(.collect(slot: slot.name))
      names.bindings[slot.name]?.isCertain = true
    }
  }

  mutating func verify(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["verify", "of"])
    let postcode = try known(value, [.postcode])
    let order = try known(try document.required("of", "order"), [.orderNumber])
    steps.append(.verify(slot: postcode.name, order: order.name))
    ends.insert(.notVerified)
  }

  /// A slot that is there, of one of some kinds.
  private func known(
    _ value: Document, _ kinds: Set<IntentDocument.Slot.Kind> = Set(IntentDocument.Slot.Kind.allCases)
  ) throws(DocumentError) -> IntentDocument.Slot {
    let name = try value.string()
    guard let slot = slots.first(where: { $0.name == name }) else {
      throw value.error("there is no slot '\(name)'; slots here: \(slots.map(\.name).joined(separator: ", "))")
    }
    guard kinds.contains(slot.kind) else {
      throw value.error("the slot '\(name)' is of type \(slot.kind.rawValue), which does not fit this step")
    }
    return slot
  }

  mutating func call(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["call", "with", "as", "failed"])
    let (name, arguments) = try operation(value, document, .read)
    let result = try document.optional("as")?.string() ?? Self.resultName(name)
    let place = steps.count
    steps.append(.jump(0))
    let (failures, afterFailure) = try failures(try document.optional("failed"), name)
    try bind(result, ContractShape.of(name).result, document)
    if let afterFailure { names = names.joined(with: afterFailure) }
    steps[place] = .call(.init(operation: name, arguments: arguments, result: result, failures: failures))
    reads.append(name)
  }

  mutating func choose(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["choose", "from", "only", "prefer", "by", "one_per", "show", "ask", "single", "none"])
    let name = try value.string()
    let source = try document.required("from", "slots.slots")
    guard let path = FactPath(try source.string()) else { throw source.error("'from' is a path as in slots.slots") }
    let element: ContractShape
    switch names.shape(of: path) {
    case .failure(let mistake): throw source.error(mistake.message)
    case .success(let found):
      guard case .list(let shape) = found.shape else {
        throw source.error("'\(path)' is \(found.shape.words); one can choose from a list only")
      }
      element = shape
    }
    var inner = names
    inner.bindings[name] = FactNames.Binding(shape: element, isCertain: true)
    var order: FactPath?
    var descending = false
    if let by = try document.optional("by") {
      let words = try by.string().split(separator: " ").map(String.init)
      guard (1...2).contains(words.count), let field = FactPath(words[0]),
        words.count == 1 || ["ascending", "descending"].contains(words[1])
      else { throw by.error("'by' is a field, as in 'by: price' or 'by: points descending'") }
      switch inner.shape(of: FactPath(segments: [name] + field.segments)) {
      case .failure(let mistake): throw by.error(mistake.message)
      case .success(let found):
        guard found.shape.isOrdered else { throw by.error("'\(field)' is \(found.shape.words), which has no order") }
      }
      order = field
      descending = words.last == "descending"
    }
    var distinct: FactPath?
    if let field = try document.optional("one_per") {
      distinct = FactPath(try field.string())
      let path = FactPath(segments: [name] + (distinct?.segments ?? []))
      if case .failure(let mistake) = inner.shape(of: path) { throw field.error(mistake.message) }
    }
    let only = try document.optional("only").map { condition throws(DocumentError) in
      try ExpressionReader(names: inner).condition(condition)
    }
    let prefer = try document.optional("prefer").map { condition throws(DocumentError) in
      try ExpressionReader(names: inner).condition(condition)
    }
    let show = try texts.text(try document.required("show", "\"{\(name).name}\""), inner)
    let ask = try texts.text(
      try document.required("ask", "\"Which one do you mean: {options}?\""), names, own: ["options", "count"])
    let single = try document.optional("single").map { text throws(DocumentError) in try texts.text(text, inner) }
    let place = steps.count
    steps += [.jump(0), .jump(0)]
    let none = try branch(try document.required("none", "[{ say: \"…\" }, { end: not_found }]"))
    try bind(name, element, document)
    if let after = none.names { names = names.joined(with: after) }
    steps[place] = .choose(
      .init(
        name: name, from: path, only: only, prefer: prefer, order: order, descending: descending, distinct: distinct,
        show: show, ask: ask, single: single,
        none: none.place))
    steps[place + 1] = .jump(steps.count)
  }

  /// Words of goods by the weather or hour that they suit.
  private func suits(_ document: Document) throws(DocumentError) -> [String: [String]] {
    var suits: [String: [String]] = [:]
    for (name, words) in try document.optional("suits")?.members() ?? [] { suits[name] = try words.strings() }
    return suits
  }

  mutating func rank(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["rank", "as", "history", "taste", "weather", "hour", "tier", "dearer_for", "suits"])
    let products = ContractShape.of(.searchProducts).result
    func path(_ document: Document, _ fits: (ContractShape) -> Bool, _ what: String) throws(DocumentError) -> FactPath {
      guard let path = FactPath(try document.string()) else { throw document.error("this is no path") }
      switch names.shape(of: path) {
      case .failure(let mistake): throw document.error(mistake.message)
      case .success(let found):
        guard fits(found.shape) else { throw document.error("'\(path)' is \(found.shape.words), not \(what)") }
      }
      return path
    }
    func optional(_ key: String, _ fits: (ContractShape) -> Bool, _ what: String) throws(DocumentError) -> FactPath? {
      guard let document = try document.optional(key) else { return nil }
      return try path(document, fits, what)
    }
    func isList(of name: String) -> (ContractShape) -> Bool {
      { if case .list(.record(let record)) = $0 { record.name == name } else { false } }
    }
    let from = try path(value, isList(of: "Product"), "a list of products")
    let isWord: (ContractShape) -> Bool = { if case .words = $0 { true } else { $0 == .text } }
    let step = Step.Rank(
      name: try document.required("as", "picks").string(), from: from,
      history: try optional("history", isList(of: "Order"), "a list of orders"),
      taste: try optional("taste", { $0 == .text }, "text"), weather: try optional("weather", isWord, "a word"),
      hour: try optional("hour", isWord, "a word"), tier: try optional("tier", isWord, "a word"),
      dearerFor: try document.optional("dearer_for")?.strings() ?? [], suits: try suits(document))
    guard case .record(let list) = products, case .list(.record(var product))? = list.fields["products"]?.shape else {
      throw document.error("the vocabulary has no products")
    }
    product.fields["why"] = .init(shape: .text, required: true)
    product.fields["from"] = .init(
      shape: ContractShape.of(.checkGiftCard).result.field("balance") ?? .text, required: true)
    try bind(step.name, .list(.record(product)), document)
    steps.append(.rank(step))
  }
}

extension ContractShape {
  /// What a field of a record looks like; nil when it has none of that name.
  func field(_ name: String) -> ContractShape? {
    if case .record(let record) = self { record.fields[name]?.shape } else { nil }
  }
}
