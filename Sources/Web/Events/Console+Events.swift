import Conversations
import Hummingbird
import ServiceLifecycle

extension Console {
  /// The live stream: `lists`, `house` and every live conversation first (and the one asked for with `?selected=ID`),
  /// then each change. It ends when the reader leaves, the directory's updates end, or the server shuts down.
  func events(for request: Request) -> Response {
    var headers = SecurityHeaders.page
    headers[.contentType] = "text/event-stream"
    headers[.cacheControl] = "no-store, no-transform"
    let selected = request.uri.queryParameters["selected"].flatMap { ConversationAddress(String($0)) }
    let body = ResponseBody { writer in
      let mailbox = Mailbox()
      // Subscribed before the state is read: a change between the two comes twice rather than not at all.
      let updates = await directory.updates()
      try await request.body.consumeWithInboundCloseHandler { _ in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { await cancelWhenGracefulShutdown { await Self.forward(updates, to: mailbox) } }
          group.addTask { try await Self.beat(mailbox, every: heartbeat) }
          defer { group.cancelAll() }
          try await write(mailbox, selected: selected, to: &writer)
        }
      } onInboundClosed: {
        mailbox.close()
      }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: headers, body: body)
  }

  private static func forward(_ updates: AsyncStream<ConversationView>, to mailbox: Mailbox) async {
    for await view in updates { mailbox.put(view) }
    mailbox.close()
  }

  private static func beat(_ mailbox: Mailbox, every interval: Duration) async throws {
    while true {
      do { try await Task.sleep(for: interval) } catch { return }
      mailbox.beat()
    }
  }

  private func write(
    _ mailbox: Mailbox, selected: ConversationAddress?, to writer: inout any ResponseBodyWriter
  ) async throws {
    try await writer.write(ServerSentEvent.preamble)
    var (live, past) = try await lists()
    try await writer.write(ServerSentEvent(name: "lists", json: pages.lists(live: live, past: past)).buffer)
    try await writer.write(ServerSentEvent(name: "house", json: pages.house(live: live, past: past)).buffer)
    for view in live.reversed() { try await writer.write(event(view)) }
    if let selected, !live.contains(where: { $0.id == selected.id }),
      let view = try await directory.conversation(selected.id)
    {
      try await writer.write(event(view))
    }
    while let item = await mailbox.next() {
      switch item {
      case .heartbeat:
        try await writer.write(ServerSentEvent.heartbeat)
      case .changed(let view):
        try await writer.write(event(view))
        live.removeAll { $0.id == view.id }
        past.removeAll { $0.id == view.id }
        if view.endedAt == nil { live.insert(view, at: 0) } else { past.insert(view, at: 0) }
        try await writer.write(ServerSentEvent(name: "house", json: pages.house(live: live, past: past)).buffer)
      }
    }
  }

  private func event(_ view: ConversationView) throws -> ByteBuffer {
    try ServerSentEvent(name: "conversation", json: pages.event(of: view)).buffer
  }
}
