import Commerce
import Crypto
import Foundation
import Testing

@testable import Shop

/// Limited releases: never more sold than there are, nobody twice, and a draw that anybody can repeat.
@Suite struct DropTests {
  static let opens = Timestamp.at("2026-11-21T16:00:00Z")
  static let closes = Timestamp.at("2026-11-22T16:00:00Z")
  static let secret = "3f9c2a7be1d04586a9b8c7d6e5f40312"
  static let price = Money(minorUnits: 12_900, currency: "USD")

  static func record(units: Int = 10, household: Int = 1) -> DropRecord {
    DropRecord(
      drop: Drop(
        id: "D1", name: "the lamp", sku: "LMP-1", units: units, price: price, state: .announced, opens: opens,
        closes: closes, windowMinutes: 60, limitPerHousehold: household,
        seedCommitment: DrawMath.commitment(to: secret)), secret: secret)
  }

  /// A release of some units of which there are also `shelf` on the shelf.
  static func bench(units: Int = 10, customers: [Customer], shelf: Int = 0, household: Int = 1) throws -> Bench {
    let record = record(units: units, household: household)
    var stock = VariantStock(sku: "LMP-1", places: [VariantStock.Place(id: "W01", name: "warehouse", onHand: shelf)])
    let allocation = DropStock.setAside(record.drop, in: &stock)
    let product = Product(
      id: "P1", name: "Brass lamp", category: ["Home"], variants: [Variant(sku: "LMP-1", options: [:], price: price)])
    return try Bench([record, stock, allocation, product] + customers, now: opens)
  }

  private func drop(_ bench: Bench) async throws -> Drop? { try await bench.ask(FindDrops()).drops.first }

  private func register(_ bench: Bench, _ numbers: ClosedRange<Int>) async throws {
    for number in numbers {
      _ = try await bench.ask(RegisterForDrop(drop: "D1", customer: "C\(number)", paymentMethod: "card-\(number)"))
    }
  }

  private func entry(_ bench: Bench, _ number: Int) async throws -> DropEntry {
    try await bench.ask(FindDropEntry(drop: "D1", customer: "C\(number)"))
  }

