public import Commerce
public import Vendors

/// What is known of one thing after everything that sources said of it.
///
/// A fact is made of parts that only grow, each by a rule that does not depend on the order of arrival: the newest word, the time
/// of the latest hint that it changed, the newest parent, all checkpoints of a parcel. So `join` is commutative, associative and
/// idempotent: shuffled, late and repeated deliveries give the same fact, and so does a rebuild from the log.
public struct Fact: Hashable, Codable, Sendable {
  /// What a source said last, by version.
  public struct Word: Hashable, Codable, Sendable {
    /// The record without what the parcel's trail holds; nil when it is gone.
    var record: FactValue?
    /// How new it is.
    public var version: FactVersion
    /// Whose word it is.
    public var origin: String
  }

  struct Parent: Hashable, Codable, Sendable {
    var key: FactKey
    var version: FactVersion
  }

  /// What it is about.
  public let key: FactKey
  /// The newest word; nil while there are only hints.
  public internal(set) var word: Word?
  /// When the latest hint came that it changed.
  public internal(set) var touched: Timestamp?
  var belongsTo: Parent?
  var trail: ParcelTrail?

  /// What one update says.
  public init(_ update: FactUpdate) {
    key = update.key
    belongsTo = update.parent.map { Parent(key: $0, version: update.version) }
    switch update.change {
    case .touched: touched = update.version.at
    case .deleted: word = Word(record: nil, version: update.version, origin: update.origin)
    case .value(.shipment(var shipment)):
      trail = ParcelTrail(shipment, at: update.version.at)
      shipment.events = []
      shipment.status = .pending
      word = Word(record: .shipment(shipment), version: update.version, origin: update.origin)
    case .value(let value): word = Word(record: value, version: update.version, origin: update.origin)
    }
  }

  /// The record as it now is; nil when it is gone or was never told.
  public var value: FactValue? {
    if case .shipment(let shipment) = word?.record, let trail { return .shipment(trail.applied(to: shipment)) }
    return word?.record
  }

  /// Whether the source deleted it.
  public var isDeleted: Bool { word.map { $0.record == nil } ?? false }

  /// When the source said so: when it changed the record, or when it was last asked.
  public var asOf: Timestamp? { word.map { max($0.version.at, $0.version.read ?? $0.version.at) } }

  /// The system whose word it is.
  public var origin: String? { word?.origin }

  /// What it belongs to.
  public var parent: FactKey? { belongsTo?.key }

  /// How far a source's clock and ours may be apart.
  static let skew: Int64 = 10_000

  /// Whether a hint came that the newest word does not answer, so that the source has to be asked. A hint has the source's time:
  /// the word answers it when the record changed then or later, or was read well after.
  public var isOutdated: Bool {
    guard let touched else { return false }
    guard let version = word?.version else { return true }
    return version.at < touched && (version.read ?? version.at) < touched.adding(milliseconds: Self.skew)
  }
}
