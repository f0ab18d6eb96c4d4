public import Commerce
public import Dialogue
public import Foundation

/// The project's own intents, responses and policy with a small retailer, for tests of every floor.
public enum RetailFixture {
  /// The package's root folder, from where this file stands.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func files(
    _ folder: String, _ ending: String = ".yaml"
  ) throws -> [(file: String, text: String)] {
    let path = root.appendingPathComponent("retail/\(folder)").path
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(ending) }.sorted().map {
      ("retail/\(folder)/\($0)", try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8))
    }
  }

  private static let shared = Result { try read() }

  /// The artefacts as the server reads them; made once, since making them trains the understanding.
  public static func artefacts() throws -> Artefacts { try shared.get() }

  /// The intent documents, unread.
  public static func intentFiles() throws -> [(file: String, text: String)] { try files("intents") }

  /// The intent map alone.
  public static func intents() throws -> IntentMap { try IntentMap.read(files("intents"), responses: responses()) }

  /// The responses alone.
  public static func responses() throws -> Responses { try Responses.read(files("responses/en")) }

  private static func read() throws -> Artefacts {
    let responses = try responses()
    let policy = try String(contentsOf: root.appendingPathComponent("retail/policy.yaml"), encoding: .utf8)
    return Artefacts(
      intents: try IntentMap.read(files("intents"), responses: responses), responses: responses,
      policy: try .read(file: "retail/policy.yaml", text: policy),
      profile: ShopProfile(name: "Northwind Outfitters", phone: "+12065550100"),
      knowledge: try KnowledgeBase.read(files("knowledge", ".md")), hashes: ["intents": "test"])
  }

  /// Saturday, 2026-11-21, 18:00 UTC: ten in the morning in Seattle.
  public static let noon = Timestamp(milliseconds: 1_795_284_000_000)
  /// The retailer's clock: eight hours west of UTC.
  public static let utcOffset = -8 * 3_600
  /// The day it is there.
  public static let today = LocalDate(year: 2026, month: 11, day: 21)

  private static func address(_ street: String, _ city: String, _ region: String, _ postcode: String) -> Address {
    Address(street: street, city: city, region: region, postcode: postcode, country: "US")
  }

  private static func store(
    _ id: String, _ name: String, _ nicknames: [String], _ city: String, _ postcode: String, _ offset: Int
  )
    -> Store
  {
    let weekday = OpenHours(from: TimeOfDay(minutes: 9 * 60), until: TimeOfDay(minutes: 20 * 60))
    return Store(
      id: id, name: name, nicknames: nicknames, address: address("1420 \(name)", city, "WA", postcode),
      landmark: "across from the public library", timeZone: "America/Los_Angeles", utcOffsetSeconds: offset,
      phone: "+12065550142", hours: [OpenHours?](repeating: weekday, count: 6) + [nil],
      special: [
        SpecialHours(date: LocalDate(year: 2026, month: 11, day: 26), hours: nil, reason: "Thanksgiving")
      ])
  }

  /// Three stores, two of them in one town.
  public static let stores = [
    store("S01", "Fifth Street", ["the downtown one"], "Seattle", "98101", -8 * 3_600),
    store("S02", "Harbor Point", [], "Seattle", "98121", -8 * 3_600),
    store("S03", "Cedar Mall", ["the mall"], "Boise", "83702", -7 * 3_600),
  ]

  private static func order(
    _ number: String, _ shipment: ShipmentState, _ parcels: [Shipment], _ state: OrderState = .confirmed
  )
    -> Order
  {
    Order(
      number: number, customer: "C1", placed: Timestamp(milliseconds: noon.milliseconds - 5 * 86_400_000), state: state,
      shipmentState: shipment, paymentState: .paid,
      lines: [
        OrderLine(
          sku: "TENT-G3", name: "Alpine tent", variant: "green", quantity: 1,
          unitPrice: Money(minorUnits: 24_900, currency: "USD"))
      ], shipments: parcels, total: Money(minorUnits: 24_900, currency: "USD"),
      deliverTo: address("12 Pine Street", "Seattle", "WA", "98101"))
  }

  private static func parcel(_ status: ParcelStatus, expected: LocalDate? = nil, delivered: LocalDate? = nil)
    -> Shipment
  {
    Shipment(
      id: "P-\(status.rawValue)", carrier: "United Parcel", trackingNumber: "1Z999AA1", status: status,
      estimatedDelivery: expected, deliveredOn: delivered, events: [])
  }

  /// Orders by number.
  public static let orders: [OrderNumber: Order] = Dictionary(
    uniqueKeysWithValues: [
      order("40217", .shipped, [parcel(.inTransit, expected: LocalDate(year: 2026, month: 11, day: 24))]),
      order("40219", .delivered, [parcel(.delivered, delivered: LocalDate(year: 2026, month: 11, day: 18))], .complete),
      order("73358", .pending, []),
      order("51006", .canceled, [], .cancelled),
      order(
        "66120", .partial,
        [
          parcel(.delivered, delivered: LocalDate(year: 2026, month: 11, day: 20)),
          parcel(.inTransit, expected: LocalDate(year: 2026, month: 11, day: 23)),
        ]),
    ].map { ($0.number, $0) })

  /// The number of the customer whose order is 73358.
  public static let callerWithOrders = "+12065550188"

  /// The answer to `findStores`.
  public static let storesFound = OperationResult(FindStores.self, StoreList(stores: stores))

  /// What the little retailer answers.
  public static func answer(_ operation: Commerce.Operation) -> Result<OperationResult, OperationFailure> {
    switch operation.value {
    case let asked as ExistingOrders:
      let existing = asked.among.filter { orders[$0] != nil }
      let own = asked.caller == callerWithOrders ? existing.filter { $0 == "73358" } : []
      return .success(OperationResult(ExistingOrders.self, .init(existing: existing, ofCaller: own)))
    case let asked as CheckPostcode:
      guard let order = orders[asked.order] else { return .failure(OperationFailure(.notFound, "no such order")) }
      return .success(
        OperationResult(CheckPostcode.self, .init(matches: asked.candidates.contains(order.deliverTo.postcode))))
    case let asked as FindOrder:
      guard let order = orders[asked.order] else { return .failure(OperationFailure(.notFound, "no such order")) }
      return .success(OperationResult(FindOrder.self, order))
    case is FindStores: return .success(storesFound)
    case let asked as CancelOrder:
      guard var order = orders[asked.order] else { return .failure(OperationFailure(.notFound, "no such order")) }
      guard order.state != .cancelled else { return .failure(.refused(.alreadyCancelled, "cancelled before")) }
      guard order.shipments.isEmpty else { return .failure(.refused(.alreadyShipped, "it has left")) }
      order.state = .cancelled
      return .success(OperationResult(CancelOrder.self, order))
    default: return .failure(OperationFailure(.unsupported, "the fixture has no \(operation.name.rawValue)"))
    }
  }
}

/// The little retailer as a back end, which can be told to fail or to be slow.
public struct FixtureBackend: CommerceBackend {
  /// What every operation fails with, when set.
  public var failure: OperationFailure?
  /// How long every operation takes.
  public var delay: Duration

  /// Makes a back end.
  public init(failure: OperationFailure? = nil, delay: Duration = .zero) {
    self.failure = failure
    self.delay = delay
  }

  /// The name in routes.
  public let name = "fixture"
  /// What it can do.
  public let operations: Set<OperationName> = [
    .existingOrders, .checkPostcode, .findOrder, .findStores, .cancelOrder,
  ]

  /// Answers from the fixture.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    if delay > .zero { try? await Task.sleep(for: delay) }
    if let failure { throw failure }
    return OperationAnswer(
      try RetailFixture.answer(operation).get(), Freshness(asOf: RetailFixture.noon, origin: name))
  }

  /// It writes nothing.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .notDone }
}
