/// Event `conversation`: one conversation changed. The HTML is what the page itself is made of.
struct ConversationEvent: Encodable {
  /// Its identifier.
  var id: String
  /// It is going on.
  var live: Bool
  /// Its entry in the list, an `li`.
  var listItemHTML: String
  /// All that the right side shows of it, an `article`.
  var detailHTML: String
}

/// Event `house`: the line that says how the house stands.
struct HouseEvent: Encodable {
  /// The server's clock in milliseconds since the epoch, for relative times.
  var now: Int64
  /// The page's title.
  var title: String
  /// The line.
  var html: String
}

/// Event `lists`, once on connecting: both lists as they are, so that a reader who was away shows what is.
struct ListsEvent: Encodable {
  /// The list of conversations going on.
  var liveHTML: String
  /// The list of those that ended.
  var pastHTML: String
}
