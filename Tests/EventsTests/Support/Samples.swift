import Commerce
import Events
import Foundation
import Vendors

/// Facts to try things with.
enum Sample {
  static func at(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(1_795_000_000 + seconds) * 1_000) }

  static let address = Address(street: "1 Main St", city: "Seattle", region: "WA", postcode: "98101", country: "US")

  static func order(
    _ number: String, state: OrderState = .open, customer: String = "C-1", shipments: [Shipment] = []
  ) -> Order {
    Order(
      number: number, customer: customer, placed: at(-1_000), state: state, shipmentState: .pending,
      paymentState: .paid,
      lines: [OrderLine(sku: "T-1", name: "Tent", variant: "green", quantity: 1, unitPrice: usd(9_900))],
      shipments: shipments, total: usd(9_900), deliverTo: address)
  }

  static func usd(_ cents: Int) -> Money { Money(minorUnits: cents, currency: "USD") }

  static func stock(_ sku: String, _ place: String, _ count: Int) -> StockLevel {
    StockLevel(
      sku: sku, place: place, placeName: "Store \(place)", onHand: count,
      availability: count > 0 ? .inStock : .outOfStock,
      asOf: at(0))
  }

  static func parcel(_ tracking: String, _ status: ParcelStatus, _ events: [(Int, ParcelStatus)] = []) -> Shipment {
    Shipment(
      id: "P-\(tracking)", carrier: "United Parcel", trackingNumber: tracking, status: status, estimatedDelivery: nil,
      deliveredOn: nil, events: events.map { ParcelEvent(at: at($0.0), status: $0.1, place: "Reno") })
  }

  static func customer(_ id: String, phone: String) -> Customer {
    Customer(id: id, givenName: "Ada", familyName: "Byron", email: "ada@example.com", phone: phone, address: address)
  }

  static func update(_ value: FactValue, _ seconds: Int, parent: FactKey? = nil, read: Int? = nil) -> FactUpdate {
    FactUpdate(
      value, version: FactVersion(at: at(seconds), read: read.map(at)), origin: "toy", parent: parent)
  }

  /// Updates of a few things in every way there is, many of the same moment.
  static func random(_ count: Int, seed: UInt64) -> [FactUpdate] {
    var random = SplitMix(state: seed)
    return (0..<count).map { _ in
      let moment = Int.random(in: 0..<12, using: &random)
      let version = FactVersion(
        at: at(moment), sequence: Int64.random(in: 0..<2, using: &random),
        read: Int.random(in: 0..<5, using: &random) == 0 ? at(moment + 3) : nil)
      let number = String(Int.random(in: 1...4, using: &random))
      let statuses = ParcelStatus.allCases
      let value: FactValue =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .order(order(number, state: OrderState.allCases.randomElement(using: &random)!))
        case 1: .stock(stock("T-\(number)", "S0", Int.random(in: 0..<3, using: &random)))
        case 2: .customer(customer(number, phone: "+1206555010\(Int.random(in: 0..<3, using: &random))"))
        default:
          .shipment(
            parcel(
              number, statuses.randomElement(using: &random)!,
              (0..<Int.random(in: 0..<3, using: &random)).map { _ in
                (Int.random(in: 0..<12, using: &random), statuses.randomElement(using: &random)!)
              }))
        }
      let parent = Bool.random(using: &random) ? FactKey(.order, String(Int.random(in: 1...2, using: &random))) : nil
      let change: FactUpdate.Change =
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .deleted
        case 1: .touched
        default: .value(value)
        }
      return FactUpdate(key: value.key, change, version: version, origin: "toy", parent: parent)
    }
  }
}

/// SplitMix64 (S. Vigna): the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
