public import Commerce
public import Conversations
public import Foundation
public import Hummingbird

/// The console: one page on which an operator follows the conversations going on and reads those that ended.
///
/// | route | answers with |
/// |---|---|
/// | `/` | the page; the newest conversation is shown |
/// | `/conversations/ID` | the page with that conversation; 404 with a way back when unknown |
/// | `/conversations/ID/recording.wav` | the recording, whole or the range asked for; `?download` to keep it |
/// | `/systems` | the back ends and the events: how they stand; `/systems/part` is the part that changes |
/// | `/events` | server-sent events: the state on connecting, then each change |
/// | `/assets/NAME` | style, scripts, icon |
public struct Console: Sendable {
  let directory: any ConversationDirectory
  let systems: any SystemsReporting
  let pages: Pages
  let assets: StaticAssets
  let heartbeat: Duration

  /// Makes a console.
  /// - Parameters:
  ///   - directory: The conversations.
  ///   - systems: How the systems behind stand.
  ///   - shopName: The retailer's name, for the head of the page.
  ///   - timeZone: In which exact times are shown and a day begins.
  ///   - heartbeat: How often an idle event stream says that it is alive.
  ///   - now: The clock.
  /// - Throws: `WebError` when the templates or assets that ship with the module cannot be read.
  public init(
    directory: any ConversationDirectory, systems: any SystemsReporting, shopName: String,
    timeZone: TimeZone = .current,
    heartbeat: Duration = .seconds(15), now: @escaping @Sendable () -> Timestamp
  ) throws {
    self.directory = directory
    self.systems = systems
    self.heartbeat = heartbeat
    pages = Pages(templates: try Templates(), shopName: shopName, timeZone: timeZone, now: now)
    assets = try StaticAssets()
  }

  /// Adds the routes to a router or to a group of one.
  public func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get("/") { _, _ in try await home() }
    router.get("/conversations/:id") { _, context in
      try await page(of: ConversationAddress(encoded: context.parameters.get("id")))
    }
    router.get("/conversations/:id/recording.wav") { request, context in
      try await recording(of: ConversationAddress(encoded: context.parameters.get("id")), for: request)
    }
    router.get("/systems") { _, _ in await systemsPage() }
    router.get("/systems/part") { _, _ in await systemsPart() }
    router.get("/events") { request, _ in events(for: request) }
    router.get("/assets/:name") { request, context in
      assets.response(to: request, name: context.parameters.get("name") ?? "") ?? notFound(.page)
    }
  }
}
