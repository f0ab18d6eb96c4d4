internal import Commerce
internal import Discourse
internal import Documents

extension ProgramReader {
  mutating func when(_ value: Document, _ document: Document) throws(DocumentError) -> Bool {
    try document.allow(only: ["when", "then", "otherwise"])
    let condition = try ExpressionReader(names: names).condition(value)
    let place = steps.count
    steps.append(.jump(0))
    let then = try branch(try document.required("then", "[{ say: \"…\" }]")) { $0.learn(condition) }
    let other = try document.optional("otherwise")
    let jump = steps.count
    if other != nil, then.names != nil { steps.append(.jump(0)) }
    steps[place] = .branch(condition, otherwise: steps.count)
    var otherwise: FactNames? = names
    otherwise?.learn(.not(condition))
    if let other { otherwise = try branch(other) { $0.learn(.not(condition)) }.names }
    if other != nil, then.names != nil { steps[jump] = .jump(steps.count) }
    switch (then.names, otherwise) {
    case (let left?, let right?): names = left.joined(with: right)
    case (let one?, nil), (nil, let one?): names = one
    case (nil, nil): return true
    }
    return false
  }

  mutating func say(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["say", "each", "as", "only", "most"])
    guard let each = try document.optional("each") else {
      steps.append(.say(.init(text: try texts.text(value, names), each: nil, name: "", only: nil, most: 0)))
      return
    }
    guard let path = FactPath(try each.string()) else { throw each.error("'each' is a path as in stores.stores") }
    let name = try document.required("as", "store").string()
    var inner = names
    switch names.shape(of: path) {
    case .failure(let mistake): throw each.error(mistake.message)
    case .success(let found):
      guard case .list(let element) = found.shape else {
        throw each.error("'\(path)' is \(found.shape.words), not a list")
      }
      inner.bindings[name] = .init(shape: element, isCertain: true)
      shapes[name] = element
    }
    let most = try document.optional("most")?.integer(1...10) ?? 3
    let only = try document.optional("only").map { condition throws(DocumentError) in
      try ExpressionReader(names: inner).condition(condition)
    }
    steps.append(.say(.init(text: try texts.text(value, inner), each: path, name: name, only: only, most: most)))
  }

  mutating func tell(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["tell"])
    let key = try value.string()
    texts.uses.append(
      TextUse(key: key, endings: nil, line: value.line, bindings: names.bindings, own: Responses.knownFacts))
    steps.append(.tell(response: key))
  }

  mutating func act(_ value: Document, _ document: Document) throws(DocumentError) {
    try document.allow(only: ["do", "with", "as", "read_back", "done", "failed", "declined"])
    let (name, arguments) = try operation(value, document, .write)
    let readBack = try texts.text(
      try document.required("read_back", "\"I will book {slot.start} for you. Shall I?\""), names)
    let place = steps.count
    steps += [.jump(0)]
    var declined: Int?
    let jump = steps.count
    steps.append(.jump(0))
    let (failures, afterFailure) = try failures(try document.optional("failed"), name)
    if let no = try document.optional("declined") {
      let block = try branch(no)
      declined = block.place
      if block.names != nil { steps.append(.end(.declined)) }
    }
    ends.insert(.declined)
    steps[jump] = .jump(steps.count)
    let result = try document.optional("as")?.string() ?? Self.resultName(name)
    try bind(result, ContractShape.of(name).result, document)
    let done = try document.optional("done").map { text throws(DocumentError) in try texts.text(text, names) }
    if let afterFailure { names = names.joined(with: afterFailure) }
    steps[place] = .act(
      .init(
        operation: name, arguments: arguments, result: result, readBack: readBack, done: done, failures: failures,
        declined: declined))
    writes.append(name)
  }

  mutating func question(_ value: Document, _ document: Document) throws(DocumentError) -> Bool {
    try document.allow(only: ["question", "yes", "no"])
    let text = try texts.text(value, names)
    let place = steps.count
    steps.append(.jump(0))
    let yes = try branch(try document.required("yes", "[{ say: \"…\" }]"))
    let jump = steps.count
    if yes.names != nil { steps.append(.jump(0)) }
    steps[place] = .decide(text: text, no: steps.count)
    let no = try document.optional("no")
    var after: FactNames? = names
    if let no { after = try branch(no).names }
    if yes.names != nil { steps[jump] = .jump(steps.count) }
    switch (yes.names, after) {
    case (let left?, let right?): names = left.joined(with: right)
    case (let one?, nil), (nil, let one?): names = one
    case (nil, nil): return true
    }
    return false
  }

  mutating func person(_ value: Document, _ document: Document) throws(DocumentError) -> Bool {
    try document.allow(only: ["person", "attach", "say", "urgent"])
    var attach: [FactPath] = []
    for element in try document.optional("attach")?.list() ?? [] {
      guard let path = FactPath(try element.string()) else { throw element.error("this is no path") }
      if case .failure(let mistake) = names.shape(of: path) { throw element.error(mistake.message) }
      attach.append(path)
    }
    let text = try document.optional("say").map { text throws(DocumentError) in try texts.text(text, names) }
    steps.append(
      .person(
        .init(
          reason: try value.string(), attach: attach, text: text,
          urgent: try document.optional("urgent")?.boolean() ?? false)))
    ends.insert(.person)
    return true
  }

  mutating func offer(_ value: Document, _ document: Document) throws(DocumentError) -> Bool {
    try document.allow(only: ["offer", "ask", "with"])
    var with: [String: Expression] = [:]
    for (key, value) in try document.optional("with")?.members() ?? [] {
      with[key] = try ExpressionReader(names: names).expression(value, for: .text)
    }
    let ask = try texts.text(try document.required("ask", "\"Would you like to book one?\""), names)
    steps.append(.offer(intent: try value.string(), ask: ask, with: with))
    ends.insert(.done)
    return true
  }

  /// What the desk for orders settles, with the operations that it may ask for.
  mutating func desk(_ value: Document, _ document: Document) throws(DocumentError) -> Bool {
    try document.allow(only: ["desk"])
    guard let task = DeskTask(try value.string()) else {
      throw value.error("the desk takes up \(DeskTask.names.joined(separator: ", ")), not '\(try value.string())'")
    }
    steps.append(.desk(task))
    reads += [.findCustomer, .findOrders, .findOrder]
    guard case .wish(let verb) = task else {
      ends.formUnion([.done, .refused, .notVerified, .declined])
      return true
    }
    switch verb {
    case .cancel: writes.append(.cancelOrder)
    case .return, .refund: writes += [.returnItems, .cancelOrder]
    case .exchange, .replace: writes.append(.exchangeItems)
    case .change, .remove, .add: writes.append(.changeOrderItems)
    case .changeAddress: writes.append(.changeOrderAddress)
    case .changePayment: writes.append(.changeOrderPayment)
    case .changeProfileAddress: writes.append(.changeCustomerAddress)
    // No document can name another.
    default: break
    }
    ends.formUnion([.done, .refused, .notVerified, .declined])
    return true
  }

  mutating func answer(_ value: Document, _ document: Document) throws(DocumentError) -> Bool {
    try document.allow(only: ["answer", "otherwise"])
    guard try value.string() == "knowledge" else { throw value.error("there is only 'answer: knowledge'") }
    let place = steps.count
    steps += [.jump(0), .end(.done)]
    ends.insert(.done)
    let otherwise = try branch(try document.required("otherwise", "[{ say: \"…\" }]"))
    steps[place] = .answer(otherwise: otherwise.place)
    guard let after = otherwise.names else { return true }
    names = after
    return false
  }
}

extension FactNames {
  /// What a condition that holds tells about what is known.
  mutating func learn(_ condition: Condition) {
    switch condition {
    case .known(let path), .filled(let path), .compare(let path, _, _): bindings[path.root]?.isCertain = true
    case .not(.not(let inner)): learn(inner)
    case .not(.known), .not(.filled), .not(.compare), .not(.any), .any: break
    case .all(let parts): for part in parts { learn(part) }
    case .not(.all): break
    }
  }
}
