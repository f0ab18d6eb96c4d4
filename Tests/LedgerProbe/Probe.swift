import AisleTesting
import Commerce
import Foundation
import Glibc
import Operations
import Storage

/// The parts of a probe, all in one folder.
struct Probe {
  let folder: String
  let backend: FileBackend
  let ledger: SQLiteLedger
  let gateway: Gateway

  init(folder: String, boundary: Boundary? = nil, at number: Int = 0) throws {
    self.folder = folder
    let database = try JournalDatabase(path: folder + "/journal.db")
    let sealing = try AESGCMSealing(database: database, masterKeyFile: folder + "/master.key")
    let kill = Kill(boundary: boundary, number: number)
    backend = try FileBackend(folder: folder + "/effects", kill: kill)
    ledger = SQLiteLedger(database: database, sealing: sealing)
    gateway = try Gateway(
      [(backend, .inProcess)], table: RoutingTable(fallback: "files"), store: KillingLedger(ledger, kill))
  }

  static func key(_ number: Int) -> IdempotencyKey { IdempotencyKey(conversation: "probe", call: number) }

  static func operation(_ number: Int) throws -> Commerce.Operation {
    try Samples.operation(Samples.writes[number % Samples.writes.count], number: number)
  }

  func perform(_ number: Int, budget: Duration = .seconds(5)) async throws -> String {
    let context = OperationContext(
      key: Self.key(number), budget: budget, conversation: "probe", subject: "subject \(number % 10)")
    do throws(OperationFailure) {
      _ = try await gateway.perform(try sample(number), context)
      return "done"
    } catch {
      return error.code.rawValue
    }
  }

  private func sample(_ number: Int) throws(OperationFailure) -> Commerce.Operation {
    do { return try Self.operation(number) } catch { throw OperationFailure(.invalidArguments, "no sample") }
  }

  /// One line for each write: number, state in the ledger, effects.
  func report(_ count: Int) async throws {
    for number in 0..<count {
      let entry = try await ledger.entry(Self.key(number))
      say("entry \(number) \(entry?.state.rawValue ?? "none") \(try backend.effects(Self.key(number)))")
    }
    say("open \(try await ledger.open().entries.count)")
  }
}

/// Writes a line at once: what was said before a kill must arrive.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

/// Where the process ends.
enum Boundary: String, CaseIterable {
  case beforeIntention, afterIntention, beforeEffect, afterEffect, beforeResult, afterResult
}

/// Ends the process at a boundary of a write, as a power cut or the kernel would.
struct Kill: Sendable {
  var boundary: Boundary?
  var number: Int

  func reach(_ here: Boundary, _ key: IdempotencyKey?) {
    guard here == boundary, key == Probe.key(number) else { return }
    kill(getpid(), SIGKILL)
    while true { pause() }
  }
}

/// A ledger at whose boundaries the process may end.
struct KillingLedger: LedgerStore {
  private let store: SQLiteLedger
  private let kill: Kill

  init(_ store: SQLiteLedger, _ kill: Kill) {
    self.store = store
    self.kill = kill
  }

  func begin(_ entry: LedgerEntry) async throws(LedgerStoreError) -> LedgerEntry? {
    kill.reach(.beforeIntention, entry.key)
    let there = try await store.begin(entry)
    kill.reach(.afterIntention, entry.key)
    return there
  }

  func update(_ entry: LedgerEntry) async throws(LedgerStoreError) {
    if entry.state.isSettled { kill.reach(.beforeResult, entry.key) }
    try await store.update(entry)
    if entry.state.isSettled { kill.reach(.afterResult, entry.key) }
  }

  func entry(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry? { try await store.entry(key) }
  func open() async throws(LedgerStoreError) -> OpenEntries { try await store.open() }
}
