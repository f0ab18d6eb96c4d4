import Commerce
import Testing
import Vendors

@testable import Connectors

/// All that uses the simulators, one after another: they have one state.
@Suite(.serialized, .enabled(if: SimulatorProcess.isAvailable, "\(SimulatorProcess.unavailable)"))
struct VendorTests {}

extension VendorTests {
  @Suite(.serialized) struct ShopifyReads {
    let reading = ShopifyFixture.reading

    @Test func anOrderWithAllItsParts() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let order = try await backend.perform(FindOrder(order: "40217"), reading).outcome
      #expect(order.number == "40217")
      #expect(order.customer == "7110000000001")
      #expect(order.placed.rfc3339 == "2026-11-12T10:15:00.000Z")
      #expect((order.state, order.shipmentState, order.paymentState) == (.confirmed, .shipped, .paid))
      #expect(order.lines.map(\.sku) == ["ALDER-M", "LICHEN-MOSS"])
      #expect(order.lines.map(\.variant) == ["M", "Moss"])
      #expect(order.lines.map(\.fulfilled) == [1, 1])
      #expect(order.total == Money(minorUnits: 16_000, currency: "USD"))
      let parcel = try #require(order.shipments.first)
      #expect((parcel.carrier, parcel.trackingNumber, parcel.status) == ("UPS", "1Z555AA0402170001", .inTransit))
      #expect(parcel.estimatedDelivery == LocalDate(year: 2026, month: 11, day: 18))
      #expect(parcel.lines.map(\.sku) == ["ALDER-M", "LICHEN-MOSS"])
      #expect(order.deliverTo.street2 == "Apt 4")
      #expect(order.payments.map(\.kind) == [.charge])
    }

    @Test(arguments: [
      ("40210", OrderState.complete, ShipmentState.delivered, PaymentState.paid),
      ("40211", .complete, .delivered, .paid), ("40213", .cancelled, .canceled, .paid),
      ("40214", .confirmed, .partial, .paid), ("40218", .open, .pending, .pending),
      ("40219", .open, .pending, .paid), ("40220", .open, .pending, .pending),
    ])
    func whereOrdersStand(_ number: String, _ state: OrderState, _ goods: ShipmentState, _ money: PaymentState)
      async throws
    {
      let (_, backend) = try await ShopifyFixture.ready()
      let order = try await backend.perform(FindOrder(order: number), reading).outcome
      #expect((order.state, order.shipmentState, order.paymentState) == (state, goods, money))
    }

    @Test func discountsAreInThePriceOfOne() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let order = try await backend.perform(FindOrder(order: "#40219"), reading).outcome
      #expect(order.lines.map(\.unitPrice.minorUnits) == [8_000])
    }

    @Test func thereIsNoSuchOrder() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      for number in ["4021", "402170", "99999", "", "name:*", "\" OR name:\"40217", String(repeating: "4", count: 99)] {
        let failure = await #expect(throws: OperationFailure.self) {
          try await backend.perform(FindOrder(order: number), reading)
        }
        #expect(failure?.code == .notFound)
      }
    }

    @Test func whichNumbersExistAndAreTheCallers() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let asked = ExistingOrders(among: ["40217", "11111", "40218", "x:y"], caller: "+15035550141")
      let outcome = try await backend.perform(asked, reading).outcome
      #expect(outcome == .init(existing: ["40217", "40218"], ofCaller: ["40217"]))
      let many = ExistingOrders(among: (40_200...40_240).map(String.init))
      #expect(try await backend.perform(many, reading).outcome.existing.count == 13)
    }

    @Test func thePostcodeIsCompared() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      for (candidates, matches) in [(["97215", "97214"], true), (["97214-1234"], true), ([""], false), ([], false)] {
        let asked = CheckPostcode(order: "40217", candidates: candidates)
        #expect(try await backend.perform(asked, reading).outcome.matches == matches)
      }
    }

    @Test func ordersOfACustomerNewestFirst() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let all = try await backend.perform(FindOrders(customer: "7110000000001"), reading).outcome.orders
      #expect(all.map(\.number) == ["40221", "40217", "40215"])
      let open = FindOrders(customer: "7110000000001", state: .open, limit: 1)
      #expect(try await backend.perform(open, reading).outcome.orders.map(\.number) == ["40221"])
    }

    @Test func whoFits() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let marta = ["7110000000001"]
      for (asked, found) in [
        (IdentifyCustomer(email: "Marta.Ellison@example.com"), marta),
        (IdentifyCustomer(phone: "+15035550141"), marta),
        (IdentifyCustomer(givenName: "marta", familyName: "ellison", postcode: "97214"), marta),
        (IdentifyCustomer(givenName: "marta", familyName: "ellison", postcode: "97215"), []),
        (IdentifyCustomer(email: "marta.ellison@example.com", phone: "+12065550142"), []),
        (IdentifyCustomer(), []), (IdentifyCustomer(email: "*"), []), (IdentifyCustomer(loyaltyNumber: "1"), []),
      ] {
        #expect(try await backend.perform(asked, reading).outcome.customers == found)
      }
      let customer = try await backend.perform(FindCustomer(customer: marta[0]), reading).outcome
      #expect(customer.givenName == "Marta")
      #expect(customer.address.postcode == "97214")
      #expect(customer.orders == ["40215", "40217", "40221"])
    }

    @Test func productsAndStock() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let product = try await backend.perform(FindProduct(sku: "ALDER-M"), reading).outcome
      #expect(product.name == "Alder Rain Jacket")
      #expect(product.variants.map(\.availability) == [.inStock, .inStock, .inStock, .outOfStock])
      let again = try await backend.perform(FindProduct(product: product.id), reading).outcome
      #expect(again == product)
      let found = try await backend.perform(SearchProducts(text: "beanie", options: ["color": "moss"]), reading).outcome
      #expect(found.products.map(\.name) == ["Lichen Beanie"])
      #expect(found.products.first?.variants.map(\.sku) == ["LICHEN-MOSS"])
      let stock = try await backend.perform(CheckInventory(sku: "ALDER-M"), reading).outcome
      #expect(stock.levels.map(\.onHand) == [14, 2, 0])
      #expect(stock.levels.map(\.place) == ["85400000003", "S01", "85400000002"])
      #expect(stock.levels.map(\.availability) == [.inStock, .limitedAvailability, .outOfStock])
      let one = try await backend.perform(CheckInventory(sku: "ALDER-M", places: ["S01"]), reading).outcome
      #expect(one.levels.map(\.placeName) == ["Portland Pearl"])
    }

    @Test func refundsReturnsAndParcels() async throws {
      let (_, backend) = try await ShopifyFixture.ready()
      let refunds = try await backend.perform(FindRefunds(order: "40211"), reading).outcome.refunds
      #expect(refunds.map(\.amount.minorUnits) == [2_400])
      #expect(refunds.map(\.status) == [.approved])
      let quote = try await backend.perform(CheckReturn(order: "40211"), reading).outcome
      #expect(quote.lines.map(\.quantity) == [1, 1])
      #expect(quote.refundTo == ["card"])
      let early = try await backend.perform(CheckReturn(order: "40217"), reading).outcome
      #expect(early.lines.map(\.reason) == [.notDelivered, .notDelivered])
      #expect(try await backend.perform(FindReturns(order: "40211"), reading).outcome.returns.isEmpty)
      let parcels = try await backend.perform(TrackShipment(order: "40216"), reading).outcome.shipments
      #expect(parcels.map(\.status) == [.outForDelivery])
    }
  }
}
