import HTTPTypes
public import Hummingbird

/// Whether the house can take a call.
public enum Readiness: Sendable, Hashable {
  /// It can.
  case ready
  /// It can, but something needs somebody's attention (a short text without personal data).
  case readyBut(String)
  /// It cannot, and why (a short text without personal data).
  case notReady(String)
}

/// Adds `/healthz` (the process lives), `/readyz` (it can take calls; 503 with the reason otherwise) and `/metrics`
/// (Prometheus text format 0.0.4).
public enum HealthRoutes {
  /// Adds the three routes.
  /// - Parameters:
  ///   - readiness: asked at each request, unless the house is draining, which is not ready in itself.
  ///   - metrics: whose figures `/metrics` shows; nil leaves the route out.
  public static func add<Context: RequestContext>(
    to router: Router<Context>, draining: DrainState, metrics: PrometheusRegistry?,
    readiness: @escaping @Sendable () async -> Readiness
  ) {
    router.get("/healthz") { _, _ in text(.ok, "alive\n") }
    router.get("/readyz") { _, _ in
      if draining.isDraining { return text(.serviceUnavailable, "draining\n") }
      switch await readiness() {
      case .ready: return text(.ok, "ready\n")
      case .readyBut(let reason): return text(.ok, "ready, but \(reason)\n")
      case .notReady(let reason): return text(.serviceUnavailable, reason + "\n")
      }
    }
    guard let metrics else { return }
    router.get("/metrics") { _, _ in
      text(.ok, metrics.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  private static func text(
    _ status: HTTPResponse.Status, _ body: String, type: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: body)))
  }
}
