import Commerce
import Foundation
import Synchronization
import TestSockets
import Testing

@testable import Connectors

/// Lists in pages: whole, or an invalid answer.
@Suite struct PagesTests {
  private static func file(_ pages: String, most: Int = 5) -> String {
    """
    backend: api
    kind: http
    url: URL/v1
    auth: { bearer: env:KEY }
    operations:
      identifyCustomer:
        request: { send: GET /customers, query: { email: "{email}" } }
        refuses: [phone, loyaltyNumber, givenName, familyName, postcode]
        pages: { \(pages), most: \(most) }
        result: { customers: items.*.id }

    """
  }

  /// What a server that answers so brings, and how often it was asked.
  private static func found(
    _ pages: String, most: Int = 5,
    _ script:
      @escaping @Sendable (ScriptedServer.Request, _ call: Int) ->
      ScriptedServer.Answer
  ) async throws -> (customers: [String]?, failure: OperationFailure?, asked: [String]) {
    let calls = Counter()
    let server = try await ScriptedServer { request in script(request, calls.next()) }
    defer { server.stop() }
    let text = file(pages, most: most).replacing("URL", with: server.url)
    let file = try BackendFileReader().read(file: "api.yaml", text: text)
    let factory = BackendFactory(environment: ["KEY": "k"], directory: URL(filePath: "/nowhere/api.yaml"))
    let backend = try MappedBackend(name: file.name, mapping: #require(file.mapping), peer: factory.peer(file))
    var (customers, failure) = (nil as [String]?, nil as OperationFailure?)
    do throws(OperationFailure) {
      customers = try await backend.perform(
        IdentifyCustomer(email: "a@example.com"), OperationContext(budget: .seconds(60))
      ).outcome.customers
    } catch { failure = error }
    return (customers, failure, server.requests.map(\.target))
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
      count.withLock {
        $0 += 1
        return $0
      }
    }
  }

  @Test(arguments: [
    ("next: more, query: after", #""more": "t1""#, #""more": null"#),
    ("next: more, query: after", #""more": 7"#, #""more": 0"#),
    ("next: more, query: after", #""more": "t1""#, #""more": false"#),
    ("next: more, query: after", #""more": "x""#, #""more": """#),
    ("address: more", #""more": "/v1/customers?after=t1""#, #""more": null"#),
    ("page: page", #""x": 1"#, #""x": 1"#),
  ]) func allPagesAreRead(_ pages: String, _ more: String, _ end: String) async throws {
    let (customers, failure, asked) = try await Self.found("items: items, " + pages) { _, call in
      switch call {
      case 1: .init(200, #"{"items": [{"id": "A"}, {"id": "B"}], \#(more)}"#)
      case 2: .init(200, #"{"items": [{"id": "C"}], \#(end)}"#)
      default: .init(200, #"{"items": []}"#)
      }
    }
    #expect(customers == ["A", "B", "C"], "\(failure?.message ?? "")")
    #expect(asked.first == "/v1/customers?email=a%40example.com" && asked.count == (pages == "page: page" ? 3 : 2))
  }

  @Test func pagesByLinkAreRead() async throws {
    let (customers, failure, asked) = try await Self.found("items: $.items, link: true") { _, call in
      .init(
        200, #"{"items": [{"id": "\#(call)"}]}"#,
        headers: call < 3
          ? [("Link", "</v1/customers?p=1>; rel=prev"), ("Link", "</v1/customers?p=\(call + 1)>; rel=\"next\"")] : [])
    }
    #expect(customers == ["1", "2", "3"], "\(failure?.message ?? "")")
    #expect(asked.dropFirst() == ["/v1/customers?p=2", "/v1/customers?p=3"])
  }

  /// The last number plus one may be answered in several ways.
  @Test(arguments: [(404, #"{"error": "no such page"}"#), (200, #"{"items": []}"#), (200, #"{"items": null}"#)])
  func beyondTheLastNumber(_ status: Int, _ body: String) async throws {
    let (customers, failure, _) = try await Self.found("items: items, page: page, from: 0") { _, call in
      call == 1 ? .init(200, #"{"items": [{"id": "A"}]}"#) : .init(status, body)
    }
    #expect(customers == ["A"], "\(failure?.message ?? "")")
  }

  /// Half a list is none.
  @Test(arguments: [
    (#"{"items": "none"}"#, "text stands at 'items' of page 2"),
    (#"{"items": {"id": "B"}}"#, "a record stands at 'items'"),
    (#"{"items": false}"#, "true or false stands at"), ("{}", "nothing stands at 'items' of page 2"),
    ("[]", "nothing stands at 'items'"), ("null", "nothing stands at"),
    (#"{"items": ["B"]}"#, "text stands in the list of"),
    (#"{"items": [{"id": "A"}], "more": "t2"}"#, "is the same as the one before"),
    (#"{"items": [{"id": "B"}], "more": "t1"}"#, "is one that was read already"),
    (#"{"items": [{"id": "B"}], "more": {"after": "x"}}"#, "a record at 'more' names no page"),
    (#"{"items": [{"id": "B"}], "more": true}"#, "true or false at 'more' names no page"),
    (#"{"items": [{"id": "B""#, "answered something that is not JSON"),
  ]) func whatIsNoNextPage(_ body: String, _ expected: String) async throws {
    let (customers, failure, _) = try await Self.found("items: items, next: more, query: after") { _, call in
      .init(200, call == 1 ? #"{"items": [{"id": "A"}], "more": "t1"}"# : body)
    }
    #expect(customers == nil && failure?.code == .invalidResponse)
    #expect(failure?.message.contains(expected) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: [
    ("<http://127.0.0.1:9/v1/customers?p=2>; rel=next", "stands elsewhere"),
    ("<https://api.example/v1/customers?p=2>; rel=next", "stands elsewhere"),
    ("</v2/customers>; rel=next", "stands elsewhere"),
    ("</v1x/customers>; rel=next", "stands elsewhere"), ("/v1/customers?p=2; rel=next", "cannot be read"),
  ]) func linksThatLeadNowhere(_ link: String, _ expected: String) async throws {
    let (customers, failure, asked) = try await Self.found("items: items, link: true") { _, _ in
      .init(200, #"{"items": [{"id": "A"}]}"#, headers: [("Link", link)])
    }
    #expect(customers == nil && failure?.code == .invalidResponse && asked.count == 1)
    #expect(failure?.message.contains(expected) == true, "\(failure?.message ?? "")")
  }

  @Test func pagesThatNeverEndAreBounded() async throws {
    let (customers, _, asked) = try await Self.found("items: items, next: more, query: after", most: 3) { _, call in
      .init(200, #"{"items": [{"id": "\#(call)"}], "more": "t\#(call)"}"#)
    }
    #expect(customers == ["1", "2", "3"] && asked.count == 3)
  }

  @Test func whatCannotBePutTogetherIsAMistake() {
    for place in ["payload.*.items", "list[0]", "$answer.headers.x"] {
      let text = Self.file("items: \"\(place)\", page: p").replacing("URL", with: "https://a.example")
      #expect(throws: (any Error).self, "\(place)") { try BackendFileReader().read(file: "api.yaml", text: text) }
    }
  }
}
