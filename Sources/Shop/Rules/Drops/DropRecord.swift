internal import Commerce

/// A limited release as the shop keeps it: what is published, and what is not yet.
struct DropRecord: Hashable, Codable, Sendable {
  /// What is published; its `state` is that of the last write, for time moves it on (`DropRules.state`).
  var drop: Drop
  /// The seed of the draw, until it is published.
  var secret: String
  /// Units that were bought.
  var sold = 0
  /// Whether the winners were drawn.
  var isDrawn = false
  /// Those that took part, sorted: what the ranking is made of. Empty until the draw.
  var entries: [String] = []
}

/// A registration as the shop keeps it.
struct DropEntryRecord: Hashable, Codable, Sendable {
  /// The registration; a winner's lapse is a matter of time (`DropRules.state`).
  var entry: DropEntry
  /// What tells one household from another.
  var household: String
  /// How a win would be paid.
  var paymentMethod: String
}
