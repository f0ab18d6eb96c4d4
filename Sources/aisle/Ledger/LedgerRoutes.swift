internal import Commerce
internal import Foundation
internal import HTTPServer
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations

/// The way from the `aisle ledger` command to the server that holds the ledger: on this machine only, and only for whoever may
/// read the master key, since the token is made of it.
struct LedgerRoutes: Sendable {
  static let path = "/internal/ledger"

  var desk: LedgerDesk
  var token: String

  func addRoutes(to router: Router<ServerContext>) {
    let group = router.group(RouterPath(Self.path)).add(middleware: LoopbackOnlyMiddleware(prefixes: ["/"]))
    group.get { request, _ in
      guard isKnown(request) else { return Self.answer(.unauthorized, "the token does not fit this server") }
      let encoder = JSONEncoder()
      return Self.answer(.ok, String(decoding: try encoder.encode(await desk.gateway.openWrites()), as: UTF8.self))
    }
    group.post(":key") { request, context in
      guard isKnown(request) else { return Self.answer(.unauthorized, "the token does not fit this server") }
      guard let key = context.parameters.get("key").flatMap({ IdempotencyKey($0) }) else {
        return Self.answer(.badRequest, "that is no key of a write")
      }
      do {
        let body = try await request.body.collect(upTo: 1 << 20)
        let verdict = try JSONDecoder().decode(LedgerVerdict.self, from: Data(body.readableBytesView))
        return Self.answer(.ok, try await desk.decide(key, verdict))
      } catch let objection as LedgerObjection {
        return Self.answer(.conflict, objection.description)
      } catch let error as LedgerStoreError {
        return Self.answer(.serviceUnavailable, error.message)
      } catch {
        return Self.answer(.badRequest, "that is no decision")
      }
    }
  }

  private func isKnown(_ request: Request) -> Bool {
    let given = Array((request.headers[.authorization] ?? "").utf8)
    let wanted = Array("Bearer \(token)".utf8)
    guard given.count == wanted.count else { return false }
    return zip(given, wanted).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
