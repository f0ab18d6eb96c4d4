import Commerce
import Conversations
import Foundation
import ServiceLifecycle
import Synchronization
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1))) struct EventTests {
  let live = Samples.view(
    "live-1", opened: Samples.noon.adding(milliseconds: -42_000), seconds: nil, intent: "Order status", turns: 2)
  let past = Samples.view(
    "past-1", opened: Samples.noon.adding(milliseconds: -720_000), seconds: 54, intent: "Returns", outcome: "resolved",
    turns: 13)

  struct Change: Decodable {
    var id: String
    var live: Bool
    var listItemHTML: String
    var detailHTML: String
  }

  static func changes(in stream: String) throws -> [Change] {
    try stream.components(separatedBy: "event: conversation\ndata: ").dropFirst().compactMap { part in
      let lines = part.components(separatedBy: "\n\n")
      guard lines.count > 1 else { return nil }
      // A chunk's length may stand between: the JSON reaches from the first brace to the last.
      let json = lines[0].components(separatedBy: "\r\n").max { $0.count < $1.count } ?? ""
      return try JSONDecoder().decode(Change.self, from: Data(json.utf8))
    }
  }

  @Test func stateComesFirstThenEachChange() async throws {
    let directory = ScriptedDirectory([live, past])
    let grown = Samples.view("live-1", opened: live.openedAt, seconds: nil, intent: "Order status", turns: 3)
    let ended = Samples.view(
      "live-1", opened: live.openedAt, seconds: 40, intent: "Order status", outcome: "resolved", turns: 13)
    let step = Mutex(0)
    try await TestServer.serving(directory) { server in
      let text = try await server.stream("/events?selected=past-1") { text in
        let now = step.withLock { $0 }
        if now == 0, text.contains("\"id\":\"past-1\"") {
          step.withLock { $0 = 1 }
          directory.update(grown)
        } else if now == 1, text.contains("What is the order number?") {
          step.withLock { $0 = 2 }
          directory.update(ended)
        }
        return text.contains("Goodbye, and thank you for calling.") && text.contains("\"title\":\"0 calls now")
      }
      #expect(text.contains("text/event-stream"))
      let order = ["event: lists", "event: house", "event: conversation"].compactMap { text.range(of: $0)?.lowerBound }
      #expect(order.count == 3 && order == order.sorted())
      let changes = try Self.changes(in: text)
      #expect(changes.map(\.id) == ["live-1", "past-1", "live-1", "live-1"])
      #expect(changes.map(\.live) == [true, false, true, false])
      #expect(changes[2].detailHTML.contains("<b>640 ms</b> to answer"))
      #expect(changes[3].listItemHTML.contains("resolved"))
      #expect(text.contains("\"title\":\"1 call now"))
    }
  }

  @Test func theStreamSaysThatItIsAliveAndEndsWithItsReader() async throws {
    let directory = ScriptedDirectory()
    try await TestServer.serving(directory, heartbeat: .milliseconds(20)) { server in
      let text = try await server.stream("/events") { $0.contains(": still here") }
      #expect(text.contains("event: house"))
      while directory.readers > 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func shuttingDownEndsTheStream() async throws {
    try await TestServer.serving(ScriptedDirectory()) { server in
      let text = try await server.stream("/events") { text in
        if text.contains("event: house") { await server.group.triggerGracefulShutdown() }
        return false
      }
      #expect(text.contains("event: lists"))
    }
  }

  @Test func theMailboxKeepsTheNewestOnly() async {
    let mailbox = Mailbox()
    var view = live
    for intent in ["first", "second", "last"] {
      view.intent = intent
      mailbox.put(view)
    }
    mailbox.beat()
    mailbox.beat()
    mailbox.close()
    guard case .changed(let newest) = await mailbox.next() else {
      Issue.record("no change")
      return
    }
    #expect(newest.intent == "last")
    guard case .heartbeat = await mailbox.next() else {
      Issue.record("no heartbeat")
      return
    }
    let end = await mailbox.next()
    #expect(end == nil)
  }
}
