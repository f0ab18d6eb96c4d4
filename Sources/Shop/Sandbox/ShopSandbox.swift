public import Commerce
internal import Foundation
internal import Synchronization

/// A copy of a shop that one conversation has to itself: it starts as the shop was and keeps its own changes, which
/// nobody else sees and which end with it. Making one copies nothing; it holds only the documents it changed.
public final class ShopSandbox: CommerceBackend {
  private struct State {
    var world: OverlayWorld
  }
  private let state: Mutex<State>
  private let clock: @Sendable () -> Timestamp
  private let rules = ShopRules.all

  init(_ image: ShopImage, clock: @escaping @Sendable () -> Timestamp) {
    self.clock = clock
    state = Mutex(State(world: OverlayWorld(image, now: clock())))
  }

  /// The name it has in routes, logs and freshness.
  public var name: String { "shop" }
  /// What it can do.
  public var operations: Set<OperationName> { rules.names }

  /// Performs an operation on the copy. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let now = clock()
    let result: Result<OperationResult, OperationFailure> = inWorld(at: now) { world in
      Self.whole(operation, context.key, rules, world)
    }
    return OperationAnswer(try result.get(), Freshness(asOf: now, origin: name))
  }

  /// What became of a write on the copy.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    let result: Result<WriteOutcome, OperationFailure> = inWorld(at: clock()) { world in
      do throws(OperationFailure) {
        return .success(try WriteRecord.outcome(of: operation, key: context.key, in: world))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Everything of an operation or, when it fails, nothing of it.
  private static func whole(
    _ operation: Commerce.Operation, _ key: IdempotencyKey?, _ rules: ShopRules, _ world: OverlayWorld
  ) -> Result<OperationResult, OperationFailure> {
    do throws(OperationFailure) {
      try world.beginAttempt()
      do throws(OperationFailure) {
        let answer = try WriteRecord.perform(operation, key: key, rules: rules, in: world)
        try world.endAttempt(keep: true)
        return answer
      } catch {
        try world.endAttempt(keep: false)
        return .failure(error)
      }
    } catch { return .failure(error) }
  }

  /// Runs something on the copy, one at a time.
  func inWorld<Value: Sendable>(at now: Timestamp? = nil, _ body: (OverlayWorld) -> Value) -> Value {
    state.withLock { state in
      if let now { state.world.now = now }
      return body(state.world)
    }
  }
}

extension ShopSandbox {
  /// The documents that were changed here, as `{"kind": {"identifier": document}}` in UTF-8; null for what was removed. The
  /// shop's own records of writes are left out. Throws an `OperationFailure`.
  public func documentChanges() throws -> [UInt8] {
    let rows = inWorld { world -> Result<[String: [String: Data?]], any Error> in
      Result {
        var rows: [String: [String: Data?]] = [:]
        for (kind, documents) in world.own where kind != WriteRecord.kind {
          for (id, document) in documents {
            let body = try document.map { try DocumentCoding.body($0) }
            if body != world.body(kind, id) { rows[kind, default: [:]][id] = .some(body) }
          }
        }
        return rows
      }
    }
    var text = "{"
    for (kind, documents) in try rows.get().sorted(by: { $0.key < $1.key }) {
      text += (text.count > 1 ? "," : "") + Self.quoted(kind) + ":{"
      text += documents.sorted { $0.key < $1.key }.map { id, body in
        Self.quoted(id) + ":" + (body.map { String(decoding: $0, as: UTF8.self) } ?? "null")
      }.joined(separator: ",")
      text += "}"
    }
    return Array((text + "}").utf8)
  }

  private static func quoted(_ text: String) -> String {
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
