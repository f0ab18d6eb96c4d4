public import Commerce

/// One stream of records of a source (its orders, its stock) that can be asked what changed. Polls find what webhooks lost.
public protocol PollSource: Sendable {
  /// The system ("shopify"), as in the origin of the facts.
  var source: String { get }
  /// The stream ("orders"): cursors are kept by source and stream.
  var stream: String { get }
  /// The kinds of thing that the stream lists in full when it begins without a cursor, so that what it does not list is gone at
  /// the source. Empty, as by default, when it cannot (only the last 60 days).
  var listsAll: Set<FactKey.Kind> { get }

  /// The next changes, oldest first. Throws an `OperationFailure`.
  ///
  /// The cursor is the source's own text (a page token, an "updated since"). A page may repeat records of the page before: at a
  /// boundary rather twice than never. Versions carry `read`, the moment before the request was sent.
  ///
  /// - Parameters:
  ///   - cursor: where the last page ended; nil begins with the oldest record there is.
  ///   - limit: how many records at most; sources with a smaller bound of their own give fewer.
  func changes(after cursor: String?, limit: Int) async throws(OperationFailure) -> PollPage
}

extension PollSource {
  /// Lists nothing in full.
  public var listsAll: Set<FactKey.Kind> { [] }
}

/// Some changes, and where to go on.
public struct PollPage: Hashable, Sendable {
  /// A record that cannot be used.
  public struct Unusable: Hashable, Sendable {
    /// What it is; nil when not even that can be read.
    public var key: FactKey?
    /// What is wrong with it, without its content.
    public var reason: String

    /// Makes the value from its parts.
    public init(key: FactKey?, reason: String) {
      self.key = key
      self.reason = reason
    }
  }

  /// The records as they now are, and what is known to be gone.
  public var updates: [FactUpdate]
  /// Records that are not what the source promises: left out here, so that one of them does not keep all others away.
  public var unusable: [Unusable] = []
  /// Where to go on, now or at the next poll; nil: from the beginning.
  public var cursor: String?
  /// Whether there is nothing more for now.
  public var isLast: Bool

  /// Makes a page.
  public init(updates: [FactUpdate], unusable: [Unusable] = [], cursor: String?, isLast: Bool) {
    self.updates = updates
    self.unusable = unusable
    self.cursor = cursor
    self.isLast = isLast
  }
}
