import Commerce
import Documents
import Foundation
import Testing
import Vendors

@testable import Connectors

/// Values made of answers by the rules of the mapping language.
@Suite struct RulesTests {
  private static let answer = #"""
    {"name":"Maria Anna Keller","cents":1990,"text":"19.90","yen":"700","yes":1,"no":"no","when":"14.11.2026 09:12",
     "day":"2026-11-14","naive":"2026-11-14T09:12:00","php":"2026-11-14T10:12:00+0100","epoch":1794647520,
     "ms":1794647520123,"list":[{"k":"a","v":1},{"k":"b","v":2}],"id":40217,"ref":"ORD-40217/x","none":null,"odd key":5}
    """#

  private static func value(_ yaml: String, _ shape: ContractShape? = nil) throws -> JSONValue? {
    let rules = RuleReader(tables: [:], names: ["answer", "arguments"], arguments: .map(.text), side: .answer)
    let rule = try rules.rule(try Document(file: "t.yaml", text: "r: " + yaml).required("r", ""), shape)
    let body = try JSONValue(parsing: Data(answer.utf8))
    let names: [String: JSONValue] = [
      "answer": .object(["body": body, "headers": .object(["etag": .string("\"7\"")])]),
      "arguments": .object(["order": .string("40217")]),
    ]
    return try RuleEvaluator().value(rule, Scope(here: body, names: names), at: "r")
  }

  @Test(arguments: [
    ("id", "40217"), ("{ path: id, as: text }", "\"40217\""), ("{ path: text, as: number }", "19.9"),
    ("{ path: yes, as: boolean }", "true"), ("{ path: no, as: boolean }", "false"),
    ("{ path: name, as: last_word }", "\"Keller\""), ("{ path: name, as: but_last_word }", "\"Maria Anna\""),
    ("{ path: name, as: [first_word, upper] }", "\"MARIA\""), ("{ path: ref, match: 'ORD-(\\d+)' }", "\"40217\""),
    ("{ path: ref, match: 'ORD-(\\d+)', as: integer }", "40217"),
    ("{ path: epoch, as: epoch_seconds }", "\"2026-11-14T09:12:00.000Z\""),
    ("{ path: ms, as: epoch_milliseconds }", "\"2026-11-14T09:12:00.123Z\""),
    ("{ path: when, format: DD.MM.YYYY HH:mm }", "\"2026-11-14T09:12:00.000Z\""),
    ("{ path: when, format: DD.MM.YYYY HH:mm, offset: \"+01:00\" }", "\"2026-11-14T08:12:00.000Z\""),
    ("{ path: naive, as: moment, offset: \"+01:00\" }", "\"2026-11-14T08:12:00.000Z\""),
    ("{ path: php, as: moment }", "\"2026-11-14T09:12:00.000Z\""), ("{ path: php, as: date }", "\"2026-11-14\""),
    ("list[].v", "[1,2]"), ("list.*.v", "[1,2]"), ("list[k=b].v", "2"), ("list.-1.k", "\"b\""), ("list.0.k", "\"a\""),
    ("{ path: list, as: count }", "2"), ("{ path: 'list[].v', as: last }", "2"), ("\"['odd key']\"", "5"),
    ("{ path: \"list[].k\", map: { a: x, otherwise: y } }", "[\"x\",\"y\"]"), ("{ path: none, default: 3 }", "3"),
    ("{ first_of: [none, missing.x, day] }", "\"2026-11-14\""),
    ("{ join: [day, none, yen], with: ' / ' }", "\"2026-11-14 / 700\""),
    ("{ if: cents > 1000, then: { const: much }, else: { const: little } }", "\"much\""),
    ("{ if: \"cents = {order}\", then: { const: same }, else: { const: other } }", "\"other\""),
    ("{ if: [id = 40217, none missing], then: { const: 1 } }", "1"), ("\"{order}\"", "\"40217\""),
    ("$answer.headers.ETag", "\"\\\"7\\\"\""), ("$.list.1.v", "2"),
    ("{ money: text, currency: EUR }", "{\"currency\":\"EUR\",\"minorUnits\":1990}"),
    ("{ money: cents, currency: EUR, unit: minor }", "{\"currency\":\"EUR\",\"minorUnits\":1990}"),
    ("{ money: yen, currency: JPY }", "{\"currency\":\"JPY\",\"minorUnits\":700}"),
    ("{ each: list, where: v > 1, take: k }", "[\"b\"]"), ("{ each: list, take: ^.id }", "[40217,40217]"),
  ]) func brings(_ yaml: String, _ expected: String) throws {
    #expect(try Self.value(yaml).map { String(decoding: try $0.text(), as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    ("text", ContractShape.whole, "text at 'text' is not a whole number; write { path: text, as: integer }"),
    ("epoch", .moment, "a number at 'epoch' is not a moment; say how it is written with as: epoch_seconds"),
    ("list", .text, "a list at 'list' is not text"),
    ("{ path: name, as: integer }", .whole, "text at 'name' cannot be read as integer"),
    (
      "{ path: id, map: { 1: x } }", .text,
      "'40217' at 'id' is not in the map (1); add it, or otherwise: for all others"
    ),
    ("day", .words(["open", "paid"]), "text at 'day' is not one of open, paid; say with map:"),
  ]) func says(_ yaml: String, _ shape: ContractShape, _ expected: String) throws {
    let failure = #expect(throws: RuleFailure.self) { try Self.value(yaml, shape) }
    #expect(failure?.message.hasPrefix(expected) == true, "\(failure?.message ?? "")")
    #expect(failure?.line == 1 && failure?.field == "r")
  }

  @Test func formsAreNested() {
    let body = JSONValue.object([
      "amount": .number(5), "metadata": .object(["a b": .string("x&y")]),
      "lines": .array([.object(["q": .bool(true)])]),
    ])
    #expect(FormEncoding.text(body) == "amount=5&lines[0][q]=true&metadata[a%20b]=x%26y")
  }

  @Test func linksAreRead() {
    let header = #"<https://a.example/x?p=1>; rel="prev", <https://a.example/x?p=3>; rel="next""#
    #expect(MappedRun.nextLink(header) == "https://a.example/x?p=3")
    #expect(MappedRun.nextLink(#"<https://a.example/x?p=1>; rel="prev""#) == nil)
  }

  @Test func keysTakeTheFormThatIsAsked() throws {
    let key = try #require(IdempotencyKey("call-1.3"))
    #expect(KeyUse(form: .text).text(key) == "call-1.3")
    #expect(KeyUse(form: .hex).text(key).count == 64)
    let uuid = KeyUse(form: .uuid).text(key)
    #expect(UUID(uuidString: uuid) != nil && KeyUse(form: .uuid).text(key) == uuid)
  }

  @Test func noFieldOfTheVocabularyIsAWordOfTheLanguage() {
    let taken = Set(RuleReader.heads + ["within", "where", "take"])
    func fields(_ shape: ContractShape) -> Set<String> {
      switch shape {
      case .list(let inner), .map(let inner): fields(inner)
      case .record(let record):
        record.fields.reduce(into: Set(record.fields.keys)) { $0.formUnion(fields($1.value.shape)) }
      default: []
      }
    }
    for name in OperationName.allCases { #expect(fields(ContractShape.of(name).result).isDisjoint(with: taken)) }
  }
}
