import AisleTesting
import Commerce
import Foundation
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
  for writers in [1, 50] { try await overhead(ledger, writers: writers, each: 1_000 / writers) }
  try await faults(ledger, writes: 10_000, writers: 50)
}

/// The model back end answers at once, so that the time of a write is the ledger's and the gateway's.
private func overhead(_ ledger: SQLiteLedger, writers: Int, each: Int) async throws {
  let gateway = try Gateway([(ModelBackend(), .inProcess)], table: RoutingTable(fallback: "model"), store: ledger)
  let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
    for writer in 0..<writers {
      group.addTask {
        var times: [Duration] = []
        for number in 0..<each {
          let operation = Operation(CancelOrder(order: "\(writer)-\(number)", reason: .tooSlow))
          let context = OperationContext(
            key: IdempotencyKey("overhead-\(writers)-\(writer)-\(number)"), budget: .seconds(10),
            conversation: "c\(writer)", subject: "subject \(writer)")
          let start = ContinuousClock.now
          _ = try await gateway.perform(operation, context)
          times.append(ContinuousClock.now - start)
        }
        return times
      }
    }
    return try await group.reduce(into: []) { $0 += $1 }
  }.sorted()
  func quantile(_ share: Double) -> String {
    String(format: "%.2f", times[Int(Double(times.count - 1) * share)] / .milliseconds(1))
  }
  say("\(writers) at once: a write takes p50 \(quantile(0.5)) ms, p95 \(quantile(0.95)) ms, p99 \(quantile(0.99)) ms")
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
