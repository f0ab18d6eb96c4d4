internal import Commerce
internal import Documents

/// Lays the steps of a document out in a row and checks each against what is known at its place.
struct ProgramReader {
  typealias Step = IntentDocument.Step

  var slots: [IntentDocument.Slot]
  var names: FactNames
  var texts: TextReader
  var steps: [Step] = []
  /// Reads whose results are told, and writes, for the output contract.
  var reads: [OperationName] = []
  var writes: [OperationName] = []
  var ends: Set<IntentOutcome> = []
  var closing: String?
  /// What results look like, by name.
  var shapes: [String: ContractShape] = [:]

  static let verbs = [
    "identify", "collect", "verify", "call", "choose", "rank", "when", "say", "tell", "do", "question", "person",
    "offer", "answer", "desk", "end",
  ]

  /// Reads a block; true when nothing comes after it.
  mutating func block(_ document: Document) throws(DocumentError) -> Bool {
    var isOver = false
    for element in document.kind == .list ? try document.list() : [document] {
      guard !isOver else { throw element.error("this step is never reached: the one before it ends the intent") }
      isOver = try step(element)
    }
    return isOver
  }

  private mutating func step(_ document: Document) throws(DocumentError) -> Bool {
    if document.kind == .scalar {
      guard try document.string() == "end" else { throw document.error(Self.hint) }
      steps.append(.end(.done))
      ends.insert(.done)
      return true
    }
    let keys = try document.members().map(\.key)
    guard let verb = keys.first(where: Self.verbs.contains) else {
      throw document.error(
        "a step is one of \(Self.verbs.joined(separator: ", ")), not '\(keys.first ?? "")'; "
          + Document.hint(keys.first ?? "", Self.verbs))
    }
    guard let value = try document.optional(verb) else { throw document.error("'\(verb)' is left empty") }
    switch verb {
    case "identify": try identify(value, document)
    case "collect": try collect(value, document)
    case "verify": try verify(value, document)
    case "call": try call(value, document)
    case "choose": try choose(value, document)
    case "rank": try rank(value, document)
    case "when": return try when(value, document)
    case "say": try say(value, document)
    case "tell": try tell(value, document)
    case "do": try act(value, document)
    case "question": return try question(value, document)
    case "person": return try person(value, document)
    case "offer": return try offer(value, document)
    case "answer": return try answer(value, document)
    case "desk": return try desk(value, document)
    default:
      try document.allow(only: ["end"])
      let outcome = try value.choice(IntentOutcome.self)
      steps.append(.end(outcome))
      ends.insert(outcome)
      return true
    }
    return false
  }

  private static let hint = "a step is written as '- say: …'; alone may stand only '- end'"

  // MARK: Blocks within steps

  /// Reads a block that is reached by a jump; gives its place and the names after it (nil when nothing comes after it).
  mutating func branch(
    _ document: Document, _ change: (inout FactNames) -> Void = { _ in }
  ) throws(DocumentError) -> (place: Int, names: FactNames?) {
    let before = names
    change(&names)
    let place = steps.count
    let isOver = try block(document)
    let after = names
    names = before
    return (place, isOver ? nil : after)
  }

  /// Reads the blocks for failures behind a step that goes on after them: lays a jump over them. Gives the names after
  /// those that go on; nil when none does.
  mutating func failures(
    _ document: Document?, _ operation: OperationName
  ) throws(DocumentError) -> (Step.Failures, after: FactNames?) {
    var failures = Step.Failures()
    guard let document else { return (failures, nil) }
    let jump = steps.count
    steps.append(.jump(0))
    var ends: [Int] = []
    var joined: FactNames?
    for (key, value) in try document.members() {
      try checkFailure(key, value, operation)
      let isText = value.kind == .scalar || value.isQuoted
      if isText {
        failures.places[key] = steps.count
        steps.append(.say(Step.Say(text: try texts.text(value, names), each: nil, name: "", only: nil, most: 0)))
        let outcome: IntentOutcome = key == "notFound" ? .notFound : .refused
        steps.append(.end(outcome))
        self.ends.insert(outcome)
      } else {
        let (place, after) = try branch(value)
        failures.places[key] = place
        if let after {
          ends.append(steps.count)
          steps.append(.jump(0))
          joined = joined?.joined(with: after) ?? after
        }
      }
    }
    steps[jump] = .jump(steps.count)
    for end in ends { steps[end] = .jump(steps.count) }
    return (failures, joined)
  }

