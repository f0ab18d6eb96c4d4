import Conversations
import Hummingbird

extension Console {
  /// How many past conversations the list shows.
  static let pastLimit = 50

  /// The page as one finds it: the newest conversation is shown, but not as the reader's choice.
  func home() async throws -> Response {
    let (live, past) = try await lists()
    var shown = live.first
    if shown == nil, let latest = past.first {
      shown = try await directory.conversation(latest.id) ?? latest
    }
    return html(try pages.console(live: live, past: past, shown: shown, chosen: false))
  }

  /// The page with the conversation that the reader chose.
  func page(of address: ConversationAddress?) async throws -> Response {
    guard let address, let shown = try await directory.conversation(address.id) else { return notFound(.conversation) }
    let (live, past) = try await lists()
    return html(try pages.console(live: live, past: past, shown: shown, chosen: true))
  }

  /// The recording, or the part of it that a player asks for when somebody seeks.
  func recording(of address: ConversationAddress?, for request: Request) async throws -> Response {
    let download = request.uri.queryParameters["download"] != nil
    let access = RecordingAccess(by: "console", purpose: download ? .export : .play)
    do {
      guard let address, let recording = try await directory.recording(address.id, access: access) else {
        return notFound(.recording)
      }
      return RecordingResponse(recording: recording, id: address.id, download: download)
        .response(range: request.headers[.range])
    } catch {
      return html(pages.missing(.sealedRecording), status: .internalServerError)
    }
  }

  /// A page that says what is missing and what to do.
  func notFound(_ missing: MissingPage) -> Response {
    html(pages.missing(missing), status: .notFound)
  }

  /// The conversations of the list: those going on, and those that ended and are not still listed as going on.
  func lists() async throws -> (live: [ConversationView], past: [ConversationView]) {
    let live = await directory.live()
    let ongoing = Set(live.map(\.id))
    let past = try await directory.past(limit: Self.pastLimit).filter { !ongoing.contains($0.id) }
    return (live, past)
  }

  func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(html: text, status: status, headers: SecurityHeaders.page)
  }
}
