import Commerce
import Testing

@testable import Shop

/// What promotions take off, and how often.
@Suite struct PromotionTests {
  typealias Basket = PromotionMath.Basket
  static let now = Timestamp.at("2026-11-21T16:00:00Z")

  static func promotion(
    _ code: String, _ kind: PromotionKind, percent: Int = 0, cents: Int? = nil, on categories: [String] = [],
    minimum: Int? = nil, tiers: [String] = [], stackable: Bool = false, left: Int? = nil
  ) -> Promotion {
    Promotion(
      code: code, name: "the \(code)", kind: kind, percent: percent,
      amount: cents.map { Money(minorUnits: $0, currency: "USD") }, categories: categories,
      minimum: minimum.map { Money(minorUnits: $0, currency: "USD") }, tiers: tiers, stackable: stackable,
      from: now.adding(milliseconds: -1_000), until: now.adding(milliseconds: 1_000), left: left)
  }

  static let basket = Basket(
    lines: [
      Basket.Line(categories: ["Outdoor", "Tents"], quantity: 1, unitPrice: 19_999),
      Basket.Line(categories: ["Home", "Kitchen"], quantity: 3, unitPrice: 1_015),
    ], shipping: 695, currency: "USD", tier: "gold")

  private func best(_ codes: Promotion..., automatic: [Promotion] = []) -> PromotionMath.Discount {
    PromotionMath.best(codes: codes, automatic: automatic, basket: Self.basket, now: Self.now)
  }

  @Test func eachKindTakesOffItsOwn() {
    #expect(best(Self.promotion("P", .percentOff, percent: 10)).lines == [2_000, 305])
    #expect(best(Self.promotion("P", .percentOff, percent: 150)).total == Self.basket.subtotal)
    #expect(best(Self.promotion("P", .percentOff, percent: 10, on: ["Home"])).lines == [0, 305])
    #expect(best(Self.promotion("A", .amountOff, cents: 2_500)).lines == [2_500, 0])
    #expect(best(Self.promotion("A", .amountOff, cents: 99_999)).total == Self.basket.subtotal)
    #expect(best(Self.promotion("A", .amountOff, cents: 99_999, on: ["Kitchen"])).lines == [0, 3_045])
    #expect(best(Self.promotion("B", .buyOneGetOne)).lines == [0, 1_015])
    #expect(best(Self.promotion("F", .freeShipping)).shipping == 695)
  }

  @Test func whatDoesNotHoldSaysWhy() {
    func reason(_ promotion: Promotion) -> RefusalReason? {
      let reason = PromotionMath.refusal(of: promotion, basket: Self.basket, now: Self.now)
      #expect((reason == nil) == (best(promotion).counted == [promotion]))
      return reason
    }
    #expect(reason(Self.promotion("P", .percentOff, percent: 5, minimum: 23_044, tiers: ["gold"], left: 1)) == nil)
    #expect(reason(Self.promotion("P", .percentOff, percent: 5, minimum: 23_045)) == .notApplicable)
    #expect(reason(Self.promotion("P", .percentOff, percent: 5, tiers: ["silver"])) == .notApplicable)
    #expect(reason(Self.promotion("P", .percentOff, percent: 5, on: ["Garden"])) == .notApplicable)
    #expect(reason(Self.promotion("P", .percentOff, percent: 5, left: 0)) == .limitReached)
    #expect(reason(Self.promotion("B", .buyOneGetOne, on: ["Tents"])) == .notApplicable)
    var late = Self.promotion("P", .percentOff, percent: 5)
    late.until = Self.now
    #expect(reason(late) == .codeInvalid)
    var early = Self.promotion("P", .percentOff, percent: 5)
    early.from = Self.now.adding(milliseconds: 1)
    #expect(reason(early) == .codeInvalid)
    var foreign = Self.promotion("A", .amountOff, cents: 100)
    foreign.amount?.currency = "EUR"
    #expect(reason(foreign) == .notApplicable)
  }

