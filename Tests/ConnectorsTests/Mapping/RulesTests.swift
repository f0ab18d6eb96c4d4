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
     "ms":1794647520123,"list":[{"k":"a","v":1},{"k":"b","v":2}],"id":40217,"ref":"ORD-40217/x","none":null,"odd key":5,
     "map":{"10":{"k":"x","v":3},"2":{"k":"y","v":4},"a":{"k":"z","v":5},"gone":null},"stock":{"S2":7,"S1":0},
     "shop":{"tz":"America/New_York"},"code":"zz12 5-ml","lots":[{"d":"0.10"},{"d":0.2},{"e":1}],"lineTotal":"19.00","qty":3,
     "even":2,"zero":0,"mobile":"030 123 456 78","tags":["vip","new"],
     "price":{"units":"19","nanos":990000000,"cur":"eur"},"free":{"nanos":500000000},"odd":{"units":-1,"nanos":5},
     "fine":{"units":1,"nanos":5},"micro":19990000,"summer":"2026-07-14T09:12","twice":"2026-10-25T02:30",
     "skipped":"2026-03-29T02:30","old":"1969-06-30T23:59:59.25","late":"2026-11-14T23:30:00Z"}
    """#

  private static func value(
    _ yaml: String, _ shape: ContractShape? = nil, side: RuleReader.Side = .answer
  ) throws -> JSONValue? {
    let rules = RuleReader(tables: [:], names: ["answer", "arguments"], arguments: .map(.text), side: side)
    let rule = try rules.rule(try Document(file: "t.yaml", text: "r: " + yaml).required("r", ""), shape)
    let body = try JSONValue(parsing: Data(answer.utf8))
    let names: [String: JSONValue] = [
      "answer": .object(["body": body, "headers": .object(["etag": .string("\"7\"")])]),
      "arguments": .object([
        "order": .string("40217"), "key": .string("b"), "shop": .string("S2"),
        "at": .string("2026-07-14T07:12:00.000Z"),
        "day": .string("2026-07-14"), "among": .array([.string("x"), .string("40217")]),
        "phones": .array([.string("1"), .string("03012345678")]),
        "price": .object(["minorUnits": .number(-1_990), "currency": .string("EUR")]),
      ]),
    ]
    let scope = Scope(here: body, names: names)
    return try side == .answer
      ? RuleEvaluator().value(rule, scope, at: "r")
      : RuleEvaluator(refusesHalfTexts: true).value(rule, scope.inArguments, at: "r")
  }

  @Test(
    arguments: [
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
      // Records for lists.
      ("map[0].k", "\"y\""), ("map[-1].k", "\"z\""), ("{ path: map.*.k, as: last }", "\"z\""),
      ("{ path: stock, as: first }", "0"), ("{ path: stock, as: last }", "7"), ("none.*.k", nil), ("list[7].k", nil),
      ("map.*.k", "[\"y\",\"x\",\"z\"]"), ("map[k=x].v", "3"), ("{ path: map, as: count }", "3"),
      ("{ each: map, take: $name }", "[\"2\",\"10\",\"a\"]"), ("{ each: stock, where: $name = S2, take: . }", "[7]"),
      ("{ each: stock, place: $name, count: . }", "[{\"count\":0,\"place\":\"S1\"},{\"count\":7,\"place\":\"S2\"}]"),
      // What an argument names.
      ("\"list[k={key}].v\"", "2"), ("\"stock[{shop}]\"", "7"), ("{ path: \"stock[{shop}]\" }", "7"),
      ("\"stock[{order}]\"", nil),
      // Sums.
      ("{ money: price.units, nanos: price.nanos, currency: price.cur }", "{\"currency\":\"EUR\",\"minorUnits\":1999}"),
      ("{ money: free.units, nanos: free.nanos, currency: EUR }", "{\"currency\":\"EUR\",\"minorUnits\":50}"),
      ("{ money: none.units, nanos: none.nanos, currency: EUR }", nil),
      ("{ money: micro, unit: micro, currency: EUR }", "{\"currency\":\"EUR\",\"minorUnits\":1999}"),
      ("{ money: { sum_of: lots.*.d }, currency: EUR }", "{\"currency\":\"EUR\",\"minorUnits\":30}"),
      ("{ sum_of: [text, cents, none] }", "2009.9"), ("{ sum_of: none }", nil), ("{ sum_of: 'lots.*.gone' }", "0"),
      (
        "{ money: { difference_of: [text, { sum_of: lots.*.d }] }, currency: EUR }",
        "{\"currency\":\"EUR\",\"minorUnits\":1960}"
      ),
      ("{ difference_of: [text, none] }", nil), ("{ difference_of: [cents, 5, 0.1] }", "1984.9"),
      ("{ money: lineTotal, divided_by: even, currency: EUR }", "{\"currency\":\"EUR\",\"minorUnits\":950}"),
      (
        "{ money: lineTotal, divided_by: qty, rounded: down, currency: EUR }",
        "{\"currency\":\"EUR\",\"minorUnits\":633}"
      ),
      ("{ path: code, as: letters_and_digits }", "\"zz125ml\""),
      ("{ path: code, as: [letters_and_digits, upper] }", "\"ZZ125ML\""),
      // A list as it stands.
      ("[id, { const: 1 }, none]", "[40217,1]"),
      ("[{ k: id }, { k: name }]", "[{\"k\":40217},{\"k\":\"Maria Anna Keller\"}]"),
      // Before 1970 too parts of a second count forward.
      ("{ path: old, as: moment, zone: Europe/Berlin }", "\"1969-06-30T22:59:59.250Z\""),
      ("{ path: old, as: moment }", "\"1969-06-30T23:59:59.250Z\""),
      // Clocks on walls.
      ("{ path: summer, as: moment, zone: Europe/Berlin }", "\"2026-07-14T07:12:00.000Z\""),
      ("{ path: naive, as: moment, zone: Europe/Berlin }", "\"2026-11-14T08:12:00.000Z\""),
      ("{ path: twice, as: moment, zone: Europe/Berlin }", "\"2026-10-25T00:30:00.000Z\""),
      ("{ path: skipped, as: moment, zone: Europe/Berlin }", "\"2026-03-29T01:30:00.000Z\""),
      ("{ path: when, format: DD.MM.YYYY HH:mm, zone: { path: shop.tz } }", "\"2026-11-14T14:12:00.000Z\""),
      ("{ path: late, as: date, zone: Europe/Berlin }", "\"2026-11-15\""),
      ("{ path: php, as: moment, zone: Asia/Tokyo }", "\"2026-11-14T09:12:00.000Z\""),
    ] as [(String, String?)]) func brings(_ yaml: String, _ expected: String?) throws
  {
    #expect(try Self.value(yaml).map { String(decoding: try $0.text(), as: UTF8.self) } == expected)
  }

  @Test(
    arguments: [
      ("text", .whole, "text at 'text' is not a whole number; write { path: text, as: integer }"),
      ("epoch", .moment, "a number at 'epoch' is not a moment; say how it is written with as: epoch_seconds"),
      ("list", .text, "a list at 'list' is not text"),
      ("{ path: name, as: integer }", .whole, "text at 'name' cannot be read as integer"),
      (
        "{ path: id, map: { 1: x } }", .text,
        "'40217' at 'id' is not in the map (1); add it, or otherwise: for all others"
      ),
      ("day", .words(["open", "paid"]), "text at 'day' is not one of open, paid; say with map:"),
      ("{ money: odd.units, nanos: odd.nanos, currency: EUR }", nil, "whole units and nanos have different signs"),
      ("{ money: fine.units, nanos: fine.nanos, currency: EUR }", nil, "the amount at 'fine.units' does not fit EUR"),
      (
        "{ money: lineTotal, divided_by: qty, currency: EUR }", nil,
        "the amount at 'lineTotal' does not divide evenly by 'qty'"
      ),
      ("{ money: lineTotal, divided_by: zero, currency: EUR }", nil, "at 'zero' stands no whole number above zero"),
      ("{ money: lineTotal, divided_by: gone, currency: EUR }", nil, "at 'gone' stands no whole number above zero"),
      ("{ sum_of: [text, name] }", nil, "text at 'name' is no number"),
      (
        "{ path: naive, as: moment, zone: { path: name } }", .moment,
        "at 'name' stands no time zone that this machine knows"
      ),
    ] as [(String, ContractShape?, String)]) func says(_ yaml: String, _ shape: ContractShape?, _ expected: String)
    throws
  {
    let failure = #expect(throws: RuleFailure.self) { try Self.value(yaml, shape) }
    #expect(failure?.message.hasPrefix(expected) == true, "\(failure?.message ?? "")")
    #expect(failure?.line == 1 && failure?.field == "r")
  }

  @Test(arguments: [
    ("id in 1, 40217", true), ("id in 1, 2", false), ("id in [40217, 2]", true), ("id in 40217.0", true),
    ("id in {among}", true), ("cents in {among}", false), ("cents in {among}, 1990", true), ("id in {nothing}", false),
    ("name in 'Maria Anna Keller', x", true), ("name = \"Maria Anna Keller\"", true),
    ("name = Maria Anna Keller", true),
    ("ref in 'a, b', ORD-40217/x", true), ("tags = vip", true), ("tags in old, new", true), ("tags != vip", false),
    ("tags != old", true), ("tags matches n.w", true), ("list[].v > 1", true), ("list[].v > 2", false),
    ("map.*.v = 4", true), ("none = x", false), ("none != x", true), ("id = {nothing}", false),
    ("id != {nothing}", true),
    ("name = 'null'", false), ("no in yes, no", true), ("\"list[k={key}].v\" = 2", true),
  ]) func holds(_ written: String, _ expected: Bool) throws {
    let yaml = "{ if: \(Self.quoted(written)), then: { const: true }, else: { const: false } }"
    #expect(try Self.value(yaml) == .bool(expected), "\(written)")
  }

  /// As YAML has it within braces.
  private static func quoted(_ text: String) -> String {
    let plain = text.hasPrefix("\"") ? String(text.dropFirst()).replacing("\" = ", with: " = ") : text
    return "'" + plain.replacing("'", with: "''") + "'"
  }

  @Test(
    arguments: [
      ("{ path: at, format: DD.MM.YYYY HH:mm, zone: Europe/Berlin }", "\"14.07.2026 09:12\""),
      ("{ path: day, format: YYYYMMDD }", "\"20260714\""), ("{ path: price, as: whole_units }", "-19"),
      ("{ path: price, as: nanos }", "-900000000"), ("\"{order}/{key}\"", "\"40217/b\""), ("\"{gone}/{lost}\"", nil),
      ("{ join: [\"{order}\", \"{gone}\"], with: \" \" }", "\"40217\""),
      ("{ first_of: [\"{order}-{gone}\", \"{order}\"] }", "\"40217\""),
      ("{ if: gone missing, then: \"{order}\", else: \"{order}-{gone}\" }", "\"40217\""),
    ] as [(String, String?)]) func asks(_ yaml: String, _ expected: String?) throws
  {
    #expect(try Self.value(yaml, side: .request).map { String(decoding: try $0.text(), as: UTF8.self) } == expected)
  }

  @Test func halfATextIsNotLeftOut() throws {
    let failure = #expect(throws: RuleFailure.self) { try Self.value("\"mail:{order} tel:{gone}\"", side: .request) }
    #expect(
      failure?.message
        == "'mail:{order} tel:{gone}' needs gone, which this call does not have, and without it order would "
        + "be left out too; say what goes then, with if: or join:")
    #expect(throws: RuleFailure.self) { try Self.value("{ path: day, format: DD.MM.YYYY HH:mm }", side: .request) }
    // None of several can be made, and one of them only by half.
    #expect(throws: RuleFailure.self) {
      try Self.value("{ first_of: [\"{order}-{gone}\", \"{lost}\"] }", side: .request)
    }
  }

  @Test func formsAreNested() {
    let body = JSONValue.object([
      "amount": .number(5), "metadata": .object(["a b": .string("x&y")]),
      "lines": .array([.object(["q": .bool(true)])]),
    ])
    #expect(FormEncoding.text(body) == "amount=5&lines[0][q]=true&metadata[a%20b]=x%26y")
  }

  @Test(
    arguments: [
      (
        #"<https://a.example/x?p=1>; rel="prev", <https://a.example/x?p=3>; rel="next""#, .at("https://a.example/x?p=3")
      ),
      (#"<https://a.example/x?p=1>; rel="prev""#, .none), ("", .none),
      (#"</x?a=1,2;3>;title="a, b";rel=next"#, .at("/x?a=1,2;3")),
      (#"</1>; REL="last Next"; type=x, </2>; rel=next"#, .at("/1")), (#"</1>; rel="nextish""#, .none),
      (#"</1>; title="rel=\"next\""; rel=first,</2>; crossorigin; rel=next"#, .at("/2")), ("/1; rel=next", .unreadable),
      (#"</1>; rel="next"#, .unreadable), ("</1> rel=next", .unreadable), ("</1", .unreadable),
    ] as [(String, LinkHeader.Next)]) func linksAreRead(_ header: String, _ expected: LinkHeader.Next)
  {
    #expect(LinkHeader.next(header) == expected)
  }

  /// Text, a number or a truth value where a list or a record should be is no empty list.
  @Test(arguments: [
    ("name.*.x", "text stands on the way to 'name.*.x', not a list"), ("id[0]", "a number stands on the way"),
    ("\"name[k=a].v\"", "text stands on the way"),
    ("tags.*.name", "text stands in the list of 'tags.*.name', not a record"),
    ("{ path: name, as: first }", "text at 'name' cannot be read as first"),
    ("{ path: id, as: count }", "a number at 'id' cannot be read as count"),
    ("{ within: name, x: y }", "text stands at 'name', not a record"),
    ("{ each: name.*.x, take: . }", "text stands on the way"),
  ]) func whatIsNoListIsNotAnEmptyOne(_ yaml: String, _ expected: String) throws {
    let failure = #expect(throws: RuleFailure.self) { try Self.value(yaml) }
    #expect(failure?.message.hasPrefix(expected) == true, "\(failure?.message ?? "")")
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
