public import Commerce
internal import Foundation

/// Runs practice tasks' own calls through the typed operations: the proof that the rules are that world's.
public enum TauReplay {
  /// Reads tasks, one to a line. Throws a `ShopError` that names file and line.
  public static func tasks(file path: String) throws -> [TauTask] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ShopError(.cannotRead, "cannot read \(path); name a file of tasks, one JSON object to a line")
    }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().compactMap { index, line in
      guard line.contains(where: { !$0.isWhitespace }) else { return nil }
      do {
        return try JSONDecoder().decode(TauTask.self, from: Data(line.utf8))
      } catch {
        throw ShopError(.notAShop, "\(path):\(index + 1) is not a task of the tau retail world")
      }
    }
  }

  /// What a task's calls change. A call that a rule refuses changes nothing. Throws an `OperationFailure` when one fails for
  /// another reason.
  public static func run(
    _ task: TauTask, in world: TauWorld, _ dialect: TauWorld.Dialect = .v1
  ) async throws(OperationFailure) -> TauChanges {
    let sandbox = world.sandbox(dialect)
    for (index, call) in task.actions.enumerated() {
      guard let operation = call.operation else { continue }
      let key = operation.isWrite ? IdempotencyKey(conversation: task.id, call: index) : nil
      do throws(OperationFailure) {
        _ = try await sandbox.perform(operation, OperationContext(key: key, budget: .seconds(5)))
      } catch {
        guard error.code.isBusiness else { throw error }
      }
    }
    return world.changes(in: sandbox)
  }

  /// A run as the judge reads it: `{"id": …, "said": [], "state": {"orders": …, "users": …}}`.
  public static func line(_ task: TauTask, _ changes: TauChanges) -> String {
    struct Run: Encodable {
      var id: String
      var said: [String]
      var state: TauChanges
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let run = Run(id: task.id, said: [], state: changes)
    return (try? encoder.encode(run)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
