import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// How requests that stay HTTP are answered.
enum Responding {
  /// Wraps a Hummingbird responder for the channel: refuses late upgrades, never lets an error through unanswered.
  static func closure<R: HTTPResponder>(
    _ responder: R, registry: UpgradeRegistry, logger: Logger
  ) -> HTTPChannelHandler.Responder where R.Context: InitializableFromSource<ApplicationRequestContextSource> {
    { request, writer, channel in
      if asksForUpgrade(request), registry.handler(for: UpgradeRequest.split(request.head.path ?? "").path) != nil {
        // Only a connection's first request can upgrade; the client's next try comes on a fresh connection.
        let body = ByteBuffer(string: "upgrade on a fresh connection\n")
        let head = HTTPResponse(
          status: .upgradeRequired,
          headerFields: [
            .connection: "close", .upgrade: "websocket", .contentType: "text/plain; charset=utf-8",
            .contentLength: "\(body.readableBytes)",
          ])
        try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
        channel.close(promise: nil)
        return
      }
      let response: Response
      do {
        let context = R.Context(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        response = try await responder.respond(to: request, context: context)
      } catch let error as HTTPParserError {
        throw error
      } catch {
        // The type only: an error's text may hold what a customer typed.
        logger.warning("A request failed", metadata: ["error.type": "\(type(of: error))"])
        response = Response(status: .internalServerError)
      }
      try await writer.write(response: response.head, body: response.body)
    }
  }

  private static func asksForUpgrade(_ request: Request) -> Bool {
    request.headers[values: .upgrade].contains { value in
      value.split(separator: ",").contains { $0.lowercased().contains("websocket") }
    }
  }
}
