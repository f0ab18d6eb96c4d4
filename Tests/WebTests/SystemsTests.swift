import Commerce
import Foundation
import Testing

@testable import Web

/// Systems that stand as they are.
struct StillSystems: SystemsReporting {
  var systems: SystemsReport
  func report() async -> SystemsReport { systems }
}

extension Samples {
  /// One back end that is well, one that answers from memory, one that is left alone; events in and out.
  static let systems = SystemsReport(
    backends: [
      backend("shop", .good, "well", calls: 14_020),
      backend("erp", .degraded, "slow: answers from memory", failures: 12, stale: 7, error: "no answer within 800 ms"),
      backend(
        "pos <b>", .bad, "left alone after failures", failures: 40, needPerson: 2, error: "it refuses connections"),
    ],
    feeds: [
      .init(
        name: "shopify", health: .good, words: "events come in",
        counts: [("received", 1_204), ("duplicates", 31), ("dead letters", 0)],
        last: noon.adding(milliseconds: -90_000)),
      .init(name: "out: webhook", health: .degraded, words: "waiting to be sent", counts: [("pending", 18)], last: nil),
    ])

  static func backend(
    _ name: String, _ health: SystemsReport.Health, _ words: String, calls: Int = 300, failures: Int = 0,
    stale: Int = 0, needPerson: Int = 0, error: String? = nil
  ) -> SystemsReport.Backend {
    SystemsReport.Backend(
      name: name, health: health, words: words, median: 12, p95: 48, calls: calls, failures: failures, retries: 2,
      stale: stale, openWrites: needPerson, needPerson: needPerson, lastError: error,
      lastFailure: error == nil ? nil : noon.adding(milliseconds: -600_000),
      operations: ["cancelOrder", "findOrder", "findStores"])
  }
}

@Suite struct SystemsTests {
  @Test func thePageTellsHowEachStands() async throws {
    try await TestServer.serving(ScriptedDirectory()) { server in
      let page = try await server.get("/systems")
      #expect(page.status == 200)
      #expect(page.header("content-type") == "text/html; charset=utf-8")
      #expect(page.text.contains("3 systems need attention"))
      #expect(page.text.contains("14,020"))
      #expect(page.text.contains("left alone after failures"))
      #expect(page.text.contains("no answer within 800 ms"))
      #expect(page.text.contains("10 min ago"))
      #expect(page.text.contains("2 writes wait for a person"))
      #expect(!page.text.contains("pos <b>"))
      #expect(page.text.contains("pos &lt;b&gt;"))
      let part = try await server.get("/systems/part")
      #expect(part.status == 200)
      #expect(!part.text.contains("<html"))
      #expect(part.text.contains("dead letters"))
    }
  }

  @Test func whatIsEmptySaysWhatWillAppear() async throws {
    try await TestServer.serving(ScriptedDirectory(), systems: SystemsReport(backends: [], feeds: [])) { server in
      let page = try await server.get("/systems")
      #expect(page.text.contains("All systems well"))
      #expect(page.text.contains("No events are connected."))
    }
  }

  @Test func oneIsNamed() {
    let report = SystemsReport(backends: [Samples.backend("erp", .degraded, "slow")], feeds: [])
    #expect(SystemsPage.summary(report) == "erp needs attention")
    #expect(report.health == .degraded)
  }
}
