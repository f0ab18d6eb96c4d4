import Commerce
import Foundation
import Testing

@testable import Vendors

@Suite struct FileReadingTests {
  private let time = Timestamp(milliseconds: 1_763_700_000_000)
  private let head = "number,placed,total,sent,street,sku,name,quantity,unit_price\n"

  private func read(
    _ text: String, _ content: FileLayout.Content = .orders, name: String = "a.csv",
    _ change: (inout FileLayout) -> Void = { _ in }
  ) throws(FileFlaw) -> FileContent {
    var layout = FileLayout(pattern: "*", content: content)
    change(&layout)
    return try FileReading.read(Data(text.utf8), name: name, layout, time: time)
  }

  @Test func cutsAsTheStandardHasIt() throws {
    let text = "a,b\r\n\"x,\"\"y\"\"\r\nz\",\" 1\"\r\n\r\n,\r\n\"\",q"
    let records = try #require(SeparatedText.records(text, separator: ","))
    #expect(records.map(\.values) == [["a", "b"], ["x,\"y\"\r\nz", " 1"], ["", ""], ["", "q"]])
    #expect(records.map(\.line) == [1, 2, 5, 6])
    #expect(SeparatedText.records("a,\"b\n", separator: ",") == nil)
  }

  @Test func readsOrdersWithALineEach() throws {
    let content = try read(
      head + "#40217,2026-11-12T10:15:00Z,153.00,n,\"18 Maple\nCourt\",A,Jacket,1,129.00\n"
        + "40218,2026-11-12,10.00,n,S,M,Mug,1,10.00\n40217,x,x,x,x,B,Beanie,2,12.00\n")
    let order = try #require(content.orders["40217"] ?? nil).order
    #expect(order.lines.map(\.sku) == ["A", "B"] && order.deliverTo.street == "18 Maple\nCourt")
    #expect(order.total == Money(minorUnits: 15_300, currency: "USD"))
    #expect(content.good == 3 && content.damaged == [])
  }

  @Test func countsWhatIsDamagedAndUsesNoneOfItsOrder() throws {
    let rows = (0..<40).map { "4\($0),2026-11-12,10.00,n,S,M,Mug,1,10.00\n" }.joined()
    let content = try read(head + rows + "50000,2026-11-12,10.00,n,S,M,Mug,one,10.00\n50000,,,,,N,Mug,1,1.00\n")
    #expect(content.damaged.map(\.line) == [42, 43] && content.damaged.first?.field == "quantity")
    #expect(content.orders["50000"] == nil && content.orders.count == 40)
    #expect(throws: FileFlaw.damaged(1, of: 1)) { try read(head + "1,2026-11-12,ten,n,S,M,Mug,1,10.00\n") }
  }

