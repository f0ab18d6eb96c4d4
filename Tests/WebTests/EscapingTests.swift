import Commerce
import Conversations
import Foundation
import Testing

@testable import Web

@Suite struct EscapingTests {
  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "{{shopName}}{{{id}}}",
    "</title></article><svg onload=alert(1)>", "\"\u{301} onfocus=alert(1) autofocus x=\"\u{301}",
    "<\u{200D}b>&amp;<!--", "javascript:alert(1)",
  ]

  @Test(arguments: hostile) func hostileWordsStayWords(_ text: String) async throws {
    var view = Samples.view(
      text, opened: Samples.noon.adding(milliseconds: -5_000), seconds: nil, intent: text, outcome: text)
    view.state = [.init(name: text, value: text)]
    view.decisions = ["\(text): \(text)", text]
    view.turns = [
      TurnView(index: 1, speaker: .caller, text: text, at: Samples.noon),
      TurnView(
        index: 2, speaker: .agent, text: text, at: Samples.noon, latency: 500,
        stages: [.init(name: text, milliseconds: 500)]),
    ]
    var ended = view
    ended.id = "ended"
    ended.endedAt = Samples.noon
    let hostile = view
    try await TestServer.serving(ScriptedDirectory([hostile, ended])) { server in
      for path in ["/", "/conversations/ended"] {
        try Self.check(await server.get(path).text)
      }
      let events = try await server.stream("/events?selected=ended") { $0.contains("\"live\":false}") }
      let changes = try EventTests.changes(in: events)
      #expect(changes.map(\.id) == [hostile.id, "ended"])
      for change in changes {
        try Self.check(change.listItemHTML, scripts: 0)
        try Self.check(change.detailHTML, scripts: 0)
      }
    }
  }

  /// Reads the page as a browser splits it into tags: no element and no attribute may be there that templates do not have.
  static func check(_ html: String, scripts: Int = 1) throws {
    var inside: UnicodeScalar?
    var tag = ""
    var inTag = false
    for scalar in html.unicodeScalars {
      if !inTag {
        if scalar == "<" { (inTag, tag) = (true, "") }
      } else if let quote = inside {
        if scalar == quote { inside = nil }
      } else if scalar == "\"" || scalar == "'" {
        inside = scalar
      } else if scalar == ">" {
        inTag = false
        #expect(tag.range(of: "\\bon[a-z]+\\s*=", options: .regularExpression) == nil, "an event handler: \(tag)")
        #expect(!tag.hasPrefix("img") && !tag.hasPrefix("script>"), "an element from outside: \(tag)")
      } else {
        tag.unicodeScalars.append(scalar)
      }
    }
    #expect(!html.contains("<script>"))
    #expect(!html.contains("href=\"javascript"))
    #expect(html.components(separatedBy: "<script").count == scripts + 1)
  }

  @Test func quotesWithAccentsAreEscaped() {
    #expect(HTMLText().escapeText("\"\u{301}&<>'") == "&quot;\u{301}&amp;&lt;&gt;&#39;")
  }
}
