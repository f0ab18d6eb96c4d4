public import Conversations
import Dialogue
import HTTPTypes
public import Hummingbird
internal import Logging
import Vendors

/// The text door: conversations held by other programs, turn by turn.
///
/// | route | does |
/// |---|---|
/// | `POST /v1/conversations` | opens one |
/// | `POST /v1/conversations/ID/messages` | hands over what the customer writes, and gives the agent's answer |
/// | `GET /v1/conversations/ID` | tells its turns with commands, decisions and operations |
/// | `GET /v1/conversations/ID/world` | tells what it changed in its sandbox |
/// | `DELETE /v1/conversations/ID` | ends it |
public struct ConversationAPI: Sendable {
  private let house: ConversationHouse
  private let journal: JournalKeeping
  private let shelf: SandboxShelf
  private let gate: any TokenGate
  private let limits: ConversationAPILimits
  private let book: Book
  /// Guesses in sandboxes.
  private let tries = RecentTries()

  /// Makes the API.
  /// - Parameters:
  ///   - house: Runs the conversations.
  ///   - journal: Where real conversations are kept.
  ///   - shelf: The sandboxes, and where theirs are.
  ///   - gate: Who may come in.
  public init(
    house: ConversationHouse, journal: JournalKeeping, shelf: SandboxShelf, gate: any TokenGate,
    limits: ConversationAPILimits = ConversationAPILimits()
  ) {
    self.house = house
    self.journal = journal
    self.shelf = shelf
    self.gate = gate
    self.limits = limits
    book = Book(limits: limits)
  }

  /// What ends idle conversations, and all of them when the house stops.
  public var keeper: ConversationAPIKeeper { ConversationAPIKeeper(book: book) }