  @Test func stackableOnesGoTogetherAndOthersAlone() {
    let (ten, five) = (
      Self.promotion("TEN", .percentOff, percent: 10, stackable: true),
      Self.promotion("FIVE", .amountOff, cents: 500, stackable: true)
    )
    let alone = Self.promotion("ALONE", .percentOff, percent: 20)
    // Shares before sums.
    #expect(best(five, ten).counted == [ten, five] && best(five, ten).parts == [2_305, 500])
    #expect(best(five, ten, alone).counted == [alone])
    #expect(best(alone, automatic: [ten]).counted == [alone])
    #expect(best(Self.promotion("SMALL", .percentOff, percent: 1), automatic: [ten]).counted == [ten])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func neverMoreThanThereIs(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<50 {
      let basket = Basket(
        lines: (0..<random.pick(1...4)).map { _ in
          Basket.Line(
            categories: [random.pick(["A", "B", "C"])], quantity: random.pick(1...5), unitPrice: random.pick(0...9_999))
        }, shipping: random.pick([0, 695]), currency: "USD")
      let codes = (0..<random.pick(0...5)).map { index in
        Self.promotion(
          "C\(index)", random.pick(PromotionKind.allCases), percent: random.pick(0...100),
          cents: random.pick(0...20_000),
          on: random.pick([[], ["A"], ["B", "C"]]), minimum: random.pick([nil, 5_000]),
          stackable: random.chance(percent: 60))
      }
      let discount = PromotionMath.best(codes: codes, basket: basket, now: Self.now)
      #expect(zip(discount.lines, basket.lines).allSatisfy { (0...$1.amount).contains($0) })
      #expect((0...basket.shipping).contains(discount.shipping))
      #expect(discount.parts.reduce(0, +) == discount.total && discount.parts.allSatisfy { $0 >= 0 })
      #expect(discount.counted.count <= 1 || discount.counted.allSatisfy(\.stackable))
      // No single code alone would have taken off more.
      for code in codes {
        #expect(PromotionMath.best(codes: [code], basket: basket, now: Self.now).total <= discount.total)
      }
      #expect(PromotionMath.best(codes: codes.reversed(), basket: basket, now: Self.now).total == discount.total)
    }
  }

  static func bench(_ promotions: [Promotion]) throws -> Bench {
    let variants = [Variant(sku: "TNT-1", options: [:], price: Money(minorUnits: 10_000, currency: "USD"))]
    let product = Product(id: "P1", name: "Tent", category: ["Outdoor", "Tents"], variants: variants)
    let stock = VariantStock(sku: "TNT-1", places: [VariantStock.Place(id: "W01", name: "warehouse", onHand: 500)])
    let account = LoyaltyAccount(number: "1", tier: "gold", points: 1_200)
    let documents: [any ShopDocument] = [
      product, stock, Customer.test(1, loyalty: account), Customer.test(2),
      Reward(id: "R5", name: "five off", points: 500, value: Money(minorUnits: 500, currency: "USD")),
      Reward(id: "R60", name: "sixty off", points: 4_500, value: Money(minorUnits: 6_000, currency: "USD")),
    ]
    return try Bench(documents + promotions.map { PromotionRecord(promotion: $0) }, now: now)
  }

  private func cart(_ bench: Bench, _ customer: Int = 1) async throws -> Cart {
    try await bench.ask(CreateCart(customer: "C\(customer)", lines: [LineQuantity(sku: "TNT-1", quantity: 2)]))
  }

  @Test func aCartCountsIt() async throws {
    let bench = try Self.bench([
      Self.promotion("CAMP-20", .percentOff, percent: 20, on: ["Tents"], stackable: true),
      Self.promotion("GOLD", .percentOff, percent: 15, tiers: ["gold"]),
      Self.promotion("FIVE", .amountOff, cents: 500, stackable: true),
      Self.promotion("GONE", .amountOff, cents: 1, left: 0),
    ])
    #expect(try await bench.ask(FindPromotions()).promotions.map(\.code) == ["CAMP-20", "FIVE", "GOLD"])
    #expect(try await bench.ask(FindPromotions(category: "Garden")).promotions.map(\.code) == ["FIVE", "GOLD"])
    let cart = try await cart(bench)
    let check = try await bench.ask(CheckPromotion(code: "camp 20", cart: cart.id))
    #expect(check.applies && check.discount.minorUnits == 4_000)
    let applied = try await bench.ask(ApplyPromotion(cart: cart.id, code: "camp20"))
    #expect(applied.discount.minorUnits == 4_000 && applied.total.minorUnits == 16_000)
    #expect(try await bench.ask(ApplyPromotion(cart: cart.id, code: "CAMP-20")).promotions == ["CAMP-20"])
    #expect(try await bench.ask(ApplyPromotion(cart: cart.id, code: "FIVE")).total.minorUnits == 15_500)
    #expect(await bench.reason(ApplyPromotion(cart: cart.id, code: "GOLD")) == .notApplicable)
    #expect(await bench.reason(ApplyPromotion(cart: cart.id, code: "GONE")) == .limitReached)
    #expect(await bench.reason(ApplyPromotion(cart: cart.id, code: "NEVER")) == .codeInvalid)
    #expect(await bench.failure(CheckPromotion(code: "NEVER", cart: cart.id))?.code == .notFound)
    #expect(await bench.failure(ApplyPromotion(cart: "none", code: "FIVE"))?.code == .notFound)
    let gone = try await bench.ask(CheckPromotion(code: "GONE", cart: cart.id))
    #expect(!gone.applies && gone.reason == .limitReached && gone.discount.minorUnits == 0)
  }

  @Test func eachOrderUsesItOnce() async throws {
    let bench = try Self.bench([Self.promotion("TWICE", .amountOff, cents: 500, left: 2)])
    func left() -> Int? { bench.shop.inWorld { try? $0.find(PromotionRecord.self, "TWICE")?.promotion.left } }
    for (number, remaining) in [(1, 1), (2, 0)] {
      let cart = try await cart(bench)
      _ = try await bench.ask(ApplyPromotion(cart: cart.id, code: "TWICE"))
      #expect(left() == remaining + 1)
      let place = PlaceOrder(cart: cart.id, customer: "C1", paymentMethod: "card-1")
      let order = try await bench.ask(place, key: "k\(number)")
      #expect(try await bench.ask(place, key: "k\(number)") == order)
      #expect(order.total.minorUnits == 19_500 && left() == remaining)
    }
    let cart = try await cart(bench)
    #expect(await bench.reason(ApplyPromotion(cart: cart.id, code: "TWICE")) == .limitReached)
  }

  @Test func pointsBuyACodeOfOnesOwn() async throws {
    let bench = try Self.bench([])
    #expect(try await bench.ask(FindLoyalty(customer: "C1")).rewards.map(\.id) == ["R5"])
    #expect(await bench.failure(FindLoyalty(customer: "C2"))?.code == .notFound)
    let redeem = RedeemReward(customer: "C1", reward: "R5")
    let first = try await bench.ask(redeem, key: "k1")
    #expect(first.pointsLeft == 700)
    #expect(try await bench.ask(redeem, key: "k1") == first)
    #expect(try await bench.ask(redeem, key: "k2").pointsLeft == 200)
    #expect(await bench.reason(redeem) == .balanceTooLow)
    #expect(await bench.reason(RedeemReward(customer: "C1", reward: "R60")) == .balanceTooLow)
    #expect(await bench.failure(RedeemReward(customer: "C2", reward: "R5"))?.code == .notFound)
    #expect(try await bench.ask(FindLoyalty(customer: "C1")).points == 200)
    #expect(try await bench.ask(FindPromotions()).promotions.isEmpty)
    // Only its owner's, and only once.
    let other = try await cart(bench, 2)
    #expect(await bench.reason(ApplyPromotion(cart: other.id, code: first.code)) == .codeInvalid)
    let own = try await cart(bench)
    #expect(try await bench.ask(ApplyPromotion(cart: own.id, code: first.code)).discount.minorUnits == 500)
    _ = try await bench.ask(PlaceOrder(cart: own.id, customer: "C1", paymentMethod: "card-1"))
    let again = try await cart(bench)
    #expect(await bench.reason(ApplyPromotion(cart: again.id, code: first.code)) == .limitReached)
  }

  @Test func consentsAreKeptInOrder() async throws {
    let bench = try Self.bench([])
    for granted in [true, false] {
      let kept = try await bench.ask(
        RecordConsent(customer: "C1", purpose: .marketing, channel: .sms, granted: granted, proof: "c/\(granted)"))
      #expect(kept.granted == granted && kept.at == Self.now)
      bench.wait(minutes: 0)
    }
    let consents = bench.shop.inWorld { try? $0.find(Customer.self, "C1")?.consents.map(\.granted) }
    #expect(consents == [true, false])
  }
}
