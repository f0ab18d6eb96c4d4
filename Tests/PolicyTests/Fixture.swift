import AisleTesting
import Commerce
import Dialogue
import Discourse
import Documents
import Foundation
import Policy

/// The two files of the repository, a customer with orders in every stage, and another one.
enum Fixture {
  static func file(_ name: String) throws -> String {
    try String(contentsOf: RetailFixture.root.appendingPathComponent("retail/\(name)"), encoding: .utf8)
  }
  /// `retail/policy.yaml`, as a live house reads it.
  static func retail() throws -> PolicyRules { try .read(file: "policy.yaml", text: file("policy.yaml")) }
  /// The tau world's, as sandboxes read it.
  static func tau() throws -> PolicyRules {
    try .read(file: "policy.yaml", text: file("sandboxes/tau/policy.yaml"), sandbox: true)
  }

  static let now = RetailFixture.noon
  static func later(_ minutes: Int) -> Timestamp { now.adding(milliseconds: Int64(minutes) * 60_000) }

  static func dollars(_ cents: Int) -> Money { Money(minorUnits: cents, currency: "USD") }
  private static let home = Address(
    street: "12 Pine Street", city: "Seattle", region: "WA", postcode: "98101", country: "US")

  static let numbers: [OrderStage: OrderNumber] = [
    .pending: "10001", .processed: "10002", .shipped: "10003", .partlyDelivered: "10004", .delivered: "10005",
    .cancelled: "10006",
  ]

  static let customer = Customer(
    id: "C1", givenName: "Mia", familyName: "Moreau", email: "mia@example.org", phone: "+12065550101", address: home,
    paymentMethods: [
      PaymentMethod(id: "paypal", kind: .paypal),
      PaymentMethod(id: "visa", kind: .creditCard, brand: "visa", lastFour: "0417"),
      PaymentMethod(id: "gift", kind: .giftCard, balance: dollars(5_000)),
      PaymentMethod(id: "credit", kind: .storeCredit, balance: dollars(100_000)),
    ], orders: numbers.values.sorted())

  /// An order of two things for 249.00 and 20.00, paid with the Visa.
  static func order(_ stage: OrderStage, of customer: String = "C1", number: OrderNumber? = nil) -> Order {
    let states: [OrderStage: (OrderState, ShipmentState, [ParcelStatus])] = [
      .pending: (.open, .pending, []), .processed: (.confirmed, .ready, [.infoReceived]),
      .shipped: (.confirmed, .shipped, [.inTransit]),
      .partlyDelivered: (.confirmed, .partial, [.delivered, .inTransit]),
      .delivered: (.complete, .delivered, [.delivered]), .cancelled: (.cancelled, .canceled, []),
    ]
    let (state, goods, parcels) = states[stage] ?? (.open, .pending, [])
    let number = number ?? numbers[stage] ?? "10000"
    return Order(
      number: number, customer: customer, placed: now.adding(milliseconds: -86_400_000), state: state,
      shipmentState: goods, paymentState: .paid,
      lines: [
        OrderLine(sku: "TENT-G", name: "Tent", variant: "green", quantity: 1, unitPrice: dollars(24_900), product: "T"),
        OrderLine(sku: "MUG-B", name: "Mug", variant: "blue", quantity: 1, unitPrice: dollars(2_000), product: "M"),
      ],
      shipments: parcels.enumerated().map { index, status in
        Shipment(
          id: "P\(index)", carrier: "United Parcel", trackingNumber: "1Z\(index)", status: status,
          estimatedDelivery: nil, deliveredOn: nil, events: [])
      }, total: dollars(26_900), deliverTo: home,
      payments: [Payment(id: "PY1", kind: .charge, amount: dollars(26_900), method: "visa", at: now)])
  }

  /// Somebody who has shown these clues for the customer.
  static func caller(
    _ by: [ClueKind], of customer: String = "C1", order: OrderNumber? = nil, _ rules: PolicyRules,
    at time: Timestamp = now
  ) -> CallerIdentity {
    var identity = CallerIdentity()
    _ = identity.handle(.opened(.phone, nil, nil), at: time, rules.identification)
    if !by.isEmpty {
      _ = identity.handle(
        .checked(by: by, order: order, customer: order == nil || by.contains(.email) ? customer : nil, matched: true),
        at: time, rules.identification)
    }
    return identity
  }

