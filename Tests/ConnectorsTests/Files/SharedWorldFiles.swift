import Commerce
import Foundation
import Vendors

@testable import Connectors

/// A folder of its own with the shared world as an old system would export it: orders in CSV, joined with lines and parcels;
/// stock in fixed widths.
struct SharedWorldFiles {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "aisle-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Takes it away again.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file, as if so long ago.
  func write(_ name: String, _ text: String, ago: Duration = .seconds(60), latin1: Bool = false) throws {
    let url = folder.appending(path: name)
    let data = latin1 ? Data(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }) : Data(text.utf8)
    try data.write(to: url)
    let date = Date(timeIntervalSinceNow: -Double(ago / .seconds(1)))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: url.path)
  }

  /// A back end for the folder that looks into it at each question.
  func backend(_ change: (inout FileDropSettings) -> Void = { _ in }) -> FileDropBackend {
    var orders = FileLayout(pattern: "orders-*.csv", content: .orders)
    orders.form = .separated(by: ";")
    orders.encoding = .latin1
    orders.format.timeZone = "America/Los_Angeles"
    var changes = orders
    changes.pattern = "changes-*.csv"
    changes.extent = .delta
    var stock = FileLayout(pattern: "STOCK*.TXT", content: .stock)
    stock.form = .fixed([
      FixedColumn("sku", start: 0, length: 16), FixedColumn("place", start: 16, length: 16),
      FixedColumn("place_name", start: 32, length: 20), FixedColumn("on_hand", start: 52, length: 6),
    ])
    let parcels = FileLayout(pattern: "carrier-*.csv", content: .parcels)
    var settings = FileDropSettings(folder: folder.path, layouts: [orders, changes, stock, parcels])
    settings.lookEvery = .zero
    change(&settings)
    return FileDropBackend(name: "drop", settings)
  }

  static func world() throws -> JSONValue {
    try JSONValue(
      parsing: Data(contentsOf: SimulatorProcess.root.appending(path: "simulators/common/world.json")))
  }

  static let columns = [
    "number", "customer", "placed", "phone", "total", "paid", "refunded", "cancelled", "sent", "street", "street2",
    "city", "region", "postcode", "country", "changed", "line", "sku", "name", "variant", "quantity", "line_total",
    "tracking_number", "carrier", "status",
  ]

  /// All orders of the shared world, a record for each line and parcel.
  static func orders() throws -> String {
    let orders = try world()["orders"]?.array ?? []
    let rows = orders.flatMap(rows)
    return ([columns.map(quoted)] + rows).map { $0.joined(separator: ";") + "\r\n" }.joined()
  }

  static func stock() throws -> String {
    let world = try world()
    let names = Dictionary(
      uniqueKeysWithValues: (world["locations"]?.array ?? []).map { ($0["id"]?.string ?? "", $0["name"]?.string ?? "") }
    )
    func padded(_ text: String, _ width: Int) -> String {
      text.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    var text = ""
    for variant in (world["products"]?.array ?? []).flatMap({ $0["variants"]?.array ?? [] }) {
      for (place, count) in (variant["inventory"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
        text += padded(variant["sku"]?.string ?? "", 16) + padded(place, 16) + padded(names[place] ?? "", 20)
        text += padded(String(count.integer ?? 0), 6) + "\n"
      }
    }
    return text
  }

  private static func rows(_ order: JSONValue) -> [[String]] {
    let lines = order["lines"]?.array ?? []
    let parcels = (order["fulfilments"]?.array ?? []).filter { $0["status"]?.string != "cancelled" }
    func sum(_ key: String, _ field: String, _ filter: (JSONValue) -> Bool = { _ in true }) -> Int {
      (order[key]?.array ?? []).filter(filter).reduce(0) { $0 + ($1[field]?.integer ?? 0) }
    }
    func major(_ minor: Int) -> String { Money(minorUnits: minor, currency: "USD").majorUnits }
    let worth = lines.map { line in
      (line["unitPrice"]?.integer ?? 0) * (line["quantity"]?.integer ?? 0) - (line["discount"]?.integer ?? 0)
    }
    let sent = parcels.filter { !["label_created", "confirmed"].contains($0["status"]?.string) }
      .flatMap { $0["lines"]?.array ?? [] }.reduce(0) { $0 + ($1["quantity"]?.integer ?? 0) }
    let ordered = lines.reduce(0) { $0 + ($1["quantity"]?.integer ?? 0) }
    let total = worth.reduce(0, +) + (order["shipping"]?["price"]?.integer ?? 0)
    let address = order["shippingAddress"]
    let head: [String?] = [
      order["number"]?.string, order["customer"]?.string, order["createdAt"]?.string, order["phone"]?.string,
      major(total), major(sum("payments", "amount") { $0["status"]?.string == "paid" }),
      major(sum("refunds", "amount")), order["cancelled"]?["at"]?.string, sent >= ordered ? "Y" : "N",
      address?["address1"]?.string, address?["address2"]?.string, address?["city"]?.string,
      address?["province"]?.string, address?["postcode"]?.string, address?["country"]?.string,
      order["updatedAt"]?.string,
    ]
    var rows: [[String]] = []
    for (line, worth) in zip(lines, worth) {
      let parts: [String?] = [
        line["id"]?.string, line["sku"]?.string, line["title"]?.string, line["variantTitle"]?.string,
        line["quantity"]?.integer.map(String.init), major(worth),
      ]
      for parcel in parcels.isEmpty ? [JSONValue.null] : parcels {
        let tail = [parcel["trackingNumber"]?.string, parcel["carrier"]?.string, parcel["status"]?.string]
        rows.append((head + parts + tail).map { quoted($0 ?? "") })
      }
    }
    return rows
  }

  private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
