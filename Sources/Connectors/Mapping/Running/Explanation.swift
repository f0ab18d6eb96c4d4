import Foundation
import Synchronization
import Vendors

/// What happened while an operation was done, for whoever writes a mapping: requests, answers, and which rule gave which
/// field. Secrets never come here: only what the mapping adds to requests does.
public final class Explanation: Sendable {
  private let lines = Mutex<[String]>([])

  /// Makes an empty one.
  public init() {}

  /// The story in order.
  public var text: String { lines.withLock { $0.joined(separator: "\n") } }

  /// Adds a line.
  func note(_ line: String) { lines.withLock { $0.append(line) } }

  /// A request as it goes out, without the back end's own headers.
  func request(_ name: String, _ request: PeerRequest) {
    note("→ \(name): \(request.method) \(request.target)")
    for (header, value) in request.headers { note("    \(header): \(value)") }
    if let body = request.body { note("    \(Self.cut(body))") }
  }

  /// An answer as it came.
  func response(_ response: PeerResponse) {
    note("← HTTP \(response.status)\(response.headers["etag"].map { ", ETag \($0)" } ?? "")")
    note("    \(Self.cut(response.body))")
  }

  /// A field that a rule gave.
  func field(_ name: String, rule: ValueRule, value: JSONValue) {
    switch rule.kind {
    // Their parts are told one by one.
    case .record, .each, .list: return
    default: break
    }
    let shown = (try? value.text()).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    note("  \(name) = \(shown)   from \(rule.written) (line \(rule.line))")
  }

  private static func cut(_ body: Data) -> String {
    let text = String(decoding: body.prefix(4_000), as: UTF8.self)
    return body.count > 4_000 ? text + " … (\(body.count) bytes)" : text
  }
}
