import AisleTesting
import Dialogue
internal import Documents
import Foundation
import Policy
import Testing

/// Each mistake a person can make in a document names file, line, what is wrong and what would be right.
@Suite struct DocumentTests {
  private func intent(_ change: (inout String) -> Void) throws -> DocumentError? {
    let path = RetailFixture.root.appendingPathComponent("retail/intents/order-status.yaml")
    var text = try String(contentsOf: path, encoding: .utf8)
    change(&text)
    do throws(DocumentError) {
      _ = try IntentDocument.read(file: "order-status.yaml", text: text)
      return nil
    } catch {
      return error
    }
  }

  @Test func theDocumentAsItStandsIsRight() throws { #expect(try intent { _ in } == nil) }

  @Test func unknownKeysNameTheNearestOne() throws {
    let error = try #require(try intent { $0 = $0.replacing("escalation:", with: "escalaton:") })
    #expect(error.line > 100)
    #expect(error.message.contains("'escalaton'"))
    #expect(error.message.contains("did you mean 'escalation'"))
  }

  @Test func missingOwner() throws {
    let error = try #require(try intent { $0 = $0.replacing("owner: customer-care\n", with: "") })
    #expect(error.message.contains("'owner' is missing"))
  }

  @Test func unknownSlotInAStep() throws {
    let error = try #require(try intent { $0 = $0.replacing("- collect: order", with: "- collect: ordr") })
    #expect(error.message.contains("there is no slot 'ordr'; slots here: order, postcode"))
  }

  @Test func numbersOutOfRange() throws {
    let error = try #require(
      try intent { $0 = $0.replacing("first_response_ms: 1000", with: "first_response_ms: soon") })
    #expect(error.message.contains("must be a whole number, not 'soon'"))
  }

  @Test func brokenYAMLNamesTheLine() throws {
    let error = try #require(try intent { $0 = $0.replacing("title: Order status", with: "title: [Order status") })
    #expect(error.line > 0)
    #expect(error.message.contains("not valid YAML"))
  }

  @Test func unknownResponseNamesItsLine() throws {
    let path = RetailFixture.root.appendingPathComponent("retail/intents/order-status.yaml")
    let text = try String(contentsOf: path, encoding: .utf8).replacing(
      "order_status.ask_order", with: "order_status.ask")
    #expect {
      _ = try IntentMap.read([("i.yaml", text)], responses: try RetailFixture.artefacts().responses)
    } throws: { error in
      guard let error = error as? DocumentError else { return false }
      return error.line > 100 && error.message.contains("no response 'order_status.ask'")
    }
  }

  @Test func aFileOfCommentsNamesWhatIsMissing() {
    #expect {
      _ = try PolicyRules.read(file: "policy.yaml", text: "# nothing yet\n")
    } throws: { ($0 as? DocumentError)?.message.contains("'identification' is missing") == true }
  }

  @Test func aKeyThatStandsTwiceIsNamedWhereItStandsAgain() {
    let text = "callback:\n  within_hours: 24\n# again\n  within_hours: 12\n"
    #expect {
      _ = try Document(file: "policy.yaml", text: text)
    } throws: { ($0 as? DocumentError)?.line == 4 }
  }

  @Test func templatesAreChecked() {
    #expect {
      _ = try Responses.read([("r.yaml", "greeting:\n  - \"Hello {shop\"\n")])
    } throws: { ($0 as? DocumentError)?.message.contains("has no '}'") == true }
  }

  @Test func unknownFactsInTemplatesAreNamed() {
    #expect {
      _ = try Responses.read([("r.yaml", "greeting:\n  - \"On its way with {carier}.\"\n")])
    } throws: {
      guard let error = $0 as? DocumentError else { return false }
      return error.line == 2 && error.message.contains("{carier}") && error.message.contains("carrier")
    }
  }

  @Test func ordersAreNotFetchedWithoutAVerifyStep() throws {
    let error = try #require(
      try intent { $0 = $0.replacing("  - verify: postcode\n    of: order\n", with: "") })
    #expect(error.message.contains("verify step"))
  }
}
