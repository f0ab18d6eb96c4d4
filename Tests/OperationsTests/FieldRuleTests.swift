import AisleTesting
import Commerce
import Foundation
import Operations
import Synchronization
import Testing

/// What breaks a rule of the contract neither leaves the gateway nor comes in through it, whatever the operation.
@Suite struct FieldRuleTests {
  /// Values that fields of the name may not have, where they have a rule.
  private static let wrong: [String: FieldTree] = [
    "quantity": .whole(0), "minutes": .whole(0), "limit": .whole(101), "score": .whole(6), "percent": .whole(101),
    "country": .text("Germany"), "currency": .text("eur"), "lastFour": .text("12a4"), "gtin": .text("4006381333931"),
  ]

  private static let schemas = Result { try ContractSchemas() }

  /// A schema without the references and nulls around it.
  private static func resolved(_ schema: ContractDocument?, _ definitions: ContractDocument?) -> ContractDocument? {
    if case .text(let reference)? = schema?["$ref"], let name = reference.split(separator: "/").last {
      return definitions?[String(name)]
    }
    if case .list(let options)? = schema?["anyOf"], schema?["properties"] == nil {
      return options.first { $0["type"] != .text("null") }.flatMap { resolved($0, definitions) }
    }
    return schema
  }

  /// The same value once for each place where the schema says what may stand there and something else does.
  private static func broken(
    _ tree: FieldTree, _ schema: ContractDocument?, _ definitions: ContractDocument?
  ) -> [FieldTree] {
    let schema = resolved(schema, definitions)
    switch tree {
    case .fields(let fields):
      return fields.sorted { $0.key < $1.key }.flatMap { key, value -> [FieldTree] in
        let part = schema?["properties"]?[key] ?? schema?["additionalProperties"]
        let isRuled = ["minimum", "maximum", "pattern"].contains { part?[$0] != nil }
        let here = isRuled ? wrong[key].map { [$0] } ?? [] : []
        return (here + broken(value, part, definitions)).map { .fields(fields.merging([key: $0]) { $1 }) }
      }
    case .list(let list):
      return list.indices.flatMap { index in
        broken(list[index], schema?["items"], definitions).map { part in
          var changed = list
          changed[index] = part
          return .list(changed)
        }
      }
    default: return []
    }
  }

  private static func operations(_ name: OperationName) throws -> [Commerce.Operation] {
    guard case .fields(let arguments) = try FieldTree(of: Samples.operation(name).value) else { return [] }
    let schema = try schemas.get().schema(of: name, .arguments)
    var trees = broken(.fields(arguments), schema, schema["$defs"])
    if !name.type.oneOf.isEmpty {
      trees.append(.fields(arguments.mapValues { if case .text = $0 { .text("") } else { $0 } }))
    }
    return try trees.compactMap { tree in
      guard case .fields(let given) = tree else { return nil }
      return try Samples.operation(name, given: given)
    }
  }

  private static func results(_ name: OperationName) throws -> [OperationResult] {
    let right = try ModelBackend.result(try Samples.operation(name))
    let schema = try schemas.get().schema(of: name, .result)
    return try broken(FieldTree(of: right.value), schema, schema["$defs"]).compactMap { tree in
      guard case .fields(let given) = tree else { return nil }
      return try Samples.result(name, given: given)
    }
  }

  /// Answers what it is told to.
  private struct Parrot: CommerceBackend {
    let name = "parrot"
    let operations = Set(OperationName.allCases)
    let result: OperationResult

    func perform(
      _ operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
      OperationAnswer(result, Freshness(asOf: Timestamp(milliseconds: 0), origin: name))
    }

    func outcome(
      of operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> WriteOutcome { .done(result) }
  }

  private let clock = VirtualClock()
  private let ledger = InMemoryLedger()

  private func gateway(_ backend: any CommerceBackend) throws -> Gateway {
    try Gateway(
      [(backend, BackendSettings())], table: RoutingTable(fallback: backend.name), store: ledger, clock: clock)
  }

  @Test(arguments: OperationName.allCases) func argumentsDoNotLeave(_ name: OperationName) async throws {
    let model = ModelBackend(clock: clock)
    let gateway = try gateway(model)
    for (index, operation) in try Self.operations(name).enumerated() {
      let failure = await #expect(throws: OperationFailure.self) {
        try await gateway.perform(operation, OperationContext(key: IdempotencyKey("k\(index)"), budget: .seconds(4)))
      }
      #expect(failure?.code == .invalidArguments && failure?.mayHaveHappened == false, "\(operation)")
    }
    #expect(model.reads == 0 && model.effects.isEmpty && ledger.all.isEmpty)
    #expect(gateway.status().first?.calls == 0)
    let context = OperationContext(key: IdempotencyKey("right"), budget: .seconds(4))
    _ = try await gateway.perform(try Samples.operation(name), context)
  }

  @Test(arguments: OperationName.allCases) func resultsDoNotComeIn(_ name: OperationName) async throws {
    for result in try Self.results(name) {
      let gateway = try gateway(Parrot(result: result))
      let context = OperationContext(key: IdempotencyKey("k"), budget: .seconds(4))
      let failure = await #expect(throws: OperationFailure.self) {
        try await gateway.perform(try Samples.operation(name), context)
      }
      // A write says so too, but it may have happened: the ledger asks until a person decides.
      let isWrite = name.type.contract.access == .write
      #expect(failure?.code == (isWrite ? .outcomeUnknown : .invalidResponse))
      #expect(failure?.mayHaveHappened == isWrite)
    }
  }

  @Test func mostOperationsHaveSuchPlaces() throws {
    let arguments = try OperationName.allCases.filter { try !Self.operations($0).isEmpty }
    let results = try OperationName.allCases.filter { try !Self.results($0).isEmpty }
    #expect(arguments.count >= 15, "\(arguments)")
    #expect(results.count >= 35, "\(results)")
  }

  @Test func anotherOrderThanAskedForDoesNotComeIn() async throws {
    let gateway = try gateway(Parrot(result: try Samples.result(.findOrder, number: 218)))
    let failure = await #expect(throws: OperationFailure.self) {
      try await gateway.perform(try Samples.operation(.findOrder), OperationContext(budget: .seconds(4)))
    }
    #expect(failure?.code == .invalidResponse)
  }
}
