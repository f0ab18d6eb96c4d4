import Documents
import Foundation
import Testing

@testable import Connectors

/// What somebody reads who makes a mistake in a back-end file.
@Suite struct MistakesTests {
  static let head = """
    backend: crm
    kind: http
    url: https://crm.example.com
    auth: { bearer: env:CRM_KEY }
    operations:

    """

  static func message(_ text: String) -> String {
    do {
      _ = try BackendFileReader().read(file: "crm.yaml", text: text)
      return "no mistake"
    } catch { return error.description }
  }

  @Test(arguments: [
    ("kind: http", "crm.yaml:1: 'backend' is missing in the file; for example backend: crm"),
    (
      "backend: crm\nkind: htp",
      "crm.yaml:2: 'kind' must be one of http, shopify, woocommerce, stripe, aftership, soap, sql, files, queue, shop, not 'htp'"
    ),
    (
      "backend: crm\nkind: http\nurl: crm.example.com",
      "crm.yaml:3: 'crm.example.com' is no address; write https://api.example.com/v2, or env:NAME where it differs from machine to machine"
    ),
    (
      "backend: crm\nkind: http\nurl: https://a.example\nauth: { bearer: sk_live_123 }",
      "crm.yaml:4: secrets do not stand in this file; write env:NAME for an environment variable or file:PATH for a file that holds it alone"
    ),
    (
      "backend: crm\nkind: stripe\nauth: { bearer: env:K }\noperations: { findOrder: {} }",
      "crm.yaml:4: operations: belongs to kind http; kind stripe knows by itself how operations are done"
    ),
    (
      "backend: Harbor CRM\nkind: stripe",
      "crm.yaml:1: a back end's name is 1 to 40 of a-z, 0-9, - and _, as in crm or shop-eu, not 'Harbor CRM'"
    ),
  ]) func inTheFile(_ text: String, _ expected: String) { #expect(Self.message(text) == expected) }

  @Test(arguments: [
    (
      "  findOrdr: { }",
      "crm.yaml:6: there is no operation 'findOrdr'; did you mean 'findOrder'? known: searchProducts,"
    ),
    (
      "  findCustomer:\n    request: GET /c/{custmer}",
      "crm.yaml:7: FindCustomer has no argument 'custmer'; did you mean 'customer'? known: customer"
    ),
    (
      "  findCustomer: { request: GETS /c }",
      "crm.yaml:6: 'GETS /c' is no request; write METHOD /path, as in GET /orders/{order} (methods: GET, HEAD, POST, PUT, PATCH, DELETE)"
    ),
    (
      "  findCustomer: { request: POST /c }",
      "crm.yaml:6: POST may change something, and this is asked to learn something; use GET, or add changes_nothing: true if the API's documents promise that"
    ),
    (
      "  findPaymentLink:\n    request: GET /l/{link}\n    result: { id: id, url: url, amount: amount, state: open }",
      "crm.yaml:8: operations.findPaymentLink.result.amount is an amount of money; write { money: amount, currency: EUR } or with the place of the currency"
    ),
    (
      "  findPaymentLink:\n    request: GET /l/{link}\n    result:\n      id: id\n      url: url\n      amount: { money: a, currency: EUR }\n      state: open",
      "crm.yaml:12: 'open' is one of the words of operations.findPaymentLink.result.state: write { const: open } for the word itself, or { path: open } for a place of that name in the answer"
    ),
    (
      "  findPaymentLink:\n    request: GET /l/{link}\n    result:\n      id: id\n      urll: url\n",
      "crm.yaml:10: PaymentLink has no field 'urll'; did you mean 'url'? known: amount, expires, id, order, state, url"
    ),
    (
      "  findPaymentLink:\n    request: GET /l/{link}\n    result:\n      id: id\n      url: url\n",
      "crm.yaml:9: operations.findPaymentLink.result needs amount, state (PaymentLink): say where they stand, or write { const: … }"
    ),
    (
      "  identifyCustomer:\n    request:\n      send: GET /c\n      query: { email: {email} }\n    result: { customers: items.*.id }",
      "crm.yaml:9: '{email}' needs quotes: without them YAML takes the braces for its own; write \"{email}\""
    ),
    (
      "  identifyCustomer:\n    request: GET /c\n    result: { customers: items..id }",
      "crm.yaml:8: 'items..id' is no place in an answer: a name is missing before '.id'; write for example payload.items[0].total"
    ),
    (
      "  identifyCustomer:\n    request: GET /c\n    result: { customers: { path: items.*.id, as: txt } }",
      "crm.yaml:8: there is no conversion 'txt'; did you mean 'text'? known: text, integer,"
    ),
    (
      "  findOrders:\n    request: GET /c\n    result: { orders: items }",
      "crm.yaml:8: operations.findOrders.result.orders is a list of records (Order); write each: items and below it the fields customer,"
    ),
    (
      "  identifyCustomer:\n    request: GET /c\n    errors: [{ status: 404, code: notfound }]\n    result: { customers: items.*.id }",
      "crm.yaml:8: 'operations.identifyCustomer.errors[1].code' must be one of notFound,"
    ),
    (
      "  identifyCustomer:\n    request: GET /c\n    errors: [{ when: code 4, code: notFound }]\n    result: { customers: items.*.id }",
      "crm.yaml:8: 'code 4' is no condition; write PLACE = VALUE (also !=, <, <=, >, >=), PLACE in A, B,"
    ),
    (
      "  findCustomer:\n    request: GET /c/{customer}\n    idempotency: header X\n    result: { id: id }",
      "crm.yaml:9: operations.findCustomer.result needs address, email, familyName, givenName, phone (Customer)"
    ),
    (
      "  identifyCustomer:\n    request: GET /c\n    result: { customers: $other.body.x }",
      "crm.yaml:8: there is no '$other'; known: $arguments, $now, $answer"
    ),
    (
      "  identifyCustomer:\n    request:\n      send: GET /c\n      headers: { Authorization: x }\n    result: { customers: a }",
      "crm.yaml:9: credentials stand in auth:, where they can be kept out of this file"
    ),
    (
      "  identifyCustomer:\n    request: { send: GET /c, query: { email: \"{email}\", phone: \"{phone}\" } }\n    result: { customers: items.*.id }",
      "crm.yaml:7: identifyCustomer does not use familyName, givenName, loyaltyNumber, postcode: use them in request: or in a condition, or say refuses: [familyName, givenName, loyaltyNumber, postcode] (a call that has them is not made) or ignores: [familyName,"
    ),
    (
      "  findSlots:\n    request: GET /s/{store}/{service}/{from}\n    refuses: staff\n    result: { slots: { const: [] } }",
      "crm.yaml:7: findSlots does not use until: use it in request: or in a condition, or say ignores: [until] (they are left out"
    ),
    (
      "  findOrder:\n    request: GET /s/{order}\n    refuses: order\n    result: { use: order }\n",
      "crm.yaml:9: there is no record 'order'"
    ),
    (
      "  checkReturn:\n    request: GET /s\n    refuses: order\n    result: { each: lines, order: x }\n",
      "crm.yaml:9: operations.checkReturn.result is"
    ),
    // Saying an argument again is no use of it, and neither is looking whether it is there.
    (
      "  findProduct:\n    request: { send: GET /p, query: { sku: { if: product missing, then: \"{sku}\" } } }\n    result: { id: \"{product}\", name: n, category: { const: [] }, variants: { const: [] } }",
      "crm.yaml:7: findProduct does not use product: use it in request: or in a condition, or say refuses: [product]"
    ),
    (
      "  findStores:\n    request: GET /s\n    ignores: [city]\n    result: { stores: { const: [] } }",
      "crm.yaml:8: findStores has no argument 'city'"
    ),
    (
      "  findOrders:\n    request: GET /c/{customer}\n    result: { orders: { each: items, where: \"state = {state}\", use: x } }",
      "crm.yaml:8: a call need not have 'state', and without it this picks nothing; write any: [$arguments.state missing, …]"
    ),
    (
      "  findStores:\n    request: GET /c\n    success: state = open and code = 1\n    result: { stores: { const: [] } }",
      "crm.yaml:8: 'state = open and code = 1' is more than one condition; write each on a line of its own"
    ),
    (
      "  findStores:\n    request: GET /c\n    success: error = null\n    result: { stores: { const: [] } }",
      "crm.yaml:8: 'error = null': nothing equals null; write PLACE missing, or PLACE exists"
    ),
    (
      "  findStores:\n    request: GET /c\n    success: code in 1,,2\n    result: { stores: { const: [] } }",
      "crm.yaml:8: 'code in 1,,2': a value is missing"
    ),
    (
      "  findStores:\n    request: GET /c\n    success: \"code in {codes}\"\n    result: { stores: { const: [] } }",
      "crm.yaml:8: FindStores has no argument 'codes'"
    ),
    (
      "  existingOrders:\n    request: GET /c\n    success: \"code in {among\"\n    ignores: caller\n    result: { existing: a }",
      "crm.yaml:8: '{among': a '}' is missing"
    ),
    (
      "  findStores:\n    request: GET /c\n    result: { stores: { const: [] } }\nzone: Europe/Berln",
      "crm.yaml:9: this machine knows no time zone 'Europe/Berln'; write one as Europe/Berlin"
    ),
    (
      "  findCustomer:\n    request: GET /c/{customer}\n    result: { id: $name }",
      "crm.yaml:8: there is no '$name'; did you mean '$now'? known: $arguments, $now, $answer"
    ),
  ]) func inAnOperation(_ text: String, _ expected: String) {
    let message = Self.message(Self.head + text)
    #expect(message.hasPrefix(expected), "\(message)")
  }

  @Test func routesLeadSomewhere() throws {
    let text = Self.head + "  findStores:\n    request: GET /c\n    result: { stores: { const: [] } }"
    let crm = try BackendFileReader().read(file: "crm.yaml", text: text)
    func message(_ text: String) -> String {
      do {
        _ = try RoutesReader(backends: [crm]).read(file: "routes.yaml", text: text)
        return "no mistake"
      } catch { return error.description }
    }
    #expect(message("default: shop\nroutes: { findStores: crm }") == "no mistake")
    #expect(
      message("routes: { findStores: cmr }")
        == "routes.yaml:1: there is no back end 'cmr'; did you mean 'crm'? known: crm, shop")
    #expect(
      message("routes: { findOrder: crm }")
        == "routes.yaml:1: crm.yaml does not say how findOrder is done (it does findStores); add it there or route "
        + "it elsewhere")
    #expect(message("default: shp").hasPrefix("routes.yaml:1: there is no back end 'shp'; did you mean 'shop'?"))
  }
}
