public import Commerce
public import Operations
internal import Synchronization

/// A back end that does everything and remembers each effect by its key: what a faultless system would be. Its results are
/// samples that fit the arguments.
public final class ModelBackend: CommerceBackend {
  /// The name it has.
  public let name: String
  /// Everything.
  public let operations: Set<OperationName>
  private let honoursKeys: Bool
  private let clock: any OperationsClock
  private let state = Mutex(State())

  private struct State {
    var effects: [IdempotencyKey: [OperationResult]] = [:]
    var refusals: [IdempotencyKey: OperationFailure] = [:]
    var refuse: OperationFailure?
    var reads = 0
  }

  /// Makes one without effects. `honoursKeys`: whether a key that comes again changes nothing; else each call is an effect
  /// of its own, and only asking tells.
  public init(
    _ name: String = "model", honoursKeys: Bool = true, clock: any OperationsClock = MachineClock(),
    operations: Set<OperationName> = Set(OperationName.allCases)
  ) {
    self.name = name
    self.honoursKeys = honoursKeys
    self.clock = clock
    self.operations = operations
  }

  /// How often each write took effect.
  public var effects: [IdempotencyKey: Int] { state.withLock { $0.effects.mapValues(\.count) } }
  /// How many reads were answered.
  public var reads: Int { state.withLock { $0.reads } }
  /// From now on every new write is refused for this; nil: none is.
  public func refuse(_ failure: OperationFailure?) { state.withLock { $0.refuse = failure } }

  /// Takes effect, once for each key where keys are honoured, and answers.
  public func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let result = try Self.result(operation)
    let freshness = Freshness(asOf: clock.wall, origin: name)
    guard operation.isWrite else {
      state.withLock { $0.reads += 1 }
      return OperationAnswer(result, freshness)
    }
    guard let key = context.key else { throw OperationFailure(.invalidArguments, "a write needs a key") }
    let answer = state.withLock { state -> Result<OperationResult, OperationFailure> in
      if honoursKeys, let done = state.effects[key]?.first { return .success(done) }
      if let failure = state.refuse {
        state.refusals[key] = failure
        return .failure(failure)
      }
      state.effects[key, default: []].append(result)
      return .success(result)
    }
    return OperationAnswer(try answer.get(), freshness)
  }

  /// What is remembered.
  public func outcome(
    of operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    guard let key = context.key else { throw OperationFailure(.invalidArguments, "only a key has an outcome") }
    return state.withLock { state in
      if let done = state.effects[key]?.first { return .done(done) }
      if let failure = state.refusals[key] { return .refused(failure) }
      return .notDone
    }
  }

  /// A sample result that names what the arguments name.
  public static func result(_ operation: Operation) throws(OperationFailure) -> OperationResult {
    do {
      guard case .fields(var given) = try FieldTree(of: operation.value) else {
        return try Samples.result(operation.name)
      }
      let kind = outcomeName(operation.name.type).lowercased()
      for (key, value) in given where kind.hasSuffix(key) {
        given["id"] = value
        given["number"] = value
      }
      for key in ["reward", "slot", kind == "changedorder" ? "order" : "reward"] {
        if let text = given[key], text.text != nil { given[key] = .fields(["id": text, "number": text]) }
      }
      given["deliverTo"] = given["deliverTo"] ?? given["address"]
      return try Samples.result(operation.name, given: given.filter { $0.value != .none })
    } catch {
      throw OperationFailure(
        .invalidArguments, "there is no sample for \(operation.name.rawValue)", mayHaveHappened: false)
    }
  }

  private static func outcomeName<Typed: TypedOperation>(_ type: Typed.Type) -> String {
    String(describing: Typed.Outcome.self)
  }
}