  @Test func knowsAFileThatBrokeOff() {
    #expect(throws: FileFlaw.cutOff) { try read(head + "40217,2026-11-12,10.00,n,\"18 Maple") }
    #expect(throws: FileFlaw.cutOff) { try read(head + "40217,2026-11-12,10.0") }
    #expect(throws: FileFlaw.noColumns) { try read("") }
    #expect(throws: FileFlaw.encoding) {
      try FileReading.read(
        Data([0x61, 0xFF]), name: "a", FileLayout(pattern: "*", content: .stock), time: time)
    }
  }

  @Test func readsLatin1WithSemicolonsAndDecimalCommas() throws {
    var layout = FileLayout(pattern: "*", content: .orders)
    layout.form = .separated(by: ";")
    layout.encoding = .latin1
    layout.format.hasDecimalComma = true
    layout.format.currency = "EUR"
    layout.format.timeZone = "Europe/Berlin"
    layout.columns = ["number": "Auftrag", "street": "Straße", "placed": "Datum", "total": "Summe"]
    layout.columns.merge(["sku": "Artikel", "name": "Text", "quantity": "Menge", "unitPrice": "Preis"]) { $1 }
    let text =
      "Auftrag;Datum;Summe;Stra\u{DF}e;Artikel;Text;Menge;Preis\n7;2026-07-01 12:00:00;19,90;M\u{FC}hlweg 1;A;B;1;19,90\n"
    let data = Data(text.unicodeScalars.map { UInt8($0.value) })
    let order = try #require(try FileReading.read(data, name: "x", layout, time: time).orders["7"] ?? nil).order
    #expect(order.deliverTo.street == "Mühlweg 1" && order.total.minorUnits == 1_990)
    #expect(order.placed.rfc3339 == "2026-07-01T10:00:00.000Z")
  }

  @Test func readsFixedWidths() throws {
    let text = "TENT-1    S01 0012 20261201\nTENT-2    S01 000x\nSTOVE\n" + "STOVE-1   S02 0000\n"
    let content = try read(text, .stock) {
      $0.form = .fixed([
        FixedColumn("sku", start: 0, length: 10), FixedColumn("place", start: 10, length: 4),
        FixedColumn("on_hand", start: 14, length: 4), FixedColumn("incoming_on", start: 19, length: 8),
      ])
      $0.largestDamage = 1
    }
    #expect(content.damaged.map(\.line) == [1, 2, 3, 4].filter { $0 == 2 || $0 == 3 || $0 == 4 })
    let tent = try #require(content.stock[StockKey(sku: "TENT-1", place: "S01")] ?? nil)
    #expect(tent.onHand == 12 && tent.incomingOn == LocalDate(year: 2026, month: 12, day: 1) && tent.asOf == time)
  }

  @Test func knowsWhenAnExportWasMade() throws {
    #expect(FileReading.time(in: "stock_20261121-0630.csv", "UTC")?.rfc3339 == "2026-11-21T06:30:00.000Z")
    #expect(FileReading.time(in: "s20261121063005.csv", "UTC")?.rfc3339 == "2026-11-21T06:30:05.000Z")
    #expect(
      FileReading.time(in: "20261121.csv", "America/Los_Angeles")?.rfc3339 == "2026-11-21T08:00:00.000Z")
    #expect(FileReading.time(in: "export-12345678.csv", "UTC") == nil)
    let content = try read("sku,on_hand,as_of\nA,1,2026-11-20 22:00:00\n", .stock) { $0.timeColumn = "as_of" }
    #expect(content.stated?.rfc3339 == "2026-11-20T22:00:00.000Z")
  }

  @Test func aFullFileReplacesAndADeltaUpdates() throws {
    var index = FileDropIndex()
    func later(_ minutes: Int64) -> Timestamp { time.adding(milliseconds: minutes * 60_000) }
    func stock(_ text: String) throws(FileFlaw) -> FileContent {
      try read("sku,place,on_hand,gone\n" + text, .stock) { $0.deletedColumn = "gone" }
    }
    var full = FileLayout(pattern: "*", content: .stock)
    full.smallestShare = 0.5
    var delta = full
    delta.extent = .delta
    #expect(try index.take(stock("A,,1,n\nB,,2,n\nC,,3,n\n"), full, time: later(0)))
    #expect(try index.take(stock("A,,5,n\nB,,2,n\nC,,3,y\n"), delta, time: later(1)))
    #expect(
      index.stock.mapValues { $0.value?.onHand } == [
        StockKey(sku: "A", place: ""): 5, StockKey(sku: "B", place: ""): 2, StockKey(sku: "C", place: ""): nil,
      ])
    #expect(try !index.take(stock("A,,1,n\n"), full, time: later(0)))
    #expect(throws: FileFlaw.shrunk(0, from: 2)) {
      _ = try index.take(read("sku,place,on_hand\n", .stock), full, time: later(2))
    }
    #expect(try index.take(stock("A,,5,n\n"), full, time: later(3)))
    // Each change once, in the order of the files; what stayed as it was does not come again.
    var cursor: String?
    var story: [String] = []
    repeat {
      let page = index.changes(of: .stock, after: cursor, limit: 2, origin: "files", read: later(9))
      story += page.updates.map { "\($0.key) \($0.change == .deleted ? "gone" : "here")" }
      cursor = page.cursor
      if page.isLast { break }
    } while true
    #expect(story == ["stock/A@ here", "stock/C@ gone", "stock/B@ gone"])
    #expect(index.changes(of: .stock, after: cursor, limit: 9, origin: "files", read: later(9)).updates == [])
  }
}
