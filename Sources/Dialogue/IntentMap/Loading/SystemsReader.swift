internal import Commerce
internal import Documents

/// Reads the contracts of a document with systems, with customers and with people, and holds its steps against them.
enum SystemsReader {
  /// The systems there are: the concepts of the operations, and what serves without one.
  static let known = [
    "catalogue", "stock", "stores", "customers", "carts", "orders", "returns", "payments", "appointments", "drops",
    "cases", "promotions", "tracking", "knowledge",
  ]

  static func systems(_ document: Document, _ program: ProgramReader) throws(DocumentError) -> [String] {
    let list = try document.required("systems", "[orders]")
    let systems = try list.strings()
    for element in try list.list() where !known.contains(try element.string()) {
      throw element.unknown(try element.string(), "there is no system", known: known)
    }
    for operation in program.reads + program.writes {
      let system = system(of: operation)
      guard systems.contains(system) else {
        throw list.error("'systems' lacks \(system), which \(operation.rawValue) asks")
      }
    }
    return systems
  }

  /// The system that an operation asks.
  static func system(of operation: OperationName) -> String {
    operation == .findPromotions || operation == .checkPromotion ? "promotions" : operation.concept.lowercased()
  }

  static func output(
    _ document: Document, _ program: ProgramReader
  ) throws(DocumentError) -> IntentDocument.OutputContract {
    let output = try document.required("output", "{ tells: [findOrder], changes: [], ends: [done, not_verified] }")
    try output.allow(only: ["tells", "changes", "ends"])
    let tells = try operations(output, "tells", program.reads, .read)
    let changes = try operations(output, "changes", program.writes, .write)
    let list = try output.required("ends", "[done]")
    var ends: [IntentOutcome] = []
    for element in try list.list() { ends.append(try element.choice(IntentOutcome.self)) }
    for end in program.ends.sorted(by: { $0.rawValue < $1.rawValue }) where !ends.contains(end) {
      throw list.error("the steps can end in \(end.rawValue), which 'output.ends' does not name")
    }
    return .init(tells: tells, changes: changes, ends: ends)
  }

  private static func operations(
    _ output: Document, _ key: String, _ used: [OperationName], _ access: Contract.Access
  ) throws(DocumentError) -> [OperationName] {
    let list = try output.required(key, access == .read ? "[findOrder]" : "[]")
    var named: [OperationName] = []
    for element in try list.list() {
      let text = try element.string()
      guard let name = OperationName(rawValue: text), used.contains(name) else {
        throw element.unknown(
          text, "no step \(access == .read ? "asks" : "does")", known: used.map(\.rawValue).sorted())
      }
      named.append(name)
    }
    // What is only looked up to decide need not be told; what is changed is always named.
    for name in used where access == .write && !named.contains(name) {
      throw list.error("'output.changes' lacks \(name.rawValue), which a step does")
    }
    return named
  }

  static func escalation(
    _ document: Document, _ program: ProgramReader
  ) throws(DocumentError) -> IntentDocument.EscalationContract {
    let escalation = try document.required(
      "escalation", "{ to: callback, when: [the customer asks for a person], attach: [order] }")
    try escalation.allow(only: ["to", "when", "attach"])
    let target = try escalation.required("to", "callback")
    guard try target.string() == "callback" else {
      throw target.error("'escalation.to' can only be callback so far, not '\(try target.string())'")
    }
    let when = try escalation.required("when", "[the customer asks for a person]")
    let attach = try escalation.required("attach", "[said]")
    for element in try attach.list() {
      let name = try element.string()
      guard program.names.bindings[name] != nil else {
        throw element.unknown(
          name, "there is no slot or result", known: program.names.bindings.keys.sorted())
      }
    }
    guard !(try attach.list().isEmpty) else {
      throw attach.error("'escalation.attach' is empty; say what goes along to a person, at least [said]")
    }
    guard !(try when.strings().isEmpty) else { throw when.error("'escalation.when' names no case for a person") }
    return .init(to: try target.string(), when: try when.strings(), attach: try attach.strings())
  }
}
