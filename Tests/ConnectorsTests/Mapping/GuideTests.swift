import Commerce
import Foundation
import Operations
import Testing
import Vendors

@testable import Connectors

/// The guide's own words are tried, so that it cannot fall behind.
@Suite struct GuideTests {
  private static func blocks() throws -> [String] {
    let text = try String(
      contentsOf: SimulatorProcess.root.appending(path: "docs/connect-a-back-end.md"), encoding: .utf8)
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test func itsStepsMakeAFileThatLoads() throws {
    let blocks = try Self.blocks()
    try #require(blocks.count == 5)
    let parts = blocks[0].components(separatedBy: "operations:\n")
    let text = parts[0] + blocks[1] + "operations:\n" + parts[1] + blocks[2] + blocks[3]
    let harbor = try BackendFileReader().read(file: "harbor.yaml", text: text)
    #expect(harbor.warnings == [])
    let routes = try RoutesReader(backends: [harbor]).read(file: "routes.yaml", text: blocks[4])
    #expect(routes.backend(for: .openCase) == "harbor" && routes.backend(for: .findOrder) == "shop")
    #expect(harbor.guarding.writes.repeatsSafely)
  }

  @Test func itNamesEveryConversionAndCode() throws {
    let text = try String(
      contentsOf: SimulatorProcess.root.appending(path: "docs/connect-a-back-end.md"), encoding: .utf8)
    for word in Conversion.Word.allCases { #expect(text.contains("`\(word.rawValue)`"), "\(word)") }
    for key in RuleReader.heads + RuleReader.finishing where key != "object" {
      #expect(text.contains("\(key):"), "\(key)")
    }
  }

  @Test func aDirectoryIsReadAsAWhole() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "backends"), withIntermediateDirectories: true)
    let none = try BackendDirectory(retail: folder)
    #expect(none.backends.isEmpty && none.routes.fallback == "shop")
    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      "backend: pay\nkind: stripe\nauth: { bearer: file:stripe.key }\nresilience: { timeout_ms: 900, retries: 0 }",
      "backends/pay.yaml")
    try write("routes: { refundPayment: pay }", "routes.yaml")
    let found = try BackendDirectory(retail: folder)
    let pay = try #require(found.backend("pay"))
    #expect(pay.guarding.retry.attempts == 1 && pay.timeoutMilliseconds == 900)
    #expect(found.routes.backend(for: .refundPayment) == "pay")
    let factory = BackendFactory(environment: [:], directory: folder)
    let missing = #expect(throws: (any Error).self) { try factory.make(pay) }
    #expect(
      "\(missing.map { "\($0)" } ?? "")"
        == "retail/backends/pay.yaml: file:stripe.key is not there or empty; write it into the file stripe.key, alone")
    try write("sk_test_1\n", "stripe.key")
    #expect(try factory.make(pay)?.operations.contains(.refundPayment) == true)
    #expect(try factory.pollSources(pay).map(\.stream) == ["events"])
    try write("backend: pay\nkind: stripe\nauth: { bearer: env:X }", "backends/second.yaml")
    let twice = #expect(throws: (any Error).self) { try BackendDirectory(retail: folder) }
    #expect("\(twice.map { "\($0)" } ?? "")".contains("'pay' is the name of retail/backends/pay.yaml already"))
  }
}
