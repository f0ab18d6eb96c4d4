/// Which paths can be upgraded, and who decides about each. A value: fill it, then give it to the ``Listener``.
public struct UpgradeRegistry: Sendable {
  private var handlers: [String: any UpgradeHandler] = [:]

  /// Makes an empty registry.
  public init() {}

  /// Registers a handler for exactly this path ("/twilio/media").
  /// - Throws: `badPath` when the path does not begin with a slash, has a query, or is taken.
  public mutating func register(_ path: String, _ handler: any UpgradeHandler) throws(HTTPServerError) {
    guard path.hasPrefix("/"), !path.contains("?") else {
      throw HTTPServerError(.badPath, "an upgrade path begins with a slash and has no query: \(path)")
    }
    guard handlers[path] == nil else { throw HTTPServerError(.badPath, "registered twice: \(path)") }
    handlers[path] = handler
  }

  /// The handler of a path.
  public func handler(for path: String) -> (any UpgradeHandler)? { handlers[path] }

  /// The registered paths, sorted.
  public var paths: [String] { handlers.keys.sorted() }
}
