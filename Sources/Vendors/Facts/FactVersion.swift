public import Commerce

/// How new a source's word on a thing is. Of two words the one with the greater version counts, in whatever order they arrive.
public struct FactVersion: Hashable, Codable, Comparable, Sendable {
  /// When the source changed the record, by the source's own clock (Shopify `updated_at`, WooCommerce `date_modified_gmt`).
  public var at: Timestamp
  /// The source's own counter, for sources that have one (commercetools `version`); compared after `at`, so it decides among
  /// changes within the clock's resolution.
  public var sequence: Int64
  /// When it was read from the source itself (a poll, an answer to a question); nil for what the source sent by itself. Decides
  /// last: at the same `at` and `sequence`, what was read later is what the source held after all that it had sent.
  public var read: Timestamp?

  /// Makes a version.
  public init(at: Timestamp, sequence: Int64 = 0, read: Timestamp? = nil) {
    self.at = at
    self.sequence = sequence
    self.read = read
  }

  /// Whether `left` is older.
  public static func < (left: FactVersion, right: FactVersion) -> Bool {
    (left.at, left.sequence, left.read?.milliseconds ?? .min)
      < (right.at, right.sequence, right.read?.milliseconds ?? .min)
  }
}
