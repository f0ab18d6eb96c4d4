public import Commerce

/// What the files so far say, with when each thing changed: pure, and the same however often it is built from the same files.
public struct FileDropIndex: Hashable, Sendable {
  /// One thing as the files say it: nil when it is gone.
  public struct Entry<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The thing.
    public var value: Value?
    /// The time of the file that said so first.
    public var changed: Timestamp
  }

  /// Orders by number.
  public private(set) var orders: [OrderNumber: Entry<DroppedOrder>] = [:]
  /// Stock by variant and place.
  public private(set) var stock: [StockKey: Entry<StockLevel>] = [:]
  /// Parcels by tracking number.
  public private(set) var parcels: [String: Entry<DroppedParcel>] = [:]
  /// The time of the newest file taken, by what it holds.
  public private(set) var asOf: [FileLayout.Content: Timestamp] = [:]

  /// Makes an empty one.
  public init() {}

  /// Takes a file in: a full one replaces what there is, a delta updates it. Returns whether it did: what is older than the
  /// newest file is left out. Throws `shrunk` for a full file that is far smaller than what there is.
  public mutating func take(
    _ content: FileContent, _ layout: FileLayout, time: Timestamp
  ) throws(FileFlaw) -> Bool {
    if let newest = asOf[layout.content], time < newest { return false }
    let isFull = layout.extent == .full
    switch layout.content {
    case .orders: try Self.merge(content.orders, into: &orders, isFull, time, layout.smallestShare, ==)
    case .stock: try Self.merge(content.stock, into: &stock, isFull, time, layout.smallestShare, Self.isSame)
    case .parcels: try Self.merge(content.parcels, into: &parcels, isFull, time, layout.smallestShare, ==)
    }
    asOf[layout.content] = time
    return true
  }

  /// When it was counted alone is no change.
  private static func isSame(_ left: StockLevel?, _ right: StockLevel?) -> Bool {
    guard var left, let right else { return left == right }
    left.asOf = right.asOf
    return left == right
  }

  private static func merge<Key: Hashable, Value>(
    _ news: [Key: Value?], into entries: inout [Key: Entry<Value>], _ isFull: Bool, _ time: Timestamp, _ share: Double,
    _ isSame: (Value?, Value?) -> Bool
  ) throws(FileFlaw) {
    let known = entries.values.count { $0.value != nil }
    let given = news.values.count { $0 != nil }
    guard !isFull || Double(given) >= Double(known) * share else { throw .shrunk(given, from: known) }
    if isFull {
      for (key, entry) in entries where entry.value != nil && news[key] == nil {
        entries[key] = Entry(value: nil, changed: time)
      }
    }
    for (key, value) in news {
      let changed = entries[key].flatMap { isSame($0.value, value) ? $0.changed : nil } ?? time
      entries[key] = Entry(value: value, changed: changed)
    }
  }
}

extension FileDropIndex {
  /// The changes of one kind of thing after a place, oldest first.
  ///
  /// - Parameters:
  ///   - place: where the last page ended, as `PollPage.cursor` gave it; nil from the beginning.
  ///   - read: when this is asked.
  public func changes(
    of content: FileLayout.Content, after place: String?, limit: Int, origin: String, read: Timestamp
  ) -> PollPage {
    let after = FilePlace(place)
    let updates = self.updates(content, origin, read).filter { update in
      after.map { $0 < FilePlace(update) } ?? true
    }.sorted { FilePlace($0) < FilePlace($1) }
    let page = Array(updates.prefix(max(1, limit)))
    return PollPage(
      updates: page, cursor: page.last.map { FilePlace($0).text } ?? place, isLast: page.count == updates.count)
  }

  private func updates(_ content: FileLayout.Content, _ origin: String, _ read: Timestamp) -> [FactUpdate] {
    func update(_ key: FactKey, _ value: FactValue?, _ changed: Timestamp, _ parent: FactKey? = nil) -> FactUpdate {
      FactUpdate(
        key: key, value.map { .value($0) } ?? .deleted, version: FactVersion(at: changed, read: read), origin: origin,
        parent: parent)
    }
    switch content {
    case .orders:
      return orders.map { update(FactKey(.order, $0), $1.value.map { .order($0.order) }, $1.changed) }
    case .stock:
      return stock.map { update(.stock(sku: $0.sku, place: $0.place), $1.value.map { .stock($0) }, $1.changed) }
    case .parcels:
      return parcels.map { number, entry in
        update(
          FactKey(.shipment, number), entry.value.map { .shipment($0.shipment) }, entry.changed,
          entry.value?.order.map { FactKey(.order, $0) })
      }
    }
  }
}

/// A place among changes: the time of the file and the thing. As text "1763712000000 order/40217".
private struct FilePlace: Comparable {
  var at: Int64
  var key: String

  init(_ update: FactUpdate) {
    at = update.version.at.milliseconds
    key = update.key.description
  }

  init?(_ text: String?) {
    let parts = (text ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
    self.at = at
    key = String(parts[1])
  }

  var text: String { "\(at) \(key)" }

  static func < (left: FilePlace, right: FilePlace) -> Bool { (left.at, left.key) < (right.at, right.key) }
}
