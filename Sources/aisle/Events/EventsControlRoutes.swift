internal import Events
internal import Foundation
internal import HTTPServer
internal import Hummingbird
internal import Operations

/// The way from the `aisle events` command to the server: on this machine only, and only for whoever may read the master key.
struct EventsControlRoutes: Sendable {
  static let path = "/internal/events"

  var desk: EventsDesk
  var pass: ControlPass

  func addRoutes(to router: Router<ServerContext>) {
    let group = router.group(RouterPath(Self.path)).add(middleware: LoopbackOnlyMiddleware(prefixes: ["/"]))
    group.get { request, _ in
      if case .failure(let refusal) = await pass.body(of: request) { return refusal.answer }
      return await answer {
        let report = try await desk.report()
        return String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
      }
    }
    group.post { request, _ in
      switch await pass.body(of: request) {
      case .failure(let refusal): return refusal.answer
      case .success(let body):
        guard let order = try? JSONDecoder().decode(EventsDesk.Order.self, from: Data(body)) else {
          return ControlPass.answer(.badRequest, "that is no order")
        }
        return await answer { try await desk.carryOut(order) }
      }
    }
  }

  private func answer(_ body: () async throws -> String) async -> Response {
    do {
      return ControlPass.answer(.ok, try await body())
    } catch let objection as EventsDesk.Objection {
      return ControlPass.answer(.conflict, objection.description)
    } catch let error as EventsError {
      return ControlPass.answer(.serviceUnavailable, error.description)
    } catch let error as OutboxError {
      return ControlPass.answer(.serviceUnavailable, error.message)
    } catch {
      return ControlPass.answer(.serviceUnavailable, "\(type(of: error))")
    }
  }
}
