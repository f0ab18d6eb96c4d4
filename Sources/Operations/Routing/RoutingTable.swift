public import Commerce

/// Which back end answers which operation. One conversation may use several at once.
public struct RoutingTable: Hashable, Sendable {
  /// The back end that answers what has no route of its own; nil: nobody.
  public var fallback: String?
  /// The back end by operation, where it is another.
  public var routes: [OperationName: String]

  /// Makes a table.
  public init(fallback: String?, routes: [OperationName: String] = [:]) {
    self.fallback = fallback
    self.routes = routes
  }

  /// The back end that answers an operation; nil when nobody does.
  public func backend(for operation: OperationName) -> String? { routes[operation] ?? fallback }

  /// What is wrong with the table, given the back ends and what each can do; empty when it holds. A fallback need not do
  /// everything: what it cannot do is answered `unsupported`.
  public func problems(with backends: [String: Set<OperationName>]) -> [RoutingProblem] {
    var problems: [RoutingProblem] = []
    if let fallback, backends[fallback] == nil { problems.append(.unknownFallback(backend: fallback)) }
    for (operation, backend) in routes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if let operations = backends[backend] {
        if !operations.contains(operation) {
          problems.append(.notDone(operation: operation, backend: backend))
        }
      } else {
        problems.append(.unknownBackend(operation: operation, backend: backend))
      }
    }
    return problems
  }
}

/// Why a routing table does not hold.
public enum RoutingProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A route leads to a back end that does not exist; or to one that does not do the operation; the fallback does not exist;
  /// two back ends have the same name.
  case unknownBackend(operation: OperationName, backend: String)
  case notDone(operation: OperationName, backend: String)
  case unknownFallback(backend: String)
  case sameName(backend: String)

  /// What is wrong, with both names, and what to do.
  public var description: String {
    switch self {
    case .unknownBackend(let operation, let backend):
      "\(operation.rawValue) is routed to \(backend), which is not a configured back end; add it or change the route"
    case .notDone(let operation, let backend):
      "\(operation.rawValue) is routed to \(backend), which does not do it; route it to a back end that does"
    case .unknownFallback(let backend):
      "\(backend) is to answer what has no route, but is not a configured back end; add it or name another"
    case .sameName(let backend): "two back ends are named \(backend); name them apart"
    }
  }
}
