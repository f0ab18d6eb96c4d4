public import Commerce

/// A source's word on one thing: what webhook payloads, messages, files and polls are turned into.
public struct FactUpdate: Hashable, Codable, Sendable {
  /// What the source says.
  public enum Change: Hashable, Codable, Sendable {
    /// The whole record as it now is.
    case value(FactValue)
    /// The record is gone.
    case deleted
    /// It changed, but the payload does not tell to what: whoever asks next is to ask the source.
    case touched
  }

  /// What it is about.
  public var key: FactKey
  /// What the source says of it.
  public var change: Change
  /// How new that is.
  public var version: FactVersion
  /// The system whose word it is ("shopify", "aftership").
  public var origin: String
  /// What it belongs to, where the record itself does not say: a parcel's or a payment's order.
  public var parent: FactKey?

  /// A record as it now is.
  public init(_ value: FactValue, version: FactVersion, origin: String, parent: FactKey? = nil) {
    self.init(key: value.key, .value(value), version: version, origin: origin, parent: parent)
  }

  /// A change of a record that may be gone or unknown.
  public init(key: FactKey, _ change: Change, version: FactVersion, origin: String, parent: FactKey? = nil) {
    self.key = key
    self.change = change
    self.version = version
    self.origin = origin
    self.parent = parent
  }
}

/// What a payload turned out to say. No text in it holds personal data.
public enum EventReading: Hashable, Sendable {
  /// These facts; when it happened, if the payload says so.
  case updates([FactUpdate], occurred: Timestamp?)
  /// Nothing that is kept, and why: an unknown topic, a test message. To be acknowledged.
  case ignored(String)
  /// Not what the topic promises: a missing field, a wrong type, a number out of range.
  case malformed(String)
}

/// How a vendor's webhook payloads are read: pure, and the same whenever the same payload is read again.
public protocol WebhookMapping: Sendable {
  /// Reads a payload.
  ///
  /// - Parameters:
  ///   - topic: the vendor's name for what happened ("orders/updated", "charge.refunded").
  ///   - body: the payload, already parsed.
  ///   - receivedAt: when it came: the version of what has no time of its own (a deletion).
  static func updates(topic: String, body: JSONValue, receivedAt: Timestamp) -> EventReading
}
