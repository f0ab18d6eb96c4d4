import Hummingbird
import Testing

@testable import Web

/// The customer's page and what it loads.
@Suite struct TalkPageTests {
  @Test func whatThePageLoadsIsThereAndNothingElse() async throws {
    try await TestServer.serving(ScriptedDirectory(), talk: TalkPage(shopName: "Harbour & Pine", isRecorded: true)) {
      server in
      let page = try await server.get("/talk")
      #expect(page.status == 200)
      #expect(page.text.contains("<strong>Harbour &amp; Pine</strong>"))
      #expect(page.text.contains("A talk is recorded."))
      #expect(page.text.contains("<label class=\"unseen\" for=\"text\">Your message</label>"))
      #expect(page.header("Permissions-Policy") == "microphone=(self)")
      for name in ["talk.css", "talk.js", "talk-chat.js", "talk-lines.js", "talk-audio.js", "icon.svg"] {
        #expect(try await server.get("/talk/assets/\(name)").status == 200, "\(name)")
      }
      // The modules import each other by the names under which they are served.
      for name in ["talk.js", "talk-chat.js"] {
        let text = try await server.get("/talk/assets/\(name)").text
        for line in text.split(separator: "\n") where line.hasPrefix("import ") {
          let file = line.split(separator: "\"").dropFirst().first?.dropFirst(2) ?? ""
          #expect(try await server.get("/talk/assets/\(file)").status == 200, "\(line)")
        }
      }
      #expect(try await server.get("/talk/assets/console.js").status == 404)
    }
  }
}
