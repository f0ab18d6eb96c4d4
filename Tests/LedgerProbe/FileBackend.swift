import AisleTesting
import Commerce
import Foundation
import Glibc
import Operations

/// A back end that outlives the process: each effect is a line in a file named by the key.
final class FileBackend: CommerceBackend {
  let name = "files"
  let operations = Set(OperationName.allCases)
  private let folder: String
  private let kill: Kill

  init(folder: String, kill: Kill) throws {
    self.folder = folder
    self.kill = kill
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func effects(_ key: IdempotencyKey) throws -> Int {
    guard let data = FileManager.default.contents(atPath: folder + "/" + key.text) else { return 0 }
    return data.count { $0 == 0x0A }
  }

  func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    guard let key = context.key else { throw OperationFailure(.invalidArguments, "no key") }
    kill.reach(.beforeEffect, key)
    let file = open(folder + "/" + key.text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0, write(file, "effect\n", 7) == 7, fsync(file) == 0, close(file) == 0 else {
      throw OperationFailure(.unavailable, "the effect could not be written", mayHaveHappened: true)
    }
    kill.reach(.afterEffect, key)
    return OperationAnswer(
      try ModelBackend.result(operation), Freshness(asOf: Timestamp(milliseconds: 1), origin: name))
  }

  func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    guard let key = context.key else { throw OperationFailure(.invalidArguments, "no key") }
    let count = (try? effects(key)) ?? 0
    return count > 0 ? .done(try ModelBackend.result(operation)) : .notDone
  }
}
