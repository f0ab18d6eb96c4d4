import Commerce
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  /// What else goes wrong: credentials, quotas, addresses, nonsense.
  @Suite(.serialized) struct Trouble {
    let reading = OperationContext(budget: .seconds(60))

    private func failure(_ backend: some CommerceBackend) async -> OperationFailure? {
      await #expect(throws: OperationFailure.self) { try await backend.perform(FindOrder(order: "40217"), reading) }
    }

    @Test func wrongCredentials() async throws {
      let (shopify, right) = try await ShopifyFixture.ready()
      let (woo, rightWoo) = try await WooFixture.ready()
      let wrong = ShopifyFixture.backend(shopify.url, token: "shpat_wrong")
      let wrongWoo = WooFixture.backend(woo.url, secret: "cs_wrong")
      #expect(await failure(wrong)?.code == .unauthorized)
      #expect(await failure(wrongWoo)?.code == .unauthorized)
      for (check, passed) in [
        (await right.check(), true), (await wrong.check(), false), (await rightWoo.check(), true),
        (await wrongWoo.check(), false),
      ] {
        #expect(check.passed == passed)
        #expect((check.advice == nil) == passed)
        #expect(!check.finding.contains("wrong"))
      }
    }

    @Test func anotherVersionOrSite() async throws {
      let (shopify, _) = try await ShopifyFixture.ready()
      var settings = ShopifySettings()
      settings.version = "2020-01"
      #expect(
        await failure(ShopifyBackend(url: shopify.url + "/", token: "shpat_simulated", settings))?.code == .unauthorized
      )
      let (woo, _) = try await WooFixture.ready()
      #expect(await failure(WooFixture.backend(woo.url + "/elsewhere"))?.code == .invalidResponse)
      #expect(await failure(WooFixture.backend("http://127.0.0.1:1"))?.code == .unavailable)
    }

    @Test func shopifyThrottles() async throws {
      let small = try SimulatorProcess(
        vendor: "shopify", ["--secret", "hush", "--bucket", "60", "--restore-rate", "20"])
      let failure = try #require(await failure(ShopifyFixture.backend(small.url)))
      #expect((failure.code, failure.mayHaveHappened) == (.rateLimited, false))
      #expect((failure.retryAfterMilliseconds ?? 0) > 1_000)
    }

    @Test(arguments: VendorFault.allCases) func readsUnderFault(_ fault: VendorFault) async throws {
      let (shopify, shopifyBackend) = try await ShopifyFixture.ready()
      let (woo, wooBackend) = try await WooFixture.ready()
      try await shopify.fault(fault.kind, on: ["operationName": "AisleReadOrder"], fault.options)
      try await woo.fault(fault.kind, on: ["operationName": "GET orders/:id"], fault.options)
      // Nothing wrong is told: the right order, or a failure that claims no write.
      for backend in [shopifyBackend, wooBackend] as [any CommerceBackend] {
        let asked = FindOrder(order: "40217")
        let context = OperationContext(budget: .seconds(1))
        do throws(OperationFailure) {
          let answer = try await backend.perform(Commerce.Operation(asked), context)
          #expect(answer.result.outcome(of: FindOrder.self)?.total.minorUnits == 16_000)
        } catch {
          #expect(!error.mayHaveHappened)
          #expect(!error.code.isBusiness)
        }
      }
    }

    @Test func anotherOrderThanAsked() async throws {
      let (woo, backend) = try await WooFixture.ready()
      try await woo.fault(
        "wrong-success", on: ["operationName": "GET orders/:id"],
        ["swap": .array([.string("40217"), .string("40218")])])
      #expect(await failure(backend)?.code == .invalidResponse)
      let (shopify, shopifyBackend) = try await ShopifyFixture.ready()
      try await shopify.fault(
        "wrong-success", on: ["operationName": "AisleReadOrder"],
        ["swap": .array([.string("40217"), .string("40218")])])
      #expect(await failure(shopifyBackend)?.code == .invalidResponse)
    }

    @Test(arguments: ["cancel", "address", "refund"]) func aWriteThatHitsAnotherOrder(_ what: String) async throws {
      let (shopify, backend) = try await ShopifyFixture.ready()
      let name = ["cancel": "AisleCancelOrder", "address": "AisleChangeAddress", "refund": "AisleRefund$"][what] ?? ""
      try await shopify.fault(
        "wrong-success", on: ["operationName": name],
        ["swap": .array([.string("5540000040219"), .string("5540000040221")])])
      let writing = OperationContext(key: ShopifyFixture.key("swap"), budget: .seconds(3))
      let operations: [String: Commerce.Operation] = [
        "cancel": Commerce.Operation(CancelOrder(order: "40219", reason: .other)),
        "address": Commerce.Operation(ChangeOrderAddress(order: "40219", address: ShopifyWrites.address)),
        "refund": Commerce.Operation(ShopifyWrites.refund),
      ]
      let operation = try #require(operations[what])
      let failure = await #expect(throws: OperationFailure.self) { try await backend.perform(operation, writing) }
      // Never a success; a refund of another order's payment is refused by Shopify itself.
      if what == "refund" { #expect(failure?.code != nil) } else { #expect(failure?.mayHaveHappened == true) }
    }
  }
}
