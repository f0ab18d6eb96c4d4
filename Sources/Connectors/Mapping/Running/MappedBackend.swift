public import Commerce
import Foundation
import Vendors

/// A back end that is described in a file, and in nothing else.
public struct MappedBackend: CommerceBackend {
  /// Its name.
  public let name: String
  /// What it can do.
  public var operations: Set<OperationName> { Set(mapping.operations.keys) }
  let mapping: BackendMapping
  let peer: HTTPPeer
  let now: @Sendable () -> Timestamp
  private let firstReads = FirstReads()

  init(
    name: String, mapping: BackendMapping, peer: HTTPPeer,
    now: @escaping @Sendable () -> Timestamp = { Timestamp(date: Date()) }
  ) {
    self.name = name
    self.mapping = mapping
    self.peer = peer
    self.now = now
  }

  /// Performs an operation as the file says. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    try await perform(operation, context, explaining: nil)
  }

  /// Performs an operation and tells how.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext, explaining explanation: Explanation?
  ) async throws(OperationFailure) -> OperationAnswer {
    let asked = now()
    var run = try run(operation, context, explanation)
    let result: OperationResult
    do { result = try await run.perform() } catch {
      // What certainly did not take place may go out anew, with what is true by then.
      if operation.isWrite, !error.mayHaveHappened, !run.isRepeat { firstReads.forget(operation.name, run.scope) }
      throw error
    }
    return OperationAnswer(result, Freshness(asOf: asked, origin: name))
  }

  /// Asks what became of a write, as the file says; `unknown` where it says nothing.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    try await outcome(of: operation, context, explaining: nil)
  }

  /// Asks what became of a write and tells how.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext, explaining explanation: Explanation?
  ) async throws(OperationFailure) -> WriteOutcome {
    let run = try run(operation, context, explanation)
    return try await run.outcome()
  }

  private func run(
    _ operation: Commerce.Operation, _ context: OperationContext, _ explanation: Explanation?
  ) throws(OperationFailure) -> MappedRun {
    guard let own = mapping.operations[operation.name] else {
      throw OperationFailure(
        .unsupported, "\(name) does not do \(operation.name.rawValue): its file does not say how",
        mayHaveHappened: false)
    }
    // The gateway says so before, but a search of nothing would bring everything, whoever sends it.
    guard operation.value.brokenRule == nil, let arguments = try? operation.arguments else {
      throw OperationFailure(
        .invalidArguments,
        "\(operation.name.rawValue) is not what the contract allows in: "
          + (operation.value.brokenRule ?? "its arguments"), mayHaveHappened: false)
    }
    let given = own.refuses.filter { $0.holds(arguments) }.map(\.words)
    guard given.isEmpty else {
      throw OperationFailure(
        .unsupported, "\(name) cannot do \(operation.name.rawValue) by \(given.joined(separator: ", "))",
        mayHaveHappened: false)
    }
    if !operation.isWrite, let empty = own.required.first(where: { !Refusal.isGiven(arguments[$0], unless: nil) }) {
      throw OperationFailure(
        .invalidArguments, "\(operation.name.rawValue) does not say \(empty)", mayHaveHappened: false)
    }
    var names: [String: JSONValue] = ["arguments": arguments, "now": .string(now().rfc3339)]
    if let key = context.key { names["key"] = .string((own.key ?? KeyUse()).text(key)) }
    return MappedRun(
      file: mapping.file, mapping: own, shared: mapping.errors, peer: peer, deadline: Deadline(context.budget),
      isWrite: operation.isWrite, scope: Scope(here: arguments, names: names), explanation: explanation,
      firstReads: firstReads)
  }
}

extension MappedBackend {
  /// Whether the file says how to ask what became of a write of this kind.
  public func asksOutcome(of operation: OperationName) -> Bool { mapping.operations[operation]?.outcome != nil }
}

/// What a back-end file of kind http says.
struct BackendMapping: Sendable {
  /// The file, for messages.
  var file: String
  /// How each operation is done.
  var operations: [OperationName: OperationMapping]
  /// Errors that mean the same for all.
  var errors: [ErrorRule]
  /// A read that shows whether address and credentials are right.
  var health: RequestTemplate?
}

extension Timestamp {
  /// A moment of Foundation's.
  init(date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded())) }
}
