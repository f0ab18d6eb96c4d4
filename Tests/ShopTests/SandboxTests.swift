import Commerce
import Foundation
import Testing

@testable import Shop

/// Copies of a shop: each sees its own changes and nobody else's.
@Suite struct SandboxTests {
  /// The process's resident memory in bytes, as the kernel counts it.
  private static func resident() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4_096
  }

  @Test func aThousandAtOnceAreApart() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let customers = try await shop.read(at: ShopKit.noon) { try $0.all(Customer.self) }
      _ = try await shop.sandbox()
      let before = Self.resident()
      let start = ContinuousClock.now
      var sandboxes: [ShopSandbox] = []
      for _ in 0..<1_000 { sandboxes.append(try await shop.sandbox()) }
      let made = ContinuousClock.now - start
      for (index, sandbox) in sandboxes.enumerated() {
        var address = customers[index % customers.count].address
        address.street = "\(index) Sandbox Street"
        _ = try await sandbox.ask(
          ChangeCustomerAddress(customer: customers[index % customers.count].id, address: address))
      }
      print(
        "1,000 sandboxes: \(made / 1_000) each to make, \((Self.resident() - before) / 1_024) KiB more resident with a write in each"
      )
      for (index, sandbox) in sandboxes.enumerated() {
        for step in [0, 1] {
          let customer = customers[(index + step) % customers.count]
          let street = try await sandbox.ask(FindCustomer(customer: customer.id)).address.street
          #expect(street == (step == 0 ? "\(index) Sandbox Street" : customer.address.street))
        }
      }
      #expect(try await shop.read(at: ShopKit.noon) { try $0.all(Customer.self) } == customers)
      #expect(try await shop.changedKeys().isEmpty)
    }
  }

  @Test func aCopyIsOfTheMomentItWasMade() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let stock = try await shop.read(at: ShopKit.noon) { world in
        try world.all(VariantStock.self).first { $0.places[0].free(at: ShopKit.noon) > 5 }
      }
      let sku = try #require(stock?.sku)
      func free(_ backend: any CommerceBackend) async throws -> Int {
        let level = try await backend.ask(CheckInventory(sku: sku, places: ["W01"])).levels[0]
        return level.onHand - level.reserved
      }
      let early = try await shop.sandbox()
      let all = try await free(shop)
      _ = try await shop.ask(ReserveStock(sku: sku, place: "W01", quantity: 2))
      let late = try await shop.sandbox()
      #expect(try await free(early) == all)
      #expect(try await free(late) == all - 2)
      // Another process on the same file.
      let other = try await EmbeddedShop.open(existing: path, clock: { ShopKit.noon })
      _ = try await other.ask(ReserveStock(sku: sku, place: "W01"))
      #expect(try await free(try await shop.sandbox()) == all - 3)
    }
  }

  /// A copy lists and finds by lookups as the shop does, through changes of what things are found by.
  @Test func lookupsFollowChanges() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let customer = try await shop.read(at: ShopKit.noon) { try $0.all(Customer.self)[0] }
      let change = ChangeContact(customer: customer.id, email: "new@example.com")
      let copy = try await shop.sandbox()
      for backend in [copy, shop] as [any CommerceBackend] {
        _ = try await backend.ask(change)
        #expect(try await backend.ask(IdentifyCustomer(email: "new@example.com")).customers == [customer.id])
        #expect(try await backend.ask(IdentifyCustomer(email: customer.email)).customers.isEmpty)
      }
      let after = try await shop.sandbox()
      #expect(try await after.ask(IdentifyCustomer(email: "new@example.com")).customers == [customer.id])
      #expect(try await after.ask(IdentifyCustomer(email: customer.email)).customers.isEmpty)
    }
  }
}
