import Commerce
import Synchronization
import Vendors

/// What the reads before a write brought when it was first sent, by its key: for as long as this process runs, and for the
/// latest writes only. It holds answers, which may be about people, and so never leaves memory.
final class FirstReads: Sendable {
  private struct Kept {
    var operation: OperationName
    var arguments: JSONValue?
    var answers: [String: JSONValue]
  }

  private struct Memory {
    var kept: [String: Kept] = [:]
    /// The keys, the oldest first.
    var keys: [String] = []
  }

  private static let most = 500
  private let memory = Mutex(Memory())

  /// What is known of the same write; nil when it was not sent, or certainly did not take place.
  func known(_ operation: OperationName, _ scope: Scope) -> [String: JSONValue]? {
    guard let key = scope.names["key"]?.string, let kept = memory.withLock({ $0.kept[key] }),
      kept.operation == operation, kept.arguments == scope.names["arguments"]
    else { return nil }
    return kept.answers
  }

  /// Keeps what reads brought, for a write that is about to be sent.
  func keep(_ operation: OperationName, _ scope: Scope, _ names: [String]) {
    guard let key = scope.names["key"]?.string else { return }
    let answers = scope.names.filter { names.contains($0.key) }
    let kept = Kept(operation: operation, arguments: scope.names["arguments"], answers: answers)
    memory.withLock {
      if $0.kept.updateValue(kept, forKey: key) == nil { $0.keys.append(key) }
      while $0.keys.count > Self.most { $0.kept[$0.keys.removeFirst()] = nil }
    }
  }

  /// Forgets a write that certainly did not take place.
  func forget(_ operation: OperationName, _ scope: Scope) {
    guard let key = scope.names["key"]?.string else { return }
    memory.withLock {
      guard $0.kept[key]?.operation == operation else { return }
      $0.kept[key] = nil
      $0.keys.removeAll { $0 == key }
    }
  }
}
