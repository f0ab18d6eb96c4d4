import Commerce
import Testing
import Vendors

@Suite struct CanonicalTests {
  @Test func goods() {
    func state(_ parcels: [ParcelStatus], all: Bool = true, cancelled: Bool = false) -> ShipmentState {
      OrderAxes.shipment(isCancelled: cancelled, parcels: parcels, isAllSent: all)
    }
    #expect(state([], all: false) == .pending)
    #expect(state([]) == .shipped)
    #expect(state([.infoReceived, .pending]) == .ready)
    #expect(state([.inTransit], all: false) == .partial)
    #expect(state([.delivered, .infoReceived]) == .partial)
    #expect(state([.delivered, .inTransit]) == .shipped)
    #expect(state([.delivered, .delivered]) == .delivered)
    #expect(state([.delivered, .exception]) == .delayed)
    #expect(state([.delivered], cancelled: true) == .canceled)
  }

  @Test func money() {
    func state(_ taken: Int, _ back: Int = 0, total: Int = 100, cancelled: Bool = false, failed: Bool = false)
      -> PaymentState
    {
      OrderAxes.payment(isCancelled: cancelled, hasFailed: failed, total: total, taken: taken, returned: back)
    }
    #expect(state(0) == .pending)
    #expect(state(0, failed: true) == .failed)
    #expect(state(0, total: 0) == .paid)
    #expect(state(30) == .balanceDue)
    #expect(state(100) == .paid)
    #expect(state(100, 40) == .paid)
    #expect(state(120) == .creditOwed)
    #expect(state(0, cancelled: true) == .failed)
    #expect(state(100, 40, cancelled: true) == .creditOwed)
    #expect(state(100, 100, cancelled: true) == .paid)
  }

  @Test func words() {
    #expect(CanonicalWords.orderNumber("#1001-A") == "1001-A")
    #expect(CanonicalWords.variant(["Moss", "", "L"]) == "Moss, L")
    #expect(CanonicalWords.variant(["Default Title"]) == "")
    #expect(
      ["ups", "FEDEX", "Royal Mail", "my courier", "Sendle"].map(CanonicalWords.carrier)
        == ["UPS", "FedEx", "Royal Mail", "My Courier", "Sendle"])
    #expect(CanonicalWords.postcode("sw1a 1aa") == "SW1A1AA")
    #expect(CanonicalWords.postcode("97214-1234") == "97214")
    #expect(CanonicalWords.isSamePhone("+1 (503) 555-0141", "5035550141"))
    #expect(!CanonicalWords.isSamePhone("", ""))
    #expect(!CanonicalWords.isSamePhone("+15035550141", "+15035550142"))
  }

  @Test func marksAreWholeWords() throws {
    let key = try #require(IdempotencyKey("call-7.3"))
    let longer = try #require(IdempotencyKey("call-7.31"))
    let note = "late (\(WriteMark.text(longer))) tooSlow"
    #expect(WriteMark.stands(in: note, longer))
    #expect(!WriteMark.stands(in: note, key))
    #expect(WriteMark.detail(in: note) == "tooSlow")
    #expect(WriteMark.detail(in: nil) == nil)
  }

  @Test func tradeItemNumbers() {
    #expect(TradeItemNumber.normalised("4006381333931") == "04006381333931")
    #expect(TradeItemNumber.normalised("4006381333932") == nil)
    #expect(TradeItemNumber.normalised("40063813") == nil)
    #expect(TradeItemNumber.normalised("") == nil)
  }

  @Test func daysAreCountedInAZone() throws {
    let moment = try #require(Timestamp(rfc3339: "2026-11-18T03:00:00Z"))
    #expect(LocalDate(moment, in: "America/Los_Angeles").iso8601 == "2026-11-17")
    #expect(LocalDate(moment, in: "Nowhere/Else").iso8601 == "2026-11-18")
  }
}
