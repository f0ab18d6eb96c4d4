import AisleTesting
import Commerce
import Foundation
import Glibc
import Operations
import Storage
import Synchronization

/// What the ledger adds to a write, and what random faults do to ten thousand of them.
func bench(folder: String) async throws {
  let database = try JournalDatabase(path: folder + "/journal.db")
  let durability = try await database.durability()
  let sealing = try AESGCMSealing(database: database, masterKeyFile: folder + "/master.key")
  let ledger = SQLiteLedger(database: database, sealing: sealing)
  say("journal_mode \(durability.journalMode), synchronous \(durability.synchronous) (2 is FULL)")
  say("a write of 4 KiB and fdatasync, nothing else: \(try syncs(folder: folder, count: 500))")
  try await overhead(ledger, "one after another", writers: 1, each: 1_000, pause: .zero)
  try await overhead(ledger, "50 writers, 100 a second", writers: 50, each: 20, pause: .milliseconds(500))
  try await overhead(ledger, "50 writers without pause", writers: 50, each: 40, pause: .zero)
  try await faults(ledger, writes: 10_000, writers: 50)
}

/// What the disk itself takes now, to judge the rest by.
private func syncs(folder: String, count: Int) throws -> String {
  let file = open(folder + "/sync", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
  defer { close(file) }
  let block = [UInt8](repeating: 1, count: 4_096)
  let times = (0..<count).map { number in
    let start = ContinuousClock.now
    _ = pwrite(file, block, block.count, off_t(number * block.count))
    fdatasync(file)
    return ContinuousClock.now - start
  }
  return quantiles(times)
}

private func quantiles(_ times: [Duration]) -> String {
  let sorted = times.sorted()
  return [(0.5, "p50"), (0.95, "p95"), (0.99, "p99")].map { share, name in
    String(format: "%@ %.2f ms", name, sorted[Int(Double(sorted.count - 1) * share)] / .milliseconds(1))
  }.joined(separator: ", ")
}

/// Answers at once, so that the time of a write is the gateway's and the ledger's alone.
private struct QuickBackend: CommerceBackend {
  let name = "quick"
  let operations = Set(OperationName.allCases)
  let answer: OperationAnswer

  func perform(_ operation: Commerce.Operation, _ context: OperationContext) async throws(OperationFailure)
    -> OperationAnswer
  { answer }

  func outcome(of operation: Commerce.Operation, _ context: OperationContext) async throws(OperationFailure)
    -> WriteOutcome
  { .done(answer.result) }
}

private func overhead(
  _ ledger: SQLiteLedger, _ name: String, writers: Int, each: Int, pause: Duration
) async throws {
  let operation = Operation(CancelOrder(order: "40217", reason: .tooSlow))
  let answer = OperationAnswer(
    try ModelBackend.result(operation), Freshness(asOf: Timestamp(milliseconds: 1), origin: "quick"))
  let gateway = try Gateway(
    [(QuickBackend(answer: answer), .inProcess)], table: RoutingTable(fallback: "quick"), store: ledger)
  let begun = ContinuousClock.now
  let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
    for writer in 0..<writers {
      group.addTask {
        var times: [Duration] = []
        try await Task.sleep(for: pause * Double.random(in: 0..<1))
        for number in 0..<each {
          let context = OperationContext(
            key: IdempotencyKey(conversation: "\(name) \(writer)", call: number), budget: .seconds(10),
            conversation: "c\(writer)", subject: "subject \(writer)")
          let start = ContinuousClock.now
          _ = try await gateway.perform(operation, context)
          times.append(ContinuousClock.now - start)
          try await Task.sleep(for: pause)
        }
        return times
      }
    }
    return try await group.reduce(into: []) { $0 += $1 }
  }
  let rate = Int(Double(times.count) / ((ContinuousClock.now - begun) / .seconds(1)))
  say("\(name): a write takes \(quantiles(times)); \(rate) a second")
}

private func faults(_ ledger: SQLiteLedger, writes: Int, writers: Int) async throws {
  let clock = MachineClock()
  let model = ModelBackend(clock: clock)
  let schedule: FaultyBackend.Schedule = { _, _ in Int.random(in: 0..<10) < 4 ? Fault.allCases.randomElement() : nil }
  let faulty = FaultyBackend(model, clock: clock, lateness: .milliseconds(400), asks: schedule, schedule: schedule)
  var settings = BackendSettings()
  settings.breaker.fewestCalls = .max
  settings.writes.repeatsSafely = true
  settings.writes.arrivalWindow = .seconds(1)
  settings.writes.askTime = .milliseconds(100)
  settings.writes.largestAskPause = .seconds(1)
  settings.bulkhead.limit = 100_000
  let gateway = try Gateway([(faulty, settings)], table: RoutingTable(fallback: "model"), store: ledger)
  let told = Told()
  let start = ContinuousClock.now
  await withTaskGroup { group in
    for writer in 0..<writers {
      group.addTask {
        for number in stride(from: writer, to: writes, by: writers) {
          guard let operation = try? Probe.operation(number) else { continue }
          let context = OperationContext(key: Probe.key(number), budget: .milliseconds(300), subject: "s\(writer)")
          do throws(OperationFailure) {
            _ = try await gateway.perform(operation, context)
            told.add(number, nil)
          } catch {
            told.add(number, error.code)
          }
        }
      }
    }
  }
  await gateway.whenIdle()
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  let effects = model.effects
  var duplicates = 0
  var lost = 0
  var untrue = 0
  var open = 0
  var states: [LedgerEntry.State: Int] = [:]
  for number in 0..<writes {
    let count = effects[Probe.key(number)] ?? 0
    let entry = try await ledger.entry(Probe.key(number))
    if let state = entry?.state { states[state, default: 0] += 1 }
    if count > 1 { duplicates += 1 }
    // Lost: an effect without a record of it, a record without an effect, or no record at all.
    if entry == nil || entry?.state == .done && count == 0 || entry?.state == .failed && count > 0 { lost += 1 }
    if entry?.state.isSettled != true { open += 1 }
    guard let outcome = told.of(number) else { continue }
    let isTrue =
      outcome == .outcomeUnknown || (outcome == nil ? entry?.state == .done : outcome == entry?.failure?.code)
    if !isTrue { untrue += 1 }
  }
  let unknown = (0..<writes).count { told.of($0) == .some(.outcomeUnknown) }
  say(
    "\(writes) writes by \(writers) writers, 4 of 10 calls and asks at fault, in \(Int(seconds)) s: "
      + "\(duplicates) duplicates, \(lost) lost, \(untrue) told otherwise than recorded; done \(states[.done] ?? 0), "
      + "failed for certain \(states[.failed] ?? 0), with a person \(open); told \"not known yet\" at first \(unknown)")
}

/// What each caller was told: nil is success.
private final class Told: Sendable {
  private let codes = Mutex<[Int: OperationFailure.Code?]>([:])
  func add(_ number: Int, _ code: OperationFailure.Code?) { codes.withLock { $0[number] = .some(code) } }
  func of(_ number: Int) -> OperationFailure.Code?? { codes.withLock { $0[number] } }
}
