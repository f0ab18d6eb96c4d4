import AisleTesting
import Conversations
import Foundation
import Journal
import Testing
import Vendors

@testable import Web

/// What the API does not take, and how it says so.
@Suite struct ConversationRefusalTests {
  @Test(arguments: [
    ("", "not-json", 400), ("{", "not-json", 400), ("[]", "invalid", 422), ("\"text\"", "invalid", 422),
    (#"{"text": "a", "txet": "b"}"#, "invalid", 422), (#"{"text": 5}"#, "invalid", 422), (#"{"text": ""}"#, "invalid", 422),
    (#"{"text": " \n\t "}"#, "invalid", 422), (#"{"text": null}"#, "invalid", 422), (#"{}"#, "invalid", 422),
    (#"{"text": "a\u0000b"}"#, "invalid", 422), (#"{"text": "a", "id": ""}"#, "invalid", 422),
    (#"{"text": "a", "id": "with blank"}"#, "invalid", 422), (#"{"text": "a", "id": 7}"#, "invalid", 422),
    (#"{"text": "\ud800"}"#, "not-json", 400), (#"{"text": "a"} trailing"#, "not-json", 400),
    (#"{"text": "\#(String(repeating: "x", count: 4_001))"}"#, "invalid", 422),
    (#"{"text": "\#(String(repeating: "x", count: 70_000))"}"#, "too-large", 413),
    (String(repeating: "[", count: 5_000), "not-json", 400),
  ])
  func badMessagesAreRefusedAndChangeNothing(_ body: String, _ kind: String, _ status: Int) async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      let answer = try await server.ask("POST", "/v1/conversations/\(id)/messages", body)
      #expect(answer.status == status)
      #expect(answer.problem == kind)
      #expect(answer.head.contains("application/problem+json"))
      #expect(answer.json["detail"]?.string?.isEmpty == false)
      let record = try await server.ask("GET", "/v1/conversations/\(id)")
      #expect(record.json["turns"]?.array?.count == 1)
    }
  }

  @Test func anyBytesGetAnAnswer() async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      var random = SystemRandomNumberGenerator()
      let valid = Array(#"{"text": "where is my order", "id": "m"}"#.utf8)
      for round in 0..<150 {
        var bytes = valid
        for _ in 0...(round % 4) {
          switch Int.random(in: 0..<3, using: &random) {
          case 0: bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
          case 1: bytes.remove(at: Int.random(in: 0..<bytes.count, using: &random))
          default:
            bytes.insert(
              UInt8.random(in: 0...255, using: &random), at: Int.random(in: 0...bytes.count, using: &random))
          }
        }
        let path = round % 2 == 0 ? "/v1/conversations" : "/v1/conversations/\(id)/messages"
        let answer = try await server.ask("POST", path, bytes: bytes)
        #expect([200, 201, 400, 409, 410, 422].contains(answer.status), "\(answer) to \(bytes)")
      }
    }
  }

  @Test func anotherContentTypeIsRefused() async throws {
    try await APIServer.serving { server, _ in
      let answer = try await server.ask("POST", "/v1/conversations", "{}", type: "text/plain")
      #expect(answer.status == 415)
      let right = try await server.ask("POST", "/v1/conversations", "{}", type: "Application/JSON; charset=utf-8")
      #expect(right.status == 201)
    }
  }

  @Test(arguments: [nil, "", "aisle_wrong", "aisle_righ", "aisle_rightt", "AISLE_RIGHT", "aisle_right aisle_right"])
  func withoutARightTokenNothingIsTold(_ token: String?) async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      for (method, path) in [
        ("POST", "/v1/conversations"), ("POST", "/v1/conversations/\(id)/messages"), ("GET", "/v1/conversations/\(id)"),
        ("GET", "/v1/conversations/\(id)/world"), ("DELETE", "/v1/conversations/\(id)"),
      ] {
        let answer = try await server.ask(method, path, method == "POST" ? #"{"text": "a"}"# : nil, token: token)
        #expect(answer.status == 401)
        #expect(answer.problem == "unauthorized")
        #expect(answer.head.lowercased().contains("www-authenticate: bearer"))
      }
      #expect(try await server.say(id, "hello").status == 200)
    }
  }

  @Test func aRevokedTokenIsRefusedAtOnce() async throws {
    let gate = APIServer.Gate()
    try await APIServer.serving(gate: gate) { server, _ in
      let id = try await server.open()
      gate.revoked.set(true)
      #expect(try await server.say(id, "hello").status == 401)
    }
  }

  @Test func anotherTokensConversationDoesNotExist() async throws {
    try await APIServer.serving { server, _ in
      let id = try await server.open()
      for (method, path) in [
        ("POST", "/v1/conversations/\(id)/messages"), ("GET", "/v1/conversations/\(id)"),
        ("DELETE", "/v1/conversations/\(id)"), ("GET", "/v1/conversations/\(id)/world"),
      ] {
        let foreign = try await server.ask(
          method, path, method == "POST" ? #"{"text": "a"}"# : nil, token: APIServer.otherToken)
        let unknown = try await server.ask(
          method, path.replacing(id, with: UUID().uuidString.lowercased()), method == "POST" ? #"{"text": "a"}"# : nil)
        #expect(foreign.status == 404)
        #expect(foreign.json == unknown.json, "the answers tell that it exists")
      }
    }
  }

  @Test func eachTokenHasItsShareOfConversations() async throws {
    var limits = ConversationAPILimits()
    limits.perToken = 3
    try await APIServer.serving(limits: limits) { server, _ in
      var ids: [String] = []
      for _ in 0..<3 { ids.append(try await server.open()) }
      let more = try await server.ask("POST", "/v1/conversations", "{}")
      #expect(more.status == 429)
      #expect(more.head.lowercased().contains("retry-after"))
      _ = try await server.open(token: APIServer.otherToken)
      _ = try await server.ask("DELETE", "/v1/conversations/\(ids[0])")
      _ = try await server.open()
    }
  }

  @Test func nobodyIsWaitedForForever() async throws {
    var limits = ConversationAPILimits()
    limits.idle = .zero
    let journal = InMemoryJournal()
    try await APIServer.serving(limits: limits, journal: journal) { server, api in
      let id = try await server.open()
      await api.keeper.book.sweep()
      let late = try await server.say(id, "hello")
      #expect(late.status == 410)
      #expect(late.json["detail"]?.string?.contains("too long") == true)
      #expect(try await journal.row(of: id)?.endedAt != nil)
    }
  }

  @Test func afterARestartItIsSaidThatItIsGone() async throws {
    let journal = InMemoryJournal()
    let before = InMemoryJournal()
    let id = APIServer.Mutexed("")
    try await APIServer.serving(journal: before) { server, _ in
      id.set(try await server.open())
      _ = try await server.say(id.value, "where is my order")
      // What is on disk when the machine fails.
      _ = try await server.ask("GET", "/v1/conversations/\(id.value)")
      var row = try #require(try await before.row(of: id.value))
      row.endedAt = nil
      try await journal.append(try await before.entries(of: id.value), row: row)
    }
    try await APIServer.serving(journal: journal, recovering: true) { server, _ in
      let answer = try await server.say(id.value, "40217")
      #expect(answer.status == 410)
      #expect(answer.json["detail"]?.string?.contains("server was stopped") == true)
      let record = try await server.ask("GET", "/v1/conversations/\(id.value)")
      #expect(record.status == 200)
      #expect(record.json["reason"]?.string == "restart")
      #expect((record.json["turns"]?.array ?? []).contains { $0["heard"]?.string == "where is my order" })
      let foreign = try await server.ask("GET", "/v1/conversations/\(id.value)", token: APIServer.otherToken)
      #expect(foreign.status == 404)
    }
  }
}