  /// Adds the routes to a router or to a group of one.
  public func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.post("/v1/conversations") { request, _ in
      await answer(request) { holder throws(Problem) in try await open(request, holder) }
    }
    router.post("/v1/conversations/:id/messages") { request, context in
      await answer(request) { holder throws(Problem) in
        let session = try await session(context.parameters.get("id"), holder)
        return JSONResponse.response(try await session.answer(MessageAsked(try await body(of: request))))
      }
    }
    router.get("/v1/conversations/:id") { request, context in
      await answer(request) { holder throws(Problem) in
        try await whole(context.parameters.get("id"), holder, wait: try wait(request))
      }
    }
    router.get("/v1/conversations/:id/world") { request, context in
      await answer(request) { holder throws(Problem) in
        JSONResponse.response(try await session(context.parameters.get("id"), holder).world())
      }
    }
    router.delete("/v1/conversations/:id") { request, context in
      await answer(request) { holder throws(Problem) in
        try await session(context.parameters.get("id"), holder).end("deleted")
        return Response(status: .noContent, headers: SecurityHeaders.page)
      }
    }
  }

  /// Lets a holder of a token in, and turns problems into answers.
  private func answer(
    _ request: Request, _ body: (TokenHolder) async throws(Problem) -> Response
  ) async -> Response {
    do throws(Problem) {
      return try await body(try holder(request))
    } catch {
      return error.response
    }
  }

  private func holder(_ request: Request) throws(Problem) -> TokenHolder {
    guard let field = request.headers[.authorization] else {
      throw Problem(
        .unauthorized, "Send 'Authorization: Bearer TOKEN'; `aisle token create NAME` on the server makes a token.")
    }
    let parts = field.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer",
      let holder = gate.holder(of: parts[1].trimmingPrefix(while: { $0 == " " }).description)
    else {
      throw Problem(
        .unauthorized, "The token is not valid, or it was revoked; `aisle token list` names those there are.")
    }
    return holder
  }

  private func body(of request: Request) async throws(Problem) -> [UInt8] {
    if let type = request.headers[.contentType] {
      let media = type.split(separator: ";").first.map { $0.lowercased().filter { !$0.isWhitespace } }
      guard media == "application/json" else {
        throw Problem(.wrongType, "Send the body with 'Content-Type: application/json'.")
      }
    }
    do {
      return Array(buffer: try await request.body.collect(upTo: limits.bodyBytes))
    } catch {
      throw Problem(.tooLarge, "A body may have \(limits.bodyBytes) bytes.")
    }
  }

  /// How long a reader would wait for what is under way, in seconds.
  private func wait(_ request: Request) throws(Problem) -> Duration {
    guard let text = request.uri.queryParameters["wait"] else { return .zero }
    guard let seconds = Int(text), (0...30).contains(seconds) else {
      throw Problem(.invalid, "'wait' must be 0 to 30 seconds.", field: "wait")
    }
    return .seconds(seconds)
  }

  private func open(_ request: Request, _ holder: TokenHolder) async throws(Problem) -> Response {
    let asked = try OpeningAsked(try await body(of: request))
    try book.reserve(holder)
    do {
      let session = try await session(asked, holder)
      book.settle(holder, session)
      return JSONResponse.response(
        await session.opening(), status: .created, more: [.location: "/v1/conversations/\(session.id)"])
    } catch {
      book.settle(holder, nil)
      throw error
    }
  }

  /// Opens a conversation where it was asked to stand.
  private func session(_ asked: OpeningAsked, _ holder: TokenHolder) async throws(Problem) -> Session {
    let happenings = Session.Happenings()
    var standing: Standing?
    var practice: Session.Practice?
    if let wanted = asked.sandbox {
      let (sandbox, world) = try await world(wanted)
      standing = Standing(
        artefacts: sandbox.artefacts, backend: world.backend, journal: shelf.journal, tries: tries,
        whose: "\(sandbox.name) \(holder.id) ")
      practice = Session.Practice(
        sandbox: sandbox.name, dialect: wanted.dialect ?? sandbox.dialects.first, world: world)
    }
    let chat = await house.chat(channel: asked.channel, standing: standing) { happenings.take($0) }
    await chat.note(DoorNote(holder: holder.id, sandbox: practice?.sandbox, dialect: practice?.dialect))
    return Session(
      chat, channel: asked.channel, practice: practice, happenings: happenings, answerWait: limits.answerWait)
  }

  private func world(_ wanted: SandboxAsked) async throws(Problem) -> (Sandbox, any PracticeWorld) {
    guard let sandbox = shelf.sandboxes.first(where: { $0.name == wanted.name }) else {
      let known = shelf.sandboxes.map(\.name)
      throw Problem(
        .unknownSandbox,
        known.isEmpty
          ? "There are no sandboxes; they are folders below retail/sandboxes."
          : "There is no sandbox '\(wanted.name.prefix(60))'; known: \(known.joined(separator: ", ")).",
        field: "sandbox", known: known)
    }
    if let dialect = wanted.dialect, !sandbox.dialects.contains(dialect) {
      throw Problem(
        .invalid,
        sandbox.dialects.isEmpty
          ? "The sandbox '\(sandbox.name)' has no dialects."
          : "The sandbox '\(sandbox.name)' has no dialect '\(dialect.prefix(60))'; known: \(sandbox.dialects.joined(separator: ", ")).",
        field: "sandbox.dialect", known: sandbox.dialects)
    }
    do {
      return (sandbox, try await sandbox.world(wanted.dialect))
    } catch {
      throw Problem(.sandboxUnavailable, "\(error)", field: "sandbox")
    }
  }

  /// The holder's conversation that goes on or ended a short while ago.
  private func session(_ id: String?, _ holder: TokenHolder) async throws(Problem) -> Session {
    guard let id, ConversationAddress(id) != nil else { throw Self.unknown }
    if let session = book.session(id, of: holder) { return session }
    let (stored, _) = try await stored(id, holder)
    throw Problem(.ended, EndReason.words(Trace(stored.recorded).endReason ?? "restart"))
  }

  private func whole(_ id: String?, _ holder: TokenHolder, wait: Duration) async throws(Problem) -> Response {
    guard let id, ConversationAddress(id) != nil else { throw Self.unknown }
    if let session = book.session(id, of: holder) {
      return JSONResponse.response(await session.whole(wait: wait))
    }
    let (stored, door) = try await stored(id, holder)
    return JSONResponse.response(
      Told.conversation(
        id, channel: stored.channel, sandbox: door.sandbox, dialect: door.dialect, Trace(stored.recorded),
        pending: false))
  }

  /// A conversation that is only in the journal now. Throws when there is none of the holder's.
  private func stored(
    _ id: String, _ holder: TokenHolder
  ) async throws(Problem) -> (StoredConversation, DoorNote) {
    do {
      for keeping in [journal, shelf.journal] {
        guard let stored = try await keeping.conversation(id) else { continue }
        guard let door = stored.door, door.holder == holder.id else { break }
        return (stored, door)
      }
    } catch {
      throw Problem(.unavailable, "The journal cannot be read.", retryAfter: 5)
    }
    throw Self.unknown
  }

  private static let unknown = Problem(
    .notFound, "There is no conversation of this identifier, or it is another token's.")
}
