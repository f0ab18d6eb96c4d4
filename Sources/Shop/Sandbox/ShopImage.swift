internal import Commerce
internal import Foundation
internal import GRDB

/// What a shop holds at a moment, in memory: read once, shared by all sandboxes made of it, never changed.
struct ShopImage: Sendable {
  /// Identifier to stored JSON, by kind.
  private(set) var bodies: [String: [String: Data]] = [:]
  /// Value to identifiers in order, by kind and lookup name.
  private(set) var index: [String: [Lookup: [String]]] = [:]
  private(set) var mark: ShopMark
  private(set) var profile: RuleProfile
  let coding: DocumentCoding

  /// An image of documents that are in no file.
  init(_ documents: [any ShopDocument], profile: RuleProfile) throws(OperationFailure) {
    mark = ShopMark(filling: "", step: 0)
    self.profile = profile
    coding = DocumentCoding()
    for document in documents { try add(document) }
    sort()
  }

  /// The same shop under another profile's rules; nothing is copied.
  func following(_ profile: RuleProfile) -> ShopImage {
    var image = self
    image.profile = profile
    return image
  }

  private mutating func add(_ document: some ShopDocument) throws(OperationFailure) {
    let kind = type(of: document).kind
    bodies[kind, default: [:]][document.documentID] = try DocumentCoding.body(document)
    for lookup in Set(document.lookups) {
      index[kind, default: [:]][lookup, default: []].append(document.documentID)
    }
  }

  private mutating func sort() {
    for kind in index.keys { for lookup in index[kind]!.keys { index[kind]![lookup]!.sort() } }
  }

  /// Reads the whole file. Takes tens of milliseconds.
  init(_ database: Database, profile: RuleProfile, coding: DocumentCoding) throws {
    mark = try ShopMeta.mark(in: database)
    self.profile = profile
    self.coding = coding
    // Records of writes stay where they are: a sandbox has its own.
    let rows = try Row.fetchCursor(
      database, sql: "SELECT kind, id, body FROM document WHERE kind <> ?", arguments: [WriteRecord.kind])
    while let row = try rows.next() { bodies[row[0], default: [:]][row[1]] = row[2] as Data }
    let lookups = try Row.fetchCursor(database, sql: "SELECT kind, name, value, id FROM lookup ORDER BY id")
    while let row = try lookups.next() {
      index[row[0], default: [:]][Lookup(row[1], row[2]), default: []].append(row[3])
    }
  }

  /// Brings the image to what the file holds now: reads what changed since, or all when the file was filled anew.
  mutating func refresh(_ database: Database) throws {
    let mark = try ShopMeta.mark(in: database)
    guard mark != self.mark else { return }
    guard mark.filling == self.mark.filling else {
      self = try ShopImage(database, profile: profile, coding: coding)
      return
    }
    let keys = try Row.fetchAll(
      database, sql: "SELECT kind, id FROM changed WHERE step > ? AND kind <> ?",
      arguments: [self.mark.step, WriteRecord.kind])
    for row in keys {
      let (kind, id) = (row[0] as String, row[1] as String)
      let body = try Data.fetchOne(
        database, sql: "SELECT body FROM document WHERE kind = ? AND id = ?", arguments: [kind, id])
      bodies[kind, default: [:]][id] = body
      let lookups = try Row.fetchAll(
        database, sql: "SELECT name, value FROM lookup WHERE kind = ? AND id = ?", arguments: [kind, id])
      move(kind, id, Set(lookups.map { Lookup($0[0], $0[1]) }))
    }
    self.mark = mark
  }

  private mutating func move(_ kind: String, _ id: String, _ wanted: Set<Lookup>) {
    for (lookup, ids) in index[kind] ?? [:] where ids.contains(id) && !wanted.contains(lookup) {
      index[kind]?[lookup]?.removeAll { $0 == id }
    }
    for lookup in wanted where index[kind]?[lookup]?.contains(id) != true {
      index[kind, default: [:]][lookup, default: []].append(id)
      index[kind]?[lookup]?.sort()
    }
  }
}
