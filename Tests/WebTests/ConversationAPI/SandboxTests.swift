import AisleTesting
import Commerce
import Conversations
import Foundation
import Journal
import Testing
import Vendors

@testable import Web

/// Conversations in worlds of their own.
@Suite struct ConversationSandboxTests {
  private func cancel(_ server: APIServer, _ id: String) async throws -> APIServer.Answer {
    let order = try #require(RetailFixture.orders["73358"])
    _ = try await server.say(id, "please cancel order \(order.number)")
    _ = try await server.say(id, order.deliverTo.postcode)
    return try await server.say(id, "yes")
  }

  @Test func twoConversationsAboutOneOrderDoNotMeet() async throws {
    try await APIServer.serving { server, _ in
      let first = try await server.open(#"{"sandbox": "play"}"#)
      let second = try await server.open(#"{"sandbox": {"name": "play", "dialect": "v2"}}"#)
      _ = try await cancel(server, first)
      let changed = try await server.ask("GET", "/v1/conversations/\(first)/world")
      #expect(changed.json["dialect"]?.string == "v1")
      #expect(changed.json["sandbox"]?.string == "play")
      let orders = changed.json["state"]?["orders"]?.object ?? [:]
      #expect(orders.count == 1)
      let calls = changed.json["calls"]?.array ?? []
      #expect(calls.map { $0["name"]?.string } == ["cancel_pending_order"])
      #expect(calls.map { $0["done"]?.bool } == [true])
      let untouched = try await server.ask("GET", "/v1/conversations/\(second)/world")
      #expect(untouched.json["dialect"]?.string == "v2")
      #expect(untouched.json["state"]?["orders"]?.object?.isEmpty == true)
      // The same order can be called off in the other world: nothing happened to it there.
      _ = try await cancel(server, second)
      let own = try await server.ask("GET", "/v1/conversations/\(second)/world")
      #expect(own.json["calls"]?.array?.map { $0["done"]?.bool } == [true])
    }
  }

  @Test func practiceIsJournaledApart() async throws {
    try await APIServer.serving { server, _ in
      let practice = try await server.open(#"{"sandbox": "play"}"#)
      let real = try await server.open()
      for id in [practice, real] { _ = try await server.ask("DELETE", "/v1/conversations/\(id)") }
      #expect(try await server.journal.conversations(open: nil, limit: 10).map(\.id) == [real])
      #expect(try await server.practiceJournal.conversations(open: nil, limit: 10).map(\.id) == [practice])
      #expect(try await server.practiceJournal.entries(of: practice).contains { $0.kind == "note.door" })
    }
  }

  @Test func theWorldIsThereAfterTheEnd() async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open(#"{"sandbox": "play"}"#)
      _ = try await cancel(server, id)
      _ = try await server.ask("DELETE", "/v1/conversations/\(id)")
      let world = try await server.ask("GET", "/v1/conversations/\(id)/world")
      #expect(world.status == 200)
      #expect(world.json["state"]?["orders"]?.object?.count == 1)
    }
  }

  @Test(arguments: [
    (#"{"sandbox": "nowhere"}"#, 422, "unknown-sandbox", ["play", "empty"]),
    (#"{"sandbox": {"name": "play", "dialect": "v9"}}"#, 422, "invalid", ["v1", "v2"]),
    (#"{"sandbox": {"name": "empty", "dialect": "v1"}}"#, 422, "invalid", []),
    (#"{"sandbox": {"name": "play", "dialekt": "v1"}}"#, 422, "invalid", ["name", "dialect"]),
  ])
  func whatThereIsNotIsTold(_ body: String, _ status: Int, _ kind: String, _ known: [String]) async throws {
    try await APIServer.serving { server, _ in
      let answer = try await server.ask("POST", "/v1/conversations", body)
      #expect(answer.status == status)
      #expect(answer.problem == kind)
      #expect((answer.json["known"]?.array ?? []).compactMap(\.string) == known)
    }
  }

  @Test func aSandboxWithoutDataSaysWhatToDo() async throws {
    try await APIServer.serving { server, _ in
      let answer = try await server.ask("POST", "/v1/conversations", #"{"sandbox": "empty"}"#)
      #expect(answer.status == 422)
      #expect(answer.problem == "sandbox-unavailable")
      #expect(answer.json["detail"]?.string?.contains("name its folder") == true)
    }
  }

  @Test func onlyPracticeTellsItsWorld() async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      let answer = try await server.ask("GET", "/v1/conversations/\(id)/world")
      #expect(answer.status == 409)
      #expect(answer.problem == "not-a-sandbox")
    }
  }
}
