import Foundation
import Testing

@testable import Commerce

/// The documents that are made from the contracts and committed.
@Suite struct ContractDocumentsTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func committed(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test func theTableIsUpToDate() throws {
    let same = try committed("docs/contracts.md").contains("```text\n\(ContractSchemas.table)```")
    #expect(same, "the table in docs/contracts.md is out of date: run script/generate-contracts")
  }

  @Test func theSameTypesGiveTheSameBytes() throws {
    #expect(try ContractSchemas().openAPI.json == ContractSchemas().openAPI.json)
  }

  @Test func foundationReadsTheJSON() throws {
    let document: ContractDocument = [
      "text": "a \"quoted\" \\ line\nand \u{1} control, Zoë 🙂", "none": .null, "list": [1, -2, true], "empty": [:],
      "long": .list((0..<60).map { .number($0) }),
    ]
    let read = try #require(try JSONSerialization.jsonObject(with: Data(document.json.utf8)) as? [String: Any])
    #expect(read["text"] as? String == "a \"quoted\" \\ line\nand \u{1} control, Zoë 🙂")
    #expect(read["none"] is NSNull)
    #expect((read["long"] as? [Int])?.count == 60)
    #expect(document.json.contains("\"list\": [1, -2, true],\n"))
  }

  @Test func everyFailureOverTheWireHasAStatus() {
    for code in OperationFailure.Code.allCases {
      let ledger: Set<OperationFailure.Code> = [.outcomeUnknown, .notRecorded]
      #expect((code.httpStatus == nil) == ledger.contains(code))
    }
  }

  @Test func everyOperationBelongsSomewhere() {
    let concepts = Set(OperationName.allCases.map(\.concept))
    #expect(!concepts.contains(""))
    #expect(concepts.count == 11)
  }
}
