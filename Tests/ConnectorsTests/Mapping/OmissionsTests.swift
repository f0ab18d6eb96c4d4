import Commerce
import Operations
import Testing

@testable import Connectors

/// What somebody reads whose file leaves something out, names what is not there, or would send a place as its own characters.
@Suite struct OmissionsTests {
  private static let write =
    "  cancelOrder:\n    idempotency: header Key\n    before:\n      found: GET /search\n    "
  private static let identify = "  identifyCustomer:\n    request: { send: GET /c, query: "
  private static let found =
    "    refuses: [loyaltyNumber, givenName, familyName, postcode]\n    result: { customers: ids }"
  private static let order = """
    { number: no, customer: who, placed: at, state: { const: open }, shipmentState: { const: pending }, paymentState: { const: paid }, total: { money: t, currency: EUR }, lines: [], shipments: [], deliverTo: { street: s, city: c, region: r, postcode: p, country: l } }
    """

  @Test(arguments: [
    // Places outside braces would go out as these characters.
    (
      write + "request: { send: POST /o, body: { rev: \"$found.body.hits[0].rev\" } }",
      "crm.yaml:10: '$found.body.hits[0].rev': outside braces $found.body.hits[0].rev is taken as these characters; write {$found.body.hits[0].rev} for what stands there, or { const: \"$found.body.hits[0].rev\" } for the characters"
    ),
    (
      write + "request: { send: POST /o, query: { rev: $found.body.rev } }",
      "crm.yaml:10: '$found.body.rev': outside braces $found.body.rev is taken as these characters"
    ),
    (
      write + "request: { send: POST /o, headers: { Rev: $found.headers.etag } }",
      "crm.yaml:10: '$found.headers.etag': outside braces"
    ),
    (
      write + "request: { send: POST /o, form: { rev: $fuond.body.rev } }",
      "crm.yaml:10: '$fuond.body.rev': outside braces"
    ),
    (
      write + "request: { send: POST /o, body: { note: \"by $key, for {order}\" } }",
      "crm.yaml:10: 'by $key, for {order}': outside braces $key is taken as these characters; write {$key} for what stands there"
    ),
    (
      write + "request: POST /o/$found.body.id/cancel",
      "crm.yaml:10: '/o/$found.body.id/cancel': outside braces $found.body.id is taken"
    ),
    (
      write + "request: POST /o\n    success: code = $found.body.code\n    result: " + order,
      "crm.yaml:11: '$found.body.code': outside braces"
    ),
    (
      write + "request: { send: POST /o, body: { why: { path: \"{reason}\" } } }",
      "crm.yaml:10: '{reason}' is a text with a place in it, and here stands the place itself: write $arguments.reason"
    ),
    // What is not there when the outcome is asked.
    (
      write + "request: POST /o/{order}\n    ignores: reason\n    result: " + order
        + "\n    outcome: { request: \"GET /o/{$answer.body.id}\", done: state = x }",
      "crm.yaml:13: there is no '$answer'"
    ),
    (
      write + "request: POST /o/{order}\n    ignores: reason\n    after: { full: \"GET /o/{order}\" }\n    result: "
        + order + "\n    outcome: { request: \"GET /o/{order}\", done: $full.body.state = x }",
      "crm.yaml:14: there is no '$full'"
    ),
    (
      write
        + "request: POST /o/{order}\n    ignores: reason\n    after: { full: \"GET /o/{order}\" }\n    success: $full.body.ok = 1\n    result: "
        + order, "crm.yaml:13: there is no '$full'"
    ),
    // A part of what a call has is not all of it.
    (
      "  existingOrders:\n    request: { send: GET /s, query: { no: \"{among[0]}\" } }\n    ignores: caller\n    result: { existing: no }",
      "crm.yaml:7: existingOrders uses only 1 of the elements that among may have; use all of them, as in \"{among}\", or say refuses: [\"among[1]\"]"
    ),
    (
      "  existingOrders:\n    request: { send: GET /s, query: { no: \"{among[0]}\" } }\n    refuses: [caller, \"among[2]\"]\n    result: { existing: no }",
      "crm.yaml:7: existingOrders uses only 1 of the elements"
    ),
    (
      identify + "{ email: \"{email}\", phone: { if: email missing, then: \"{phone}\" } } }\n" + found,
      "crm.yaml:7: identifyCustomer uses phone only when email is missing, and a call that has both would be answered as if it did not have phone; use it in the other case too, in the request or by where: on the answer, or say refuses: [[phone, email]]"
    ),
    (
      identify + "{ q: { first_of: [\"{email}\", \"{phone}\"] } } }\n" + found,
      "crm.yaml:7: identifyCustomer uses phone only when email is missing"
    ),
    (
      identify + "{ email: \"{email}\", phone: { if: email missing, then: \"{phone}\", else: \"{phone}\" } } }\n"
        + found,
      "no mistake"
    ),
    (
      identify + "{ email: \"{email}\", phone: { if: phone exists, then: \"{phone}\" } } }\n" + found, "no mistake"
    ),
    (
      identify
        + "{ email: \"{email}\", phone: { if: email missing, then: \"{phone}\" } } }\n    refuses: [[phone, email], loyaltyNumber, givenName, familyName, postcode]\n    result: { customers: ids }",
      "no mistake"
    ),
    (
      "  checkInventory:\n    request: GET /s/{sku}\n    result: { levels: { each: a, where: \"$name in {places}\", take: x } }",
      "crm.yaml:8: a call need not have 'places', and without it this picks nothing; write any: [$arguments.places missing, …]"
    ),
    (
      "  findStores:\n    request: GET /s\n    result: { stores: { const: null } }",
      "crm.yaml:8: operations.findStores.result.stores: const: says nothing; null and what is empty are told by leaving the field out"
    ),
    (
      "  identifyCustomer:\n    request: GET /c\n    result: { customers: { difference_of: [a] } }",
      "crm.yaml:8: difference_of: takes several places"
    ),
    (
      "  findPaymentLink:\n    request: GET /l/{link}\n    result: { id: id, url: url, amount: { money: a, currency: EUR, rounded: down }, state: { const: open } }",
      "crm.yaml:8: rounded: belongs to divided_by:"
    ),
    (
      "  findCustomer:\n    request: GET /c/{customer}\n    result: { use: a }\nrecords: { a: { use: b }, b: { use: a, id: x } }",
      "crm.yaml:9: this record uses itself"
    ),
  ]) func isTold(_ text: String, _ expected: String) {
    let message = MistakesTests.message(MistakesTests.head + text)
    #expect(message.hasPrefix(expected), "\(message)")
  }

