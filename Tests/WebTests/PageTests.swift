import Commerce
import Conversations
import Testing

@Suite struct PageTests {
  let live = Samples.view(
    "live-1", opened: Samples.noon.adding(milliseconds: -42_000), seconds: nil, intent: "Order status", turns: 7)
  let past = Samples.view(
    "past-1", opened: Samples.noon.adding(milliseconds: -720_000), seconds: 54, intent: "Returns", outcome: "resolved",
    turns: 13)

  @Test func emptyHouseSaysHowToFillIt() async throws {
    try await TestServer.serving(ScriptedDirectory()) { server in
      let page = try await server.get("/")
      #expect(page.status == 200)
      #expect(page.header("Content-Type") == "text/html; charset=utf-8")
      #expect(page.text.contains("No calls yet"))
      #expect(page.text.contains("script/demo"))
      #expect(page.text.contains("<strong>0</strong> <span>calls now</span>"))
      #expect(page.text.contains("<strong>–</strong>"))
    }
  }

  @Test func homeShowsTheLiveConversation() async throws {
    try await TestServer.serving(ScriptedDirectory([live, past])) { server in
      let page = try await server.get("/").text
      #expect(page.contains("data-mode=\"followed\""))
      #expect(page.contains("<title>1 call now · Harbour &amp; Pine · Aisle</title>"))
      #expect(page.contains("<strong>2</strong> <span>today</span>"))
      #expect(page.contains("<article class=\"conversation\" data-id=\"live-1\" data-live>"))
      #expect(page.contains("href=\"/conversations/live-1\" aria-current=\"page\""))
      #expect(page.contains("href=\"/conversations/past-1\">"))
      #expect(page.contains("12 min ago"))
      #expect(page.contains("datetime=\"2026-07-09T11:48:00.000Z\" title=\"9 July 2026, 13:48:00 (UTC+2)\""))
      #expect(page.contains("<b>640 ms</b> to answer"))
      #expect(page.contains("cut off by the caller"))
      #expect(page.contains("<b>findOrder</b> allowed by order-detail-matched"))
      #expect(!page.contains("<audio"))
    }
  }

  @Test func homeWithoutLiveShowsTheLatest() async throws {
    try await TestServer.serving(ScriptedDirectory([past])) { server in
      let page = try await server.get("/").text
      #expect(page.contains("data-mode=\"latest\""))
      #expect(page.contains("data-id=\"past-1\""))
      #expect(page.contains("No calls now. A new call appears here by itself."))
    }
  }

  @Test func conversationPageHasItsRecording() async throws {
    var recorded = past
    recorded.hasRecording = true
    try await TestServer.serving(ScriptedDirectory([live, recorded])) { server in
      let page = try await server.get("/conversations/past-1").text
      #expect(page.contains("data-mode=\"chosen\""))
      #expect(page.contains("src=\"/conversations/past-1/recording.wav\""))
      #expect(page.contains("href=\"/conversations/past-1/recording.wav?download\""))
      #expect(page.contains("Goodbye, and thank you for calling."))
    }
  }

  @Test func unknownConversationLinksBack() async throws {
    try await TestServer.serving(ScriptedDirectory()) { server in
      for path in ["/conversations/nobody", "/conversations/%00", "/conversations/%2E%2E"] {
        let page = try await server.get(path)
        #expect(page.status == 404)
        #expect(page.text.contains("There is no such conversation"))
        #expect(page.text.contains("href=\"/\""))
      }
    }
  }

  @Test func pagesKeepToThemselves() async throws {
    try await TestServer.serving(ScriptedDirectory([live])) { server in
      let page = try await server.get("/")
      let policy = try #require(page.header("Content-Security-Policy"))
      #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
      #expect(!policy.contains("unsafe"))
      #expect(page.header("X-Content-Type-Options") == "nosniff")
      #expect(page.header("Cache-Control") == "no-store")
      #expect(!page.text.contains(" style=\"") && !page.text.contains("<style"))
      #expect(!page.text.contains("://"))
    }
  }

  @Test func identifiersAreEncodedInAddresses() async throws {
    let id = "a/b?c=1&d#e \"é\" %41"
    let odd = Samples.view(id, opened: Samples.noon, seconds: 5, intent: "Odd", turns: 2)
    try await TestServer.serving(ScriptedDirectory([odd])) { server in
      let path = "/conversations/a%2Fb%3Fc%3D1%26d%23e%20%22%C3%A9%22%20%2541"
      #expect(try await server.get("/").text.contains("href=\"\(path)\""))
      let page = try await server.get(path)
      #expect(page.status == 200)
      #expect(page.text.contains("data-mode=\"chosen\""))
    }
  }

  @Test func assetsAreKeptUntilTheyChange() async throws {
    try await TestServer.serving(ScriptedDirectory()) { server in
      let types = [
        "console.css": "text/css; charset=utf-8", "console.js": "text/javascript; charset=utf-8",
        "icon.svg": "image/svg+xml",
      ]
      for (name, type) in types {
        let asset = try await server.get("/assets/\(name)")
        #expect(asset.status == 200)
        #expect(asset.header("Content-Type") == type)
        let tag = try #require(asset.header("ETag"))
        let again = try await server.get("/assets/\(name)", headers: ["If-None-Match": tag])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
      }
      #expect(try await server.get("/assets/..%2FPackage.swift").status == 404)
      #expect(try await server.get("/assets/none.css").status == 404)
    }
  }
}
