internal import Commerce
internal import Foundation
internal import GRDB

/// Writes a whole shop into a new database.
enum ShopWriter {
  /// Writes beside `path` and renames, so that who has the old file open keeps reading it whole and nobody ever sees
  /// half a shop. Throws `.cannotWrite`.
  static func write(_ world: ShopWorld, meta: ShopMeta, to path: String) throws {
    let files = FileManager.default
    let target = URL(fileURLWithPath: path)
    let temporary = target.path + ".\(UInt64.random(in: 0...UInt64.max)).part"
    defer { try? files.removeItem(atPath: temporary) }
    do {
      try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      let queue = try DatabaseQueue(path: temporary)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
      try queue.write { try fill($0, world, meta) }
      try queue.close()
      guard rename(temporary, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw ShopError(
        .cannotWrite,
        "cannot write the shop's database \(path); check that its folder exists, is writable and has 20 MB free")
    }
  }

  private static func fill(_ database: Database, _ world: ShopWorld, _ meta: ShopMeta) throws {
    try database.execute(sql: ShopSchema.sql)
    for (name, value) in meta.rows {
      try database.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [name, value])
    }
    for product in world.products { try add(product, to: database) }
    for store in world.stores { try add(store, to: database) }
    let insert = try database.cachedStatement(sql: "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for customer in world.customers {
      try insert.execute(
        arguments: [customer.id, customer.givenName, customer.familyName, customer.email, customer.phone]
          + arguments(customer.address))
    }
    for order in world.orders { try add(order, to: database) }
    try database.execute(sql: "ANALYZE")
  }

  private static func add(_ product: Product, to database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO product VALUES (?, ?, ?)")
      .execute(arguments: [product.id, product.name, json(product.category)])
    let insert = try database.cachedStatement(sql: "INSERT INTO variant VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (position, variant) in product.variants.enumerated() {
      try insert.execute(arguments: [
        variant.sku, product.id, position, variant.gtin, json(variant.options), variant.price.minorUnits,
        variant.price.currency,
      ])
    }
  }

  private static func add(_ store: Store, to database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO store VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [store.id, store.name, json(store.nicknames)] + arguments(store.address)
        + [store.landmark, store.timeZone, store.phone, json(store.hours), json(store.special)])
  }

  private static func add(_ order: Order, to database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO sales_order VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        order.number, order.customer, order.placed.milliseconds, order.state.rawValue, order.shipmentState.rawValue,
        order.paymentState.rawValue, order.total.minorUnits, order.total.currency,
      ] + arguments(order.deliverTo))
    let line = try database.cachedStatement(sql: "INSERT INTO order_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for (position, item) in order.lines.enumerated() {
      try line.execute(arguments: [
        order.number, position, item.sku, item.name, item.variant, item.quantity, item.unitPrice.minorUnits,
        item.unitPrice.currency,
      ])
    }
    let shipment = try database.cachedStatement(sql: "INSERT INTO shipment VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    let event = try database.cachedStatement(sql: "INSERT INTO parcel_event VALUES (?, ?, ?, ?, ?)")
    for (position, parcel) in order.shipments.enumerated() {
      try shipment.execute(arguments: [
        order.number, position, parcel.id, parcel.carrier, parcel.trackingNumber, parcel.status.rawValue,
        parcel.estimatedDelivery?.daysSinceEpoch, parcel.deliveredOn?.daysSinceEpoch,
      ])
      for (index, happened) in parcel.events.enumerated() {
        try event.execute(arguments: [
          parcel.id, index, happened.at.milliseconds, happened.status.rawValue, happened.place,
        ])
      }
    }
  }

  private static func arguments(_ address: Address) -> StatementArguments {
    [address.street, address.city, address.region, address.postcode, address.country]
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
