import Commerce
import Foundation
import Testing
import Web

/// The one OpenAPI document, as it is committed.
@Suite struct ContractDocumentTests {
  @Test func openAPIIsUpToDate() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let committed = try String(contentsOf: root.appendingPathComponent("docs/openapi.json"), encoding: .utf8)
    // Not compared within the expectation: a difference would print both whole.
    let same = try ContractSchemas().openAPI.merged(with: ConversationContract.document).json == committed
    #expect(same, "docs/openapi.json is out of date: run script/generate-contracts and look at the difference")
  }
}
