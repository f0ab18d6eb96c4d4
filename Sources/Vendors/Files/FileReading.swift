public import Commerce
public import Foundation

/// What a file turned out to hold.
public struct FileContent: Hashable, Sendable {
  /// Orders by number; a number that is gone has nil.
  public var orders: [OrderNumber: DroppedOrder?] = [:]
  /// Stock by variant and place; what is gone has nil.
  public var stock: [StockKey: StockLevel?] = [:]
  /// Parcels by tracking number; what is gone has nil.
  public var parcels: [String: DroppedParcel?] = [:]
  /// When the export was made, as far as the file says so.
  public var stated: Timestamp?
  /// Records that could be used.
  public var good = 0
  /// The lines of those that could not, and the field that was amiss.
  public var damaged: [DamagedRecord] = []

  /// Makes an empty one.
  public init() {}
}

/// An order of a file, with the telephone number that stands by it.
public struct DroppedOrder: Hashable, Sendable {
  /// The order.
  public var order: Order
  /// The customer's telephone number; empty when there is none.
  public var phone: String
}

/// A parcel of a file, with the order it belongs to, if the file says so.
public struct DroppedParcel: Hashable, Sendable {
  /// The parcel.
  public var shipment: Shipment
  /// The order's number.
  public var order: OrderNumber?
}

/// A variant in a place.
public struct StockKey: Hashable, Comparable, Sendable {
  /// The variant.
  public var sku: String
  /// The place.
  public var place: String

  /// Makes a key.
  public init(sku: String, place: String) {
    self.sku = sku
    self.place = place
  }

  /// By variant, then by place.
  public static func < (left: StockKey, right: StockKey) -> Bool { (left.sku, left.place) < (right.sku, right.place) }
}

/// A record that could not be used. Holds no value of it.
public struct DamagedRecord: Hashable, Sendable {
  /// The line it begins on, from 1.
  public var line: Int
  /// The field that is missing or of another kind.
  public var field: String
}

/// Why a whole file is not used.
public enum FileFlaw: Error, Hashable, Sendable {
  /// Its bytes are not text of the encoding; a quotation or the last record is not whole; it has no columns; too much of it is
  /// damaged; it has far fewer records than the one before.
  case encoding, cutOff, noColumns, damaged(Int, of: Int), shrunk(Int, from: Int)
}

/// Reads a file by its layout: pure.
public enum FileReading {
  /// Reads a whole file. Throws a `FileFlaw`.
  ///
  /// - Parameters:
  ///   - name: the file's name, which may say when the export was made.
  ///   - time: when the records count as counted, unless they say so.
  public static func read(
    _ data: Data, name: String, _ layout: FileLayout, time: Timestamp
  ) throws(FileFlaw) -> FileContent {
    let records = try FileRecords.cut(text(data, layout.encoding), layout)
    var content = FileContent()
    content.stated =
      layout.timeColumn.flatMap { column in
        records.good.lazy.compactMap { $0.record.text(column) }
          .compactMap { RecordTime.moment($0, in: layout.format.timeZone) }.first
      } ?? (layout.hasTimeInName ? Self.time(in: name, layout.format.timeZone) : nil)
    content.damaged = records.damaged
    let asOf = content.stated ?? time
    switch layout.content {
    case .orders: readOrders(records.good, layout, into: &content)
    case .stock: readStock(records.good, layout, asOf, into: &content)
    case .parcels: readParcels(records.good, layout, into: &content)
    }
    let all = records.good.count + records.damaged.count
    guard Double(content.damaged.count) <= Double(all) * layout.largestDamage else {
      throw .damaged(content.damaged.count, of: all)
    }
    return content
  }