  private func checkFailure(_ key: String, _ document: Document, _ operation: OperationName) throws(DocumentError) {
    let contract = operation.type.contract
    let codes = OperationFailure.Code.allCases.filter(contract.errors.contains).map(\.rawValue)
    let reasons = contract.errors.contains(.refused) ? RefusalReason.allCases.map { "refused.\($0.rawValue)" } : []
    guard key == "otherwise" || codes.contains(key) || reasons.contains(key) else {
      throw document.unknown(
        key, "\(operation.rawValue) does not fail with",
        known: codes + (reasons.isEmpty ? [] : ["refused.REASON"])
          + ["otherwise"])
    }
  }

  // MARK: Operations

  /// The operation of a step, with arguments that fit its contract.
  mutating func operation(
    _ value: Document, _ step: Document, _ access: Contract.Access
  ) throws(DocumentError) -> (name: OperationName, arguments: [String: Expression]) {
    let text = try value.string()
    let all = OperationName.allCases.filter { $0.type.contract.access == access }.map(\.rawValue)
    guard let name = OperationName(rawValue: text), name.type.contract.access == access else {
      if OperationName(rawValue: text) != nil {
        throw value.error(
          access == .read
            ? "\(text) changes something: it is written as 'do: \(text)', with a read_back"
            : "\(text) changes nothing: it is written as 'call: \(text)'")
      }
      throw value.error(
        "there is no operation '\(text)' that \(access == .read ? "reads" : "writes"); \(Document.hint(text, all))"
          + "aisle contracts lists them")
    }
    var arguments: [String: Expression] = [:]
    guard case .record(let record) = ContractShape.of(name).arguments else { return (name, [:]) }
    let reader = ExpressionReader(names: names)
    let with = try step.optional("with")
    if let with {
      for (key, value) in try with.members() {
        guard let field = record.fields[key] else {
          throw value.unknown(key, "\(name.rawValue) has no argument", known: record.fields.keys.sorted())
        }
        arguments[key] = try reader.expression(value, for: field.shape)
        if field.required { try certain(arguments[key], key, name, value) }
      }
    }
    for (key, field) in record.fields.sorted(by: { $0.key < $1.key }) where field.required && arguments[key] == nil {
      throw (with ?? value).error(
        "\(name.rawValue) needs '\(key)', which is \(field.shape.words); write with: { \(key): … }")
    }
    return (name, arguments)
  }

  /// A required argument must be known when the step is reached.
  private func certain(
    _ expression: Expression?, _ key: String, _ operation: OperationName, _ document: Document
  ) throws(DocumentError) {
    guard case .fact(let path)? = expression, names.bindings[path.root]?.isCertain == false else { return }
    throw document.error(
      "'\(path.root)' may not be known here, and \(operation.rawValue) needs '\(key)': "
        + (path.root == "customer"
          ? "put 'identify: V1' before it"
          : "collect or call it before, ask 'when: \(path.root) is known', or write '\(path) or …'"))
  }

  /// The name of a result, which must be free or of the same kind.
  mutating func bind(_ name: String, _ shape: ContractShape, _ document: Document) throws(DocumentError) {
    guard FactPath(name)?.segments.count == 1 else { throw document.error("'\(name)' is no name for a result") }
    if slots.contains(where: { $0.name == name }) || FactNames.builtIn[name] != nil {
      throw document.error("the name '\(name)' is taken; choose another with as:")
    }
    if let known = shapes[name], known != shape {
      throw document.error("'\(name)' is \(known.words) elsewhere in this document; choose another name with as:")
    }
    shapes[name] = shape
    names.bindings[name] = FactNames.Binding(shape: shape, isCertain: true)
  }

  /// "findLoyalty" gives "loyalty", "checkGiftCard" gives "giftCard".
  static func resultName(_ operation: OperationName) -> String {
    let text = operation.rawValue
    let rest = text.drop { !$0.isUppercase }
    return rest.isEmpty ? text : rest.prefix(1).lowercased() + rest.dropFirst()
  }
}