  /// Facts of a customer who is known by a code.
  static func facts(_ rules: PolicyRules, _ order: Order? = nil, by: [ClueKind] = [.code]) -> PolicyFacts {
    var facts = PolicyFacts(now: now, channel: .phone, identity: caller(by, rules))
    facts.order = order
    facts.customer = customer
    facts.clock = TimeOfDay(minutes: 10 * 60)
    return facts
  }
}

extension PolicyRules {
  /// The decision when the customer has agreed to exactly this.
  func agreed(_ operation: Commerce.Operation, _ facts: PolicyFacts) -> Decision {
    var facts = facts
    facts.agreed.append(operation)
    return decide(operation, facts)
  }
}

/// Plays a back end with a few customers against an identity: every look is answered, every recall with the counts given.
struct Caller {
  var identity = CallerIdentity()
  let rules: IdentityRules
  var now = Fixture.now
  var customers: [(id: String, email: String, name: String, postcode: String, phone: String)] = [
    ("C1", "mia@example.org", "Mia Moreau", "98101", "+12065550101"),
    ("C2", "tom@example.org", "Tom Adeyemi", "83702", "+12065550102"),
    ("C3", "ann@example.org", "Ann Lee", "60601", "+12065550103"),
    ("C4", "ann2@example.org", "Ann Lee", "60601", "+12065550104"),
  ]
  var orders: [OrderNumber: (customer: String, postcode: String)] = [
    "10001": ("C1", "98101"), "20001": ("C2", "83702"),
  ]
  var counts: [String: Int] = [:]
  var failure: OperationFailure?
  /// All steps so far, the looks among them.
  var steps: [IdentityStep] = []
  var looks: [Commerce.Operation] = []
  var delays: [Int] = []

  init(_ rules: IdentityRules, _ number: CallingNumber? = nil, _ session: WebSession? = nil) {
    self.rules = rules
    take(.opened(.phone, number, session))
  }

  /// Feeds an event and answers whatever it asks of back ends; gives the steps that are for others.
  @discardableResult
  mutating func take(_ event: IdentityEvent) -> [IdentityStep] {
    var seen: [IdentityStep] = []
    var events = [event]
    while !events.isEmpty {
      for step in identity.handle(events.removeFirst(), at: now, rules) {
        steps.append(step)
        switch step {
        case .look(let operation, let delay):
          looks.append(operation)
          delays.append(delay)
          events.append(answer(operation))
        case .recall(let keys): events.append(.counted(keys.map { counts["\($0)"] ?? 0 }))
        case .count(let keys): for key in keys { counts["\(key)", default: 0] += 1 }
        case .forget(let keys): for key in keys { counts["\(key)"] = 0 }
        default: seen.append(step)
        }
      }
    }
    return seen.filter { if case .decided = $0 { false } else { true } }
  }

  @discardableResult
  mutating func say(_ clues: IdentityClue...) -> [IdentityStep] { take(.said(clues)) }

  func level(order: OrderNumber? = nil) -> VerificationLevel { identity.level(order: order, at: now, rules) }

  private func answer(_ operation: Commerce.Operation) -> IdentityEvent {
    if let failure { return .failed(failure) }
    switch operation.value {
    case let asked as CheckPostcode:
      guard let order = orders[asked.order] else { return .failed(OperationFailure(.notFound, "no such order")) }
      return .answered(
        OperationResult(CheckPostcode.self, .init(matches: asked.candidates.contains(order.postcode))))
    case let asked as IdentifyCustomer:
      let name = asked.givenName.map { "\($0) \(asked.familyName ?? "")".lowercased() }
      let given = [asked.email, asked.phone, name, asked.loyaltyNumber].compactMap { $0 }
      let found = customers.filter { customer in
        (asked.email.map { $0 == customer.email } ?? true) && (asked.phone.map { $0 == customer.phone } ?? true)
          && (name.map { $0 == customer.name.lowercased() && asked.postcode != nil } ?? true)
          && (asked.postcode.map { $0 == customer.postcode } ?? true) && asked.loyaltyNumber == nil
      }
      return .answered(OperationResult(IdentifyCustomer.self, .init(customers: given.isEmpty ? [] : found.map(\.id))))
    case let asked as FindOrder:
      guard let order = orders[asked.order] else { return .failed(OperationFailure(.notFound, "no such order")) }
      return .answered(
        OperationResult(FindOrder.self, Fixture.order(.pending, of: order.customer, number: asked.order)))
    default: return .failed(OperationFailure(.unsupported, "not asked here"))
    }
  }
}

func heard(_ texts: String...) -> [Candidate] {
  texts.enumerated().map { Candidate($0.element, score: 1 - Double($0.offset) / 10) }
}
