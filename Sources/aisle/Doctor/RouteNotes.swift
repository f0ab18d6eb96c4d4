internal import Commerce
internal import Connectors
internal import Dialogue
internal import Operations
internal import Policy

/// What the intents need of the back ends and do not get, by the files alone: nothing is asked.
struct RouteNotes {
  var intents: IntentMap
  /// How many digits the house waits for.
  var asked: AskedNumbers
  var directory: BackendDirectory

  /// All notes, each a sentence.
  var all: [String] { lacking + numbers }

  /// The intents that callers can reach and that need an operation which nobody does.
  private var lacking: [String] {
    let lacking = intents.intents.filter(\.enabled).compactMap { intent -> String? in
      let missing = intent.operations.filter { !isDone($0) }.map(\.rawValue).sorted()
      guard !missing.isEmpty else { return nil }
      return "\(intent.name) needs \(missing.joined(separator: ", ")), which no back end does"
    }
    guard !lacking.isEmpty else { return [] }
    return lacking + [
      "callers can ask for these and get no further than that: route the operations in retail/routes.yaml, or write "
        + "rollout: { enabled: false } in the intents"
    ]
  }

  /// Whether a back end does an operation, as far as its file says.
  private func isDone(_ operation: OperationName) -> Bool {
    guard let name = directory.routes.backend(for: operation) else { return false }
    // Kinds that know their vendor say what they do when they are made; the embedded shop does all.
    return directory.backend(name)?.operations?.contains(operation) ?? true
  }

  /// Order numbers that are not as long as the intents wait for.
  private var numbers: [String] {
    let serving = Set([.existingOrders, .findOrder].compactMap(directory.routes.backend(for:)))
    return directory.backends.filter { serving.contains($0.name) }.compactMap { file in
      let examples = file.exampleOrders.filter { !$0.number.isEmpty }
      guard let first = examples.first else { return nil }
      let lengths = Set(examples.map { $0.number.filter(\.isNumber).count })
      let waiting = intents.intents.filter { $0.enabled && $0.slots.contains { $0.kind == .orderNumber } }
      guard !waiting.isEmpty, !lengths.contains(asked.orderDigits) else { return nil }
      let long = lengths.sorted().map(String.init).joined(separator: " or ")
      return "the order numbers of \(file.name) have \(long) digits (example: of \(first.operation.rawValue), "
        + "\(file.file):\(first.line)), but \(waiting.map(\.name).joined(separator: ", ")) wait for "
        + "\(asked.orderDigits); write numbers: { order: \(long) } in retail/policy.yaml"
    }
  }
}

extension IntentDocument {
  /// The operations that its steps need.
  var operations: Set<OperationName> {
    var found = Set(output.changes)
    for step in steps {
      switch step {
      case .call(let call): found.insert(call.operation)
      case .act(let act): found.insert(act.operation)
      case .identify: found.formUnion([.identifyCustomer, .findCustomer])
      case .verify: found.insert(.checkPostcode)
      case .desk: found.formUnion([.identifyCustomer, .findCustomer, .findOrders, .findOrder])
      case .collect(let name):
        switch slot(name)?.kind {
        case .orderNumber: found.insert(.existingOrders)
        case .store: found.insert(.findStores)
        default: break
        }
      default: break
      }
    }
    return found
  }
}
