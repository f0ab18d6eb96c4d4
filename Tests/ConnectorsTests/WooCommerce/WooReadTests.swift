import Commerce
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  @Suite(.serialized) struct WooReads {
    let reading = ShopifyFixture.reading

    @Test func anOrderWithAllItsParts() async throws {
      let (_, backend) = try await WooFixture.ready()
      let order = try await backend.perform(FindOrder(order: "40217"), reading).outcome
      #expect(order.number == "40217")
      #expect(order.customer == "21")
      #expect(order.placed.rfc3339 == "2026-11-12T10:15:00.000Z")
      #expect((order.state, order.shipmentState, order.paymentState) == (.confirmed, .shipped, .paid))
      #expect(order.lines.map(\.name) == ["Alder Rain Jacket", "Lichen Beanie"])
      #expect(order.lines.map(\.variant) == ["M", "Moss"])
      #expect(order.total == Money(minorUnits: 16_000, currency: "USD"))
      let parcel = try #require(order.shipments.first)
      #expect((parcel.carrier, parcel.trackingNumber) == ("UPS", "1Z555AA0402170001"))
      #expect(order.payments.map(\.id) == ["40217-P1"])
      let refunded = try await backend.perform(FindOrder(order: "40211"), reading).outcome
      #expect(refunded.payments.last?.at.rfc3339 == "2026-10-14T10:20:00.000Z")
      #expect(refunded.payments.map(\.amount.minorUnits) == [14_400, 2_400])
    }

    @Test func thereIsNoSuchOrder() async throws {
      let (_, backend) = try await WooFixture.ready()
      for number in ["4021", "99999", "", "0", "../customers/21", "40217?x=1", "40217/refunds"] {
        let failure = await #expect(throws: OperationFailure.self) {
          try await backend.perform(FindOrder(order: number), reading)
        }
        #expect(failure?.code == .notFound)
      }
    }

    @Test func numbersOfAnExtension() async throws {
      let (simulator, _) = try await WooFixture.ready()
      var settings = WooCommerceSettings()
      settings.numbersAreOwn = true
      let backend = WooCommerceBackend(
        url: simulator.url, key: "ck_simulated", secret: "cs_simulated", settings)
      #expect(try await backend.perform(FindOrder(order: "#40217"), reading).outcome.number == "40217")
      let asked = ExistingOrders(among: ["40217", "4021"])
      #expect(try await backend.perform(asked, reading).outcome.existing == ["40217"])
    }

    @Test func whichNumbersExistAndAreTheCallers() async throws {
      let (_, backend) = try await WooFixture.ready()
      let asked = ExistingOrders(among: ["40217", "11111", "40218", "x:y"], caller: "+15035550141")
      let outcome = try await backend.perform(asked, reading).outcome
      #expect(outcome == .init(existing: ["40217", "40218"], ofCaller: ["40217"]))
    }

    @Test func ordersAndCustomers() async throws {
      let (_, backend) = try await WooFixture.ready()
      let all = try await backend.perform(FindOrders(customer: "21"), reading).outcome.orders
      #expect(all.map(\.number) == ["40221", "40217", "40215"])
      let open = FindOrders(customer: "21", state: .open, limit: 1)
      #expect(try await backend.perform(open, reading).outcome.orders.map(\.number) == ["40221"])
      for (asked, found) in [
        (IdentifyCustomer(email: "Marta.Ellison@example.com"), ["21"]),
        (IdentifyCustomer(phone: "+15035550141"), ["21"]),
        (IdentifyCustomer(givenName: "marta", familyName: "ellison", postcode: "97214"), ["21"]),
        (IdentifyCustomer(givenName: "marta", familyName: "ellison", postcode: "97215"), []),
        (IdentifyCustomer(email: "marta.ellison@example.com", phone: "+12065550142"), []),
        (IdentifyCustomer(), []), (IdentifyCustomer(email: "nonsense"), []), (IdentifyCustomer(loyaltyNumber: "1"), []),
      ] {
        #expect(try await backend.perform(asked, reading).outcome.customers == found)
      }
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(FindOrders(customer: "999"), reading)
      }
      #expect(failure?.code == .notFound)
    }

    @Test func postcodesStockRefundsAndParcels() async throws {
      let (_, backend) = try await WooFixture.ready()
      let postcode = CheckPostcode(order: "40217", candidates: ["97214-1234"])
      #expect(try await backend.perform(postcode, reading).outcome.matches)
      let stock = try await backend.perform(CheckInventory(sku: "ALDER-M"), reading).outcome
      #expect(stock.levels.map(\.onHand) == [16])
      let refunds = try await backend.perform(FindRefunds(order: "40211"), reading).outcome.refunds
      #expect(refunds.map(\.amount.minorUnits) == [2_400])
      let parcels = try await backend.perform(TrackShipment(order: "40216"), reading).outcome.shipments
      #expect(parcels.map(\.carrier) == ["FedEx"])
    }
  }
}
