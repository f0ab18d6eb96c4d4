internal import Commerce
internal import Foundation
internal import HTTPServer
internal import Hummingbird
internal import Operations

/// The way from the `aisle ledger` command to the server that holds the ledger: on this machine only, and only for whoever may
/// read the master key, since requests are signed with what is made of it.
struct LedgerRoutes: Sendable {
  static let path = "/internal/ledger"

  var desk: LedgerDesk
  var pass: ControlPass

  func addRoutes(to router: Router<ServerContext>) {
    let group = router.group(RouterPath(Self.path)).add(middleware: LoopbackOnlyMiddleware(prefixes: ["/"]))
    group.get { request, _ in
      if case .failure(let refusal) = await pass.body(of: request) { return refusal.answer }
      let encoder = JSONEncoder()
      return ControlPass.answer(.ok, String(decoding: try encoder.encode(await desk.openWrites()), as: UTF8.self))
    }
    group.post { request, _ in
      switch await pass.body(of: request) {
      case .success(let body): await decide(body)
      case .failure(let refusal): refusal.answer
      }
    }
  }

  private func decide(_ body: [UInt8]) async -> Response {
    guard let word = try? JSONDecoder().decode(LedgerClient.Word.self, from: Data(body)),
      let key = IdempotencyKey(word.key)
    else { return ControlPass.answer(.badRequest, "that is no decision") }
    do {
      return ControlPass.answer(.ok, try await desk.decide(key, word.verdict))
    } catch let objection as LedgerObjection {
      return ControlPass.answer(.conflict, objection.description)
    } catch let error as LedgerStoreError {
      return ControlPass.answer(.serviceUnavailable, error.message)
    } catch {
      return ControlPass.answer(.badRequest, "that is no decision")
    }
  }
}
