import AisleTesting
import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  /// The same question to differently shaped back ends with the same world gives the same bytes.
  @Suite(.serialized) struct SameAnswers {
    let reading = ShopifyFixture.reading

    private func bytes(_ value: some Encodable) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test(arguments: 40_210...40_222) func orders(_ number: Int) async throws {
      let (_, shopify) = try await ShopifyFixture.ready()
      let (_, woo) = try await WooFixture.ready()
      let asked = FindOrder(order: String(number))
      let left = try await shopify.perform(asked, reading).outcome.common
      let right = try await woo.perform(asked, reading).outcome.common
      #expect(try bytes(left) == bytes(right))
    }

    @Test func customersAndStock() async throws {
      let (_, shopify) = try await ShopifyFixture.ready()
      let (_, woo) = try await WooFixture.ready()
      for index in 1...6 {
        let left = try await shopify.perform(FindCustomer(customer: "711000000000\(index)"), reading).outcome
        let right = try await woo.perform(FindCustomer(customer: "2\(index)"), reading).outcome
        #expect(try bytes(left.common) == bytes(right.common))
        #expect(left.orders == right.orders)
      }
      for sku in ["ALDER-M", "ALDER-XL", "LICHEN-MOSS", "DRIFT-S"] {
        let left = try await shopify.perform(CheckInventory(sku: sku), reading).outcome
        let right = try await woo.perform(CheckInventory(sku: sku), reading).outcome
        #expect(try bytes(left.common) == bytes(right.common))
      }
    }

    @Test func writes() async throws {
      let (_, shopify) = try await ShopifyFixture.ready()
      let (_, woo) = try await WooFixture.ready()
      let writing = OperationContext(key: ShopifyFixture.key("same"), budget: .seconds(60))
      let cancel = CancelOrder(order: "40219", reason: .noLongerNeeded)
      #expect(
        try await bytes(shopify.perform(cancel, writing).outcome.common)
          == bytes(woo.perform(cancel, writing).outcome.common))
      let address = Address(street: "1 Elm Street", city: "Salem", region: "OR", postcode: "97301", country: "US")
      let move = ChangeOrderAddress(order: "40221", address: address)
      #expect(
        try await bytes(shopify.perform(move, writing).outcome.common)
          == bytes(woo.perform(move, writing).outcome.common))
    }
  }
}
