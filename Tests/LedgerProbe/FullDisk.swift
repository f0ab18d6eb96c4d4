import AisleTesting
import Commerce
import Foundation
import Glibc
import Operations
import Storage

/// Lets no file grow beyond what is there, as a full disk does; `nil` gives the space back. Writes then fail with EFBIG,
/// which SQLite reports as it does ENOSPC.
func limitFiles(_ bytes: UInt64?) {
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  limit.rlim_cur = rlim_t(bytes ?? UInt64(limit.rlim_max))
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

/// Tries a disk that is full before the intention, and one that fills up between the effect and its record.
func fullDisk(folder: String) async throws {
  // Without a handler the kernel ends the process at the limit instead of failing the write.
  signal(SIGXFSZ, SIG_IGN)
  let filler = Filler()
  let database = try JournalDatabase(path: folder + "/journal.db")
  let sealing = try AESGCMSealing(database: database, masterKeyFile: folder + "/master.key")
  let ledger = SQLiteLedger(database: database, sealing: sealing)
  let gateway = try Gateway([(filler, .inProcess)], table: RoutingTable(fallback: "model"), store: ledger)
  func perform(_ key: Int, budget: Duration) async throws -> String {
    do throws(OperationFailure) {
      let operation = Operation(CancelOrder(order: "40217", reason: .tooSlow))
      _ = try await gateway.perform(operation, OperationContext(key: Probe.key(key), budget: budget, subject: "s"))
      return "done"
    } catch {
      return error.code.rawValue
    }
  }
  limitFiles(1)
  say("full \(try await perform(1, budget: .seconds(2))) \(filler.effects(1))")
  limitFiles(nil)
  say("space \(try await perform(1, budget: .seconds(2))) \(filler.effects(1))")
  filler.fill(true)
  say("filled \(try await perform(2, budget: .milliseconds(400))) \(filler.effects(2))")
  limitFiles(nil)
  filler.fill(false)
  await gateway.whenIdle()
  say("later \(try await perform(2, budget: .seconds(2))) \(filler.effects(2))")
  say("open \(try await ledger.open().entries.count)")
}

/// A model back end that may fill the disk with its effect.
final class Filler: CommerceBackend, @unchecked Sendable {  // `fills` changes only while nothing is performed
  private let model = ModelBackend()
  private var fills = false
  var name: String { model.name }
  var operations: Set<OperationName> { model.operations }

  func fill(_ fills: Bool) { self.fills = fills }
  func effects(_ key: Int) -> Int { model.effects[Probe.key(key)] ?? 0 }

  func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let answer = try await model.perform(operation, context)
    if fills { limitFiles(1) }
    return answer
  }

  func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { try await model.outcome(of: operation, context) }
}