  private static func text(_ data: Data, _ encoding: FileLayout.Encoding) throws(FileFlaw) -> String {
    switch encoding {
    case .utf8:
      let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .encoding }
      return text
    case .latin1:
      var scalars = String.UnicodeScalarView()
      for byte in data { scalars.append(Unicode.Scalar(byte)) }
      return String(scalars)
    }
  }

  /// The moment that a name's longest run of eight, twelve or fourteen digits says; "20261121-0600" counts as one run.
  public static func time(in name: String, _ zone: String) -> Timestamp? {
    let runs = name.split { !$0.isASCII || !$0.isNumber }.map(String.init)
    for (index, run) in runs.enumerated() where [8, 12, 14].contains(run.count) {
      if run.count == 8, index + 1 < runs.count, [4, 6].contains(runs[index + 1].count),
        let moment = RecordTime.moment(run + runs[index + 1], in: zone)
      {
        return moment
      }
      if let moment = RecordTime.moment(run, in: zone) { return moment }
    }
    return nil
  }

  private static func isDeleted(_ record: FlatRecord, _ layout: FileLayout) throws(Misfit) -> Bool {
    guard let column = layout.deletedColumn else { return false }
    return try record.flag(column, layout.format) ?? false
  }

  private static func readStock(
    _ records: [FileRecords.Good], _ layout: FileLayout, _ asOf: Timestamp, into content: inout FileContent
  ) {
    for (line, record) in records {
      do throws(Misfit) {
        let key = StockKey(sku: try record.required("sku"), place: record.text("place") ?? "")
        if try isDeleted(record, layout) {
          content.stock[key] = .some(nil)
        } else {
          content.stock[key] = try RecordOrder.stock(record, asOf: asOf, layout.format)
        }
        content.good += 1
      } catch {
        content.damaged.append(DamagedRecord(line: line, field: error.field))
      }
    }
  }

  private static func readParcels(
    _ records: [FileRecords.Good], _ layout: FileLayout, into content: inout FileContent
  ) {
    for (line, record) in records {
      do throws(Misfit) {
        let number = try record.required("trackingNumber")
        if try isDeleted(record, layout) {
          content.parcels[number] = .some(nil)
        } else {
          content.parcels[number] = DroppedParcel(
            shipment: try RecordOrder.shipment(record, layout.format),
            order: record.text("order").map(CanonicalWords.orderNumber))
        }
        content.good += 1
      } catch {
        content.damaged.append(DamagedRecord(line: line, field: error.field))
      }
    }
  }

  /// Records of one order need not stand together: an export joined from lines and parcels repeats both.
  private static func readOrders(
    _ records: [FileRecords.Good], _ layout: FileLayout, into content: inout FileContent
  ) {
    var grouped: [OrderNumber: [FileRecords.Good]] = [:]
    for (line, record) in records {
      guard let number = record.text("number"), !number.isEmpty else {
        content.damaged.append(DamagedRecord(line: line, field: "number"))
        continue
      }
      grouped[CanonicalWords.orderNumber(number), default: []].append((line, record))
    }
    for (number, rows) in grouped {
      do throws(Misfit) {
        content.orders[number] = try order(rows.map(\.record), layout)
        content.good += rows.count
      } catch {
        // An order with a damaged line is not an order with a line less: none of it is used.
        for row in rows { content.damaged.append(DamagedRecord(line: row.line, field: error.field)) }
      }
    }
    content.damaged.sort { $0.line < $1.line }
  }

  private static func order(_ rows: [FlatRecord], _ layout: FileLayout) throws(Misfit) -> DroppedOrder? {
    guard let head = rows.first else { throw Misfit("number") }
    if try isDeleted(head, layout) { return nil }
    var lines = try head.records("lines")
    var parcels = try head.records("parcels")
    for row in rows {
      if row["sku"] != nil, !lines.contains(where: { isSameLine($0, row) }) { lines.append(row) }
      if let number = row.text("trackingNumber"), !parcels.contains(where: { $0.text("trackingNumber") == number }) {
        parcels.append(row)
      }
    }
    return DroppedOrder(
      order: try RecordOrder.order(head, lines: lines, parcels: parcels, layout.format),
      phone: head.text("phone") ?? "")
  }

  /// A line that is told twice, once for each parcel: by its number where there is one.
  private static func isSameLine(_ left: FlatRecord, _ right: FlatRecord) -> Bool {
    if let one = left.text("line"), let other = right.text("line") { return one == other }
    return left.text("sku") == right.text("sku")
  }
}
