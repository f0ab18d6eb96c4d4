import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

@Suite struct FileDropTests {
  private let context = OperationContext(budget: .seconds(20))

  private func withFiles(_ body: (SharedWorldFiles) async throws -> Void) async throws {
    let files = try SharedWorldFiles()
    defer { files.remove() }
    try await body(files)
  }

  @Test func answersFromWhatWasExportedAndSaysHowOldItIs() async throws {
    try await withFiles { files async throws in
      try files.write("orders-1.csv", SharedWorldFiles.orders(), ago: .seconds(7_200))
      try files.write("STOCK.TXT", SharedWorldFiles.stock())
      let backend = files.backend()
      let (order, freshness) = try await backend.perform(FindOrder(order: "40214"), context)
      #expect(order.shipmentState == .partial && order.lines.map(\.sku) == ["TERN-L", "HARBOR-NAVY"])
      #expect((7_190_000...7_300_000).contains(SystemClock.now().milliseconds - freshness.asOf.milliseconds))
      #expect(freshness.origin == "drop" && !freshness.stale)
      let existing = ExistingOrders(among: ["40217", "1"], caller: "+15035550141")
      #expect(
        try await backend.perform(existing, context).outcome == .init(existing: ["40217"], ofCaller: ["40217"]))
      #expect(
        try await backend.perform(CheckPostcode(order: "40217", candidates: ["97214"]), context).outcome.matches)
      let levels = try await backend.perform(CheckInventory(sku: "ALDER-M"), context).outcome.levels
      #expect(levels.map(\.onHand) == [14, 2, 0] && levels.first?.placeName == "Reno Warehouse")
      let found = try await backend.perform(FindOrders(customer: "cus-1"), context).outcome.orders
      #expect(found.count > 2 && found.map(\.placed) == found.map(\.placed).sorted(by: >))
      #expect(await backend.check().passed == false)
    }
  }

  @Test func aCarriersFileSaysMoreOfParcels() async throws {
    try await withFiles { files async throws in
      try files.write("orders-1.csv", SharedWorldFiles.orders())
      try files.write(
        "carrier-1.csv",
        "tracking_number,carrier,status,delivered_on,order\n1Z555AA0402170001,ups,Delivered,2026-11-20,40217\n"
          + "X1,dhl,out for delivery,,40219\n")
      let backend = files.backend()
      let parcels = try await backend.perform(TrackShipment(order: "40217"), context).outcome.shipments
      #expect(parcels.map(\.status) == [.delivered])
      #expect(parcels.first?.deliveredOn == LocalDate(year: 2026, month: 11, day: 20))
      let other = try await backend.perform(TrackShipment(order: "40219"), context).outcome.shipments
      #expect(other.map(\.status) == [.outForDelivery])
      let one = try await backend.perform(TrackShipment(trackingNumber: "1Z555AA0402160001"), context).outcome.shipments
      #expect(one.map(\.carrier) == ["FedEx"])
    }
  }

  @Test func keepsWhatItHasWhenAFileIsBroken() async throws {
    try await withFiles { files async throws in
      let whole = try SharedWorldFiles.orders()
      try files.write("orders-1.csv", whole, ago: .seconds(3_600))
      let backend = files.backend()
      let before = try await backend.perform(FindOrder(order: "40217"), context)
      #expect(!before.freshness.stale)
      // Broken off in the middle of a quoted value, though nobody writes to it any more.
      let cut = whole.index(whole.startIndex, offsetBy: whole.count / 2)
      try files.write("orders-2.csv", String(whole[..<cut]) + "\"")
      let after = try await backend.perform(FindOrder(order: "40217"), context)
      #expect(after.outcome == before.outcome && after.freshness.asOf == before.freshness.asOf && after.freshness.stale)
      // Cut at a line's end: far fewer orders than before.
      try files.write("orders-3.csv", whole.split(separator: "\r\n").prefix(3).joined(separator: "\r\n") + "\r\n")
      #expect(try await backend.perform(FindOrder(order: "40221"), context).freshness.stale)
      let fates = await backend.report().files.map(\.fate)
      #expect(fates == [.taken, .refused(.cutOff), .refused(.shrunk(2, from: 13))])
      // A good one again.
      try files.write("orders-4.csv", whole, ago: .seconds(30))
      #expect(try await !backend.perform(FindOrder(order: "40221"), context).freshness.stale)
      // Another life finds the same.
      #expect(try await files.backend().perform(FindOrder(order: "40217"), context).outcome == before.outcome)
    }
  }

  @Test func fallsBackToAnOlderFileAfterARestart() async throws {
    try await withFiles { files async throws in
      try files.write("orders-1.csv", SharedWorldFiles.orders(), ago: .seconds(3_600))
      try files.write("orders-2.csv", "number;placed\n\"40217")
      let answer = try await files.backend().perform(FindOrder(order: "40217"), context)
      #expect(answer.freshness.stale && answer.outcome.number == "40217")
    }
  }

  @Test func takesNoFileThatIsBeingWritten() async throws {
    try await withFiles { files async throws in
      try files.write("orders-1.csv", SharedWorldFiles.orders(), ago: .zero)
      try files.write(".orders-2.csv", SharedWorldFiles.orders())
      try files.write("orders-3.csv.part", SharedWorldFiles.orders())
      let settling = files.backend { $0.completeness = .settled(.seconds(600)) }
      let failure = await #expect(throws: OperationFailure.self) {
        try await settling.perform(FindOrder(order: "40217"), context)
      }
      #expect(failure?.code == .unavailable && failure?.mayHaveHappened == false)
      #expect(await settling.report().files.map(\.fate) == [.waiting])
      let marked = files.backend { $0.completeness = .marked(".done") }
      #expect(await marked.report().asOf == [:])
      try files.write("orders-1.csv.done", "")
      #expect(try await marked.perform(FindOrder(order: "40217"), context).outcome.number == "40217")
      let renamed = files.backend { $0.completeness = .renamed }
      #expect(try await renamed.perform(FindOrder(order: "40217"), context).outcome.number == "40217")
    }
  }

  @Test func deltasUpdateAndPollsTellWhatChanged() async throws {
    try await withFiles { files async throws in
      let whole = try SharedWorldFiles.orders()
      try files.write("orders-1.csv", whole, ago: .seconds(3_600))
      let backend = files.backend()
      let poll = try #require(backend.pollSources.first { $0.stream == "orders" })
      let first = try await poll.changes(after: nil, limit: 100)
      #expect(first.updates.count == 13 && first.isLast && first.updates.allSatisfy { $0.origin == "drop" })
      let rows = whole.split(separator: "\r\n").map(String.init)
      let changed = rows.filter { $0.hasPrefix("\"40221\"") }.map { $0.replacing("\"N\"", with: "\"Y\"") }
      try files.write("changes-1.csv", ([rows[0]] + changed).joined(separator: "\r\n") + "\r\n")
      let (order, freshness) = try await backend.perform(FindOrder(order: "40221"), context)
      #expect(order.shipmentState == .shipped)
      #expect(SystemClock.now().milliseconds - freshness.asOf.milliseconds < 3_000_000)
      let second = try await poll.changes(after: first.cursor, limit: 100)
      #expect(second.updates.map(\.key) == [FactKey(.order, "40221")])
      #expect(second.updates.first?.version.at == freshness.asOf)
      #expect(try await poll.changes(after: second.cursor, limit: 100).updates == [])
    }
  }

  @Test func anOldFileIsStaleAndNoFolderIsSaid() async throws {
    try await withFiles { files async throws in
      try files.write("orders-1.csv", SharedWorldFiles.orders(), ago: .seconds(7_200))
      let hourly = files.backend { $0.expected[.orders] = .seconds(3_600) }
      #expect(try await hourly.perform(FindOrder(order: "40217"), context).freshness.stale)
      let nowhere = files.backend { $0.folder += "/nowhere" }
      let failure = await #expect(throws: OperationFailure.self) {
        try await nowhere.perform(FindOrder(order: "40217"), context)
      }
      #expect(failure?.code == .unavailable)
      #expect(await !nowhere.check().passed)
    }
  }
}
