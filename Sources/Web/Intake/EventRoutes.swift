public import Events
public import Hummingbird
internal import Vendors

/// The way in for webhooks: `POST /events/SOURCE`. Signed, so that it may be reached from outside; everything else about them is
/// decided by the intake.
public struct EventRoutes: Sendable {
  private let intake: WebhookIntake

  /// Makes the routes.
  public init(intake: WebhookIntake) { self.intake = intake }

  /// Adds the route to a router or to a group of one.
  public func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.post("/events/:source") { request, context in
      try await answer(request, source: context.parameters.get("source") ?? "")
    }
  }

  private func answer(_ request: Request, source: String) async throws -> Response {
    let body: [UInt8]
    do {
      // The raw bytes are what is signed.
      body = Array(buffer: try await request.body.collect(upTo: intake.limits.bodyBytes))
    } catch {
      return Self.response(WebhookAnswer(413, "larger than \(intake.limits.bodyBytes) bytes"))
    }
    let headers = EventHeaders(request.headers.map { ($0.name.rawName, $0.value) })
    return Self.response(await intake.receive(source: source, headers: headers, body: body))
  }

  private static func response(_ answer: WebhookAnswer) -> Response {
    var headers = SecurityHeaders.page
    headers[.contentType] = "text/plain; charset=utf-8"
    if let retryAfter = answer.retryAfter { headers[.retryAfter] = String(retryAfter) }
    return Response(
      status: .init(code: answer.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.reason)))
  }
}