  @Test func timeMovesItOn() async throws {
    let bench = try Self.bench(units: 2, customers: (1...5).map { .test($0) })
    bench.clock.now = Self.opens.adding(milliseconds: -1)
    #expect(try await drop(bench)?.state == .announced)
    #expect(
      await bench.reason(RegisterForDrop(drop: "D1", customer: "C1", paymentMethod: "card-1")) == .registrationClosed)
    bench.clock.now = Self.opens
    #expect(try await drop(bench)?.state == .registrationOpen)
    #expect(await bench.reason(DrawDrop(drop: "D1")) == .wrongStep)
    try await register(bench, 1...5)
    #expect(try await drop(bench)?.entriesDigest == nil)
    bench.clock.now = Self.closes
    let closed = try #require(try await drop(bench))
    #expect(closed.state == .registrationClosed && closed.registered == 5)
    #expect(closed.seed == nil && closed.entriesDigest != nil)
    #expect(await bench.reason(ClaimDrop(drop: "D1", customer: "C1")) == .notDrawn)
    let drawn = try await bench.ask(DrawDrop(drop: "D1"))
    #expect(drawn.state == .purchaseWindow && drawn.seed == Self.secret && drawn.entriesDigest == closed.entriesDigest)
    #expect(await bench.reason(DrawDrop(drop: "D1")) == .wrongStep)
    bench.wait(minutes: 60)
    #expect(try await drop(bench)?.state == .redraw)
    #expect(try await bench.ask(DrawDrop(drop: "D1")).state == .purchaseWindow)
    bench.wait(minutes: 60)
    _ = try await bench.ask(DrawDrop(drop: "D1"))
    bench.wait(minutes: 60)
    // Five entries had their turn: what nobody bought goes to the shelves.
    #expect(try await bench.ask(FindDrops()).drops.isEmpty)
    #expect(try await bench.ask(CheckInventory(sku: "LMP-1")).levels.map(\.committed) == [2])
    #expect(try await bench.ask(DrawDrop(drop: "D1")).state == .complete)
    #expect(try await bench.ask(CheckInventory(sku: "LMP-1")).levels.map(\.committed) == [0])
    #expect(await bench.reason(DrawDrop(drop: "D1")) == .wrongStep)
  }

  @Test func staffAnnounceOneFromNothing() async throws {
    let product = Product(
      id: "P1", name: "Brass lamp", category: ["Home"],
      variants: [Variant(sku: "LMP-1", options: [:], price: Self.price)])
    let stock = VariantStock(sku: "LMP-1", places: [VariantStock.Place(id: "W01", name: "warehouse", onHand: 3)])
    let bench = try Bench(
      [product, stock] + [Customer.test(1), .test(2)], now: Self.opens.adding(milliseconds: -1_000))
    func make(
      _ sku: String = "LMP-1", units: Int = 1, name: String = "the brass lamp", opens: Timestamp = Self.opens,
      closes: Timestamp = Self.closes, price: Money? = nil, window: Int = 60, household: Int = 1
    ) -> CreateDrop {
      CreateDrop(
        name: name, sku: sku, units: units, opens: opens, closes: closes, price: price, windowMinutes: window,
        limitPerHousehold: household)
    }
    #expect(await bench.failure(make("LMP-9"))?.code == .notFound)
    for wrong in [
      make(units: 0), make(name: " "), make(opens: Self.closes), make(closes: Self.opens),
      make(price: Money(minorUnits: 1, currency: "EUR")), make(window: 0), make(household: 0),
    ] {
      #expect(await bench.failure(wrong)?.code == .invalidArguments)
    }
    #expect(await bench.reason(make(opens: Self.opens.adding(milliseconds: -2_000))) == .inThePast)
    #expect(try await bench.ask(FindDrops()).drops.isEmpty)
    #expect(try await bench.ask(CheckInventory(sku: "LMP-1")).levels.map(\.onHand) == [3])

    let drop = try await bench.ask(make())
    #expect(drop.state == .announced && drop.price == Self.price && drop.seed == nil && drop.seedCommitment.count == 64)
    #expect(try await bench.ask(make(units: 2)).seedCommitment != drop.seedCommitment)
    // Its unit came besides the three on the shelf, and nobody else can buy it.
    let level = try #require(try await bench.ask(CheckInventory(sku: "LMP-1")).levels.first)
    #expect(level.onHand == 6 && level.committed == 3)
    bench.clock.now = Self.opens
    for number in 1...2 {
      _ = try await bench.ask(
        RegisterForDrop(drop: drop.id, customer: "C\(number)", paymentMethod: "card-\(number)"))
    }
    bench.clock.now = Self.closes
    let drawn = try await bench.ask(DrawDrop(drop: drop.id))
    #expect(DrawMath.commitment(to: try #require(drawn.seed)) == drop.seedCommitment)
    var won: [String] = []
    for number in 1...2
    where try await bench.ask(FindDropEntry(drop: drop.id, customer: "C\(number)")).state == .won {
      won.append("C\(number)")
    }
    #expect(won.count == 1)
    #expect(try await bench.ask(ClaimDrop(drop: drop.id, customer: won[0])).state == .purchased)
  }

  @Test func eachPersonHouseholdAndMethodOnce() async throws {
    var neighbour = Customer.test(2)
    neighbour.address = Customer.test(1).address
    neighbour.address.street = "1 OAK ST."
    neighbour.address.postcode = "98101-1234"
    let shared = Customer.test(3, methods: [PaymentMethod(id: "card-1", kind: .creditCard)])
    let bench = try Self.bench(customers: [.test(1), neighbour, shared, .test(4)])
    func enter(_ number: Int, _ method: String) -> RegisterForDrop {
      RegisterForDrop(drop: "D1", customer: "C\(number)", paymentMethod: method)
    }
    let first = try await bench.ask(enter(1, "card-1"))
    #expect(await bench.reason(enter(1, "card-1")) == .alreadyRegistered)
    #expect(await bench.reason(enter(2, "card-2")) == .alreadyRegistered)
    #expect(await bench.reason(enter(3, "card-1")) == .alreadyRegistered)
    #expect(await bench.reason(enter(4, "card-1")) == .paymentMethodUnknown)
    #expect(await bench.failure(enter(9, "card-1"))?.code == .notFound)
    // Who withdraws makes room, and may come back.
    #expect(try await bench.ask(WithdrawFromDrop(drop: "D1", customer: "C1")).state == .withdrawn)
    #expect(try await bench.ask(WithdrawFromDrop(drop: "D1", customer: "C1")).state == .withdrawn)
    #expect(try await drop(bench)?.registered == 0)
    #expect(await bench.reason(enter(3, "card-1")) == nil)
    #expect(await bench.reason(enter(1, "card-1")) == .alreadyRegistered)
    _ = try await bench.ask(WithdrawFromDrop(drop: "D1", customer: "C3"))
    #expect(try await bench.ask(enter(1, "card-1")).id == first.id)
    #expect(try await entry(bench, 1).state == .registered)
    #expect(await bench.failure(FindDropEntry(drop: "D1", customer: "C4"))?.code == .notFound)
  }

  @Test func tenTimesAsManyAsThereAre() async throws {
    let bench = try Self.bench(units: 10, customers: (1...100).map { .test($0) })
    try await register(bench, 1...100)
    bench.clock.now = Self.closes
    let drop = try await bench.ask(DrawDrop(drop: "D1"))
    var entries: [DropEntry] = []
    for number in 1...100 { entries.append(try await entry(bench, number)) }
    #expect(entries.filter { $0.state == .won }.count == 10 && entries.filter { $0.state == .waiting }.count == 90)
    #expect(entries.compactMap(\.rank).sorted() == Array(1...100))
    #expect(entries.allSatisfy { ($0.state == .won) == ($0.rank! <= 10) && ($0.buyUntil != nil) == ($0.state == .won) })
    let ranked = entries.sorted { $0.rank! < $1.rank! }
    // The commitment holds, and another implementation gives the same ranking.
    #expect(drop.seedCommitment == SHA256.hash(data: Data(drop.seed!.utf8)).map { String(format: "%02x", $0) }.joined())
    #expect(try Self.verified(drop, entries: entries.map(\.id)) == ranked.map(\.id))

    // Four buy, one withdraws, five let it lapse: six are offered to the next, and one of those is bought.
    var orders: Set<OrderNumber> = []
    for entry in ranked.prefix(4) {
      let bought = try await bench.ask(ClaimDrop(drop: "D1", customer: entry.customer))
      #expect(bought.state == .purchased)
      orders.insert(try #require(bought.order))
      #expect(await bench.reason(ClaimDrop(drop: "D1", customer: entry.customer)) == .alreadyPaid)
    }
    _ = try await bench.ask(WithdrawFromDrop(drop: "D1", customer: ranked[4].customer))
    #expect(await bench.reason(ClaimDrop(drop: "D1", customer: ranked[10].customer)) == .notDrawn)
    _ = try await bench.ask(DrawDrop(drop: "D1"))
    #expect(try await entry(bench, Int(ranked[10].customer.dropFirst())!).state == .won)
    bench.wait(minutes: 60)
    #expect(await bench.reason(ClaimDrop(drop: "D1", customer: ranked[5].customer)) == .windowExpired)
    _ = try await bench.ask(DrawDrop(drop: "D1"))
    for entry in ranked[11..<17] {
      orders.insert(try #require(try await bench.ask(ClaimDrop(drop: "D1", customer: entry.customer)).order))
    }
    #expect(orders.count == 10)
    #expect(try await bench.ask(FindDrops()).drops.isEmpty)
    #expect(await bench.reason(ClaimDrop(drop: "D1", customer: ranked[17].customer)) == .notDrawn)
    #expect(try await entry(bench, Int(ranked[17].customer.dropFirst())!).state == .notDrawn)
    let order = try await bench.ask(FindOrder(order: orders.first!))
    #expect(order.total == Self.price && order.payments.count == 1 && order.lines.map(\.quantity) == [1])
    #expect(try await bench.ask(CheckInventory(sku: "LMP-1")).levels.map(\.committed) == [10])
  }

  @Test func whoPaysByGiftCardNeedsEnough() async throws {
    func card(_ number: Int, _ cents: Int) -> Customer {
      .test(
        number,
        methods: [
          PaymentMethod(
            id: "card-\(number)", kind: .giftCard, balance: Money(minorUnits: cents, currency: "USD"))
        ])
    }
    let bench = try Self.bench(units: 2, customers: [card(1, 12_899), card(2, 13_000)])
    try await register(bench, 1...2)
    bench.clock.now = Self.closes
    _ = try await bench.ask(DrawDrop(drop: "D1"))
    #expect(await bench.reason(ClaimDrop(drop: "D1", customer: "C1")) == .balanceTooLow)
    #expect(try await entry(bench, 1).state == .won)
    #expect(try await bench.ask(ClaimDrop(drop: "D1", customer: "C2"), key: "k1").state == .purchased)
    // The same call again takes nothing more.
    #expect(try await bench.ask(ClaimDrop(drop: "D1", customer: "C2"), key: "k1").state == .purchased)
    let left = bench.shop.inWorld { try? $0.find(Customer.self, "C2")?.paymentMethods[0].balance?.minorUnits }
    #expect(left == 100)
  }

  @Test func theShelfIsNotTheRelease() async throws {
    let bench = try Self.bench(units: 3, customers: [.test(1), .test(2)], shelf: 1)
    func cart(_ quantity: Int) -> CreateCart {
      CreateCart(customer: "C1", lines: [LineQuantity(sku: "LMP-1", quantity: quantity)])
    }
    #expect(await bench.failure(cart(2))?.code == .outOfStock)
    let one = try await bench.ask(cart(1))
    _ = try await bench.ask(PlaceOrder(cart: one.id, customer: "C1", paymentMethod: "card-1"))
    #expect(await bench.failure(cart(1))?.code == .outOfStock)
    try await register(bench, 1...2)
    bench.clock.now = Self.closes
    _ = try await bench.ask(DrawDrop(drop: "D1"))
    let bought = try await bench.ask(ClaimDrop(drop: "D1", customer: "C2"))
    // An order called off gives its unit to the shelf, not to the release.
    _ = try await bench.ask(CancelOrder(order: bought.order!, reason: .noLongerNeeded))
    #expect(try await bench.ask(CheckInventory(sku: "LMP-1")).levels.map(\.committed) == [3])
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func neverMoreThanThereAre(_ seed: UInt64) async throws {
    let bench = try Self.bench(units: 4, customers: (1...25).map { .test($0) })
    var random = SplitMix64(seed: seed)
    var bought: [String] = []
    for step in 0..<300 {
      let customer = "C\(random.pick(1...25))"
      if step == 60 { bench.clock.now = Self.closes }
      switch random.below(step < 60 ? 3 : 8) {
      case 0, 1:
        _ = await bench.reason(
          RegisterForDrop(drop: "D1", customer: customer, paymentMethod: "card-" + customer.dropFirst()))
      case 2: if random.chance(percent: 30) { _ = await bench.reason(WithdrawFromDrop(drop: "D1", customer: customer)) }
      case 3, 4:
        do throws(OperationFailure) {
          bought.append(try await bench.ask(ClaimDrop(drop: "D1", customer: customer)).customer)
        } catch { #expect(error.code == .refused || error.code == .notFound) }
      case 5, 6: _ = await bench.reason(DrawDrop(drop: "D1"))
      default: if step > 60 { bench.wait(minutes: random.pick([2, 10, 40])) }
      }
      let record = try #require(bench.shop.inWorld { try? $0.find(DropRecord.self, "D1") })
      #expect(record.free(at: bench.clock.now) >= 0 && record.offers.filter(\.isBought).count == bought.count)
      #expect(Set(record.offers.map(\.entry)).count == record.offers.count)
    }
    #expect((1...4).contains(bought.count) && Set(bought).count == bought.count)
    let level = try await bench.ask(CheckInventory(sku: "LMP-1")).levels[0]
    #expect(level.committed <= 4 && level.onHand == 4)
  }

  @Test func theOrderOfEntriesDoesNotMatter() {
    let entries = (1...50).map { "DE\($0)" }
    let ranking = DrawMath.ranking(of: entries, seed: "s")
    #expect(DrawMath.ranking(of: entries.reversed(), seed: "s") == ranking)
    #expect(Set(ranking) == Set(entries) && DrawMath.ranking(of: entries, seed: "t") != ranking)
    #expect(DrawMath.commitment(to: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  /// The ranking according to the program in `docs/verify-a-draw.md`; where there is no Python, ours.
  static func verified(_ drop: Drop, entries: [String]) throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/verify-a-draw.md"), encoding: .utf8)
    let program = try #require(page.firstMatch(of: /```python\n([\s\S]*?)```/)).1
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", String(program), drop.seedCommitment, drop.entriesDigest ?? "", drop.seed ?? "",
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(entries.joined(separator: "\n").utf8))
    try input.fileHandleForWriting.close()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else { return DrawMath.ranking(of: entries, seed: drop.seed ?? "") }
    return String(decoding: printed, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