  @Test func lostAnswersThatEndWithAPersonAreNoted() throws {
    func file(_ more: String) throws -> BackendFile {
      let text =
        MistakesTests.head + Self.write.replacing("header Key", with: "{ header: Key, repeats_safely: true }")
        + "request: POST /o/{order}\n    ignores: reason\n    result: " + Self.order + more
      return try BackendFileReader().read(file: "crm.yaml", text: text)
    }
    let without = try file("")
    #expect(
      without.warnings == [
        "line 7: cancelOrder has no outcome:, so that a lost answer is sent again while the caller waits (repeats_safely), "
          + "but ends with a person after that or after a restart"
      ])
    #expect(without.guarding.writes.confirmsItself == [])
    let with = try file(
      "\n    confirm: { request: \"GET /o/{order}\", when: state = x }\n    outcome: { request: \"GET /o/{order}\", done: state = x }"
    )
    #expect(with.warnings == [] && with.guarding.writes.confirmsItself == [.cancelOrder])
  }

  @Test func examplesSayHowLongOrderNumbersAre() throws {
    let text =
      MistakesTests.head
      + "  existingOrders:\n    request: { send: GET /s, query: { no: \"{among}\" } }\n    refuses: caller\n    example: { among: [\"104404\"] }\n    result: { existing: no }"
    let orders = try BackendFileReader().read(file: "crm.yaml", text: text).exampleOrders
    #expect(orders.map(\.number) == ["104404"] && orders.map(\.operation) == [.existingOrders])
  }
}
