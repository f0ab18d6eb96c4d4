/// A kind of thing the shop keeps: a value of the vocabulary, or a record of the shop's own, stored whole as JSON under
/// its identifier and found again by what `lookups` says.
///
/// The file needs no new table for a new kind: a file that was kept for the writes it holds opens in a later version, and
/// the kinds it has never heard of are empty in it. A stored property added to a kind therefore needs a default when it
/// is read.
protocol ShopDocument: Codable, Hashable, Sendable {
  /// The kind's name in the file: never changes.
  static var kind: String { get }
  /// Whether values read are worth keeping in memory: few of them, read over and over.
  static var isKept: Bool { get }
  /// What tells it from others of its kind.
  var documentID: String { get }
  /// By what it can be found besides: any number of values under one name.
  var lookups: [Lookup] { get }
}

extension ShopDocument {
  static var isKept: Bool { false }
  var lookups: [Lookup] { [] }
}

/// A name and a value that a document can be found by.
struct Lookup: Hashable, Sendable {
  var name: String
  var value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Which document of which kind.
struct DocumentKey: Hashable, Sendable, Comparable {
  var kind: String
  var id: String

  static func < (left: DocumentKey, right: DocumentKey) -> Bool { (left.kind, left.id) < (right.kind, right.id) }
}
