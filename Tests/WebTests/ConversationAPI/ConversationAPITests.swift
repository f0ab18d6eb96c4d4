import AisleTesting
import Commerce
import Conversations
import Foundation
import Journal
import Testing
import Vendors

@testable import Web

/// The API from opening to end, over a real listener.
@Suite struct ConversationAPITests {
  @Test func aConversationIsHeldTurnByTurn() async throws {
    try await APIServer.serving { server, _ in
      let opened = try await server.ask("POST", "/v1/conversations", #"{"channel": "chat"}"#)
      #expect(opened.status == 201)
      #expect(opened.say.contains("Northwind Outfitters"))
      #expect(opened.json["expects"]?.string == "anything")
      #expect(opened.json["ended"]?.bool == false)
      #expect(opened.json.object?["handoff"] == .null)
      #expect(opened.json["pending"]?.bool == false)
      let id = try #require(opened.json["id"]?.string)
      #expect(opened.head.contains("/v1/conversations/\(id)"))
      let hours = try await server.say(id, "when is the fifth street store open today")
      #expect(hours.status == 200)
      #expect(hours.say.contains("8 pm"), "\(hours.say)")
      let bye = try await server.say(id, "no thanks, goodbye")
      #expect(bye.json["ended"]?.bool == true)
      #expect(bye.json["expects"]?.string == "nothing")
      let late = try await server.say(id, "hello?")
      #expect(late.status == 410)
      #expect(late.problem == "conversation-ended")
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      let turns = record.json["turns"]?.array ?? []
      let heard = turns.compactMap { $0["heard"]?.string }
      #expect(heard.contains("when is the fifth street store open today"))
      let calls = turns.flatMap { $0["operations"]?.array ?? [] }
      #expect(calls.contains { $0["operation"]?.string == "findStores" && $0["status"]?.string == "done" })
      #expect(turns.contains { $0["commands"]?.array?.contains { $0["command"]?.string == "start" } == true })
      #expect(turns.contains { $0["decisions"]?.array?.contains { $0["rule"]?.string != nil } == true })
    }
  }

  @Test func endingIsDoneTwiceWithoutHarm() async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      for _ in 0..<2 {
        let ended = try await server.ask("DELETE", "/v1/conversations/\(id)")
        #expect(ended.status == 204)
      }
      #expect(try await server.say(id, "hello").status == 410)
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      #expect(record.json["reason"]?.string == "deleted")
      #expect(try await server.journal.row(of: id)?.endedAt != nil)
    }
  }

  @Test func aMessageSentAgainIsNotSaidAgain() async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      let first = try await server.say(id, "where is my order", message: "m1")
      let again = try await server.say(id, "where is my order", message: "m1")
      #expect(first.json == again.json)
      let other = try await server.say(id, "cancel my order", message: "m1")
      #expect(other.status == 409)
      #expect(other.problem == "message-conflict")
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      let heard = (record.json["turns"]?.array ?? []).compactMap { $0["heard"]?.string }
      #expect(heard == ["where is my order"])
    }
  }

  @Test func theSameMessageAtOnceIsSaidOnce() async throws {
    try await APIServer.serving(backend: FixtureBackend(delay: .milliseconds(20))) { server, _ in
      let id = try await server.open()
      let answers = try await withThrowingTaskGroup(of: APIServer.Answer.self) { group in
        for _ in 0..<12 { group.addTask { try await server.say(id, "where is my order", message: "same") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count == 12)
      #expect(Set(answers.map(\.json)).count == 1)
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      #expect((record.json["turns"]?.array ?? []).count { $0["heard"]?.string != nil } == 1)
    }
  }

  @Test func messagesAtOnceAreWorkedOffOneAfterTheOther() async throws {
    try await APIServer.serving(backend: FixtureBackend(delay: .milliseconds(20))) { server, _ in
      let id = try await server.open()
      let texts = (0..<10).map { "message number \($0) about nothing" }
      let answers = try await withThrowingTaskGroup(of: APIServer.Answer.self) { group in
        for text in texts { group.addTask { try await server.say(id, text) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let taken = answers.count { $0.status == 200 }
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      let turns = record.json["turns"]?.array ?? []
      let heard = turns.compactMap { $0["heard"]?.string }
      #expect(heard.count == taken)
      #expect(Set(heard).isSubset(of: texts))
      // Whoever was not heard is told why.
      #expect(answers.allSatisfy { $0.status == 200 || $0.status == 410 })
    }
  }

  @Test func aSlowBackEndIsNotWaitedForForever() async throws {
    var limits = ConversationAPILimits()
    limits.answerWait = .milliseconds(100)
    try await APIServer.serving(backend: FixtureBackend(delay: .milliseconds(700)), limits: limits) { server, _ in
      let opened = try await server.ask("POST", "/v1/conversations", "{}")
      #expect(opened.status == 201)
      #expect(opened.json["pending"]?.bool == true)
      let id = try #require(opened.json["id"]?.string)
      let asked = try await server.say(id, "when is the fifth street store open today")
      #expect(asked.json["pending"]?.bool == true)
      let record = try await server.ask("GET", "/v1/conversations/\(id)?wait=10")
      #expect(record.json["pending"]?.bool == false)
      let said = (record.json["turns"]?.array ?? []).flatMap { $0["say"]?.array ?? [] }.compactMap(\.string)
      #expect(said.contains { $0.contains("8 pm") }, "\(said)")
    }
  }

  @Test func whatIsSaidLateComesWithTheNextAnswerOnce() async throws {
    var limits = ConversationAPILimits()
    limits.answerWait = .milliseconds(100)
    try await APIServer.serving(backend: FixtureBackend(delay: .milliseconds(400)), limits: limits) { server, _ in
      let id = try await server.open()
      _ = try await server.ask("GET", "/v1/conversations/\(id)?wait=10")
      let first = try await server.say(id, "when is the fifth street store open today")
      _ = try await server.ask("GET", "/v1/conversations/\(id)?wait=10")
      let second = try await server.say(id, "thanks")
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      let all = (record.json["turns"]?.array ?? []).dropFirst().flatMap { $0["say"]?.array ?? [] }.compactMap(\.string)
      let told = [first, second].flatMap { $0.json["say"]?.array ?? [] }.compactMap(\.string)
      #expect(told == all)
    }
  }
}
