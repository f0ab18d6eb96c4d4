public import Hummingbird

/// The page on which a customer talks to the house from a browser, with what is said beside it.
///
/// | route | answers with |
/// |---|---|
/// | `/talk` | the page |
/// | `/talk/assets/NAME` | its style, scripts, icon |
///
/// The audio goes over the socket of `Telephony`'s browser line.
public struct TalkPage: Sendable {
  /// What the template reads.
  private struct Values: Sendable {
    var shopName: String
    /// Whether the talk is recorded: then it is said before the button is pressed.
    var isRecorded: Bool
  }

  private let page: String
  private let assets: StaticAssets

  /// Makes the page.
  /// - Parameters:
  ///   - shopName: Whom the customer talks to.
  ///   - isRecorded: Whether talks are recorded.
  /// - Throws: `WebError` when the templates or assets that ship with the module cannot be read.
  public init(shopName: String, isRecorded: Bool) throws {
    page = try Templates().render(Values(shopName: shopName, isRecorded: isRecorded), with: "talk")
    assets = try StaticAssets()
  }

  /// Adds the routes to a router or to a group of one.
  public func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get("/talk") { _, _ in Response(html: page, headers: SecurityHeaders.talk) }
    router.get("/talk/assets/:name") { request, context in
      let name = context.parameters.get("name") ?? ""
      guard name.hasPrefix("talk") || name == "icon.svg", let found = assets.response(to: request, name: name) else {
        throw HTTPError(.notFound)
      }
      return found
    }
  }
}

extension Response {
  /// A page.
  init(html: String, status: HTTPResponse.Status = .ok, headers: HTTPFields) {
    var headers = headers
    headers[.contentType] = "text/html; charset=utf-8"
    self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }
}
