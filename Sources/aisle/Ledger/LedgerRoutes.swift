internal import Commerce
internal import Foundation
internal import HTTPServer
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import Vendors

/// The way from the `aisle ledger` command to the server that holds the ledger: on this machine only, and only for whoever may
/// read the master key, since requests are signed with what is made of it.
struct LedgerRoutes: Sendable {
  static let path = "/internal/ledger"

  var desk: LedgerDesk
  var pass: LedgerPass

  func addRoutes(to router: Router<ServerContext>) {
    let group = router.group(RouterPath(Self.path)).add(middleware: LoopbackOnlyMiddleware(prefixes: ["/"]))
    group.get { request, _ in
      guard admits(request, []) else { return Self.answer(.unauthorized, Self.stranger) }
      let encoder = JSONEncoder()
      return Self.answer(.ok, String(decoding: try encoder.encode(await desk.openWrites()), as: UTF8.self))
    }
    group.post { request, _ in
      let body: [UInt8]
      do { body = Array((try await request.body.collect(upTo: 1 << 20)).readableBytesView) } catch {
        return Self.answer(.contentTooLarge, "that is more than a decision has to say")
      }
      guard admits(request, body) else { return Self.answer(.unauthorized, Self.stranger) }
      return await decide(body)
    }
  }

  private func decide(_ body: [UInt8]) async -> Response {
    guard let word = try? JSONDecoder().decode(LedgerPass.Word.self, from: Data(body)),
      let key = IdempotencyKey(word.key)
    else { return Self.answer(.badRequest, "that is no decision") }
    do {
      return Self.answer(.ok, try await desk.decide(key, word.verdict))
    } catch let objection as LedgerObjection {
      return Self.answer(.conflict, objection.description)
    } catch let error as LedgerStoreError {
      return Self.answer(.serviceUnavailable, error.message)
    } catch {
      return Self.answer(.badRequest, "that is no decision")
    }
  }

  private static let stranger = "the signature does not fit this server"

  private func admits(_ request: Request, _ body: [UInt8]) -> Bool {
    pass.admits(EventHeaders(request.headers.map { ($0.name.canonicalName, $0.value) }), body)
  }

  private static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
