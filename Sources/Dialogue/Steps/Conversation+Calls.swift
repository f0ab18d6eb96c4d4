internal import Commerce
internal import Discourse
internal import Policy

/// Questions to back ends that the steps ask.
extension Conversation {
  /// The arguments as they are now; nil when one that must be there is not known.
  func arguments(
    _ expressions: [String: Expression], of name: OperationName
  ) -> [String: FieldTree]? {
    guard case .record(let record) = ContractShape.of(name).arguments else { return nil }
    let scope = scope
    var made: [String: FieldTree] = [:]
    for (key, expression) in expressions {
      guard let field = record.fields[key] else { continue }
      if let value = scope.make(expression, for: field.shape) {
        made[key] = value
      } else if field.required {
        return nil
      }
    }
    return made
  }

  /// Asks a back end.
  mutating func call(_ call: IntentDocument.Step.Call, of intent: IntentDocument) -> Progress {
    if call.operation == .findStores, !state.stores.isEmpty {
      keep(call.result, (try? FieldTree(of: StoreList(stores: state.stores))) ?? .none)
      return .next
    }
    guard let arguments = arguments(call.arguments, of: call.operation),
      let operation = try? Operation(call.operation, arguments: arguments)
    else {
      giveUp("arguments-missing")
      return .waits
    }
    let decision = perform(operation, for: .step)
    switch decision.verdict {
    case .allow: return .waits
    case .stepUp:
      // Once the customer is known well enough, this step is run again.
      let progress = know(decision.needs ?? .v1)
      if case .next = progress { giveUp("verification-failed") }
      return .waits
    case .refuse where decision.rule == DecisionRule.ownerUnknown.rawValue && askForOwn():
      return .waits
    default:
      giveUp(decision.rule)
      return .waits
    }
  }

  /// Reads the orders of a customer who is known, to see whether the one asked about is among them. False when that was done.
  private mutating func askForOwn() -> Bool {
    guard let customer = state.customer, state.asked[.findOrders] == nil else { return false }
    return perform(Operation(FindOrders(customer: customer, limit: 100)), for: .own).verdict == .allow
  }

  /// Whose orders are known now; the step that wanted to know runs again.
  mutating func learnedOwn(_ result: OperationResult) {
    for order in result.outcome(of: FindOrders.self)?.orders ?? [] {
      identity(.owner(of: order.number, customer: order.customer))
    }
    advance()
  }

  /// What a step asked for is there.
  mutating func answered(_ result: OperationResult, _ freshness: Freshness?) {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      intent.steps.indices.contains(frame.step), case .call(let call) = intent.steps[frame.step],
      call.operation == result.name, let tree = try? FieldTree(of: result.value)
    else { return giveUp("backend-unavailable") }
    if let order = result.outcome(of: FindOrder.self) {
      // One customer in a conversation: another's order is not told of.
      if identity(.owner(of: order.number, customer: order.customer)).contains(.anotherCustomer) {
        return giveUp("verification-failed")
      }
      state.frames[state.frames.count - 1].order = order
      state.frames[state.frames.count - 1].staleSince = freshness.flatMap { $0.stale ? $0.asOf : nil }
    } else if let customer = result.outcome(of: FindCustomer.self) {
      state.profile = customer
    } else if let found = result.outcome(of: FindStores.self), !found.stores.isEmpty {
      know(found.stores)
    } else if let freshness, freshness.stale {
      say(["stale.as_of"], facts: ["age": Spoken.ago(from: freshness.asOf, to: state.now)])
    }
    keep(call.result, tree)
    state.frames[state.frames.count - 1].step += 1
    advance()
  }

  /// What a step asked for cannot be had: where the document says what then, there; otherwise a person.
  mutating func failed(_ failure: OperationFailure) {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      intent.steps.indices.contains(frame.step), case .call(let call) = intent.steps[frame.step],
      let place = call.failures.place(for: failure)
    else { return giveUp("backend-unavailable") }
    state.frames[state.frames.count - 1].step = place
    advance()
  }

  /// Whose the thing is that an operation names, as far as a record of it was read: an appointment's, a cart's, a return's.
  func owner(of operation: Operation) -> String? {
    guard case .fields(let arguments)? = try? FieldTree(of: operation.value), let frame = state.frames.last else {
      return nil
    }
    let named = Set(arguments.filter { $0.key != "customer" }.compactMap(\.value.text))
    func owner(in tree: FieldTree) -> String? {
      switch tree {
      case .fields(let fields):
        if let id = fields["id"]?.text, named.contains(id), let customer = fields["customer"]?.text { return customer }
        return fields.sorted { $0.key < $1.key }.lazy.compactMap { owner(in: $0.value) }.first
      case .list(let list): return list.lazy.compactMap(owner).first
      default: return nil
      }
    }
    return frame.facts.sorted { $0.key < $1.key }.lazy.compactMap { owner(in: $0.value) }.first
  }

  /// What a cart comes to, by the records of it in this intent: the most of them, so that an old one never makes a limit looser.
  func total(ofCart cart: String) -> Money? {
    state.frames.last?.facts.sorted { $0.key < $1.key }.compactMap { _, tree -> Money? in
      guard tree["id"]?.text == cart, let total = tree["total"], case .whole(let units)? = total["minorUnits"],
        let currency = total["currency"]?.text
      else { return nil }
      return Money(minorUnits: Int(units), currency: currency)
    }.max { $0.minorUnits < $1.minorUnits }
  }

  // MARK: Persons and offers

  /// A person takes it from here: what is known goes along.
  mutating func handOver(_ person: IntentDocument.Step.Person, _ intent: IntentDocument) {
    guard !state.frames.isEmpty else { return giveUp(person.reason) }
    let scope = scope
    for path in person.attach {
      if let fact = scope.fact(path.description) {
        state.frames[state.frames.count - 1].attached[path.description] = fact.written
      }
    }
    state.frames[state.frames.count - 1].step = intent.steps.count
    state.frames[state.frames.count - 1].given = true
    if let text = person.text {
      sayText(text)
      callback(person.reason)
    } else {
      offerCallback(person.reason)
    }
  }

  /// Offers another intent.
  mutating func offer(_ name: String, _ ask: TextReference, _ with: [String: Expression]) -> Progress {
    guard let other = artefacts.intents.intent(name), other.enabled else {
      move(past: true)
      return .at(state.frames.last?.step ?? 0)
    }
    var slots: [String: String] = [:]
    let scope = scope
    for (key, expression) in with {
      if case .text(let text)? = scope.make(expression, for: .text) { slots[key] = text }
    }
    state.focus = .step(.offer(intent: name, slots: slots))
    sayText(ask)
    expect(.yesNo)
    return .waits
  }

  /// Goes to the end of the topmost intent.
  mutating func move(past: Bool) {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent) else { return }
    state.frames[state.frames.count - 1].step = intent.steps.count
  }
}
