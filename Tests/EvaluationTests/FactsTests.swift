import Foundation
import Testing
import Vendors

@testable import Evaluation

/// Values in texts, and what counts as being there.
@Suite struct FactsTests {
  private static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Data(text.utf8)) }

  private static func facts() throws -> Facts {
    var facts = Facts()
    facts.bind(
      "order",
      try json(
        """
        {"number": "40217", "total": {"minorUnits": 123450, "currency": "USD"}, "due": "2026-11-04",
         "lines": [{"quantity": 2}], "phone": "+12065550188", "gone": null}
        """))
    return facts
  }

  @Test(arguments: [
    ("order {order.number}", "order 40217"), ("{order.lines.0.quantity} of them", "2 of them"),
    ("{order.total|money}", "$1,234.50"), ("{order.due|day}", "November 4"), ("{order.phone|last4}", "0188"),
    ("/[0-9]{5}/ and {3,}", "/[0-9]{5}/ and {3,}"), ("nothing", "nothing"),
  ])
  func valuesStandInTexts(_ text: String, _ expected: String) throws {
    #expect(try Self.facts().fill(text) == expected)
  }

  @Test(arguments: [
    "{odrer.number}", "{order.nmber}", "{order.lines.4.quantity}", "{order.total}", "{order.total|euros}",
    "{order.gone}",
    "{order.number|money}",
  ])
  func whatLeadsToNothingIsTold(_ text: String) throws {
    let facts = try Self.facts()
    #expect(throws: Facts.Gap.self) { try facts.fill(text) }
  }

  @Test func aRecordHoldsWhatIsNamed() throws {
    let record = try Self.json(#"{"a": {"b": 1, "c": [1, {"d": "x", "e": 2}]}, "f": "y"}"#)
    for wanted in [#"{}"#, #"{"a": {"b": 1}}"#, #"{"a": {"c": [1, {"d": "x"}]}, "f": "y"}"#, #"{"missing": null}"#] {
      #expect(Matching.holds(record, try Self.json(wanted)), "\(wanted)")
    }
    for wanted in [#"{"a": {"b": 2}}"#, #"{"a": {"c": [1]}}"#, #"{"a": {"c": [{"d": "x"}, 1]}}"#, #"{"g": 1}"#] {
      #expect(!Matching.holds(record, try Self.json(wanted)), "\(wanted)")
    }
  }

  @Test func patternsAreWordsOrExpressions() throws {
    #expect(try Matching.finds("your  ORDER", in: "Now your order\nis there"))
    #expect(try !Matching.finds("your parcel", in: "your order"))
    #expect(try Matching.finds("/zip( code)?\\b/", in: "The ZIP please"))
    #expect(try !Matching.finds("/^order/", in: "the order"))
    #expect(try Matching.finds("don't", in: "I don’t"))
    #expect(throws: (any Error).self) { try Matching.finds("/(/", in: "x") }
  }

  @Test func aPatchIsMerged() throws {
    let value = try Self.json(#"{"a": 1, "b": {"c": 2, "d": [1, 2]}}"#)
    let patch = try Self.json(#"{"a": null, "b": {"d": [3], "e": {"f": null, "g": 1}}}"#)
    #expect(Matching.merged(value, patch) == (try Self.json(#"{"b": {"c": 2, "d": [3], "e": {"g": 1}}}"#)))
  }
}
