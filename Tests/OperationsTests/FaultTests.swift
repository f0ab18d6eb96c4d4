import AisleTesting
import Commerce
import Operations
import Synchronization
import Testing

/// Whatever goes wrong between us and a back end: each write takes effect once or certainly not at all, everybody who
/// asked is told the same, and what is told is what is recorded.
@Suite(.serialized) struct FaultTests {
  /// A gateway over a model back end with faults before it, on virtual time.
  struct House {
    let clock = VirtualClock()
    let model: ModelBackend
    let faulty: FaultyBackend
    let ledger = InMemoryLedger()
    let gateway: Gateway

    init(
      honoursKeys: Bool, asks: @escaping FaultyBackend.Schedule = { _, _ in nil },
      schedule: @escaping FaultyBackend.Schedule
    ) throws {
      model = ModelBackend(honoursKeys: honoursKeys, clock: clock)
      faulty = FaultyBackend(model, clock: clock, asks: asks, schedule: schedule)
      var settings = BackendSettings()
      settings.writes.repeatsSafely = honoursKeys
      settings.breaker.fewestCalls = 1_000_000
      gateway = try Gateway(
        [(faulty, settings)], table: RoutingTable(fallback: "model"), store: HoldingLedger(ledger, clock), clock: clock)
    }
  }

  /// What callers were told, by whom they asked for.
  final class Told<Name: Hashable & Sendable>: Sendable {
    private let outcomes = Mutex<[Name: [Result<OperationAnswer, OperationFailure>]]>([:])

    func add(_ outcome: Result<OperationAnswer, OperationFailure>, to name: Name) {
      outcomes.withLock { $0[name, default: []].append(outcome) }
    }

    func of(_ name: Name) -> [Result<OperationAnswer, OperationFailure>] { outcomes.withLock { $0[name] ?? [] } }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var fault: Fault
    var honoursKeys: Bool
    var testDescription: String { "\(fault)\(honoursKeys ? "" : ", keys not honoured")" }
  }

  static let cases = Fault.allCases.flatMap { fault in
    [true, false].filter { $0 || !fault.needsHonouredKeys }.map { Case(fault: fault, honoursKeys: $0) }
  }

  static func outcome(
    _ gateway: Gateway, _ operation: Commerce.Operation, _ key: IdempotencyKey, budget: Duration = .seconds(5)
  ) async -> Result<OperationAnswer, OperationFailure> {
    do throws(OperationFailure) {
      return .success(
        try await gateway.perform(
          operation, OperationContext(key: key, budget: budget, conversation: "c", subject: "s")))
    } catch {
      return .failure(error)
    }
  }

  static func code(_ outcome: Result<OperationAnswer, OperationFailure>) -> OperationFailure.Code? {
    if case .failure(let failure) = outcome { failure.code } else { nil }
  }

  /// Checks what holds after any fault, once nothing is at work any more.
  static func check(
    _ house: House, _ key: IdempotencyKey, _ operation: Commerce.Operation,
    told: [Result<OperationAnswer, OperationFailure>]
  ) async throws {
    let name = operation.name.rawValue
    let entry = try #require(try await house.ledger.entry(key), "\(name) left no entry")
    let effects = house.model.effects[key] ?? 0
    #expect(entry.state.isSettled, "\(name) is \(entry.state)")
    #expect(effects == (entry.state == .done ? 1 : 0), "\(name) is \(entry.state) with \(effects) effects")
    for outcome in told where code(outcome) != .outcomeUnknown {
      #expect(outcome == entry.outcome, "\(name) was told otherwise than recorded")
    }
    let again = await outcome(house.gateway, operation, key)
    #expect(again == entry.outcome, "\(name) asked again tells otherwise")
    if case .success(let answer) = again {
      #expect(ResultCheck.contradictions(operation, answer.result).isEmpty)
    }
  }

  @Test(arguments: cases) func eachWriteMeetsEachFaultOnce(_ test: Case) async throws {
    let house = try House(honoursKeys: test.honoursKeys) { _, call in call == 1 ? test.fault : nil }
    let told = Told<OperationName>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for name in Samples.writes {
        let operation = try Samples.operation(name)
        let key = try #require(IdempotencyKey(name.rawValue))
        // Two ask at once, as a conversation that is played again does.
        for _ in 0..<2 {
          group.addTask {
            let outcome = await Self.outcome(house.gateway, operation, key)
            told.add(outcome, to: name)
          }
        }
      }
      try await group.waitForAll()
    }
    await house.gateway.whenIdle()
    for name in Samples.writes {
      let outcomes = told.of(name)
      #expect(outcomes.count == 2)
      let operation = try Samples.operation(name)
      try await Self.check(house, try #require(IdempotencyKey(name.rawValue)), operation, told: outcomes)
      if test.fault == .versionConflict { #expect(outcomes.allSatisfy { Self.code($0) == .conflict }) }
      if test.honoursKeys, test.fault != .versionConflict {
        #expect(outcomes.allSatisfy { Self.code($0) == nil }, "\(name) did not come through: \(outcomes)")
      }
    }
    #expect(await house.gateway.openWrites().isEmpty)
  }

  @Test(arguments: cases) func aFaultThatStaysIsToldAsItIs(_ test: Case) async throws {
    let house = try House(honoursKeys: test.honoursKeys) { _, _ in test.fault }
    let operation = try Samples.operation(.cancelOrder)
    let key = try #require(IdempotencyKey("k"))
    let outcome = await Self.outcome(house.gateway, operation, key)
    await house.gateway.whenIdle()
    try await Self.check(house, key, operation, told: [outcome])
  }

  @Test(arguments: 1...20) func randomFaultsLoseAndDuplicateNothing(_ seed: Int) async throws {
    let honoursKeys = seed.isMultiple(of: 2)
    let faults = Fault.allCases.filter { honoursKeys || !$0.needsHonouredKeys }
    let schedule: FaultyBackend.Schedule = { key, call in
      var hash = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
      for byte in "\(key?.text ?? "") \(call)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
      hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
      hash ^= hash >> 31
      return hash % 10 < 6 ? faults[Int((hash >> 8) % UInt64(faults.count))] : nil
    }
    let house = try House(honoursKeys: honoursKeys, asks: schedule, schedule: schedule)
    let told = Told<Int>()
    let operations = try (0..<100).map {
      try Samples.operation(Samples.writes[($0 * 7 + seed) % Samples.writes.count], number: 1 + $0)
    }
    await withTaskGroup { group in
      for (number, operation) in operations.enumerated() {
        guard let key = IdempotencyKey("\(number)") else { continue }
        for caller in 0...number % 3 {
          group.addTask {
            let task = Task { await Self.outcome(house.gateway, operation, key, budget: .seconds(2 + number % 5)) }
            // Some hang up, which must change nothing.
            if caller == 1 { task.cancel() }
            let outcome = await task.value
            told.add(outcome, to: number)
          }
        }
      }
    }
    await house.gateway.whenIdle()
    for (number, operation) in operations.enumerated() {
      let key = try #require(IdempotencyKey("\(number)"))
      try await Self.check(house, key, operation, told: told.of(number))
    }
  }
}
