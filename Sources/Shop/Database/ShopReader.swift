internal import Commerce
internal import Foundation
internal import GRDB

/// Reads the shop's values out of its tables. Throws `OperationFailure(.invalidResponse)` where a stored word is
/// unknown.
enum ShopReader {
  static func order(_ number: OrderNumber, in database: Database) throws -> Order? {
    guard
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT * FROM sales_order WHERE number = ?"), arguments: [number])
    else { return nil }
    let lines = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT * FROM order_line WHERE number = ? ORDER BY position"),
      arguments: [number])
    let parcels = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT * FROM shipment WHERE number = ? ORDER BY position"), arguments: [number])
    return Order(
      number: number, customer: row["customer"], placed: Timestamp(milliseconds: row["placed"]),
      state: try word(row["state"]), shipmentState: try word(row["shipment_state"]),
      paymentState: try word(row["payment_state"]),
      lines: lines.map { line in
        OrderLine(
          sku: line["sku"], name: line["name"], variant: line["variant"], quantity: line["quantity"],
          unitPrice: money(line, "price"))
      },
      shipments: try parcels.map { try shipment($0, in: database) }, total: money(row, "total"),
      deliverTo: address(row))
  }

  private static func shipment(_ row: Row, in database: Database) throws -> Shipment {
    let id: String = row["id"]
    let events = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT * FROM parcel_event WHERE shipment = ? ORDER BY position"), arguments: [id])
    return Shipment(
      id: id, carrier: row["carrier"], trackingNumber: row["tracking_number"], status: try word(row["status"]),
      estimatedDelivery: (row["estimated_delivery"] as Int?).map(LocalDate.init(daysSinceEpoch:)),
      deliveredOn: (row["delivered_on"] as Int?).map(LocalDate.init(daysSinceEpoch:)),
      events: try events.map { event in
        ParcelEvent(
          at: Timestamp(milliseconds: event["at"]), status: try word(event["status"]), place: event["place"])
      })
  }

  /// All stores, with the offset in force in their zones at `moment`.
  static func stores(at moment: Timestamp, in database: Database) throws -> [Store] {
    try Row.fetchAll(database.cachedStatement(sql: "SELECT * FROM store ORDER BY id")).map { row in
      let zone: String = row["time_zone"]
      return Store(
        id: row["id"], name: row["name"], nicknames: try json(row["nicknames"]), address: address(row),
        landmark: row["landmark"], timeZone: zone, utcOffsetSeconds: try Clocks.offset(of: zone, at: moment),
        phone: row["phone"], hours: try json(row["hours"]), special: try json(row["special"]))
    }
  }

  static func customer(_ id: String, in database: Database) throws -> Customer? {
    try Row.fetchOne(database.cachedStatement(sql: "SELECT * FROM customer WHERE id = ?"), arguments: [id]).map { row in
      Customer(
        id: row["id"], givenName: row["given_name"], familyName: row["family_name"], email: row["email"],
        phone: row["phone"], address: address(row))
    }
  }

  static func products(in database: Database) throws -> [Product] {
    let variants = Dictionary(
      grouping: try Row.fetchAll(database, sql: "SELECT * FROM variant ORDER BY product, position"),
      by: { $0["product"] as String })
    return try Row.fetchAll(database, sql: "SELECT * FROM product ORDER BY id").map { row in
      Product(
        id: row["id"], name: row["name"], category: try json(row["category"]),
        variants: try (variants[row["id"]] ?? []).map { variant in
          Variant(
            sku: variant["sku"], options: try json(variant["options"]), price: money(variant, "price"),
            gtin: variant["gtin"])
        })
    }
  }

  private static func address(_ row: Row) -> Address {
    Address(
      street: row["street"], city: row["city"], region: row["region"], postcode: row["postcode"],
      country: row["country"])
  }

  private static func money(_ row: Row, _ column: String) -> Money {
    Money(minorUnits: row[column], currency: row["currency"])
  }

  private static func word<Word: RawRepresentable<String>>(_ raw: String) throws -> Word {
    guard let word = Word(rawValue: raw) else {
      throw OperationFailure(.invalidResponse, "the shop's database has the unknown \(Word.self) \(raw)")
    }
    return word
  }

  private static func json<Value: Decodable>(_ text: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw OperationFailure(.invalidResponse, "the shop's database has unreadable JSON for \(Value.self)")
    }
  }
}
